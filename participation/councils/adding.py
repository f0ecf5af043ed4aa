"""A council comes to be, or gets another database: all of it, or nothing has changed."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import make_url

from participation.config import PREFIX
from participation.console import Refused
from participation.councils import databases
from participation.councils.folder import (
    NAME,
    SETTINGS,
    Council,
    change_settings,
    councils_in,
    put,
    shared,
    write_settings,
)
from participation.db import open_engine
from participation.db.migrations import upgrade
from participation.sealing.keyring import Keyring

DATABASE_URL = f"{PREFIX}DATABASE_URL"
LEADING = (DATABASE_URL, f"{PREFIX}FIGURES_DATABASE_URL")
"""What leads to the database of a council."""
OF_CHILDREN = "public"
"""Beside the files of the staff's side: what the children's side of each council is told, and what it may seal with."""


def add(folder: Path, name: str, addresses: Mapping[str, str], server: str) -> Council:
    """Make a council's database and roles, its keys, and the settings of both sides; raises Refused, and nothing is."""
    if not NAME.fullmatch(name):
        raise Refused(f"{name!r} cannot be a council's name: small letters, digits and _, a letter first, at most 40.")
    keys, sealing = folder / "keys" / name, folder / OF_CHILDREN / "keys" / name
    files = [folder / f"{name}{SETTINGS}", folder / OF_CHILDREN / f"{name}{SETTINGS}"]
    for place in (keys, sealing, *files):
        if place.exists():
            raise Refused(f"{place} is there already; choose another name.")
    council = Council(
        name,
        {
            **{f"{PREFIX}{key}": value for key, value in addresses.items()},
            f"{PREFIX}KEYS_DIR": str(keys.resolve()),
            f"{PREFIX}PUBLIC_ROLE": name + databases.PUBLIC,
            DATABASE_URL: databases.address_of(server, name, name),
        },
    )
    if sentences := [*shared([*councils_in(folder), council])]:
        raise Refused(*sentences)
    rooms = databases.make(server, name)
    try:
        return _written(council, rooms, files, sealing)
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        for made in (keys, sealing):
            shutil.rmtree(made, ignore_errors=True)
        with databases.server(server) as connection:
            databases.unmake(connection, name)
        raise


@contextmanager
def restored_beside(folder: Path, name: str, server: str) -> Iterator[Council]:
    """The council as it would be with a new, empty database; the settings of both sides lead there if all ends well."""
    (council,) = councils_in(folder, [name])
    files = [folder / f"{name}{SETTINGS}", *(folder / OF_CHILDREN).glob(f"{name}{SETTINGS}")]
    before = [file.read_text("utf-8") for file in files]
    database = databases.make_empty(server, name)
    try:
        yield replace(council, settings={**council.settings, **_leading(council, database)})
        for file in files:
            (side,) = councils_in(file.parent, [name])
            change_settings(file, _leading(side, database))
    except BaseException:
        for file, text in zip(files, before, strict=True):
            put(file, text, over=True)
        with databases.server(server) as connection:
            databases.drop(connection, database)
        raise


def _written(council: Council, rooms: databases.Rooms, files: list[Path], sealing: Path) -> Council:
    made = replace(council, settings={**council.settings, DATABASE_URL: rooms.owner})
    engine = open_engine(rooms.owner)
    try:
        upgrade(engine, made.config.public_role)
    finally:
        engine.dispose()
    for place in (Path(made.config.keys_dir), sealing):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Keyring.create(made.config.keys_dir).export_public(sealing)
    of_staff, of_children = files
    write_settings(of_children, _of_children(made, rooms, sealing))
    write_settings(of_staff, made.settings)
    return made


def _of_children(council: Council, rooms: databases.Rooms, sealing: Path) -> Mapping[str, str]:
    """What the children's side is told: it connects as its own role, and can seal and never open."""
    kept = {name: value for name, value in council.settings.items() if name != f"{PREFIX}PUBLIC_ROLE"}
    return kept | {
        DATABASE_URL: rooms.public,
        f"{PREFIX}KEYS_DIR": str(sealing.resolve()),
        f"{PREFIX}SIDES": "public",
    }


def _leading(council: Council, database: str) -> Mapping[str, str]:
    """The settings that lead to its database, as they would lead to another."""
    return {
        name: make_url(address).set(database=database).render_as_string(hide_password=False)
        for name in LEADING
        if (address := council.settings.get(name))
    }
