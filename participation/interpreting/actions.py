"""Asking an interpreter, showing them the words, keeping their English, and putting on record that it was done."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import func, or_, select, update

from participation import clock, sealing
from participation.audit import actions as audit
from participation.audit.claims import as_text, told
from participation.db import inserting, new_id, session, transaction
from participation.db.arriving import believed
from participation.interpreting.models import English, InterpreterLink
from participation.interpreting.queries import IS_USED, header_of, link_to_take_back, link_with, lookup_of
from participation.invitations.marks import OPENED, mark
from participation.invitations.queries import moved_to
from participation.invitations.secrets import new_token
from participation.outbox.actions import queue
from participation.reviews.models import Review
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import Submission

OPEN_FOR = timedelta(days=7)
"""So long a link waits for its interpreter; then the words that it could open are deleted."""
AT_ONCE = 200
"""So many in one transaction: on SQLite a child who sends meanwhile has to wait for it."""
INTERPRETER = "interpreter"
"""Whoever had the link: the public side cannot write into the audit, so the worker says it when it sees it."""
ENGLISH_CAME = "english_came"
_HAS_NO_KEY_OF_ITS_OWN = {"synchronize_session": False}


class ClosedLink(StrEnum):
    """Why a secret opens nothing."""

    UNKNOWN = "unknown"
    """Nobody made it, or whoever made it has taken it back."""
    MOVED = "moved"
    """It opens at another council's address."""
    USED = "used"
    OVER = "over"


@dataclass(frozen=True)
class Texts:
    """What an interpreter sees, opened with the secret of the link."""

    link_id: str
    submission_id: str
    language: str
    words: Mapping[str, str] = field(repr=False)
    """What was typed, by the id of its question."""


@dataclass(frozen=True)
class InterpretedBy:
    """Who says that they put it into English: nobody has checked who they are."""

    initials: str
    agency: str


def ask_interpreter(officer: Staff, submission: Submission, words: Mapping[str, str], label: str) -> str:
    """Make a link for these words; gives its secret, which is kept nowhere. The link before it ends."""
    token, now = new_token(), clock.now()
    link = InterpreterLink(
        id=new_id(),
        submission_id=submission.id,
        lookup=lookup_of(token),
        language=submission.language,
        questions=list(words),
        label=label,
        asked_by_id=officer.id,
        asked_at=now,
        ends_at=now + OPEN_FOR,
    )
    plain = json.dumps({"submission": submission.id, "words": dict(words)}).encode()
    link.sealed = sealing.seal_draft(token.encode(), plain, _context(link.id))
    waiting = InterpreterLink.submission_id == submission.id, InterpreterLink.sealed.is_not(None), ~IS_USED
    with transaction() as current:
        # Of two who press at once the second takes back what the first has made.
        current.execute(select(Submission.id).where(Submission.id == submission.id).with_for_update(key_share=True))
        current.execute(update(InterpreterLink).where(*waiting).values(withdrawn_at=now, sealed=None))
        current.add(link)
        audit.record(current, officer.id, "interpreter asked", f"submission/{submission.id}", f"{len(words)} texts")
    return token


def _context(link_id: str) -> str:
    return f"interpreting/{link_id}"


def take_back_link(officer: Staff, link_id: str) -> InterpreterLink | None:
    """From now on the link opens nothing, and what it could open is gone. None where there is none to take back."""
    with transaction() as current:
        link = link_to_take_back(officer, link_id)
        if link is not None and link.sealed is not None:
            link.withdrawn_at, link.sealed = clock.now(), None
            audit.record(current, officer.id, "interpreter's link taken back", f"submission/{link.submission_id}")
    return link


def texts_behind(token: str) -> Texts | ClosedLink:
    """The words that wait behind a link, for who has its secret; or why there are none."""
    link = link_with(token)
    if link is None:
        return ClosedLink.MOVED if moved_to(lookup_of(token)) else ClosedLink.UNKNOWN
    if link.is_used:
        return ClosedLink.USED
    if link.sealed is None or link.ends_at <= clock.now():
        return ClosedLink.OVER
    try:
        plain = json.loads(sealing.open_draft(token.encode(), link.sealed, _context(link.id)))
    except sealing.CannotOpen:  # somebody has put words of another link here
        return ClosedLink.UNKNOWN
    return Texts(link.id, plain["submission"], link.language, plain["words"])


def note_shown(texts: Texts) -> None:
    """Somebody with the secret is about to see the words."""
    with transaction():
        mark(OPENED, [texts.link_id], clock.now())


def keep_english(texts: Texts, english: Sequence[str], by: InterpretedBy) -> bool:
    """Keep the English of these words, in their order, sealed to the staff side. False where there is some already."""
    row = English(link_id=texts.link_id, sent_at=clock.now())
    plain = {"english": dict(zip(texts.words, english, strict=True)), **asdict(by)}
    envelope = keyring().seal(json.dumps(plain).encode(), header_of(row, texts.submission_id))
    new = inserting(English).values(link_id=row.link_id, sent_at=row.sent_at, envelope=envelope)
    with transaction() as current:
        return current.scalar(new.on_conflict_do_nothing().returning(English.link_id)) is not None


def note_english_seen(link_ids: Sequence[str]) -> None:
    """Somebody in whose care the review is has this English before them."""
    if link_ids:
        unseen = English.link_id.in_(link_ids), English.seen_at.is_(None)
        with transaction() as current:
            current.execute(update(English).where(*unseen).values(seen_at=clock.now()))


def note_interpreting() -> int:
    """Tell the audit what interpreters did, and the officer that English came; returns how much was new.

    What a link could open goes as soon as its English is here, and when it has ended.
    """
    return _note_shown() + _note_english() + _forget_ended()


def _note_shown() -> int:
    new = select(InterpreterLink.id, InterpreterLink.submission_id, as_text(InterpreterLink.shown_at)).where(
        InterpreterLink.shown_at.is_not(None), InterpreterLink.shown_noted_at.is_(None)
    )
    if session().execute(new.limit(1)).first() is None:
        return 0
    with transaction() as current:
        found = current.execute(new.limit(AT_ONCE).with_for_update(skip_locked=True, key_share=True)).all()
        for _, submission_id, said in found:
            audit.record(current, INTERPRETER, "shown to an interpreter", f"submission/{submission_id}", told(said))
        noted = update(InterpreterLink).where(InterpreterLink.id.in_([id for id, *_ in found]))
        current.execute(noted.values(shown_noted_at=clock.now()), execution_options=_HAS_NO_KEY_OF_ITS_OWN)
    return len(found)


def _note_english() -> int:
    new = English.came_at.is_(None)
    if session().scalar(select(English.link_id).where(new).limit(1)) is None:
        return 0
    with transaction() as current:
        wanted = select(English, InterpreterLink, Review.officer_id).join(English.link).join(InterpreterLink.submission)
        of_new = wanted.join(Review).where(new).limit(AT_ONCE)
        found = current.execute(of_new.with_for_update(skip_locked=True, key_share=True, of=English)).all()
        for english, link, officer_id in found:
            english.came_at = believed(english.sent_at, clock.now())
            link.sealed = None
            audit.record(current, INTERPRETER, "put into English", f"submission/{link.submission_id}")
            if officer_id:
                queue(ENGLISH_CAME, f"{ENGLISH_CAME}/{link.id}", to_staff_id=officer_id)
    return len(found)


def _forget_ended() -> int:
    is_over = or_(InterpreterLink.ends_at <= clock.now(), IS_USED)
    ended = InterpreterLink.sealed.is_not(None), is_over
    if not session().scalar(select(func.count()).select_from(InterpreterLink).where(*ended)):
        return 0
    with transaction() as current:
        gone = update(InterpreterLink).where(*ended).values(sealed=None).returning(InterpreterLink.id)
        return len(current.execute(gone, execution_options=_HAS_NO_KEY_OF_ITS_OWN).all())
