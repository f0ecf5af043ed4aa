"""Codes and the reasons for them, in the officer's words."""

from datetime import date

from flask_babel import npgettext, pgettext

from participation.outcomes.codes import MEANINGS, Code, Reason
from participation.outcomes.reading_age import longest_sentence, reading_age
from participation.web.languages import spoken_date


def meaning(code: str) -> str:
    """What a national code says of the child."""
    words: str = pgettext(*MEANINGS[Code(code)])
    return words


def because(reason: Reason) -> str:
    """One sentence: why a code is suggested."""
    words: str = _sentences()[reason.id] % {"about": _about(reason)}
    return words


def _about(reason: Reason) -> str:
    if reason.id.startswith("sent_"):
        return spoken_date(date.fromisoformat(reason.about))
    if reason.id == "views_carried_by":
        carriers: dict[str, str] = {
            # L10N: in "The views were carried by %(about)s."
            "advocate": pgettext("staff", "an advocate"),
            # L10N: in "The views were carried by %(about)s.": to the officer who reads it
            "officer": pgettext("staff", "you"),
        }
        return carriers[reason.about]
    return reason.about


def _sentences() -> dict[str, str]:
    return {
        # L10N: to an officer, why a national code is suggested; %(about)s is an age in years
        "was_under_4": pgettext("staff", "The child was %(about)s on the day, and children under 4 have this code."),
        # L10N: to an officer, why a national code may be wrong
        "age_unknown": pgettext("staff", "The date of birth is not known. Under 4 it would be PN0."),
        # L10N: to an officer, why no national code is suggested
        "attendance_unknown": pgettext("staff", "Nobody has said whether the child came."),
        # L10N: to an officer, why a national code is suggested
        "came": pgettext("staff", "The child came."),
        # L10N: to an officer, why no national code is suggested
        "how_unknown": pgettext("staff", "Nobody has said how the child took part there."),
        # L10N: to an officer, why a national code is suggested
        "spoke": pgettext("staff", "The child spoke for themselves."),
        # L10N: to an officer, why a national code is suggested
        "advocate_spoke": pgettext("staff", "An advocate or the officer spoke for the child."),
        # L10N: to an officer, why a national code is suggested
        "without_speech": pgettext("staff", "The child showed their views without speech."),
        # L10N: to an officer, why a national code is suggested
        "nothing": pgettext("staff", "The child conveyed nothing there."),
        # L10N: to an officer, why a national code is suggested
        "did_not_come": pgettext("staff", "The child did not come."),
        # L10N: to an officer, why a national code is suggested; %(about)s is "an advocate" or "you"
        "views_carried_by": pgettext("staff", "The views were carried by %(about)s."),
        # L10N: to an officer, why a national code is suggested; %(about)s is a day
        "sent_before": pgettext("staff", "The child sent their views before the meeting, on %(about)s."),
        # L10N: to an officer, about a national code; %(about)s is a day
        "sent_on_the_day": pgettext(
            "staff", "The child sent views on the day, %(about)s. Was it before the meeting? Then it is PN6."
        ),
        # L10N: to an officer, about a national code; %(about)s is a day
        "sent_after": pgettext("staff", "Views came after the meeting, on %(about)s. They do not raise the code."),
        # L10N: to an officer, why a national code is suggested
        "nothing_before": pgettext("staff", "Nothing from the child had come before the meeting."),
    }


def came_words(state: str) -> str:
    """What came of something that a child asked for, to the staff."""
    words: dict[str, str] = {
        # L10N: to an officer, beside something that a child asked for
        "open": pgettext("staff", "not answered yet"),
        # L10N: to an officer, beside something that a child asked for
        "agreed": pgettext("staff", "agreed"),
        # L10N: to an officer, beside something that a child asked for
        "partly": pgettext("staff", "agreed in part"),
        # L10N: to an officer, beside something that a child asked for
        "done": pgettext("staff", "done"),
        # L10N: to an officer, beside something that a child asked for
        "not_agreed": pgettext("staff", "not agreed"),
    }
    return words[state]


def reached_words(reached: str, told: str = "", shown_on: str = "") -> str:
    """How far an answer has come to the child, to the staff; `shown_on` is a day in words."""
    words: dict[str, str] = {
        # L10N: to an officer: something was decided, and the child has not been told
        "untold": pgettext("staff", "The child does not know yet."),
        # L10N: to an officer: the answer waits behind the child's lock
        "waits": pgettext("staff", "It waits behind the child’s lock."),
        # L10N: to an officer: %(day)s is when the child read the answer
        "seen": pgettext("staff", "The child read it on %(day)s."),
        # L10N: to an officer: the child has a new letter, with which the answer does not open; saving it again helps
        "lost": pgettext("staff", "It is sealed to an earlier letter. Open it and save it again for the new one."),
        # L10N: to an officer: how and when a child was told
        "in_person": pgettext("staff", "You told them in person, on %(day)s."),
        # L10N: to an officer: how and when a child was told
        "by_letter": pgettext("staff", "You wrote them a letter, on %(day)s."),
    }
    return words.get(told or reached, "") % {"day": shown_on}


def ok_words(said: str) -> str:
    """What a child says of an answer, to the staff; nothing where they have said nothing."""
    words: dict[str, str] = {
        # L10N: to an officer, beside an answer to a child who was asked whether it is OK
        "ok_yes": pgettext("staff", "the child says: that is OK"),
        # L10N: to an officer, beside an answer to a child who was asked whether it is OK
        "ok_sort_of": pgettext("staff", "the child says: sort of OK"),
        # L10N: to an officer, beside an answer to a child who was asked whether it is OK
        "ok_no": pgettext("staff", "the child says: not OK"),
    }
    return words.get(said, "")


ADULT = 18
"""Years: beyond them the formula gives numbers that mean nothing, as 34."""


def reads_like(text: str) -> str:
    """How old one must be to read a text, to the staff who write it; nothing for a few words."""
    age = reading_age(text)
    if age is None:
        return ""
    longest = longest_sentence(text)
    if age >= ADULT:
        # L10N: to an officer, below a box with a letter to a child; %(num)d is the words of the longest sentence
        for_adults: str = npgettext(
            "staff",
            "Reads like a text for adults; the longest sentence has %(num)d word.",
            "Reads like a text for adults; the longest sentence has %(num)d words.",
            longest,
        )
        return for_adults
    # L10N: to an officer, below a box with a letter to a child; %(age)d is in years, %(num)d the longest sentence
    return str(
        npgettext(
            "staff",
            "Reads like a text for age %(age)d; the longest sentence has %(num)d word.",
            "Reads like a text for age %(age)d; the longest sentence has %(num)d words.",
            longest,
            age=age,
        )
    )
