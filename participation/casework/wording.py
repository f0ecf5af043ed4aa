"""Respondents and how far they are, in the staff's words."""

from collections.abc import Iterable, Sequence

from flask_babel import npgettext, pgettext

from participation.afterwards.wording import act_words, days_words
from participation.between.models import OfficerVisitKind
from participation.between.wording import kind_words
from participation.casework.replies import Arrival, ReplyState, Withdrawal
from participation.casework.sorting import Why
from participation.casework.to_do import ANSWERS, CHOICE, CODE, HELPER, MOVED, ToDo
from participation.clock import local
from participation.invitations.models import CHILD
from participation.invitations.wording import role_words
from participation.staff.wording import isolated, name_of
from participation.submissions.models import Submission
from participation.web.languages import short_date

CHIPS = {
    ReplyState.NEW: "new",
    ReplyState.READ: "in",
    ReplyState.WITHDRAWN: "wait",
    ReplyState.NOT_PRINTED: "wait",
    ReplyState.LATE: "late",
    ReplyState.OPENED: "wait",
    ReplyState.WAITING: "wait",
    ReplyState.NOT_ASKED: "wait",
    ReplyState.TOO_YOUNG: "wait",
    ReplyState.TOO_OLD: "wait",
}
"""Which chip stands for which state; each has a mark of its own, and its words say the same."""


def section_words(section: str) -> str:
    """The heading of a section of the officer's list."""
    words: dict[str, str] = {
        # L10N: heading in the officer's list: reviews of today
        "today": pgettext("staff", "Today"),
        # L10N: heading in the officer's list: reviews that will not be held, for which something was never read
        "ended": pgettext("staff", "Not held any more, and something was never read"),
        # L10N: heading in the officer's list: meetings that have been, for which something came that was never read
        "unread": pgettext("staff", "Held, and something was never read"),
        # L10N: heading in the officer's list: meetings that have been, and what is left to do for them
        "to_do": pgettext("staff", "Still to do"),
        # L10N: heading in the officer's list: midway reviews that are due halfway between two meetings
        "between": pgettext("staff", "Between meetings"),
        # L10N: heading in the officer's list: reviews whose last day has passed
        "overdue": pgettext("staff", "Overdue"),
        # L10N: heading in the officer's list: reviews for which no day has been arranged
        "no_date": pgettext("staff", "No day yet"),
    }
    return words[section]


def column_words(kind: str) -> str:
    """The heading over what of one kind is still to do."""
    words: dict[str, str] = {
        # L10N: heading of a column in the officer's list: the national code of a review is still to be recorded
        CODE: pgettext("staff", "Code"),
        # L10N: heading of a column in the officer's list: what children asked for and has no answer
        ANSWERS: pgettext("staff", "Answers"),
        # L10N: heading of a column in the officer's list: days for the meeting were offered, and it is to be settled
        CHOICE: pgettext("staff", "Days offered"),
        # L10N: heading of a column in the officer's list: the child says that the new day of the meeting is not OK
        MOVED: pgettext("staff", "New day not OK"),
        # L10N: heading of a column in the officer's list: a child has said who should help them, or should stop
        HELPER: pgettext("staff", "Helper"),
    }
    if kind == OfficerVisitKind.MIDWAY:
        return str(kind_words(kind))
    return words[kind] if kind in words else act_words(kind)


def visit_words(thing: ToDo) -> str:
    """What stands in a chip beside a child who has not been seen before a meeting."""
    # L10N: to an officer, beside a child's name: not seen yet before a meeting; %(days)s is like "3 days"
    return str(pgettext("staff", "Visit: %(days)s") % {"days": days_words(thing.days_left)})


def to_do_words(thing: ToDo) -> str:
    """How long there is for something that is still to do."""
    if thing.kind != ANSWERS:
        return days_words(thing.days_left)
    # L10N: in the officer's list: so many things that a child asked for have no answer; %(days)s is like "3 days late"
    words = pgettext("staff", "%(num)d open, %(days)s")
    return str(words % {"num": thing.number, "days": days_words(thing.days_left)})


def state_words(arrival: Arrival) -> str:
    """How far one respondent is."""
    if arrival.state is ReplyState.LATE:
        # L10N: to staff, beside an adult whose form should have come
        late: str = npgettext("staff", "%(num)d day late", "%(num)d days late", arrival.days_late)
        return late
    words: dict[ReplyState, str] = {
        # L10N: to an officer, beside a respondent: something has come that the officer has not read
        ReplyState.NEW: pgettext("staff", "new"),
        # L10N: to an officer, beside a respondent: what came has been read
        ReplyState.READ: pgettext("staff", "read"),
        # L10N: to staff, beside a respondent: sent something, and took it back before anybody had read it
        ReplyState.WITHDRAWN: pgettext("staff", "taken back"),
        # L10N: to staff, beside a respondent: nobody has printed the letter that asks them
        ReplyState.NOT_PRINTED: pgettext("staff", "letter not printed"),
        # L10N: to staff, beside a respondent: the letter was opened, nothing has been sent
        ReplyState.OPENED: pgettext("staff", "opened, nothing sent yet"),
        # L10N: to staff, beside a respondent: was asked, and nothing has been sent
        ReplyState.WAITING: pgettext("staff", "not yet"),
        # L10N: to staff, beside a respondent: nobody has asked this person
        ReplyState.NOT_ASKED: pgettext("staff", "not asked"),
        # L10N: to staff, beside a child under 4, who gets no letter
        ReplyState.TOO_YOUNG: pgettext("staff", "under 4, no letter"),
        # L10N: to staff, beside a care leaver who is older than the settings ask
        ReplyState.TOO_OLD: pgettext("staff", "older than we ask, no letter"),
    }
    return words[arrival.state]


def answered_words(arrival: Arrival) -> str:
    """How far one respondent is, to support: whether the officer has read it is not theirs to know."""
    if arrival.is_not_printed and arrival.invitation and arrival.invitation.is_lost:
        # L10N: to support, beside a letter whose sheet was stolen or lost: another has to be printed
        return str(pgettext("staff", "ended, another is needed"))
    # L10N: to support, beside a respondent who has sent something
    return str(pgettext("staff", "answered")) if arrival.has_come else state_words(arrival)


def missing_words(together: Sequence[Arrival]) -> str:
    """What stands in a chip for those who have sent nothing and are equally far."""
    # L10N: to staff: who (Carer, School), how far (2 days late)
    words = pgettext("staff", "%(who)s: %(state)s")
    return str(words % {"who": ", ".join(dict.fromkeys(map(_short, together))), "state": state_words(together[0])})


def _short(arrival: Arrival) -> str:
    return isolated(arrival.name) if arrival.respondent == CHILD and arrival.name else role_words(arrival.respondent)


def arrival_words(arrival: Arrival) -> str:
    """What stands in a chip: who, when, how far."""
    who = _short(arrival)
    if arrival.sent_at is None:
        return missing_words([arrival])
    # L10N: to staff: who (Carer), when it came (Sun 1 Mar), how far (new)
    words = pgettext("staff", "%(who)s, %(day)s: %(state)s")
    return str(words % {"who": who, "day": short_date(local(arrival.sent_at).date()), "state": state_words(arrival)})


def withdrawal_words(back: Withdrawal) -> str:
    """What stands in a chip beside the child's name, or below it: who if not the child, and when."""
    day = short_date(local(back.at).date())
    if back.respondent == CHILD:
        # L10N: to an officer, beside a child's name; %(day)s is like "Mon 23 Nov"
        return str(pgettext("staff", "took something back on %(day)s, nobody had read it") % {"day": day})
    # L10N: to an officer, beside a child's name: who (Carer); %(day)s is like "Mon 23 Nov"
    words = pgettext("staff", "%(who)s took something back on %(day)s, nobody had read it")
    return str(words % {"who": role_words(back.respondent), "day": day})


def who(submission: Submission) -> str:
    """Who sent something: the child's name, or who the adult is to them and their name."""
    person = submission.invitation.person
    if person is None:
        return name_of(submission.review.child)
    return f"{role_words(person.role)}, {isolated(person.name)}"


def sorted_up_words(reasons: Iterable[Why]) -> str:
    """Why something stands further up in the list; never what it says."""
    words = {
        # L10N: to an officer, why something stands further up in the list; after "sorted up because of"
        Why.ANSWER: pgettext("staff", "an answer"),
        # L10N: to an officer, why something stands further up in the list; after "sorted up because of"
        Why.WORD: pgettext("staff", "a word"),
        # L10N: to an officer, why something stands further up in the list; after "sorted up because of"
        Why.ENGLISH: pgettext("staff", "a word in its English"),
        # L10N: to an officer, why something stands further up in the list; after "sorted up because of"
        Why.LANGUAGE: pgettext("staff", "a language without a word list"),
        # L10N: to an officer, why something stands further up in the list; after "sorted up because of"
        Why.UNOPENED: pgettext("staff", "something that does not open here"),
        # L10N: to an officer, why something stands further up in the list; after "sorted up because of"
        Why.WITHDRAWN: pgettext("staff", "something taken back"),
    }
    # L10N: to an officer, in the list of reviews; %(reasons)s is like "an answer, a word"
    sentence = pgettext("staff", "sorted up because of %(reasons)s")
    return str(sentence % {"reasons": ", ".join(words[why] for why in reasons)})
