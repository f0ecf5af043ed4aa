"""Where letters are drawn without a database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from participation.web import languages
from tests.letters.samples import compile_catalogues, printing_room


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every language as its catalogue stands now, compiled once for all modules."""
    folder = tmp_path_factory.mktemp("translations")
    compile_catalogues(folder)
    return folder


@pytest.fixture(scope="module")
def room(catalogues: Path) -> Iterator[Flask]:
    """An application that speaks every language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "TRANSLATIONS", catalogues)
        app = printing_room()
        with app.app_context():
            yield app
