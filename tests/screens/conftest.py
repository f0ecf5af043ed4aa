"""Every screen of Tigrinya, drawn once: it takes some seconds."""

import pytest

from participation.proofreading.texts import Screens
from participation.screens.making import screens_of
from participation.translating.known import LANGUAGES


@pytest.fixture(scope="session")
def tigrinya() -> Screens:
    return screens_of(LANGUAGES["ti"])
