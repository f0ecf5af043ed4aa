"""A letter is on paper, mailed or read out; where the sheet is; printing once, however often it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, insert, or_, select, update

from participation import clock
from participation.audit import actions as audit
from participation.db import as_one, inserting, session, transaction
from participation.invitations.actions import Fresh, keep_secrets
from participation.invitations.models import Invitation
from participation.letters.facts import PrintedFacts
from participation.letters.models import PrintedSheet, PrintRun
from participation.locks.actions import carry_over
from participation.outbox.actions import queue
from participation.outbox.models import RESPONDENT

KEPT = timedelta(hours=1)
"""So long a file can be saved again, by the browser that asked for it."""
REMEMBERED = timedelta(days=1)
"""So long pressing the same button again prints nothing."""
MAILED, LETTERS_BY_MAIL = "letter_by_mail", "l_mail"
"""What the outbox knows a letter by that goes by mail; and a channel of its own, so that no alert waits behind it."""
POSTED, RETURNED, UNMARKED = "posted", "returned", "unmarked"


@dataclass(frozen=True)
class Drawn:
    """A letter that was drawn, and is not kept yet."""

    fresh: Fresh
    said: PrintedFacts


class PrintedMeanwhile(Exception):
    """Somebody else has printed or ended one of these letters since they were looked at: one would open nothing."""

    def __init__(self) -> None:
        super().__init__("Somebody else has printed or ended some of these letters meanwhile. Nothing was printed now.")


def put_on_paper(
    drawn: Sequence[Drawn], *, ends_locks: bool = False, read_out: bool = False, by_mail: bool = False
) -> None:
    """From now on these letters open, and those before them do not. A lock goes along, unless it is to end.

    Raises PrintedMeanwhile.
    """
    roots = {each.fresh.invitation_id: each.fresh.root for each in drawn}
    with as_one():
        if not ends_locks:
            carry_over(roots)
        keep_secrets((each.fresh for each in drawn), by_mail=by_mail)
        _keep_sheets(drawn, read_out=read_out)


def _keep_sheets(drawn: Sequence[Drawn], *, read_out: bool) -> None:
    ids = [each.fresh.invitation_id for each in drawn]
    with transaction() as current:
        days = select(PrintedSheet.invitation_id, PrintedSheet.meets_on).where(PrintedSheet.invitation_id.in_(ids))
        before = dict(current.execute(days).all())
        for each in drawn:
            said, id = each.said, each.fresh.invitation_id
            # A letter for another day asks anew; one that replaces a lost letter does not.
            anew = {} if before.get(id, said.meets_on) == said.meets_on else {"asked_at": clock.now()}
            in_it = update(Invitation).where(Invitation.id == id).values(language=said.language, **anew)
            current.execute(in_it, execution_options={"synchronize_session": False})
        current.execute(delete(PrintedSheet).where(PrintedSheet.invitation_id.in_(ids)))
        printed = select(Invitation.id, Invitation.printings).where(Invitation.id.in_(ids))
        is_now = dict(current.execute(printed).all())
        if any(is_now.get(each.fresh.invitation_id) != each.said.printing for each in drawn):
            raise PrintedMeanwhile
        read_out_at = clock.now() if read_out else None
        rows = [
            {
                "invitation_id": each.fresh.invitation_id,
                "printing": each.said.printing,
                "meets_on": each.said.meets_on,
                "starts_at": each.said.starts_at,
                "digests": dict(each.said.digests),
                "read_out_at": read_out_at,
            }
            for each in drawn
        ]
        current.execute(insert(PrintedSheet), rows)


def mark_sheets(staff_id: str, invitations: Sequence[Invitation], what: str) -> int:
    """Note that these letters were posted, or came back, or that a mark was wrong; returns how many it is new of.

    A code that was read out or a link that was mailed has no paper, and a letter that came back was posted.
    """
    now, ids = clock.now(), [each.id for each in invitations]
    news: dict[str, tuple[dict[str, datetime | None], tuple[ColumnElement[bool], ...]]] = {
        POSTED: ({"posted_at": now, "returned_at": None}, (PrintedSheet.posted_at.is_(None),)),
        RETURNED: ({"returned_at": now}, (PrintedSheet.returned_at.is_(None),)),
        UNMARKED: ({"posted_at": None, "returned_at": None}, (PrintedSheet.posted_at.is_not(None),)),
    }
    values, is_news = news[what]
    on_paper = or_(Invitation.mailed_at.is_(None), Invitation.mailed_at != Invitation.printed_at)
    out = exists().where(
        Invitation.id == PrintedSheet.invitation_id, Invitation.printings == PrintedSheet.printing, on_paper
    )
    with transaction() as current:
        noted = update(PrintedSheet).where(
            PrintedSheet.invitation_id.in_(ids), PrintedSheet.read_out_at.is_(None), out, *is_news
        )
        noted = noted.values(**values).returning(PrintedSheet.invitation_id)
        found = current.scalars(noted, execution_options={"synchronize_session": False}).all()
        about = [f"invitation/{id}" for id in found]
        if about:
            audit.record_each(current, staff_id, f"letter {what}", about)
    return len(about)


def key_of_mail(invitation_id: str, asked_at: datetime) -> str:
    """What a notice is known by that lets a letter go by mail: it holds for that press alone."""
    return f"{MAILED}/{invitation_id}/{asked_at.isoformat()}"


def note_asked_by_mail(by_id: str, invitation_ids: Sequence[str]) -> int:
    """These are to go by mail; returns how many were not already, or for so long that it must have been lost."""
    now = clock.now()
    is_news = or_(Invitation.mail_asked_at.is_(None), Invitation.mail_asked_at <= now - KEPT)
    with transaction() as current:
        noted = update(Invitation).where(Invitation.id.in_(invitation_ids), is_news)
        noted = noted.values(mail_asked_at=now, mail_refused_at=None).returning(Invitation.id)
        found = current.scalars(noted, execution_options={"synchronize_session": False}).all()
        for id in found:
            queue(MAILED, key_of_mail(id, now), to_role=RESPONDENT, channel=LETTERS_BY_MAIL)
        if found:
            audit.record_each(current, by_id, "letter to go by mail", [f"invitation/{id}" for id in sorted(found)])
    return len(found)


def take_back_mail(invitation_id: str, asked_at: datetime, *, refused: bool = False) -> None:
    """A letter that was to go by mail does not. One whose address was refused waits to be printed."""
    values = {"mail_asked_at": None} | ({"mail_refused_at": clock.now()} if refused else {})
    with transaction() as current:
        same = Invitation.id == invitation_id, Invitation.mail_asked_at == asked_at
        ended = update(Invitation).where(*same).values(**values).returning(Invitation.id)
        if current.scalar(ended, execution_options={"synchronize_session": False}):
            said = "mail refused" if refused else "letter not mailed"
            audit.record(current, "system", said, f"invitation/{invitation_id}")


def begin_run(lookup: str, staff_id: str, letters: int, *, is_read_out: bool) -> bool:
    """Whether this is the first press of the button: then whoever pressed it draws the letters."""
    now = clock.now()
    values = {"lookup": lookup, "staff_id": staff_id, "letters": letters, "drawn": 0, "is_read_out": is_read_out}
    values |= {"begun_at": now, "moved_at": now, "failure": ""}
    with transaction() as current:
        current.execute(delete(PrintRun).where(PrintRun.begun_at <= now - REMEMBERED))
        begun = inserting(PrintRun).values(values).on_conflict_do_nothing().returning(PrintRun.lookup)
        return current.scalar(begun) is not None


def note_drawn(lookup: str, drawn: int) -> None:
    """So many letters of the run are drawn."""
    _note(lookup, drawn=drawn)


def end_run(lookup: str, result: bytes) -> None:
    """The run has come to its end; this was drawn, sealed."""
    _note(lookup, result=result, ended_at=clock.now())


def fail_run(lookup: str, failure: str) -> None:
    """Nothing was printed, for this reason; the letters that were out still open."""
    _note(lookup, failure=failure[:300], ended_at=clock.now())


def _note(lookup: str, **values: object) -> None:
    with transaction() as current:
        noted = update(PrintRun).where(PrintRun.lookup == lookup).values(**values, moved_at=clock.now())
        current.execute(noted, execution_options={"synchronize_session": False})


def forget_results() -> int:
    """Drop what was drawn an hour ago: by then it is on paper, or is printed again. Returns of how many runs."""
    is_old = PrintRun.result.is_not(None), PrintRun.begun_at <= clock.now() - KEPT
    if session().scalar(select(PrintRun.lookup).where(*is_old).limit(1)) is None:
        return 0
    with transaction() as current:
        forgotten = update(PrintRun).where(*is_old).values(result=None).returning(PrintRun.lookup)
        return len(current.scalars(forgotten).all())
