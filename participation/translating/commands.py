"""`participation translations`: what is written in which language, and who has checked it."""

import click

from participation.translating.catalogue import TEMPLATE, brought_up, path_of, read, texts, write
from participation.translating.known import ENGLISH, LANGUAGES
from participation.translating.register import Progress, TextState, progress

HEADS = ("", "language", "offered", "texts", "missing", "draft", "one", "two", "stale", "safety words checked by two")


@click.group()
def translations() -> None:
    """The words of every language: how far each has been checked; out to a reviewer and back."""


@translations.command()
def update() -> None:
    """Bring every catalogue up to the texts of the template; what no longer fits goes."""
    template = read(TEMPLATE)
    for spoken in LANGUAGES.values():
        if spoken != ENGLISH and spoken.folder.exists():
            write(brought_up(template, spoken), spoken)


@translations.command()
def status() -> None:
    """Print for each language to whom it is offered, and how far it has been checked."""
    template = list(texts(read(TEMPLATE)))
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
