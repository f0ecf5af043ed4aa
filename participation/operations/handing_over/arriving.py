"""The side that children come to: a box is taken in whole, or nothing is."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import Flask, current_app
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.audit.queries import newest
from participation.children.models import Child
from participation.config import Config
from participation.console import Refused
from participation.councils.talking import Talk
from participation.db import transaction
from participation.db.revisions import revision_of
from participation.disclosure.actions import OPERATOR
from participation.handover.models import Handover
from participation.operations.handing_over import counters, sums
from participation.operations.handing_over.box import BoxManifest, CouncilCard, Row, StaffThere, manifest_of, unpacked
from participation.operations.handing_over.leaving import wait_for_others
from participation.operations.handing_over.packing import name_of
from participation.operations.handing_over.people import profiles_here, profiles_taken_back, taken_back
from participation.operations.handing_over.removing import lead_here, lead_on, remove
from participation.operations.handing_over.rules import WITH_STAFF, Leavers, is_any, of_children, table_of
from participation.operations.rotation import SEALED
from participation.reviews.models import Review
from participation.sealing import CannotOpen
from participation.sealing.keyring import PAIRS, Keyring
from participation.sealing.of_this_app import keyring
from participation.service.questionnaires import library
from participation.staff.authenticators import wrapped_totp
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission


@dataclass(frozen=True)
class Arrived:
    """What came of one box."""

    council: str
    source: str
    manifest: BoxManifest
    gains: sums.Sums
    said: list[str]
    people: dict[str, list[str]]
    """Of the staff who came with it: `made`, whose rows are new here; `opened`, whose were a name alone."""
    profiles: dict[str, str]
    """Those copied to accounts that were here, as `profiles_here` tells of them."""


def arriving(app: Flask, council: str, public_keys: Path | None) -> Talk:
    """The process of this side.

    Shows its card, hears where the boxes are, says what came; hears that it is to sign, says where its chain ends then;
    hears that it may keep all that, and says that it is kept.
    """
    with app.app_context(), transaction() as current:
        lid = X25519PrivateKey.generate()
        boxes: Sequence[Path] = yield _card(current, council, lid)
        arrived = [_take_in(current, council, box, lid) for box in boxes]
        yield arrived
        for each in arrived:
            _note(current, each)
        yield str(newest(current))
        for each in arrived:
            _inherit(current, each.manifest, public_keys)
    yield "kept"


def giving_back(app: Flask, id: str, address: str) -> Talk:
    """Takes out again what came with a handover that the other side has not kept: it has these children still."""
    locked_out: Mapping[str, str] = {}
    with app.app_context(), transaction() as current:
        wait_for_others(current)
        came = current.get(Handover, id)
        if came is not None:
            those = Leavers(tuple(came.children), tuple(came.counters["requests"]))
            lead_on(current, those, address)
            remove(current, those)
            counters.take_out(current, counters.read_cells(came.counters["cells"]))
            locked_out = taken_back(current, came.counters.get("made", ()), came.counters.get("opened", ()))
            profiles_taken_back(current, came.counters.get("profiles", {}))
            current.delete(came)
            audit.record(current, OPERATOR, "children given back", f"handover/{id}", f"to {came.other}, which has them")
            closed = [f"staff/{each}" for each in locked_out]
            audit.record_each(current, OPERATOR, "account disabled", closed, f"came with handover/{id}")
    yield [*locked_out.values()]


def _card(current: Session, council: str, lid: X25519PrivateKey) -> CouncilCard:
    config: Config = current_app.extensions["config"]
    newest_keys = [each for name in PAIRS for each in keyring().recipients(name).items()]
    return CouncilCard(
        council=council,
        revision=revision_of(current.connection()) or "",
        address=config.public_url.rstrip("/"),
        keys={id.partition("-")[0]: (id, half.public_bytes_raw().hex()) for id, half in newest_keys},
        lid=lid.public_key().public_bytes_raw().hex(),
        accounts={
            each.email: StaffThere(each.id, each.role, each.disabled_at is None, each.is_set_up)
            for each in current.scalars(select(Staff))
        },
    )


def _take_in(current: Session, council: str, box: Path, lid: X25519PrivateKey) -> Arrived:
    lines = unpacked(box, lid)
    manifest = manifest_of(next(lines))
    if manifest.revision != revision_of(current.connection()):
        raise Refused(f"Its tables are not those of {manifest.source}; run: participation councils upgrade.")
    before = sums.sums(sums.counted(manifest.years, manifest.settings))
    had_profile = profiles_here(current).keys()
    people = _take_people(current, manifest)
    profiles = {id: told for id, told in profiles_here(current).items() if id not in {*had_profile, *people["made"]}}
    end = _take_rows(current, lines, manifest)
    current.expire_all()
    _refuse_unknown_questionnaires(current, manifest.those)
    opened = _try_all(current, manifest.those, end["closed"])
    lead_here(current, manifest.those)
    counters.add(current, counters.read_cells(manifest.cells))
    after = sums.sums(sums.counted(manifest.years, manifest.settings))
    rows = sum(end["counts"].values())
    said = [f"{rows} rows came from {manifest.source}; {opened} sealed items open with the keys here."]
    if not _has_manager(current):
        said.append("No manager can sign in here: name one with --staff, or add an account, before anybody waits.")
    return Arrived(council, manifest.source, manifest, sums.gained(after, before), said, people, profiles)


def _has_manager(current: Session) -> bool:
    managers = current.scalars(select(Staff).where(Staff.role == Role.MANAGER, Staff.disabled_at.is_(None)))
    return any(each.is_set_up for each in managers)


def _take_people(current: Session, manifest: BoxManifest) -> dict[str, list[str]]:
    people: dict[str, list[str]] = {"made": [], "opened": []}
    for each in manifest.newcomers:
        secret = wrapped_totp(each.totp_secret, each.id) if each.totp_secret else ""
        opens = {"password_hash": each.password_hash, "totp_secret": secret, "totp_last_step": 0}
        opens |= {"openid_subject": each.openid_subject, "openid_issuer": each.openid_issuer}
        opens |= {"disabled_at": None if each.is_open else clock.now()}
        if current.get(Staff, each.id) is None:
            current.add(Staff(id=each.id, email=each.email, name=each.name, role=each.role, **opens))
            people["made"].append(each.id)
        elif each.is_open:
            current.execute(update(Staff).where(Staff.id == each.id).values(opens))
            people["opened"].append(each.id)
    current.flush()
    for name in sorted(WITH_STAFF - {"staff"}, reverse=True):
        _put(current, name, manifest.copies.get(name, []), " ON CONFLICT DO NOTHING")
    return people


def _take_rows(current: Session, lines: Iterator[Row], manifest: BoxManifest) -> Row:
    """Every row; gives the last line, which says how many there should be."""
    counts: dict[str, int] = {}
    for line in lines:
        if "counts" in line:
            if line["counts"] != counts:
                raise Refused("What came is not what was packed.")
            return line
        _refuse_taken(current, line["table"], line["rows"])
        _put(current, line["table"], line["rows"])
        counts[line["table"]] = counts.get(line["table"], 0) + len(line["rows"])
    raise Refused(f"The box of {manifest.source} has no end.")


def _put(current: Session, name: str, rows: Sequence[Row], otherwise: str = "") -> None:
    if rows:
        # The database reads what a database has written: no value is understood on the way.
        read = f'json_populate_recordset(null::"{name}", CAST(:rows AS json))'
        whole = f'INSERT INTO "{name}" SELECT * FROM {read}'  # noqa: S608 - the name of a table of ours
        current.execute(text(whole + otherwise), {"rows": json.dumps(rows)})


def _refuse_taken(current: Session, name: str, rows: Sequence[Row]) -> None:
    """A number of the council that somebody else has here, and a child who is here already."""
    for model in (each for each in (Child, Review) if each.__tablename__ == name):
        columns = table_of(model).columns
        longest: int = getattr(columns["reference"].type, "length")  # noqa: B009 - its type does not say that it has one
        given = [row["reference"] for row in rows if row["reference"] is not None]
        taken = current.scalars(select(columns["reference"]).where(is_any(columns["reference"], given))).all()
        if taken:
            numbers = ", ".join(sorted(taken))
            raise Refused(f"Other children or reviews have these references here: {numbers}. Use --prefix.")
        if long := [each for each in given if len(each) > longest]:
            raise Refused(f"With the prefix these references are longer than {longest}: {', '.join(long)}.")


def _refuse_unknown_questionnaires(current: Session, children: Leavers) -> None:
    theirs = of_children(table_of(Submission), children)
    used = select(Submission.purpose, Submission.level, Submission.version).where(theirs).distinct()
    known = {(each.purpose, each.level, each.version) for each in library().all()}
    if unknown := sorted({tuple(row) for row in current.execute(used)} - known):
        names = ", ".join(f"{purpose}.{level}.v{version}" for purpose, level, version in unknown)
        raise Refused(f"These questionnaires were answered and are not known here: {names}.")


def _try_all(current: Session, children: Leavers, closed: Collection[str]) -> int:
    """Open everything that is sealed to the keys here; raises Refused for what does not open. Nobody reads it."""
    opened = 0
    for column in SEALED:
        theirs = of_children(table_of(column.model), children)
        sealed = getattr(column.model, column.name)
        for row in current.scalars(select(column.model).where(sealed.is_not(None), theirs)):
            if (name := name_of(column, row)) in closed:
                continue
            try:
                keyring().open(getattr(row, column.name), column.header_of(row))
            except CannotOpen:
                raise Refused(f"{name} does not open with the keys here.") from None
            opened += 1
        current.expunge_all()
    return opened


def _note(current: Session, arrived: Arrived) -> None:
    """The record here goes on from the head of the one there."""
    manifest = arrived.manifest
    current.execute(delete(Handover).where(Handover.id == manifest.undone))
    elsewhere = {id: whose for id, whose in manifest.elsewhere.items() if whose != arrived.council}
    kept = {"cells": manifest.cells, "elsewhere": elsewhere, "requests": manifest.requests} | arrived.people
    kept["profiles"] = arrived.profiles
    given = {"prefix": manifest.prefix, "children": manifest.children, "counters": kept}
    current.add(Handover(id=manifest.handover, other=manifest.source, went=False, at=clock.now(), **given))
    told = (
        f"from {manifest.source}: {len(manifest.children)} children; its record then ended with {manifest.audit_head}"
    )
    audit.record(current, OPERATOR, "children came", f"handover/{manifest.handover}", told)


def _inherit(current: Session, manifest: BoxManifest, public_keys: Path | None) -> None:
    """What was printed there opens here: on both sides, before anything is kept."""
    folders = [keyring(), *([Keyring.load(public_keys, private=False)] if public_keys else ())]
    names = {folder.inherit_pepper(bytes.fromhex(pepper)) for folder in folders for pepper in manifest.peppers}
    current.get_one(Handover, manifest.handover).peppers = sorted(names)
