"""Sending, withdrawing, reading."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import session, transaction
from participation.db.in_its_place import Rows, exchange
from participation.invitations.marks import WITHDRAWN, Mark, mark
from participation.invitations.open_visits import OpenVisit
from participation.log import LOG
from participation.questionnaires.answers import Answers
from participation.questionnaires.library import NoSuchQuestionnaire
from participation.questionnaires.model import Option, Questionnaire
from participation.questionnaires.path import holds, in_the_way
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring
from participation.service.questionnaires import library
from participation.staff.models import Staff
from participation.submissions.drafts import OpenDraft, reopened
from participation.submissions.models import Draft, NewSubmission, Reading, Receipt, Submission
from participation.submissions.own_copies import own_copy
from participation.submissions.queries import STANDS, header_of, people_of, receipt

_TAKEN = delete(Draft).where(Draft.id == bindparam("draft_id"), Draft.edition == bindparam("seen"))
"""The draft of exactly this edition, taken out to be sent."""
_OF_A_RECEIPT = "id", "invitation_id", "purpose", "sent_at"


class NotSent(Exception):
    """This draft cannot be sent as it is."""

    def __init__(self, draft: OpenDraft) -> None:
        super().__init__(type(self).__name__)
        self.draft = draft


class Unfinished(NotSent):
    """There is a page that has to be put right before this can be sent."""


class NothingSaid(NotSent):
    """Every question was left out: that is nobody's view, and must not be counted as one."""


def submit(visit: OpenVisit, draft: OpenDraft, draft_id: str, *, keep_copy: bool = False) -> str:
    """Send the draft of this id; returns the receipt's id. Pressing again, or after a kill, finds the same receipt.

    With `keep_copy` the child's own copy is sealed to the lock of the letter, if it has one.

    Raises Unfinished if a page has to be put right, NothingSaid if every question was left out, LookupError if there
    is no such draft.
    """
    while draft.id == draft_id:
        if in_the_way(draft.questionnaire, draft.answers):
            raise Unfinished(draft)
        if draft.answers.say_nothing(draft.questionnaire):
            raise NothingSaid(draft)
        # Sealed before the writer's lock is taken. If the draft was saved or sent meanwhile, all is looked at again.
        if _exchange(draft, _sealed(visit, draft, keep_copy)):
            return draft_id
        draft = reopened(draft)
    if receipt(visit.invitation_id, draft_id) is None:
        raise LookupError(draft_id)
    return draft_id


def _exchange(draft: OpenDraft, rows: Rows) -> bool:
    """Put what is sent in the place of exactly this edition of the draft, in one transaction."""
    with transaction():
        return exchange(_TAKEN, {"draft_id": draft.id, "seen": draft.edition}, rows)


def _sealed(visit: OpenVisit, draft: OpenDraft, keep_copy: bool) -> Rows:
    questionnaire, invitation = draft.questionnaire, visit.invitation
    answers = draft.answers.on_path(questionnaire)
    submission = NewSubmission(
        id=draft.id,
        review_id=invitation.review_id,
        invitation_id=invitation.id,
        respondent=invitation.respondent,
        kind=questionnaire.envelope,
        about_officer_id=invitation.review.who_held_it if questionnaire.envelope == "feedback" else None,
        purpose=questionnaire.purpose,
        level=questionnaire.level,
        version=questionnaire.version,
        language=visit.language,
        sent_at=clock.now(),
        printing=visit.printing,
        asks_for_advocate=_asks_for_advocate(questionnaire, answers),
        is_kept_from_officer=answers.is_kept_from_officer(questionnaire),
    )
    # The people are sealed with the answers: later the review may have others.
    offered = people_of(invitation.review_id) if questionnaire.asks_about_people else ()
    people = {option.id: [option.text, option.picture] for option in offered}
    words = json.dumps({"answers": answers.to_json(), "people": people}).encode()
    row = {**vars(submission), "envelope": keyring().seal(words, header_of(submission))}
    copy = own_copy(visit, submission, words) if keep_copy else {}
    return {Submission: row, Receipt: {name: row[name] for name in _OF_A_RECEIPT}, **copy}


def _asks_for_advocate(questionnaire: Questionnaire, answers: Answers) -> bool:
    condition = questionnaire.asks_for_advocate_if
    return condition is not None and holds(condition, answers)


def withdraw(visit: OpenVisit, submission_id: str) -> bool:
    """Withdraw what nobody has opened; again changes nothing. False where somebody has opened it.

    Who withdraws leaves their mark and then looks for a reading; who opens notes that and then looks for a mark. So of
    two at one moment at least one sees the other, and neither waits. Raises LookupError for what this letter has not
    sent.
    """
    with transaction():
        if receipt(visit.invitation_id, submission_id) is None:
            raise LookupError(submission_id)
        if _was_opened(submission_id):
            return False
        mark(WITHDRAWN, [submission_id], clock.now())
    return not _was_opened(submission_id)


def _was_opened(submission_id: str) -> bool:
    return session().scalar(select(Reading.id).where(Reading.submission_id == submission_id).limit(1)) is not None


Note = Callable[[Session, Staff, Sequence[str]], set[str]]
"""What is kept of an opening: gives the ids of what was never opened before by this person."""


@dataclass(frozen=True)
class Opened:
    """A submission with its words, for somebody who may read it."""

    submission: Submission
    questionnaire: Questionnaire
    answers: Answers
    is_fresh: bool = False
    """This person has never opened it before."""


def read(staff: Staff, submissions: Sequence[Submission], why: str) -> tuple[Opened, ...]:
    """Open what a query has found for this person. That it was read is on disk before a word is shown.

    Only for pages that show the whole of it and little else. The first reading counts: opening again leaves another
    audit entry and no second reading.
    """
    return _without_withdrawn(staff, _open(staff, submissions, why, _note_opened_and_read))


def open_together(staff: Staff, submissions: Sequence[Submission], why: str) -> tuple[Opened, ...]:
    """Open what a page shows of several: what of it was read is noted by `note_read`."""
    return _without_withdrawn(staff, _open(staff, submissions, why, _note_opened))


def _without_withdrawn(staff: Staff, opened: tuple[Opened, ...]) -> tuple[Opened, ...]:
    gone = gave_way(staff, [each.submission.id for each in opened if each.is_fresh])
    return tuple(each for each in opened if each.submission.id not in gone)


def open_among_others(staff: Staff, submissions: Sequence[Submission], why: str) -> tuple[Opened, ...]:
    """Open what a page shows that holds more than anybody sees at once: what of it was read is noted by `note_read`.

    In a transaction with other things: once that is over, whoever began it asks `gave_way`.
    """
    return _open(staff, submissions, why, _note_opened)


def read_in_part(staff: Staff, submissions: Sequence[Submission], why: str) -> tuple[Opened, ...]:
    """Open what a page shows a part of: that is audited, and what it leaves out stays to be read."""
    return _open(staff, submissions, why, _note_nothing)


def _open(staff: Staff, submissions: Sequence[Submission], why: str, note: Note) -> tuple[Opened, ...]:
    asked = [submission.id for submission in submissions]
    with transaction() as session:
        standing = select(Submission.id).where(Submission.id.in_(asked), STANDS)
        ids = session.scalars(standing.order_by(Submission.id)).all()
        audit.record_each(session, staff.id, "read", [f"submission/{id}" for id in ids], why)
        there = (submission for submission in submissions if submission.id in ids)
        found = tuple(each for each in map(opened_if_possible, there) if each)
        # What did not open was read by nobody: it stays unread, and climbs.
        fresh = note(session, staff, [each.submission.id for each in found])
    return tuple(replace(each, is_fresh=each.submission.id in fresh) for each in found)


def gave_way(staff: Staff, fresh: Collection[str]) -> frozenset[str]:
    """Which of these were withdrawn at the very moment at which this person opened them for the first time.

    Whoever withdrew them was told that nobody had read them: the reading is undone, and no word may be shown. To be
    asked when the reading is on disk, not in the transaction that notes it.
    """
    others = exists().where(Reading.submission_id == Mark.about_id, Reading.staff_id != staff.id)
    withdrawn = select(Mark.about_id).where(Mark.kind == WITHDRAWN, Mark.about_id.in_(fresh), ~others)
    gone = frozenset(session().scalars(withdrawn)) if fresh else frozenset()
    if gone:
        with transaction() as current:
            current.execute(delete(Reading).where(Reading.submission_id.in_(gone), Reading.staff_id == staff.id))
            audit.record_each(current, staff.id, "not read", [f"submission/{id}" for id in sorted(gone)], "taken back")
    return gone


def read_withdrawn(manager: Staff, submission: Submission) -> tuple[Opened, ...]:
    """Open what a query has found for a manager with a reason. It is no reading: it stays withdrawn, and goes."""
    with transaction() as session:
        audit.record(session, manager.id, "read", f"submission/{submission.id}", "taken back; read with a reason")
    return tuple(filter(None, [opened_if_possible(submission)]))


def _note_nothing(_session: Session, _staff: Staff, _ids: Sequence[str]) -> set[str]:
    return set()


def _note_opened(session: Session, staff: Staff, ids: Sequence[str]) -> set[str]:
    """Which of these this person has never opened before."""
    was_opened = select(Reading.submission_id).where(Reading.staff_id == staff.id, Reading.submission_id.in_(ids))
    # The chain of the audit lets one writer through at a time, so nobody adds the same reading meanwhile.
    fresh = set(ids) - set(session.scalars(was_opened))
    session.add_all(Reading(submission_id=id, staff_id=staff.id, opened_at=clock.now()) for id in fresh)
    return fresh


def _note_opened_and_read(session: Session, staff: Staff, ids: Sequence[str]) -> set[str]:
    fresh = _note_opened(session, staff, ids)
    session.flush()
    _note_read(session, staff, Submission.id.in_(ids))
    return fresh


def note_read(staff: Staff, ids: Sequence[str], review_id: str = "") -> None:
    """What was opened for somebody on a page of several they have read now; again changes nothing.

    Of these ids those of one review, where one is named: what was never opened for them is not read.
    """
    of_review = [Submission.review_id == review_id] if review_id else []
    with transaction() as session:
        found = _note_read(session, staff, and_(Submission.id.in_(ids), *of_review))
        audit.record_each(session, staff.id, "read through", [f"submission/{id}" for id in found])


def _note_read(session: Session, staff: Staff, these: ColumnElement[bool]) -> list[str]:
    """The ids of those that are read from now on."""
    wanted = select(Reading).join(Submission, Submission.id == Reading.submission_id)
    wanted = wanted.where(these, Reading.staff_id == staff.id, Reading.read_at.is_(None))
    found = session.scalars(wanted.order_by(Reading.submission_id)).all()
    for reading in found:
        reading.read_at = clock.now()
    return [reading.submission_id for reading in found]


def opened_if_possible(submission: Submission) -> Opened | None:
    """The words; None where its key or its questionnaire is missing here: the others can be read all the same."""
    try:
        return opened(submission)
    except (CannotOpen, NoSuchQuestionnaire) as error:
        LOG.error("a submission was not opened", error=error)
        return None


def opened(submission: Submission) -> Opened:
    """The words of a submission. Only for whoever has recorded the reading, and for the counting job.

    Raises CannotOpen, also for what opens and is nothing that this program has sealed; NoSuchQuestionnaire.
    """
    questionnaire = library().get(submission.purpose, submission.level, submission.version)
    plain = keyring().open(submission.envelope, header_of(submission))
    if questionnaire.envelope != submission.kind:
        raise CannotOpen
    try:
        words = json.loads(plain)
        people = tuple(Option(id, _text(name), _text(picture)) for id, (name, picture) in words["people"].items())
        offered = questionnaire.offering(people)
        return Opened(submission, offered, Answers.from_envelope(words["answers"], offered))
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise CannotOpen from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
