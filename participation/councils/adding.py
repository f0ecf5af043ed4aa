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
from participation.councils.folder import NAME, SETTINGS, Council, councils_in, shared, write_settings
from participation.db import open_engine
from participation.db.migrations import upgrade
from participation.sealing.keyring import Keyring

DATABASE_URL = f"{PREFIX}DATABASE_URL"
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
    """The council as it would be with a new, empty database; its settings lead there if the block ends well."""
    (council,) = councils_in(folder, [name])
    database = databases.make_empty(server, name)
    moved = _led_to(council, database)
    try:
        yield moved
        of_children = folder / OF_CHILDREN
        for each in (_led_to(side, database) for side in councils_in(of_children, [name])):
            write_settings(of_children / f"{name}{SETTINGS}", each.settings, over=True)
        write_settings(folder / f"{name}{SETTINGS}", moved.settings, over=True)
    except BaseException:
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


def _led_to(council: Council, database: str) -> Council:
    address = make_url(council.settings[DATABASE_URL]).set(database=database).render_as_string(hide_password=False)
    return replace(council, settings={**council.settings, DATABASE_URL: address})
