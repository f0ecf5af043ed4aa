"""Deleting what has been kept long enough: each batch is one transaction, and what nobody has read stays."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Select, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from participation import clock
from participation.advocacy.models import AdvocacyReferral, ReferralStep
from participation.advocacy.queries import how_far
from participation.arranging.models import SlotOffer
from participation.audit import actions as audit
from participation.audit.queries import how_many_before
from participation.between.models import Crib, OfficerVisit
from participation.carried.models import SaidForChild
from participation.challenges.models import OfficerChallenge
from participation.complaints.models import Complaint
from participation.contact.models import ContactRequest
from participation.db import Base, UTCDateTime, engine, transaction
from participation.db.alone import alone
from participation.disclosure.models import FileReceipt
from participation.escalation.pulse import note_awake
from participation.escalation.queries import last_awake
from participation.faces.models import Face
from participation.handover.models import Handover
from participation.invitations.models import Failure, Invitation, MovedLetter, Visit
from participation.invitations.throttle import minute_of
from participation.letters.models import PrintedSheet
from participation.locks.models import Lock
from participation.outbox.models import Notice
from participation.outcomes.models import ChildsLetter, Outcome, Reply
from participation.proofreading.models import Proofreading
from participation.retention import queries
from participation.retention.erasure import delete_with_hanging, erase, forget_old, sweep_endings, sweep_marks
from participation.staff.models import KnownBrowser, Role, SignInFailure, Staff, StaffSession
from participation.submissions.models import Draft, Reading, Receipt, Submission
from participation.submissions.traces import Trace, TraceOfAnswer

BATCH = 200
"""So many in one transaction: on SQLite a child who sends meanwhile has to wait for it."""
NIGHTLY, AT_NIGHT = "purge", time(2)
"""On English clocks; a worker that slept then does it when it wakes."""
Ids = Sequence[str]
Due = Callable[[datetime], Select[str]]
Forget = Callable[[Session, Ids], None]


@dataclass(frozen=True)
class RetentionKind:
    """One kind of row that goes: which ones are due at a moment, and how they are forgotten."""

    period: str
    """Its name in the table of periods."""
    table: type[Base]
    due: Due
    forget: Forget
    is_recorded: bool = True
    """Whether the audit notes each one. Of what says nothing about anybody it does not."""


def purge() -> dict[str, int]:
    """Delete all that has been kept long enough; returns how many of each kind of the table of periods."""
    now = clock.now()
    gone = dict.fromkeys(queries.periods(), 0)
    for kind in KINDS:
        with alone(kind.due):  # what somebody holds on to goes another night, and all else this one
            # Of most nothing goes: that is seen without keeping a child from sending meanwhile.
            while queries.is_any(kind.due(now)) and (batch := _forget_batch(kind, now)):
                gone[kind.period] += batch
    with transaction() as session:
        gone["audit"] = audit.cut(session, queries.before("audit", now))
        forget_old(session)
        sweep_marks(session)
        sweep_endings(session)
    _clear_log()
    return gone


def purge_at_night() -> int:
    """Purge once in a night, for a program that looks again and again; returns how many rows went."""
    now = clock.local(clock.now())
    last = last_awake(NIGHTLY)
    if now.time() < AT_NIGHT or (last and clock.local(last).date() == now.date()):
        return 0
    note_awake(NIGHTLY)
    return sum(purge().values())


def due(now: datetime) -> dict[str, int]:
    """How many of each kind go at a moment; nothing is deleted."""
    found = dict.fromkeys(queries.periods(), 0)
    for kind in KINDS:
        found[kind.period] += queries.how_many(kind.due(now))
    found["audit"] = how_many_before(queries.before("audit", now))
    return found


def _forget_batch(kind: RetentionKind, now: datetime) -> int:
    with transaction() as session:
        # What another worker deletes at this moment, or somebody reads or withdraws, is left alone.
        wanted = kind.due(now).limit(BATCH).with_for_update(skip_locked=True, of=kind.table)
        ids = session.scalars(wanted).all()
        for id in ids if kind.is_recorded else ():
            name = kind.table.__tablename__.partition("_")[0]
            audit.record(session, "system", "deleted", f"{name}/{id}", kind.period)
        if ids:
            kind.forget(session, ids)
    return len(ids)


def _clear_log() -> None:
    """SQLite writes zeros over what was deleted; its log of changes held it until now."""
    if engine().dialect.name != "sqlite":
        return
    with closing(engine().raw_connection()) as borrowed:
        connection = borrowed.driver_connection
        assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - tells mypy which driver this is
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout=1000")  # else a child who sends would wait for those who read
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute(f"PRAGMA busy_timeout={patience}")


def _erased(table: type[Base]) -> Forget:
    """Delete rows by their id, with everything that hangs on them; no backup brings them back."""
    return lambda session, ids: erase(session, table, ids)


def _dropped(table: type[Base]) -> Forget:
    """Delete what says nothing about anybody: were it restored, the next night would take it again."""

    def forget(session: Session, ids: Ids) -> None:
        delete_with_hanging(session, Base.metadata.tables[table.__tablename__], ids)

    return forget


def _unworded(table: type[Base], *columns: str) -> Forget:
    """Delete the words of rows that are counted for longer; from a backup they are gone again in a night."""

    def forget(session: Session, ids: Ids) -> None:
        of_these = update(table).where(Base.metadata.tables[table.__tablename__].c.id.in_(ids))
        session.execute(of_these.values(dict.fromkeys(columns)), execution_options={"synchronize_session": False})

    return forget


def _referrals(session: Session, ids: Ids) -> None:
    """What the officer wrote goes, and the provider's notes; that there was one, and how far it came, is counted."""
    _unworded(AdvocacyReferral, "words")(session, ids)
    session.execute(update(ReferralStep).where(ReferralStep.referral_id.in_(ids)).values(note=None))


def _submissions(session: Session, ids: Ids) -> None:
    """The words go, and who answered what. That something was sent, read and answered stays for the figures."""
    there = Submission.id.in_(ids)
    by_officer = select(func.min(Reading.read_at)).join(Staff)
    read_at = by_officer.where(Reading.submission_id == Submission.id, Staff.role == Role.OFFICER).scalar_subquery()
    stays = {
        Trace.id: Submission.id,
        Trace.review_id: Submission.review_id,
        Trace.invitation_id: Submission.invitation_id,
        Trace.respondent: Submission.respondent,
        Trace.kind: Submission.kind,
        Trace.purpose: Submission.purpose,
        Trace.level: Submission.level,
        Trace.version: Submission.version,
        Trace.sent_at: Submission.sent_at,
        Trace.read_at: read_at,
        Trace.asks_for_advocate: Submission.asks_for_advocate,
        Trace.advocacy: how_far(),
        Trace.deleted_at: literal(clock.now(), UTCDateTime),
    }
    session.execute(insert(Trace).from_select(list(stays), select(*stays.values()).where(there)))
    answers = session.execute(select(Outcome.review_id, Outcome.shown_at).where(Outcome.submission_id.in_(ids)))
    session.add_all(TraceOfAnswer(review_id=review_id, shown_at=shown_at) for review_id, shown_at in answers.all())
    erase(session, Submission, ids)


def _letters(session: Session, ids: Ids) -> None:
    """Nothing opens these letters any more, nor what only they opened. Who was asked stays for the figures."""
    locks = session.scalars(select(Lock.id).where(Lock.invitation_id.in_(ids))).all()
    session.execute(delete(Reply).where(Reply.lock_id.in_(locks)))
    said = update(SaidForChild).where(SaidForChild.lock_id.in_(locks)).values(lock_id=None, for_child=None)
    session.execute(said, execution_options={"synchronize_session": False})
    for table in (Lock, Receipt):
        erase(session, table, session.scalars(select(table.id).where(table.invitation_id.in_(ids))).all())
    for hanging in (Visit, PrintedSheet):
        session.execute(delete(hanging).where(hanging.invitation_id.in_(ids)))
    gone = {"code_lookup": None, "root_by_token": None, "root_by_code": None, "child_name": None}
    nowhere = literal(queries.FORGOTTEN) + Invitation.id
    session.execute(update(Invitation).where(Invitation.id.in_(ids)).values(**gone, token_lookup=nowhere))


def _failures(session: Session, ids: Ids) -> None:
    is_old = Failure.window <= minute_of(queries.before("visits", clock.now()))
    session.execute(delete(Failure).where(Failure.source.in_(ids), is_old))


KINDS = (
    RetentionKind("visits", Visit, queries.visits, _dropped(Visit), is_recorded=False),
    RetentionKind("visits", StaffSession, queries.staff_sessions, _dropped(StaffSession), is_recorded=False),
    RetentionKind("visits", SignInFailure, queries.sign_in_failures, _dropped(SignInFailure), is_recorded=False),
    RetentionKind("visits", Failure, queries.failures, _failures, is_recorded=False),
    RetentionKind("browsers", KnownBrowser, queries.browsers, _dropped(KnownBrowser), is_recorded=False),
    RetentionKind("drafts", Draft, queries.drafts, _erased(Draft)),
    RetentionKind("letters", Invitation, queries.letters, _letters),
    RetentionKind("letters", MovedLetter, queries.moved_letters, _dropped(MovedLetter), is_recorded=False),
    RetentionKind("letters", SlotOffer, queries.offers, _erased(SlotOffer)),
    RetentionKind("exported", Submission, queries.exported, _submissions),
    RetentionKind("sent", Submission, queries.sent, _submissions),
    RetentionKind("withdrawn", Submission, queries.withdrawn, _erased(Submission)),
    RetentionKind("feedback", Submission, queries.feedback, _erased(Submission)),
    RetentionKind("requests", ContactRequest, queries.requests, _erased(ContactRequest)),
    RetentionKind("complaint", Complaint, queries.complaints, _erased(Complaint)),
    RetentionKind("written", OfficerVisit, queries.visits_by_officers, _unworded(OfficerVisit, "words")),
    RetentionKind("written", OfficerChallenge, queries.challenges, _unworded(OfficerChallenge, "words", "answer")),
    RetentionKind("cribs", Crib, queries.cribs, _erased(Crib)),
    RetentionKind("faces", Face, queries.faces, _erased(Face)),
    RetentionKind("written", ChildsLetter, queries.letters_after, _erased(ChildsLetter)),
    RetentionKind("written", SaidForChild, queries.said_for_children, _erased(SaidForChild)),
    RetentionKind("written", AdvocacyReferral, queries.referrals, _referrals),
    RetentionKind("notices", Notice, queries.notices, _dropped(Notice), is_recorded=False),
    RetentionKind("receipts", FileReceipt, queries.receipts, _dropped(FileReceipt), is_recorded=False),
    RetentionKind("receipts", Handover, queries.handovers, _dropped(Handover), is_recorded=False),
    RetentionKind("words", Proofreading, queries.proofreadings, _dropped(Proofreading), is_recorded=False),
)
