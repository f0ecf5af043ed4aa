"""`participation questionnaires`: every authoring mistake, explained."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from participation import create_app
from participation.config import Config
from participation.console import Refused
from participation.questionnaires.checker import check_folder
from participation.questionnaires.library import DEFINITIONS
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.wording import Words, words_in
from participation.service.own_files import recording, stem_of
from participation.service.questionnaires import library, translate
from participation.web import languages


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


@questionnaires.command("clips")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--language", default="en", show_default=True, help="Which language was recorded.")
def clips(folder: Path, language: str) -> None:
    """Say of each question and answer what its clip in FOLDER must be called, and whether it is there."""
    app = create_app(replace(Config.from_environ(os.environ), audio_dir=str(folder)))
    with app.test_request_context():
        languages.choose(languages.spoken_or_english(language))
        for words in spoken(library().all()):
            said = translate(words.context, words.text)
            is_there = "recorded" if recording(words.context, said) else "missing"
            click.echo(f"{is_there}\t{stem_of(language, words.context, said)}\t{words.text}")


def spoken(asked: Iterable[Questionnaire]) -> list[Words]:
    """The questions and answers that can be heard, each once, of the newest versions."""
    newest: dict[tuple[str, str], Questionnaire] = {}
    for each in sorted(asked, key=lambda each: each.version):
        newest[each.purpose, each.level] = each
    heard = {
        (words.context, words.text): words
        for each in newest.values()
        for words in words_in(each)
        if words.context in _heard_contexts(each)
    }
    return list(heard.values())


def _heard_contexts(asked: Questionnaire) -> set[str]:
    questions = {question.context for question in asked.questions}
    return questions | {question.option_context(option) for question in asked.questions for option in question.options}
