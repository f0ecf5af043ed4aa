"""Where letters are drawn without a database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from participation.web import languages
from tests.letters.samples import compile_catalogues, printing_room


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application that speaks every language as its catalogue stands now, compiled or not."""
    folder = tmp_path_factory.mktemp("translations")
    compile_catalogues(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "TRANSLATIONS", folder)
        app = printing_room()
        with app.app_context():
            yield app
