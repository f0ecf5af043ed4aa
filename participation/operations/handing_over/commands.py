"""`participation councils split`, `merge`, `undo` and `close`: children are handed from one council to another."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from participation.console import Refused
from participation.councils.commands import FILE, folder_of
from participation.exchange.csv_rows import CsvRow, open_rows
from participation.exchange.problems import Unreadable
from participation.operations.handing_over.choosing import Handing, ListedChild
from participation.operations.handing_over.closing import close
from participation.operations.handing_over.conducting import hand_over

LONGEST_PREFIX = 20
BEFORE = "Put before each reference of a child or review that comes"
DRY_RUN = click.option("--dry-run", "is_rehearsal", is_flag=True, help="Do all of it, say what comes of it, keep none.")
OLD = click.argument("old")
NEW = click.argument("new")


@click.command("split")
@OLD
@click.option("--list", "listed", required=True, type=FILE, help="A list with the columns child and council.")
@click.option(
    "--staff", "accounts", type=FILE, help="A list with the columns email and council: who can sign in there."
)
@click.option("--prefix", default="", help=f"{BEFORE}.")
@DRY_RUN
@click.pass_context
def split(context: click.Context, /, old: str, listed: Path, accounts: Path | None, **chosen: Any) -> None:
    """Hand the children of OLD to other councils, as a list says; who shall stay is listed with OLD itself.

    Accounts of officers whose reviews are not over open there with what opens them here; --staff names others.
    """
    children = [ListedChild(row.line, row["child"], row["council"]) for row in _rows(listed, "child")]
    with_sign_in: dict[str, set[str]] = defaultdict(set)
    for row in _rows(accounts, "email") if accounts else ():
        with_sign_in[row["council"]].add(row["email"].lower())
    targets = tuple(sorted({each.council for each in children} - {old}))
    if strange := sorted(set(with_sign_in) - set(targets)):
        raise Refused(f"The list of accounts names councils to which no child goes: {', '.join(strange)}.")
    wanted = Handing(
        old, targets, tuple(children), with_sign_in, _fit(chosen["prefix"]), is_rehearsal=chosen["is_rehearsal"]
    )
    _do(context, [wanted])


@click.command("merge")
@click.argument("into")
@click.argument("olds", metavar="OLD...", nargs=-1, required=True)
@click.option("--prefix", "prefixes", multiple=True, help=f"{BEFORE}; OLD=PREFIX for those of one.")
@DRY_RUN
@click.pass_context
def merge(
    context: click.Context, into: str, olds: tuple[str, ...], prefixes: tuple[str, ...], is_rehearsal: bool
) -> None:
    """Hand all children of each OLD, and all of its staff, to INTO. An OLD without children is named and left."""
    if into in olds or len(set(olds)) < len(olds):
        raise Refused("Name each council once.")
    before = _by_old(prefixes, olds)
    _do(context, [Handing(old, (into,), prefix=before[old], is_rehearsal=is_rehearsal) for old in olds])


@click.command("undo")
@OLD
@NEW
@DRY_RUN
@click.pass_context
def undo(context: click.Context, old: str, new: str, is_rehearsal: bool) -> None:
    """Hand back to OLD the children whom NEW got from it last, with all that has come since."""
    _do(context, [Handing(new, (old,), is_undoing=True, is_rehearsal=is_rehearsal)])


@click.command("close")
@OLD
@NEW
@click.pass_context
def close_command(context: click.Context, old: str, new: str) -> None:
    """Close what OLD has handed to NEW: from then on nothing of it is undone."""
    click.echo(close(folder_of(context), old, new, context.find_root().obj))


def _do(context: click.Context, wanted: Sequence[Handing]) -> None:
    for line in hand_over(folder_of(context), wanted, context.find_root().obj):
        click.echo(line)


def _by_old(prefixes: Sequence[str], olds: Sequence[str]) -> dict[str, str]:
    """What is put before the references of each: its own, or what is for all."""
    of_one, for_all = {}, [""]
    for each in prefixes:
        old, is_named, prefix = each.partition("=")
        if not is_named:
            for_all.append(_fit(each))
        elif old not in olds or old in of_one:
            raise Refused(f"--prefix {each}: name each council that is merged once.")
        else:
            of_one[old] = _fit(prefix)
    if len(for_all) > 2:
        raise Refused("Give one --prefix for all, and OLD=PREFIX for others.")
    return {old: of_one.get(old, for_all[-1]) for old in olds}


def _fit(prefix: str) -> str:
    if len(prefix) > LONGEST_PREFIX or prefix.strip() != prefix:
        raise Refused(f"A prefix has at most {LONGEST_PREFIX} letters, with no space before or after them.")
    return prefix


def _rows(file: Path, about: str) -> list[CsvRow]:
    """The rows of a list; raises Refused with a sentence for each that says nothing."""
    try:
        with file.open("rb") as stream, open_rows(stream, file.name, (about, "council")) as rows:
            found = list(rows)
            problems = [f"Line {each.line}: {each.message}" for each in rows.problems]
    except (OSError, Unreadable) as error:
        raise Refused(f"{file} cannot be read: {error}") from error
    problems += [f"Line {row.line}: {name} is empty." for row in found for name in (about, "council") if not row[name]]
    if problems or not found:
        raise Refused(*problems or [f"{file} has no rows."])
    return found
