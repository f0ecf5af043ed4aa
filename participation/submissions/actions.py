"""Saving a page, sending, reading."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation import clock, sealing
from participation.audit import actions as audit
from participation.db import new_id, transaction
from participation.invitations.models import Invitation, Visit
from participation.library import library
from participation.notices.actions import queue
from participation.people.models import Role, Staff
from participation.questionnaires.answers import Answers, Form
from participation.questionnaires.model import Option, Questionnaire
from participation.questionnaires.path import first_unanswered, holds
from participation.submissions.models import Draft, Reading, Receipt, Submission
from participation.submissions.queries import OpenDraft, header_of, open_draft, people_of
from participation.vault import keyring


class TwoTabs(Exception):
    """The draft was saved elsewhere since this page was shown; nothing has been overwritten."""


class Unfinished(Exception):
    """There is a page that has to be put right before this can be sent."""


def save_page(
    invitation: Invitation, root: bytes, purpose: str, page_id: str, form: Form, *, keep_blank: bool
) -> OpenDraft:
    """Keep what one page holds, valid or not; blanks too when the respondent went on past them."""
    with transaction() as session:
        before = open_draft(invitation, purpose, root)
        page = before.questionnaire.page(page_id)
        answers = before.answers.merge(page, form, keep_blank)
        row = session.get(Draft, before.id) if before.id else None
        if row is None:
            row = Draft(
                id=new_id(),
                invitation_id=invitation.id,
                purpose=purpose,
                level=before.questionnaire.level,
                version=before.questionnaire.version,
                edition=0,
            )
            session.add(row)
        row.edition += 1
        row.saved_at = clock.now()
        row.sealed = sealing.seal_draft(root, json.dumps(answers.to_json()).encode(), row.id)
        return OpenDraft(before.questionnaire, answers, row.id, row.edition)


def submit(visit: Visit, root: bytes, purpose: str, draft_id: str) -> str:
    """Send a draft; returns the receipt's id. Pressing again, or after a kill, finds the same receipt.

    Raises Unfinished if a page has to be put right, LookupError if there is nothing to send.
    """
    invitation = visit.invitation
    with transaction() as session:
        sent = session.get(Receipt, draft_id)
        if sent is not None and sent.invitation_id == invitation.id:
            return sent.id
        row = session.scalar(
            select(Draft).where(Draft.id == draft_id, Draft.invitation_id == invitation.id).with_for_update()
        )
        if row is None:
            sent = session.get(Receipt, draft_id, populate_existing=True)
            if sent is not None and sent.invitation_id == invitation.id:
                return sent.id
            raise LookupError(draft_id)
        draft = open_draft(invitation, purpose, root)
        if first_unanswered(draft.questionnaire, draft.answers):
            raise Unfinished
        submission = _sealed(visit, draft)
        session.add_all((submission, _receipt(submission)))
        session.delete(row)
        _alert(submission)
    return submission.id


def _sealed(visit: Visit, draft: OpenDraft) -> Submission:
    questionnaire, invitation = draft.questionnaire, visit.invitation
    answers = draft.answers.on_path(questionnaire)
    submission = Submission(
        id=draft.id,
        review_id=invitation.review_id,
        invitation_id=invitation.id,
        respondent=invitation.respondent,
        kind=questionnaire.envelope,
        purpose=questionnaire.purpose,
        level=questionnaire.level,
        version=questionnaire.version,
        language=visit.language,
        sent_at=clock.now(),
        printing=visit.printing,
        asks_for_advocate=_is(questionnaire, answers, "asks_for_advocate_if"),
        is_kept_from_officer=_is(questionnaire, answers, "kept_from_officer_if"),
    )
    # The people are sealed with the answers: later the review may have others.
    people = {option.id: [option.text, option.picture] for option in people_of(invitation.review)}
    words = json.dumps({"answers": answers.to_json(), "people": people}).encode()
    submission.envelope = keyring().seal(words, header_of(submission))
    return submission


def _is(questionnaire: Questionnaire, answers: Answers, rule: str) -> bool:
    condition = getattr(questionnaire, rule)
    return condition is not None and holds(condition, answers)


def _receipt(submission: Submission) -> Receipt:
    return Receipt(
        id=submission.id,
        invitation_id=submission.invitation_id,
        purpose=submission.purpose,
        sent_at=submission.sent_at,
    )


def _alert(submission: Submission) -> None:
    if submission.asks_for_advocate:
        queue("advocate_asked", f"advocate_asked/{submission.id}", to_role=Role.ADVOCATE)


@dataclass(frozen=True)
class Opened:
    """A submission with its words, for somebody who may read it."""

    submission: Submission
    questionnaire: Questionnaire
    answers: Answers


def read(staff: Staff, submissions: Sequence[Submission], why: str) -> tuple[Opened, ...]:
    """Open what a query has found for this person. That it was read is on disk before a word is shown."""
    with transaction() as session:
        for submission in submissions:
            audit.record(session, staff.id, "read", f"submission/{submission.id}", why)
            session.add(Reading(submission_id=submission.id, staff_id=staff.id, read_at=clock.now()))
    return tuple(opened(submission) for submission in submissions)


def opened(submission: Submission) -> Opened:
    """The words of a submission. Only for whoever has recorded the reading, and for the counting job."""
    plain = json.loads(keyring().open(submission.envelope, header_of(submission)))
    questionnaire = library().get(submission.purpose, submission.level, submission.version)
    people = tuple(Option(id, name, picture) for id, (name, picture) in plain["people"].items())
    return Opened(submission, questionnaire.offering(people), Answers.from_json(plain["answers"]))
