"""`participation backup` and `participation restore`: by the database's own means, sealed to the recovery key."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import current_app

from participation.audit import actions as audit
from participation.audit.chain import START, ChainMark, first_broken
from participation.audit.head_file import note_head
from participation.audit.queries import chain, kept_from
from participation.config import Config
from participation.console import AppCommand, Refused
from participation.db import engine, transaction
from participation.db.alone import each_alone
from participation.db.grants import NoSuchRole, refuse_unfit
from participation.db.migrations import upgrade_here
from participation.db.revisions import known_revisions
from participation.escalation.pulse import BACKUP, note_awake
from participation.files import whole_file
from participation.operations.backup import (
    Manifest,
    back_up,
    count_rows,
    look_through,
    manifest_of,
    ticked,
    with_recovery,
)
from participation.operations.closures import Closed, close_again, end_visits, how_many_open
from participation.operations.dumps import CannotDump, is_empty, load
from participation.operations.key_commands import wrap_authenticators
from participation.operations.rotation import count_sealed, seal_to_ours
from participation.retention.actions import purge
from participation.retention.erasure import erase_again
from participation.sealing import CannotOpen
from participation.sealing.files import key_id_of
from participation.sealing.keyring import HALVES, Keyring, KeysUnfit, recovery_from_halves

NAMES = ("first", "second")
Recovery = tuple[str, X25519PrivateKey]
"""The id of the recovery key, and what its two halves make."""


@click.command("backup", cls=AppCommand)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write everything that is kept into FILE, as it stands now. Only both halves of the recovery key open it.

    Key files are not in it: keep a copy of the keys folder elsewhere.
    """
    keyring = _keyring()
    try:
        with whole_file(file) as out, _bar("Sealing") as bar:
            made = back_up(engine(), keyring, out, bar.update)
    except FileExistsError:
        raise Refused(f"{file} is there already; a backup is never written over another.") from None
    except CannotDump as problem:
        raise Refused(str(problem)) from problem
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from error
    each_alone(partial(note_awake, BACKUP))
    click.echo(f"{file}: {made.rows:,} rows of {len(made.counts)} tables, sealed to {keyring.recovery()[0]}.")


@click.command("restore", cls=AppCommand)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--half",
    "halves",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with one half of the recovery key; give both, or type them when you are asked.",
)
@click.option(
    "--erased",
    "newer",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A newer backup: what had been erased or closed by then is erased and closed again.",
)
def restore(file: Path, halves: tuple[Path, ...], newer: tuple[Path, ...]) -> None:
    """Put the backup FILE into an empty database, and prove that it is whole.

    The backup is read to its end before anything is written. What the keys that are here do not open is sealed to
    them; what was erased is erased again. Every visit and every session ends. What to close by hand is said in words.
    """
    recovery, keyring = _recovery(halves), _keyring()
    with _readable(file) as sealed:
        manifest = _looked_through(sealed, recovery)
    others = [_manifest(other, recovery) for other in newer]
    erased = [*manifest.erased, *(each for other in others for each in other.erased)]
    config: Config = current_app.extensions["config"]
    _refuse_unfit(manifest, config)
    with _readable(file) as sealed:
        _load(sealed, recovery)
    _compare(manifest)
    upgrade_here(config.public_role)
    with transaction() as session:
        erase_again(session, erased)
        end_visits(session)
    click.echo("Every visit and every session of the staff has ended.")
    _close_again(manifest, others)
    kept_too_long = sum(purge().values())
    click.echo(f"Erased again: what {len(erased):,} ids name, and {kept_too_long:,} rows that were kept long enough.")
    _make_ours(recovery)
    _verify_audit(keyring, manifest)


def _close_again(manifest: Manifest, others: Sequence[Manifest]) -> None:
    """Close what the newest backup knows as closed, and say what it cannot know."""
    newest = max([manifest, *others], key=lambda each: datetime.fromisoformat(each.made_at))
    if newest is not manifest and newest.closings:
        with transaction() as session:
            closed = close_again(session, newest.closings)
        _tell_closed(closed)
    since = newest.made_at if newest.closings else manifest.made_at
    with transaction() as session:
        accounts, letters = how_many_open(session)
    click.echo(f"Before the services start: what was closed after {since} is open here as it was then.")
    click.echo(f"- Disable whoever has left since: participation staff disable EMAIL. Open now: {accounts:,}.")
    click.echo("  Who has a new password or authenticator since gets one again: participation staff add EMAIL --renew.")
    click.echo("- Print again each letter that was printed or ended since: the older sheet opens here, the newer not.")
    click.echo(f"  Where nobody knows which, print all. Open now: {letters:,}.")


def _tell_closed(closed: Closed) -> None:
    accounts = f": {', '.join(closed.accounts)}" if closed.accounts else ""
    click.echo(f"Accounts disabled or with another role, as the newer backup says: {len(closed.accounts):,}{accounts}.")
    click.echo(f"Letters printed again since: {len(closed.letters):,}. No sheet of theirs opens; print each again:")
    for letter in closed.letters:
        click.echo(f"  {letter}")
    if closed.unknown:
        click.echo(f"Letters issued since and unknown here: {closed.unknown:,}. Import, invite and print them again.")


def _recovery(halves: Sequence[Path]) -> Recovery:
    """Both halves of the recovery key, from files or typed off paper."""
    if not halves and sys.stdin.isatty():
        typed = [click.prompt(f"The {which} half, with the name before it", hide_input=True) for which in NAMES]
    elif len(halves) == len(NAMES):
        typed = [_text(half) for half in halves]
    else:
        raise Refused("A restore needs both halves of the recovery key: --half ONE --half OTHER.")
    try:
        return recovery_from_halves(*typed)
    except KeysUnfit as problem:
        raise Refused(str(problem)) from problem


def _text(file: Path) -> str:
    with _readable(file) as opened:
        return opened.read().decode("ascii", errors="replace")


@contextmanager
def _readable(file: Path) -> Iterator[BinaryIO]:
    try:
        opened = file.open("rb")
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error
    with opened:
        try:
            yield opened
        except CannotOpen:
            raise Refused(f"{file} is damaged, cut off, or no backup; nothing was restored.") from None


def _opened(sealed: BinaryIO, recovery: Recovery) -> tuple[Manifest, Iterator[bytes]]:
    key_id, private = recovery
    if (sealed_to := key_id_of(sealed)) != key_id:
        raise Refused(f"This backup is sealed to {sealed_to}; these halves make {key_id}.")
    sealed.seek(0)
    return manifest_of(sealed, private)


def _manifest(file: Path, recovery: Recovery) -> Manifest:
    with _readable(file) as sealed:
        return _opened(sealed, recovery)[0]


def _looked_through(sealed: BinaryIO, recovery: Recovery) -> Manifest:
    manifest, content = _opened(sealed, recovery)
    with _bar("Looking through", _size(sealed)) as bar:
        look_through(content, bar.update)
    return manifest


def _refuse_unfit(manifest: Manifest, config: Config) -> None:
    """Before anything is written: whether this database can take this backup."""
    here = engine().dialect.name
    if manifest.database != here:
        raise Refused(f"This is a backup of {manifest.database}; PARTICIPATION_DATABASE_URL names {here}.")
    if manifest.revision not in known_revisions():
        raise Refused("This backup was made by a newer version of this program; restore it with that one.")
    if not is_empty(engine()):
        raise Refused("The database is not empty; a backup is restored only into one without a single table.")
    if config.public_role:
        try:
            with engine().connect() as connection:
                refuse_unfit(connection, config.public_role)
        except NoSuchRole as problem:
            raise Refused(str(problem)) from problem


def _load(sealed: BinaryIO, recovery: Recovery) -> None:
    with _bar("Restoring", _size(sealed)) as bar:
        try:
            load(engine(), ticked(_opened(sealed, recovery)[1], bar.update))
        except CannotDump as problem:
            raise Refused(str(problem)) from problem


def _compare(manifest: Manifest) -> None:
    with engine().connect() as connection:
        found = count_rows(connection)
    for name, count in found.items():
        click.echo(f"{name:24}{count:>12,}")
    names = sorted({*found, *manifest.counts})
    differ = [name for name in names if found.get(name) != manifest.counts.get(name)]
    if differ:
        raise Refused(*(f"{n}: {found.get(n)} rows; the backup counts {manifest.counts.get(n)}." for n in differ))
    click.echo(f"{manifest.rows:,} rows of {len(found)} tables, as the backup of {manifest.made_at} counts them.")


def _make_ours(recovery: Recovery) -> None:
    with _bar("Opening", count_sealed()) as bar:
        done = seal_to_ours(with_recovery(*recovery), bar.update)
    click.echo(f"Sealed: {done.opened:,} open; {done.changed:,} of them were sealed to the keys that are here now.")
    if done.changed:
        click.echo("With another pepper than before, children whose letter has a typed code need new letters.")
    wrap_authenticators()
    if done.failed:
        raise Refused(f"Nothing at hand opens {len(done.failed):,} sealed items: {', '.join(done.failed[:3])}.")


def _verify_audit(keyring: Keyring, manifest: Manifest) -> None:
    head = ChainMark.parse(manifest.audit_head) if manifest.audit_head.strip("0-") else START
    broken = first_broken(keyring.secret("audit"), chain(), after=kept_from(), head=head)
    if broken is not None:
        raise Refused(
            f"The records are back, but the audit breaks at entry {broken}; is `audit` in the keys folder the old one?"
        )
    with transaction() as session:
        audit.record(session, "system", "restored", "database", f"from the backup of {manifest.made_at}")
    note_head(anew=True)
    click.echo("The audit is whole.")


def _keyring() -> Keyring:
    keyring = Keyring.load(current_app.extensions["config"].keys_dir)
    if problems := [problem for problem in keyring.problems() if not problem.startswith(HALVES)]:
        raise Refused(*problems)
    return keyring


def _size(sealed: BinaryIO) -> int:
    return os.fstat(sealed.fileno()).st_size


def _bar(label: str, length: int | None = None) -> Any:
    return click.progressbar(length=length or 0, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
