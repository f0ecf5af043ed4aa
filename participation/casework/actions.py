"""Keeping what an officer says before and after a meeting; noting what sorting missed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select

from participation import clock
from participation.afterwards.actions import mark_done, note_letter_read
from participation.afterwards.models import Act
from participation.audit import actions as audit
from participation.carried.actions import ToSay, say_for
from participation.casework.models import LeftOut, MissedWord, SettledWish
from participation.casework.queries import childs_submission, letters_read
from participation.casework.what_was_said import LineKey
from participation.db import as_one, inserting, new_id, transaction
from participation.outcomes.actions import Beside, Decision, answer, record_participation
from participation.outcomes.childs_letter import WrittenToChild, save_letter
from participation.outcomes.codes import Code, Suggestion
from participation.questionnaires.hearing import MEETING
from participation.service.questionnaires import library
from participation.staff.models import Staff
from participation.staff.queries import held_account
from participation.submissions.models import Submission


@dataclass(frozen=True)
class Recording:
    """The code that an officer confirms, with what was suggested and what stands beside it."""

    code: Code
    suggestion: Suggestion
    beside: Beside


def keep_letter(
    officer: Staff, review_id: str, written: WrittenToChild, *, prints: bool, to_show: ToSay | None = None
) -> None:
    """Keep the letter to the child, and show it to them; printing it marks it as done, all or nothing.

    Raises what `save_letter` and `say_for` raise.
    """
    with as_one():
        if to_show:
            say_for(officer, review_id, to_show)
        save_letter(officer, review_id, written, prints=prints)
        if prints:
            mark_done(officer, review_id, Act.LETTER, clock.today())


def note_letters_read() -> int:
    """Mark the letter after a review as given on the day on which the child read it; returns how many are new."""
    return sum(note_letter_read(*each) for each in list(letters_read()))


def keep_meeting(
    officer: Staff,
    review_id: str,
    recording: Recording | None,
    decisions: Mapping[tuple[str, str], Decision],
    to_say: ToSay | None = None,
) -> bool:
    """Keep how the child took part, what came of what they asked for and what was said for them, all or nothing.

    Gives whether anything new was said for them. Raises what `record_participation`, `answer` and `say_for` raise.
    """
    with as_one():
        if recording:
            record_participation(officer, review_id, recording.code, recording.suggestion, recording.beside)
        for (submission_id, question), decision in decisions.items():
            answer(officer, review_id, submission_id, question, decision)
        return to_say is not None and say_for(officer, review_id, to_say)


def settle(officer: Staff, review_id: str, wishes: Mapping[LineKey, bool | None]) -> None:
    """Say to the child's wishes for the meeting that it will be so, or has to change; None takes that back.

    Raises LookupError, and keeps nothing, where one of them was not sent for a review that this officer cares for.
    """
    with transaction() as session:
        for (submission_id, question), is_agreed in wishes.items():
            submission = childs_submission(officer, review_id, submission_id)
            if submission is None or submission.purpose != MEETING or not _asks(submission, question):
                raise LookupError(submission_id)
            about = {"submission_id": submission_id, "question": question}
            if is_agreed is None:
                session.execute(delete(SettledWish).filter_by(**about))
            else:
                said = {"is_agreed": is_agreed, "by_id": officer.id, "at": clock.now()}
                new = inserting(SettledWish).values({"id": new_id(), **about, **said})
                session.execute(new.on_conflict_do_update(index_elements=list(about), set_=said))
            words = "taken back" if is_agreed is None else "agreed" if is_agreed else "to change"
            audit.record(session, officer.id, "settled a wish", f"submission/{submission_id}", words)


def leave_out(officer: Staff, review_id: str, line: LineKey, *, is_left_out: bool) -> None:
    """Keep one line of a child's from the pack for the meeting, or put it back; again changes nothing.

    Raises LookupError for what was not sent for a review that this officer cares for.
    """
    submission_id, question = line
    with transaction() as session:
        submission = childs_submission(officer, review_id, submission_id)
        if submission is None or not _asks(submission, question):
            raise LookupError(submission_id)
        about = {"submission_id": submission_id, "question": question}
        if is_left_out:
            row = {"id": new_id(), **about, "by_id": officer.id, "at": clock.now()}
            session.execute(inserting(LeftOut).values(row).on_conflict_do_nothing())
        else:
            session.execute(delete(LeftOut).filter_by(**about))
        done = "left out of the pack" if is_left_out else "put back into the pack"
        audit.record(session, officer.id, done, f"submission/{submission_id}")


def _asks(submission: Submission, question: str) -> bool:
    asked = library().get(submission.purpose, submission.level, submission.version).questions
    return any(each.id == question for each in asked)


def note_missed(reader: Staff, submission_id: str, word: str) -> None:
    """A reader says: this should have stood further up. Once for each reader and submission; the last word stands."""
    with transaction() as session:
        held_account(session, reader.id)  # who presses twice presses once
        mine = MissedWord.submission_id == submission_id, MissedWord.by_id == reader.id
        before = session.scalar(select(MissedWord).where(*mine))
        if before is None:
            before = MissedWord(submission_id=submission_id, by_id=reader.id)
            session.add(before)
        before.word, before.at = word, clock.now()
        audit.record(session, reader.id, "sorting missed", f"submission/{submission_id}")
