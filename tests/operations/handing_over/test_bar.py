"""A council of 400 children is split in two, and two become one: all is where it belongs, and opens there only."""

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from participation.children.models import Child
from participation.db import session
from participation.invitations.queries import moved_to
from participation.invitations.secrets import token_lookup
from participation.operations.cli import cli
from participation.operations.handing_over.packing import BATCH
from participation.sealing.keyring import Keyring
from tests.operations.handing_over import looking
from tests.operations.handing_over.conftest import MANY
from tests.operations.handing_over.land import Land, listed

OPENED_IN_A_BROWSER = 12


@dataclass(frozen=True)
class Everything:
    """What a council holds that must not change."""

    children: int
    sealed: looking.Words
    how_many_sealed: int
    roots: dict[str, tuple[bytes, bytes]]
    drafts: looking.Words
    locks: dict[str, str]
    readable: dict[str, set[str]]
    figures: dict[str, int]


def everything(land: Land, name: str, years: list[str]) -> Everything:
    """Of one council."""
    with land.inside(name):
        roots = looking.roots(land)
        return Everything(
            session().scalar(select(func.count()).select_from(Child)) or 0,
            looking.words(),
            looking.how_many_sealed(),
            dict(roots),
            looking.drafts(roots),
            dict(looking.locks(land)),
            dict(looking.readable()),
            looking.counts(years),
        )


def years_of(land: Land) -> list[str]:
    """In which the council that is full held reviews."""
    with land.inside(land.old):
        return looking.all_years()


def staff(land: Land, folder: Path, *there: str) -> Path:
    """A list on which everybody goes on working at these councils."""
    emails = land.asked(land.old, "SELECT email FROM staff WHERE disabled_at IS NULL")
    return listed(folder / "staff.csv", [(email, name) for email in emails for name in there], "email")


def verified(app: Flask) -> str:
    """What `participation audit verify` says."""
    return CliRunner().invoke(cli, ["audit", "verify"], obj=lambda **_: app).output.strip()


def test_a_council_of_400_children_is_split_in_two(whole_land: Land, tmp_path: Path) -> None:
    land = whole_land
    years = years_of(land)
    before = everything(land, land.old, years)
    assert (before.children, len(before.sealed)) == (MANY, before.how_many_sealed)
    assert min(len(before.roots), len(before.sealed)) > 2 * BATCH, "they go in several batches"
    assert before.drafts
    assert len(set(before.locks.values())) > 1
    of_nobody = without_letter(land)
    accounts = staff(land, tmp_path, land.east, land.west)
    said = land.done("split", land.old, "--list", land.half_and_half(tmp_path / "list.csv"), "--staff", accounts)
    old, east, west = after = tuple(everything(land, name, years) for name in land.names)
    assert (old.children, east.children, west.children) == (0, MANY // 2, MANY // 2)
    assert set(old.sealed) == of_nobody, "who asks to be contacted without a letter may be anybody's"
    assert "requests to be contacted name no letter: they stay" in said
    assert {**old.sealed, **east.sealed, **west.sealed} == before.sealed
    assert [each.how_many_sealed for each in after] == [len(each.sealed) for each in after]
    assert len(before.sealed) == sum(len(each.sealed) for each in after)
    assert {**east.roots, **west.roots} == before.roots
    assert {**east.drafts, **west.drafts} == before.drafts
    assert {**east.locks, **west.locks} == before.locks
    assert not any(old.readable.values())
    for email, theirs in before.readable.items():
        parts = east.readable.get(email, set()), west.readable.get(email, set())
        assert (parts[0] | parts[1], parts[0] & parts[1]) == (theirs, set()), email
    for name, number in before.figures.items():
        assert number == sum(each.figures.get(name, 0) for each in after), name
    nobody_else_opens(land)
    letters_lead_on(land, before, {land.east: east, land.west: west})


def without_letter(land: Land) -> set[str]:
    """The names of the requests to be contacted that may be anybody's, and of the notes to them."""
    requests = land.asked(land.old, "SELECT id FROM contact_request WHERE invitation_id IS NULL")
    notes = "SELECT id FROM contact_step WHERE request_id = any(%s) AND note IS NOT NULL"
    named = {f"contact_request.envelope/{id}" for id in requests}
    return named | {f"contact_step.note/{id}" for id in land.asked(land.old, notes, requests)}


def nobody_else_opens(land: Land) -> None:
    """The keys of each council open nothing of another's, and its record is whole."""
    keys = {name: Keyring.load(land.council(name).config.keys_dir) for name in land.names}
    for here in land.names:
        with land.inside(here) as app:
            assert verified(app) == "whole"
            for other in set(land.names) - {here}:
                assert looking.words(keys[other]) == {}


def letters_lead_on(land: Land, before: Everything, after: dict[str, Everything]) -> None:
    """At the old address every letter that opened there says where it opens; some are opened as a browser does it."""
    address = {id: land.council(name).config.public_url for name, there in after.items() for id in there.roots}
    with land.inside(land.old):
        assert {id: moved_to(token_lookup(land.secrets[id].token)) for id in before.roots} == address
    some = {id: land.secrets[id] for id in sorted(before.roots)[:OPENED_IN_A_BROWSER]}
    with land.serving(land.old) as app:
        for id, secrets in some.items():
            for sent in ({"token": secrets.token}, {"code": secrets.code}):
                page = app.test_client().post("/start", data={**sent, "language": "en"}).text
                assert f"{address[id]}/s#" in page
    for name, there in after.items():
        with land.serving(name) as app:
            for id in some.keys() & there.roots.keys():
                for sent in ({"token": some[id].token}, {"code": some[id].code}):
                    opened = app.test_client().post("/start", data={**sent, "language": "en"})
                    assert opened.status_code in (303, 410), "it opens, or was finished before"


def test_two_councils_become_one(whole_land: Land, tmp_path: Path) -> None:
    land = whole_land
    years = years_of(land)
    before = everything(land, land.old, years)
    half = [(each, (land.old, land.east)[at % 2]) for at, each in enumerate(land.references())]
    land.done(
        "split", land.old, "--list", listed(tmp_path / "list.csv", half), "--staff", staff(land, tmp_path, land.east)
    )
    assert land.asked(land.old, "SELECT count(*) FROM child") == [MANY // 2]
    land.done("merge", land.west, land.old, land.east)
    old, east, west = (everything(land, name, years) for name in land.names)
    assert (old.children, east.children, west.children) == (0, 0, MANY)
    assert (old.how_many_sealed, east.how_many_sealed) == (0, 0)
    assert west.sealed == before.sealed
    assert (west.roots, west.drafts, west.locks) == (before.roots, before.drafts, before.locks)
    assert west.readable == before.readable
    assert west.figures == before.figures
    assert not any(old.figures.values())
    assert not any(east.figures.values())
    nobody_else_opens(land)
