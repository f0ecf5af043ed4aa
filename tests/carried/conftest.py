"""The day of Maya's review, in the afternoon."""

import pytest
from flask import Flask

from participation import clock
from tests.carried.spoken import AFTER, SpokenFor
from tests.casework.desk import Desk


@pytest.fixture
def maya(app: Flask) -> SpokenFor:
    with clock.frozen(AFTER):
        return SpokenFor(Desk(app))


@pytest.fixture(autouse=True)
def after_the_meeting(maya: SpokenFor) -> object:
    with clock.frozen(AFTER):
        yield maya
