"""A handover is closed on both sides: nobody undoes it any more."""

from functools import partial
from pathlib import Path

from sqlalchemy import select

from participation import clock
from participation.audit import actions as audit
from participation.console import Refused
from participation.councils.folder import councils_in
from participation.councils.talking import Talk, speakers
from participation.db import transaction
from participation.disclosure.actions import OPERATOR
from participation.handover.models import Handover
from participation.operations.handing_over.conducting import Open, given_back
from participation.sealing.key_files import locked


def close(folder: Path, old: str, new: str, open_app: Open) -> str:
    """Close whatever one has handed to the other; raises Refused where there is nothing to close."""
    named = councils_in(folder, [old, new])
    with locked(folder):
        told = given_back(folder, open_app)
        closed = 0
        for council in named:
            other, went = (new, True) if council.name == old else (old, False)
            with speakers([(council, partial(_closing, open_app, other, went=went))]) as asked:
                closed = max(closed, asked[council.name].hear())
    if not closed:
        raise Refused(*told, f"{old} has handed nothing to {new} that is not closed.")
    return "\n".join([*told, _closed(old, new, closed)])


def _closed(old: str, new: str, closed: int) -> str:
    return f"What {old} has handed to {new} is closed: {closed} handover{'s' if closed > 1 else ''}."


def _closing(open_app: Open, other: str, *, went: bool) -> Talk:
    with open_app().app_context():
        with transaction() as current:
            theirs = select(Handover).where(Handover.other == other, Handover.went.is_(went))
            found = current.scalars(theirs.where(Handover.closed_at.is_(None))).all()
            for each in found:
                each.closed_at = clock.now()
                audit.record(current, OPERATOR, "closed", f"handover/{each.id}", other)
            count = len(found)
        yield count
