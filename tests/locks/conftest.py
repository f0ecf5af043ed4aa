"""What the tests of the lock stand on: a held clock, and a letter with a lock on it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from participation import clock
from participation.invitations.actions import Secrets
from participation.locks.actions import set_lock
from tests import factories
from tests.locks.test_locks import NOW, RIGHT, opening


@pytest.fixture
def held(app: Flask) -> Iterator[None]:
    """The clock stands still, within the application."""
    with clock.frozen(NOW), app.app_context():
        yield


@pytest.fixture
def letter() -> Secrets:
    """What Maya holds; there is a lock on it."""
    _, secrets = factories.letter(factories.review())
    opening(secrets).does(set_lock, RIGHT)
    return secrets
