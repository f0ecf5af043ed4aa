"""`participation translations`: what is written in which language, and who has checked it."""

from pathlib import Path

import click
from babel.messages.catalog import Catalog

from participation import clock
from participation.console import Refused
from participation.translating.catalogue import TEMPLATE, brought_up, path_of, read, texts, write
from participation.translating.known import ENGLISH, LANGUAGES, Language, language
from participation.translating.register import Progress, TextState, check_of, note_checks, progress
from participation.translating.sheets import NotFromHere, every_text, read_sheet, reviewed, take, write_sheet

UNNAMED = "unnamed"
"""Whoever does not say who they are is one person, however often: never the second who checked."""
HEADS = ("", "language", "offered", "texts", "missing", "draft", "one", "two", "stale", "safety words checked by two")


@click.group()
def translations() -> None:
    """The words of every language: how far each has been checked; out to a reviewer and back."""


def the_template() -> Catalog:
    """Every text, with what translators are told about it."""
    if not TEMPLATE.exists():
        raise Refused("The texts are not here: languages are worked on in a checkout, not where the program runs.")
    return read(TEMPLATE)


@translations.command()
def update() -> None:
    """Bring every catalogue up to the texts of the template; what no longer fits goes."""
    template = the_template()
    for spoken in LANGUAGES.values():
        if spoken != ENGLISH and spoken.folder.exists():
            write(brought_up(template, spoken), spoken)


@translations.command()
def status() -> None:
    """Print for each language to whom it is offered, and how far it has been checked."""
    template = list(texts(the_template()))
    written = [spoken for spoken in LANGUAGES.values() if spoken != ENGLISH and path_of(spoken).exists()]
    rows = [HEADS, *(_row(progress(spoken, template)) for spoken in written)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(found: Progress) -> tuple[str, ...]:
    count = found.texts
    return (
        found.spoken.code,
        found.spoken.english_name,
        found.spoken.state,
        str(count.total()),
        str(found.missing),
        *(str(count[state]) for state in (TextState.DRAFT, TextState.ONCE, TextState.TWICE)),
        str(count[TextState.STALE] + found.gone),
        f"{found.safety_checked} of {found.safety}",
    )


class Written(click.ParamType):  # type: ignore[type-arg]
    """A language by its code; only those that have a catalogue."""

    name = "locale"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Language:
        """The language, or a sentence on what may be written."""
        spoken = language(value)
        if spoken is None or spoken == ENGLISH or not path_of(spoken).exists():
            known = ", ".join(each.code for each in LANGUAGES.values() if each != ENGLISH)
            self.fail(f"“{value}” is none of {known}.", param, ctx)
        return spoken


@translations.command("export")
@click.argument("spoken", metavar="LOCALE", type=Written())
@click.argument("out", metavar="F.xlsx", type=click.Path(dir_okay=False, path_type=Path))
def export_sheet(spoken: Language, out: Path) -> None:
    """Write every text of a language to a spreadsheet, for somebody who speaks it."""
    if out.exists():
        raise Refused(f"{out} is there already.")
    rows = write_sheet(spoken, every_text(the_template(), read(path_of(spoken))), out)
    click.echo(f"{rows} texts in {out}. Of each: right, change with a new text, or ask.")


@translations.command("accept")
@click.argument("file", metavar="F.xlsx", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", help="Who checked it, where the file does not say: initials and a role.")
def accept(file: Path, by: str | None) -> None:
    """Take what a reviewer found right or changed into the catalogue and the register."""
    try:
        sheet = read_sheet(file)
    except NotFromHere as error:
        raise Refused(f"{file} is no spreadsheet that `translations export` wrote.") from error
    spoken = language(sheet.code)
    if spoken is None or not path_of(spoken).exists():
        raise Refused(f"{file} is of a language that is not here: {sheet.code}.")
    catalogue = read(path_of(spoken))
    taken, problems = reviewed(spoken, catalogue, sheet.rows)
    changed = sum(take(each) for each in taken)
    write(catalogue, spoken)
    note_checks(spoken, (check_of(each.message, by or sheet.by or UNNAMED, clock.today()) for each in taken))
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(taken)} taken, {changed} of them in new words; {len(problems)} not taken.")
