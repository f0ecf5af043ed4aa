"""A network address is counted without being kept."""

import pytest

from participation.invitations.throttle import asking_source
from participation.staff.throttle import account_key
from participation.web.throttle import source_of

KEY = b"a key"


def test_a_household_is_one_source_and_its_address_cannot_be_read_back() -> None:
    key = b"k" * 32
    assert source_of("2001:db8:1:2::1", key) == source_of("2001:db8:1:2:ffff::9", key)
    assert source_of("2001:db8:1:2::1", key) != source_of("2001:db8:1:3::1", key)
    assert source_of("192.0.2.1", key) != source_of("192.0.2.2", key)
    assert source_of("192.0.2.1", key) != source_of("192.0.2.1", b"another key")
    assert source_of("no address at all", key) == source_of("", key)


def test_what_counts_for_one_purpose_counts_for_no_other() -> None:
    assert len({source_of("192.0.2.1", KEY), source_of("192.0.2.1", KEY, "sign-in/"), account_key("", KEY)}) == 3


@pytest.mark.parametrize(
    ("address", "typing", "signing_in"),
    [
        ("192.0.2.1", "ca9a25e07b32e3ec", "57f10957262f924c"),
        ("2001:db8:1:2::1", "b3f813e4c4cc2bd8", "9fdac14c2b2576a0"),
        ("", "b602ad3afcaea2c7", "ef02cae7eb486ec9"),
    ],
)
def test_failures_that_are_on_record_go_on_counting(address: str, typing: str, signing_in: str) -> None:
    """These stand in databases: whoever has to wait does so after an upgrade too."""
    assert source_of(address, KEY)[:16] == typing
    assert source_of(address, KEY, "sign-in/")[:16] == signing_in


def test_who_asks_without_a_letter_goes_on_counting_too() -> None:
    assert asking_source("", "192.0.2.1", KEY)[:16] == "f2e890a2d96da630"
