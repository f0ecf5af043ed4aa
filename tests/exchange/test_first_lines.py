"""A thing of a list is found on the line where it stood first, however long the list is."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from participation.exchange.first_lines import FirstLines

MANY = 20_000


@given(st.lists(st.one_of(st.text(), st.tuples(st.text(), st.dates()))))
def test_it_answers_as_a_dict_does(things: list[object]) -> None:
    lines, known = FirstLines(), dict[object, int]()
    for line, thing in enumerate(things, 2):
        assert lines.of(thing, line) == known.setdefault(thing, line)


def test_a_long_list_takes_little_and_nothing_of_it_is_lost() -> None:
    tracemalloc.start()
    lines = FirstLines()
    for line in range(MANY):
        lines.of(f"C{line}", line)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert taken < 50 * MANY
    assert all(lines.of(f"C{line}", MANY) == line for line in range(MANY))


def test_what_hashes_to_nothing_is_a_thing_too() -> None:
    lines = FirstLines()
    assert [lines.of(0, 7), lines.of(0, 8)] == [7, 7]
