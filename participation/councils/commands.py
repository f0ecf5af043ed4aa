"""`participation councils`: what is done for many councils, one at a time and each by itself."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from participation import clock
from participation.console import Refused
from participation.councils.adding import add, restored_beside
from participation.councils.alone import Done, for_each, is_told_of
from participation.councils.folder import BOXES, UNFINISHED, Council, councils_in, shared

AT_ONCE = click.option("--at-once", default=2, show_default=True, type=click.IntRange(1, 32), help="So many at a time.")
SERVER = click.option(
    "--server",
    envvar="PARTICIPATION_COUNCILS_SERVER",
    default="postgresql:///postgres",
    show_default=True,
    help="The PostgreSQL server, as a role that may make databases and roles.",
)
NAMES = click.argument("names", nargs=-1)
ONE = click.argument("name")
FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
@click.option(
    "--folder",
    envvar="PARTICIPATION_COUNCILS",
    default="/etc/participation/councils",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder with a file of settings for each council.",
)
@click.pass_context
def councils(context: click.Context, folder: Path) -> None:
    """Many councils on one PostgreSQL, a wall between all of them.

    NAMES are those of the files in the folder, without .env; none means all.
    """
    context.meta[__name__] = folder


@councils.command("add")
@ONE
@click.option("--public-url", required=True, help="The address printed in this council's letters.")
@click.option("--staff-url", required=True, help="The address that its staff use.")
@SERVER
@click.pass_context
def add_command(context: click.Context, name: str, public_url: str, staff_url: str, server: str) -> None:
    """Make a council's database, roles, keys and settings; all of it or nothing."""
    council = add(folder_of(context), name, {"PUBLIC_URL": public_url, "STAFF_URL": staff_url}, server)
    click.echo(f"{name}: database {council.database}, keys in {council.config.keys_dir}.")
    click.echo("Carry the two recovery halves away, to two different people.")


@councils.command("list")
@click.pass_context
def list_command(context: click.Context) -> None:
    """Name each council, its two addresses and its database."""
    for council in councils_in(folder_of(context)):
        config = council.config
        click.echo(f"{council.name}  {config.public_url}  {config.staff_url}  {council.database}")


@councils.command("check")
@NAMES
@AT_ONCE
@click.pass_context
def check(context: click.Context, names: tuple[str, ...], at_once: int) -> None:
    """Say whether each is fit for children's words, and whether two share what each needs for itself."""
    walls = [*shared(councils_in(folder_of(context))), *_unfinished(folder_of(context))]
    for sentence in walls:
        click.echo(sentence)
    chosen = councils_in(folder_of(context), names)
    is_well = _told(chosen, for_each(chosen, _running(context, lambda _: ["check"]), at_once, go_on=True))
    if walls or not is_well:
        raise SystemExit(1)


@councils.command("upgrade")
@NAMES
@AT_ONCE
@click.pass_context
def upgrade(context: click.Context, names: tuple[str, ...], at_once: int) -> None:
    """Bring the tables of each up to what this version needs. After one that fails no other is begun."""
    chosen = councils_in(folder_of(context), names)
    if not _told(chosen, for_each(chosen, _running(context, lambda _: ["db", "upgrade"]), at_once)):
        raise SystemExit(1)


@councils.command("backup")
@click.argument("into", type=click.Path(path_type=Path, file_okay=False, exists=True))
@NAMES
@AT_ONCE
@click.pass_context
def backup(context: click.Context, into: Path, names: tuple[str, ...], at_once: int) -> None:
    """Write a sealed backup of each into the folder INTO, named by council, day and hour.

    One that fails keeps none of the others from theirs.
    """
    chosen, of_now = councils_in(folder_of(context), names), f"{clock.now():%Y-%m-%d-%H%M}"
    one = _running(context, lambda council: ["backup", str(into / f"{council.name}-{of_now}.backup")])
    if not _told(chosen, for_each(chosen, one, at_once, go_on=True)):
        raise SystemExit(1)


@councils.command("restore")
@ONE
@click.argument("file", type=FILE)
@click.option("--half", "halves", multiple=True, type=FILE, help="A file with one half of the recovery key; give both.")
@click.option("--erased", "newer", multiple=True, type=FILE, help="A newer backup: what was erased by then is again.")
@SERVER
@click.pass_context
def restore(context: click.Context, /, name: str, file: Path, server: str, **given: tuple[Path, ...]) -> None:
    """Put one council's backup into a new database beside the others, which go on.

    Only when it is whole do the settings lead there. The database before stays until somebody drops it.
    """
    words = ["restore", str(file)]
    for option, files in (("--half", given["halves"]), ("--erased", given["newer"])):
        words += [word for each in files for word in (option, str(each))]
    with restored_beside(folder_of(context), name, server) as council:
        (done,) = for_each([council], _running(context, lambda _: words))
        click.echo(done.said)
        if not done.is_well:
            raise Refused(f"{name} is as it was.")
    click.echo(f"{name} has the database {council.database} now. Restart its services.")


@councils.command("run", context_settings={"ignore_unknown_options": True})
@ONE
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@click.pass_context
def run(context: click.Context, name: str, words: tuple[str, ...]) -> None:
    """Run any other command for one council: `councils run surrey serve --port 8001`."""
    (council,) = councils_in(folder_of(context), [name])
    is_told_of(council)
    sys.argv[1:] = words  # as a server begins its new version, which is told of this council already
    root = context.find_root()
    root.command.main([*words], "participation", obj=root.obj)


def _unfinished(folder: Path) -> Iterator[str]:
    if (folder / UNFINISHED).exists():
        yield "A handover was ended from outside: its children may be at two councils. Run the same command again."
    if (folder / BOXES).exists():
        yield f"A handover runs, or one was ended from outside and left {folder / BOXES}; the next one removes that."


def folder_of(context: click.Context) -> Path:
    """The folder of settings that this command was told of; raises Refused where there is none."""
    folder: Path = context.meta[__name__]
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder}; make it, or name another with --folder.")
    return folder


def _running(context: click.Context, words: Callable[[Council], Sequence[str]]) -> Callable[[Council], object]:
    """The work of running the program's own command as if no other council were there."""
    root = context.find_root()
    return lambda council: root.command.main([*words(council)], "participation", standalone_mode=False, obj=root.obj)


def _told(chosen: Sequence[Council], ends: Iterable[Done]) -> bool:
    """Say what came of each as it ends; gives whether all are done, and names what is not."""
    ended = {}
    for each in ends:
        ended[each.council.name] = each.is_well
        click.echo(f"{each.council.name}: {'done' if each.is_well else 'NOT DONE'}")
        click.echo("".join(f"  {line}\n" for line in each.said.splitlines()), nl=False)
    done = [name for name, is_well in ended.items() if is_well]
    click.echo(f"{len(done)} of {len(chosen)} done.")
    if not_begun := [council.name for council in chosen if council.name not in ended]:
        click.echo(f"Done: {', '.join(done) or 'none'}. Not begun: {', '.join(not_begun)}.")
    return len(done) == len(chosen)
