"""Many letters become one file, whole or not at all, and it is a sound file."""

import re
import stat
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask

from participation.letters import drawing as printing
from participation.letters.drawing import Letter, write_pdf
from tests.letters.samples import letter, opened, photograph, printing_room, read_aloud, written


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that lays out two letters at a time, so that five come from three documents."""
    monkeypatch.setattr(printing, "TOGETHER", 2)
    app = printing_room()
    with app.app_context():
        yield app


@pytest.fixture
def sent() -> list[Letter]:
    return [letter(language, name=f"Child {at}") for at, language in enumerate(("en", "ar", "en", "fr", "ps"))]


@pytest.fixture
def bound(sent: list[Letter], tmp_path: Path) -> Path:
    path = tmp_path / "letters.pdf"
    assert written(sent, path) == len(sent)
    return path


def objects(bound: Path) -> dict[bytes, bytes]:
    """What stands in the file by number; our objects are not packed, so that this can be read."""
    found = re.findall(rb"^(\d+) 0 obj\n(.*?)\nendobj$", bound.read_bytes(), re.DOTALL | re.MULTILINE)
    return dict(found)


def test_every_letter_is_in_the_file_once_and_in_order(sent: list[Letter], bound: Path) -> None:
    with opened(bound) as document:
        assert len(document) == len(sent)
    links = [zxingcpp.read_barcode(photograph(bound, page)) for page in range(len(sent))]
    assert [found and found.text for found in links] == [one.link for one in sent]


def test_another_program_has_nothing_to_repair(bound: Path) -> None:
    told = subprocess.run(["pdfinfo", bound], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    assert re.search(r"Tagged: +yes", told.stdout)
    assert re.search(r"Page size: +595.276 x 841.89 pts \(A4\)", told.stdout)


def test_every_reference_leads_somewhere_and_every_place_is_right(bound: Path) -> None:
    data, there = bound.read_bytes(), objects(bound)
    for body in there.values():
        head = re.sub(rb"\((?:[^()\\]|\\.)*\)", b"", body.partition(b"stream\n")[0])
        assert set(re.findall(rb"(\d+) 0 R", head)) <= set(there)
    table = int(data.rpartition(b"startxref\n")[2].split()[0])
    places = re.findall(rb"^(\d{10}) \d{5} ([nf]) $", data[table:], re.MULTILINE)
    for number, (place, kind) in enumerate(places):
        if kind == b"n":
            assert data[int(place) :].startswith(b"%d 0 obj\n" % number)
        else:
            assert b"%d" % number not in there


def test_screen_readers_find_every_letter_in_its_own_language(sent: list[Letter], bound: Path) -> None:
    there = objects(bound)
    pages = [body for body in there.values() if b"/Type /Page/" in body]
    assert sorted(int(re.findall(rb"/StructParents (\d+)", page)[0]) for page in pages) == list(range(len(sent)))
    articles = [body for body in there.values() if b"/S /Art/" in body]
    spoken = [re.findall(rb"/Lang \((.*?)\)", article)[0].decode() for article in articles]
    assert spoken == [one.language.code for one in sent]
    said = read_aloud(bound)
    assert re.findall(r"Child \d", said) == [one.name for one in sent]


def test_the_file_is_for_its_owner_only(bound: Path) -> None:
    assert stat.S_IMODE(bound.stat().st_mode) == 0o600


def test_a_run_that_fails_leaves_what_was_there(sent: list[Letter], tmp_path: Path) -> None:
    class PaperJam(Exception):
        """Something breaks in the middle of a run."""

    def half() -> Iterator[Letter]:
        yield from sent[:3]
        raise PaperJam

    path = tmp_path / "letters.pdf"
    path.write_text("yesterday's letters")
    with pytest.raises(PaperJam):
        written(half(), path)
    assert [file.name for file in tmp_path.iterdir()] == ["letters.pdf"]
    assert path.read_text() == "yesterday's letters"


def test_letters_are_taken_only_as_they_are_drawn(sent: list[Letter]) -> None:
    """Each letter's secrets are made when it is its turn: nobody holds a thousand of them."""
    written_before: list[bool] = []
    file = BytesIO()

    def one_by_one() -> Iterator[Letter]:
        for one in sent:
            written_before.append(file.tell() > 0)
            yield one

    write_pdf(one_by_one(), file)
    assert written_before == [False, False, True, True, True]
