"""Who sent something and what is held, in the words of a file."""

from datetime import date, datetime

from flask_babel import pgettext

from participation.carried.wording import said_by_words
from participation.disclosure.telling import Told
from participation.web.languages import spoken_date, spoken_time


def whose(sent: Told) -> str:
    """Which child and which review it is about."""
    child, review = sent["child"], sent["review"]
    name = " ".join(filter(None, (child["preferred_name"], f"({child['child_id']})")))
    day = spoken_date(review["meets_on"]) if review["meets_on"] else ""
    if not day:
        # L10N: in a file for the case record; the review has no day
        return str(pgettext("staff record", "%(child)s, review %(review)s", child=name, review=review["review_id"]))
    # L10N: in a file for the case record
    words = pgettext(
        "record", "%(child)s, review %(review)s of %(day)s", child=name, review=review["review_id"], day=day
    )
    return str(words)


def sender(sent: Told) -> str:
    """Who sent it and when."""
    who = " ".join(filter(None, (respondent(sent["sent_by"]["respondent"]), sent["sent_by"]["name"])))
    day, hour = spoken_date(sent["sent_at"]), spoken_time(sent["sent_at"])
    # L10N: in a file for the case record; %(who)s is “the child” or an adult and their name
    return str(pgettext("staff record", "Sent by %(who)s on %(day)s at %(hour)s.", who=who, day=day, hour=hour))


def said_by(each: Told) -> str:
    """Who said something for the child, and when."""
    return f"{said_by_words(each['by'])}, {spoken_date(each['at'])}"


def is_meant(each: Told, name: str) -> str:
    """What the child says of it."""
    if each["is_what_the_child_meant"]:
        # L10N: to staff, beside what was said for a child: the child says that it is right; %(name)s is the child
        return str(pgettext("staff", "%(name)s says: that is what I meant", name=name))
    # L10N: to staff, beside what was said for a child: the child says that it is not right, or not all of it
    return str(pgettext("staff", "%(name)s says: not quite", name=name))


def respondent(role: str) -> str:
    """Who somebody is to the child, in the middle of a sentence."""
    words = {
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "child": pgettext("staff record", "the child"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "foster_carer": pgettext("staff record", "the foster carer"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "key_worker": pgettext("staff record", "the key worker"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "parent": pgettext("staff record", "the parent"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "school": pgettext("staff record", "the school"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "health": pgettext("staff record", "the health service"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "fostering_worker": pgettext("staff record", "the fostering social worker"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "personal_adviser": pgettext("staff record", "the personal adviser"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "youth_justice": pgettext("staff record", "the youth justice team"),
        # L10N: in a file for the case record, in the middle of a sentence: who sent something
        "adult_services": pgettext("staff record", "adult services"),
    }
    return str(words.get(role, role))


def table(name: str) -> str:
    """What a table holds, as a heading; a table of a later version is called by its own name."""
    words = {
        # L10N: heading in the file about a child: orders of a court that they may not leave where they live
        "deprivation_of_liberty": pgettext("staff record", "Deprivation of liberty orders"),
        # L10N: heading in the file about a child: their review meetings
        "review": pgettext("staff record", "Reviews"),
        # L10N: heading in the file about a child: that the date of a review was changed
        "review_move": pgettext("staff record", "Reviews that were moved"),
        # L10N: heading in the file about a child: the adults around a review
        "person": pgettext("staff record", "People around the reviews"),
        # L10N: heading in the file about a child: who was asked for their view
        "invitation": pgettext("staff record", "Letters"),
        # L10N: heading in the file about a child: when a letter was opened on a phone
        "visit": pgettext("staff record", "Letters that are open now"),
        # L10N: heading in the file about a child: answers that are not sent; nobody can open them
        "draft": pgettext("staff record", "Answers not sent: only the letter opens them"),
        # L10N: heading in the file about a child: how the child took part in a review
        "participation": pgettext("staff record", "How the child took part"),
        # L10N: heading in the file about a child: decisions, letter and distribution after a review
        "review_act": pgettext("staff record", "Done after the reviews"),
        # L10N: heading in the file about a child: who was sent the record of a review
        "act_recipient": pgettext("staff record", "Who was sent the record"),
        # L10N: heading in the file about a child: what they asked for
        "outcome": pgettext("staff record", "What came of what was asked for"),
        # L10N: heading in the file about a child: that an officer wrote to them after a review
        "childs_letter": pgettext("staff record", "Letters to the child after reviews"),
        # L10N: heading in the file about a child: what others said for them, such as an advocate at the meeting
        "said_for_child": pgettext("staff record", "Said for the child by others"),
        **_between_meetings(),
        # L10N: heading in the file about a child: links that showed an interpreter what was typed
        "interpreter_link": pgettext("staff record", "Interpreters who were asked"),
        # L10N: heading in the file about a child: that an interpreter put something into English
        "english": pgettext("staff record", "Put into English"),
        # L10N: heading in the file about a child: something that was sent and is deleted
        "trace": pgettext("staff record", "Sent, and deleted since"),
        **_before_meetings(),
        **_handed_on(),
    }
    return str(words.get(name, name.replace("_", " ").capitalize()))


def _handed_on() -> dict[str, str]:
    return {
        # L10N: heading in the file about a child: years of which the national return has episodes of them
        "had_episodes": pgettext("staff record", "Years with episodes in the national return"),
        # L10N: heading in the file about a child: which files about them went to the case record
        "file_receipt": pgettext("staff record", "Files for the case record"),
    }


def _before_meetings() -> dict[str, str]:
    return {
        # L10N: heading in the file about a child: what of theirs the officer left out of what was printed for a meeting
        "left_out": pgettext("staff record", "Left out of the pack for a meeting"),
        # L10N: heading in the file about a child: what the officer said to their wishes for a meeting
        "settled_wish": pgettext("staff record", "Wishes for the meeting that were settled"),
        # L10N: heading in the file about a child: days and places between which they could choose for a meeting
        "slot_offer": pgettext("staff record", "Days offered for the meeting"),
        # L10N: heading in the file about a child: which of the days that were offered for a meeting they chose
        "slot_choice": pgettext("staff record", "Days chosen for the meeting"),
        # L10N: heading in the file about a child: that there was a picture of a carer or social worker for them
        "face": pgettext("staff record", "Pictures of people around the reviews"),
        # L10N: heading in the file about a child: that an officer noted something for a meeting
        "crib": pgettext("staff record", "Notes for meetings"),
    }


def _between_meetings() -> dict[str, str]:
    return {
        # L10N: heading in the file about a child: what officers did with them between meetings
        "visit_by_officer": pgettext("staff record", "Visits and midway reviews"),
        # L10N: heading in the file about a child: what an officer asked others to put right
        "challenge": pgettext("staff record", "Challenges"),
        # L10N: heading in the file about a child: whom an officer asked to put something right, and when
        "challenge_step": pgettext("staff record", "Challenges, level by level"),
        # L10N: heading in the file about a child: that an officer asked for an advocate for them
        "advocacy_referral": pgettext("staff record", "Advocates whom officers asked for"),
        # L10N: heading in the file about a child: how far an advocate came whom an officer asked for
        "referral_step": pgettext("staff record", "What became of that"),
    }


def plain(value: object) -> str:
    """A moment, a day, a yes or no, or whatever else stands in a row."""
    if isinstance(value, bool):
        # L10N: in the file about a child, after the name of something that is either so or not
        return str(pgettext("staff record", "yes") if value else pgettext("staff record", "no"))
    if isinstance(value, datetime):
        return f"{spoken_date(value)}, {spoken_time(value)}"
    return spoken_date(value) if isinstance(value, date) else str(value)
