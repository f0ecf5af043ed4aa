"""Adding a language is a change of data: a table, and a catalogue."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from flask import Flask

from participation.config import ROOT
from participation.translating import known
from participation.translating.catalogue import TEMPLATE, brought_up, forms, path_of, read, texts, write
from participation.translating.checks import mistakes
from participation.translating.known import LANGUAGES, Language, language, read_languages
from participation.web import languages

TABLE = """
[[languages]]
code = "eo"
name = "Esperanto"
english_name = "Esperanto"
state = "preview"
also = ["epo"]
letters = "abcĉdefgĝhĥijĵklmnoprsŝtuŭvz"
"""
MARK = "ĉ"
CACHES = (known._names, languages.written, languages.available, languages.interpreter_lines)


def forget() -> None:
    for cache in CACHES:
        cache.cache_clear()


@pytest.fixture
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """A table beside the others, and an empty folder."""
    ours = ROOT / "translations"
    for folder in ours.iterdir():
        (tmp_path / folder.name).symlink_to(folder)
    (tmp_path / "languages.toml").unlink()
    (tmp_path / "languages.toml").write_text((ours / "languages.toml").read_text("utf-8") + TABLE, "utf-8")
    added = {each.code: each for each in read_languages(tmp_path / "languages.toml")}
    monkeypatch.setitem(LANGUAGES, "eo", added["eo"])
    for module in (known, languages):
        monkeypatch.setattr(module, "TRANSLATIONS", tmp_path)
    forget()
    yield added["eo"]
    forget()


def test_a_table_and_a_catalogue_are_enough(esperanto: Language, make_app: Callable[..., Flask]) -> None:
    catalogue = brought_up(read(TEMPLATE), esperanto)
    for message in texts(catalogue):
        source = message.id if isinstance(message.id, str) else message.id[-1]
        marked = source + MARK if not source[-1].isspace() else source
        message.string = marked if isinstance(message.id, str) else (marked,) * catalogue.num_plurals
    write(catalogue, esperanto)
    with path_of(esperanto).with_suffix(".mo").open("wb") as out:
        write_mo(out, read(path_of(esperanto)))
    assert {each for m in texts(catalogue) for each in mistakes(esperanto, m, forms(m), 2)} == set()
    phone = make_app().test_client()
    page = phone.get("/s?language=eo").text
    assert '<html lang="eo" dir="ltr">' in page
    assert ">Esperanto</" in page
    assert f"Say what you think{MARK}" in page
    assert "I need an interpreter" + MARK in phone.get("/languages?language=en").text
    assert language("epo") == esperanto
    assert phone.get("/help", headers={"Accept-Language": "eo"}).text.count(MARK) > 10
