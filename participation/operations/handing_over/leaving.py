"""The side that children leave: all is packed and taken out, and kept when the others have it for good."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.audit.queries import newest
from participation.console import Refused
from participation.councils.talking import Talk
from participation.db import new_id, transaction
from participation.db.kept_statements import see_one_moment
from participation.db.migrations import LOCK_NOT_AVAILABLE
from participation.db.revisions import revision_of
from participation.disclosure.actions import OPERATOR
from participation.files import whole_file
from participation.handover.models import Handover
from participation.operations.handing_over import counters, sums
from participation.operations.handing_over.box import BoxManifest, CouncilCard, fill
from participation.operations.handing_over.choosing import Handing, chosen, is_everybody, last_came, without_letter
from participation.operations.handing_over.packing import Packing
from participation.operations.handing_over.people import along, refuse_strangers, still_open
from participation.operations.handing_over.removing import keep_from_coming_back, lead_on, remove
from participation.operations.handing_over.rules import Leavers, going
from participation.sealing.of_this_app import keyring

PATIENCE = 60
"""Seconds in which a moment is looked for when nobody writes what goes."""
PAUSE = 0.1


@dataclass(frozen=True)
class Packed:
    """A box for one council, and what is in it."""

    target: str
    manifest: BoxManifest
    box: Path
    said: list[str]


@dataclass(frozen=True)
class Left:
    """Every sum before and after."""

    before: sums.Sums
    after: sums.Sums


def leaving(app: Flask, wanted: Handing) -> Talk:
    """The process of this side.

    Says to whom it will hand over, hears their cards, says what is packed; hears that it has come, says its sums; hears
    where the chains of the others end, says who can still sign in; hears that they have it, and says that it is kept.
    """
    with app.app_context(), transaction() as current:
        _hold(current, is_rehearsal=wanted.is_rehearsal)
        going_to = chosen(current, wanted)
        refuse_strangers(current, wanted.with_sign_in)
        cards: Mapping[str, CouncilCard] = yield tuple(going_to)
        years, settings = sums.years(), sums.settings_here()
        counted = sums.counted(years, settings)
        before, tables = sums.sums(counted), sums.tables_of_figures(counted)
        packed = [_pack(current, wanted, cards[target], children) for target, children in going_to.items()]
        yield packed
        for each in packed:
            _take_out(current, each, cards[each.target])
        heads: Mapping[str, str] = yield Left(before, sums.sums(sums.counted(years, settings)))
        for each in packed:
            _note(current, each, heads[each.target])
        yield [*still_open(current)]
        _write(wanted, tables)
    yield "kept"


def asking(app: Flask, id: str) -> Talk:
    """Says whether this side has kept a handover: then these children are gone from here."""
    with app.app_context(), transaction() as current:
        wait_for_others(current)
        is_kept = current.get(Handover, id) is not None
    yield is_kept


def wait_for_others(current: Session) -> None:
    """Who was ended from outside may have told the database to keep it: wait until it has, or has not."""
    current.execute(text("LOCK TABLE handover IN SHARE ROW EXCLUSIVE MODE"))


def _hold(current: Session, *, is_rehearsal: bool) -> None:
    """Nobody writes what goes until it is gone, and readers go on. A rehearsal sees one moment, and nobody waits."""
    if is_rehearsal:
        see_one_moment(current.connection())
        return
    names = ", ".join(f'"{table.name}"' for table in going())
    until = time.monotonic() + PATIENCE
    while not _held(current, names):
        if time.monotonic() > until:
            raise Refused(f"Somebody wrote at every moment of {PATIENCE} seconds. Run it again.")
        time.sleep(PAUSE)


def _held(current: Session, names: str) -> bool:
    try:
        with current.begin_nested():
            current.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE NOWAIT"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


def _pack(current: Session, wanted: Handing, card: CouncilCard, children: Leavers) -> Packed:
    undone = last_came(current, card.council) if wanted.is_undoing else None
    who = along(current, children, card, None if wanted.is_merge else wanted.with_sign_in.get(card.council, ()))
    if undone is None and is_everybody(current, children):
        taken = counters.taken_whole(current, children)
    else:
        taken = counters.taken(current, children, wanted.source, undone)
    manifest = BoxManifest(
        handover=new_id(),
        source=wanted.source,
        revision=revision_of(current.connection()) or "",
        prefix=wanted.prefix,
        children=list(children.ids),
        requests=list(children.requests),
        audit_head=str(newest(current)),
        peppers=[pepper.hex() for pepper in keyring().peppers()],
        years=sums.years(),
        settings=sums.settings_here(),
        cells=counters.written(taken.cells),
        elsewhere=dict(taken.elsewhere),
        undone=undone.id if undone else "",
        newcomers=who.newcomers,
        copies=who.copies,
    )
    packing = Packing(current, children, card, who)
    box = wanted.folder / f"{manifest.handover}.box"
    fill(box, card, manifest, packing.lines((undone.prefix if undone else "", wanted.prefix)))
    return Packed(card.council, manifest, box, [*_said(packing, manifest), *who.said])


def _said(packing: Packing, manifest: BoxManifest) -> Iterator[str]:
    where = f"from {manifest.source} to {packing.card.council}"
    yield f"{len(manifest.children)} children go {where}, with {packing.sealed_anew} sealed items."
    if packing.closed:
        yield f"{len(packing.closed)} sealed items do not open here and go as they are: {', '.join(packing.closed)}."
    if not packing.children.requests and (left := len(without_letter(packing.current))):
        yield f"{left} requests to be contacted name no letter: they stay with {manifest.source}. Look at them there."
    if staying := list(manifest.elsewhere.values()).count(manifest.source):
        yield f"The answers of {staying} forms are of too few children: they stay in the figures of {manifest.source}."


def _take_out(current: Session, packed: Packed, card: CouncilCard) -> None:
    children = packed.manifest.those
    lead_on(current, children, card.address)
    remove(current, children)
    keep_from_coming_back(current, children)
    counters.take_out(current, counters.read_cells(packed.manifest.cells))


def _note(current: Session, packed: Packed, head: str) -> None:
    """The chain here ends with the head of the one there, as that one began with ours."""
    manifest = packed.manifest
    current.execute(delete(Handover).where(Handover.id == manifest.undone))
    given = {"prefix": manifest.prefix, "children": manifest.children, "counters": {}}
    current.add(Handover(id=manifest.handover, other=packed.target, went=True, at=clock.now(), **given))
    told = f"to {packed.target}: {len(manifest.children)} children; its record then ended with {head}"
    audit.record(current, OPERATOR, "children went", f"handover/{manifest.handover}", told)


def _write(wanted: Handing, tables: Mapping[str, str]) -> None:
    """The figures of each year as they were: they stand under the old name, too."""
    wanted.figures.mkdir(mode=0o700, exist_ok=True)
    for year, table in tables.items():
        name = f"{wanted.source}-{year}-until-{clock.today():%Y-%m-%d}.csv"
        with whole_file(wanted.figures / name, over=True) as out:
            out.write(table.encode())
