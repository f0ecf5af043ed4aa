"""Nobody without the key can change, drop, add or swap an audit entry without being noticed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.audit.chain import START, ChainMark, Entry, entry_mac, first_broken

KEY = b"k" * 32
ROWS: list[tuple[str, ...]] = [
    ("2026-11-22T09:00:00+00:00", "sue", "opened", "submission/1", ""),
    ("2026-11-22T09:01:00+00:00", "sue", "opened", "submission/2", ""),
    ("2026-11-22T09:02:00+00:00", "ann", "opened", "submission/1", "covering for Sue"),
    ("2026-11-22T09:03:00+00:00", "sue", "recorded", "review/1", "PN6"),
]


def chain(rows: list[tuple[str, ...]] = ROWS, key: bytes = KEY) -> list[Entry]:
    entries: list[Entry] = []
    for number, fields in enumerate(rows, start=1):
        previous = entries[-1].mac if entries else START.mac
        whole = (str(number), *fields)
        entries.append(Entry(number, whole, entry_mac(key, previous, whole)))
    return entries


def renumbered(entries: list[Entry]) -> list[Entry]:
    return [Entry(number, (str(number), *entry.fields[1:]), entry.mac) for number, entry in enumerate(entries, start=1)]


def test_an_untouched_chain_is_whole() -> None:
    assert first_broken(KEY, chain()) is None
    assert first_broken(KEY, []) is None
    assert first_broken(KEY, chain(), head=ChainMark(4, chain()[-1].mac)) is None


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("column", range(6))
def test_a_changed_field_is_named_by_its_entry(place: int, column: int) -> None:
    entries = chain()
    fields = list(entries[place].fields)
    fields[column] = f"{fields[column]}x"
    entries[place] = entries[place]._replace(fields=tuple(fields))
    assert first_broken(KEY, entries) == place + 1


@pytest.mark.parametrize("place", range(3))
def test_a_removed_entry_is_named_even_when_the_others_are_numbered_again(place: int) -> None:
    entries = chain()
    del entries[place]
    assert first_broken(KEY, entries) == place + 1
    assert first_broken(KEY, renumbered(entries)) == place + 1


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(range(4), 2)))
def test_swapped_entries_are_named(one: int, other: int) -> None:
    entries = chain()
    entries[one], entries[other] = entries[other], entries[one]
    assert first_broken(KEY, entries) == one + 1
    assert first_broken(KEY, renumbered(entries)) == one + 1


def test_an_entry_put_in_between_is_named() -> None:
    entries = chain()
    entries.insert(2, entries[1])
    assert first_broken(KEY, entries) == 3


def test_an_entry_copied_from_another_chain_is_named() -> None:
    entries = chain()
    entries[2] = chain(key=b"other" * 8)[2]
    assert first_broken(KEY, entries) == 3


def test_entries_cut_off_at_the_end_are_missed_by_a_head_noted_elsewhere() -> None:
    last = chain()[-1]
    assert first_broken(KEY, chain()[:2]) is None
    assert first_broken(KEY, chain()[:2], head=ChainMark(4, last.mac)) == 3
    assert first_broken(KEY, [], head=ChainMark(4, last.mac)) == 1


def test_a_chain_whose_oldest_entries_were_purged_is_whole_from_there_on() -> None:
    entries = chain()
    purged = ChainMark(2, entries[1].mac)
    assert first_broken(KEY, entries[2:], after=purged) is None
    assert first_broken(KEY, entries[3:], after=purged) == 3
    assert first_broken(KEY, entries[2:]) == 1
    assert first_broken(KEY, [], after=purged, head=ChainMark(4, entries[3].mac)) == 3


def test_a_mac_that_is_no_mac_is_named_and_stops_nothing() -> None:
    entries = chain()
    entries[1] = entries[1]._replace(mac="é")
    assert first_broken(KEY, entries) == 2


def test_a_chain_written_anew_by_someone_with_the_key_differs_from_the_noted_head() -> None:
    forged = chain([*ROWS[:3], ("2026-11-22T09:03:00+00:00", "sue", "recorded", "review/1", "PN7")])
    assert first_broken(KEY, forged) is None
    assert first_broken(KEY, forged, head=ChainMark(4, chain()[-1].mac)) == 4


some_fields = st.lists(st.text(), max_size=3).map(tuple)


@given(some_fields, some_fields)
def test_different_fields_never_share_a_mac(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (entry_mac(KEY, START.mac, one) == entry_mac(KEY, START.mac, other)) == (one == other)


def test_words_moved_between_neighbouring_fields_change_the_mac() -> None:
    assert entry_mac(KEY, START.mac, ("ab", "c")) != entry_mac(KEY, START.mac, ("a", "bc"))
    assert entry_mac(KEY, "a", ("b",)) != entry_mac(KEY, START.mac, ("a", "b"))
