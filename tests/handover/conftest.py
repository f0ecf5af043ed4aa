"""Two councils: the one that printed a letter, and the one whose child it is now. What came and stayed is rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation import clock
from participation.db import transaction
from participation.invitations.actions import Secrets, fresh_secrets, invite, keep_secrets, named_in
from participation.invitations.models import CHILD, Invitation, MovedLetter
from participation.invitations.queries import invitations_of
from participation.sealing.keyring import Keyring
from tests import factories

TWO_WEEKS_BEFORE = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
MEETING = date(2026, 3, 10)
ELSEWHERE = "https://letters.surrey.example"


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(TWO_WEEKS_BEFORE):
        yield


@pytest.fixture
def other_keys(tmp_path: Path) -> Keyring:
    """The keys of the council to which children come."""
    return Keyring.create(tmp_path / "other keys")


def pepper_of(keys_dir: Path) -> bytes:
    return Keyring.load(keys_dir).secret("pepper")


@pytest.fixture
def came(make_app: Callable[..., Flask], other_keys: Keyring, keys_dir: Path) -> Flask:
    """The records as they are once they have come: the same rows, other keys, and the pepper that came along."""
    other_keys.inherit_pepper(pepper_of(keys_dir))
    return make_app(keys_dir=str(other_keys.folder))


@dataclass(frozen=True)
class Councils:
    """Where a letter was printed, and where it opens."""

    old: Flask
    new: Flask
    pepper: bytes

    def letter(self, address: str = ELSEWHERE, respondent: str = CHILD, **values: object) -> Secrets:
        """A letter that the old council printed, of a child who is the new one's now."""
        with self.new.app_context():
            review = factories.review(factories.staff(name="Amara Okafor")[0], MEETING, **values)
            invite([review], [respondent])
            (invitation,) = (each for each in invitations_of(review.id) if each.respondent == respondent)
            fresh = fresh_secrets(invitation.id, named_in(invitation), self.pepper)
            keep_secrets([fresh])
            lookups = _kept_of(invitation)
        self.leads(lookups, address)
        return fresh.secrets

    def leads(self, lookups: list[str], address: str = ELSEWHERE) -> None:
        """At the old address these secrets lead on."""
        with self.old.app_context(), transaction() as current:
            ends_on = MEETING + timedelta(days=28)
            current.add_all(MovedLetter(lookup=each, address=address, ends_on=ends_on) for each in lookups)


def _kept_of(invitation: Invitation) -> list[str]:
    assert invitation.token_lookup
    assert invitation.code_lookup
    return [invitation.token_lookup, invitation.code_lookup]


@pytest.fixture
def database_of_new(empty_sqlite: Path, tmp_path: Path) -> str:
    """The new council has one of its own."""
    path = tmp_path / "new.sqlite"
    path.touch(0o600)
    path.write_bytes(empty_sqlite.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def councils(
    app: Flask, make_app: Callable[..., Flask], other_keys: Keyring, keys_dir: Path, database_of_new: str
) -> Councils:
    """Both of them."""
    pepper = pepper_of(keys_dir)
    other_keys.inherit_pepper(pepper)
    return Councils(app, make_app(keys_dir=str(other_keys.folder), database_url=database_of_new), pepper)
