"""The child's own copy of what they sent: sealed to the lock of their letter, opened behind it."""

import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from participation import clock, sealing
from participation.db.in_its_place import Rows
from participation.invitations.models import CHILD
from participation.invitations.open_visits import OpenVisit
from participation.locks.models import Lock
from participation.locks.queries import lock_of
from participation.locks.secrets import public_half
from participation.questionnaires.answers import Answers
from participation.questionnaires.library import NoSuchQuestionnaire
from participation.questionnaires.model import Option, Questionnaire
from participation.service.questionnaires import library
from participation.submissions.models import NewSubmission, OwnCopy, Receipt


@dataclass(frozen=True)
class Copy:
    """What a child sent, as they read it again."""

    questionnaire: Questionnaire
    answers: Answers


def own_copy(visit: OpenVisit, submission: NewSubmission, words: bytes) -> Rows:
    """The copy to keep beside a submission, for a child who asked for one; none where the letter has no lock.

    A lock may be somebody else's: what is sealed to it without being asked for, they would read.
    """
    lock = lock_of(visit.invitation_id, visit.printing) if submission.respondent == CHILD else None
    if lock is None:
        return {}
    about = [submission.purpose, submission.level, submission.version]
    whole = json.dumps({"about": about, "sent": json.loads(words)}).encode()
    header = _header(submission.id, submission.review_id, submission)
    envelope = sealing.seal(whole, header, {lock.id: public_half(lock.public)})
    return {OwnCopy: {"submission_id": submission.id, "lock_id": lock.id, "envelope": envelope}}


def opened_copy(kept: OwnCopy, receipt: Receipt, review_id: str, lock: Lock, private: X25519PrivateKey) -> Copy | None:
    """The words again; None where they were sealed to another lock or their questionnaire is gone."""
    try:
        header = _header(receipt.id, review_id, receipt)
        plain = json.loads(sealing.open_envelope(kept.envelope, header, lock.id, private))
        asked = library().get(*plain["about"])
    except (sealing.CannotOpen, NoSuchQuestionnaire):
        return None
    people = tuple(Option(id, name, picture) for id, (name, picture) in plain["sent"]["people"].items())
    return Copy(asked.offering(people), Answers.from_json(plain["sent"]["answers"]))


def _header(id: str, review_id: str, sent: NewSubmission | Receipt) -> sealing.Header:
    """Nothing more stands beside it than that it is a copy: purpose and language are inside."""
    day = clock.local(sent.sent_at).date()
    return sealing.Header("own copy", id, review_id, language="", questionnaire="", day=day)
