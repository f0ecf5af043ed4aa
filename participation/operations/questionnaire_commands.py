"""`participation questionnaires`: every authoring mistake, explained."""

from pathlib import Path

import click

from participation.console import Refused
from participation.questionnaires.checker import check_folder
from participation.questionnaires.library import DEFINITIONS


@click.group()
def questionnaires() -> None:
    """The questionnaires that this installation asks."""


@questionnaires.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Explain every mistake in FOLDER (ours if none is named): file, line and a sentence."""
    mistakes = check_folder(folder or DEFINITIONS)
    if mistakes:
        raise Refused(*map(str, mistakes))
    click.echo(f"No mistake in {len(list((folder or DEFINITIONS).glob('*.toml')))} questionnaires.")
