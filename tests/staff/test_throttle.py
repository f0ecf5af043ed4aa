"""How long failed sign-ins make somebody wait."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.staff.throttle import ACCOUNT, FORGOTTEN, SOURCE, account_key

LAST = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
SECRET = b"s" * 32


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (8, 40), (9, 60), (99, 60)]
)
def test_five_mistakes_with_one_account_are_free_and_the_longest_wait_is_a_minute(failures: int, seconds: int) -> None:
    assert ACCOUNT.next_try_at(failures, LAST) == LAST + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(29, 0), (30, 5), (31, 10), (32, 20), (35, 160), (36, 300), (37, 300), (10_000, 300)]
)
def test_thirty_mistakes_from_one_office_are_free_and_the_longest_wait_is_five_minutes(
    failures: int, seconds: int
) -> None:
    assert SOURCE.next_try_at(failures, LAST) == LAST + timedelta(seconds=seconds)


def test_failures_are_forgotten_after_an_hour() -> None:
    assert timedelta(hours=1) == FORGOTTEN


def test_an_account_is_one_however_its_address_is_typed() -> None:
    assert account_key(" Amara@Example.org ", SECRET) == account_key("amara@example.org", SECRET)
    assert account_key("ben@example.org", SECRET) != account_key("amara@example.org", SECRET)
    assert account_key("amara@example.org", b"another") != account_key("amara@example.org", SECRET)
