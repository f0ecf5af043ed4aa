"""What a lock is chosen from, and how it is read."""

import pytest

from participation.locks.choices import PICTURES, read_again, read_digits, read_pictures


def test_there_are_twelve_pictures_and_the_order_of_four_matters() -> None:
    assert len(set(PICTURES)) == 12
    one, other = read_pictures(["sun", "cat", "cat", "boat"]), read_pictures(["cat", "sun", "cat", "boat"])
    assert one is not None
    assert one != other


@pytest.mark.parametrize("picked", [[], ["sun"] * 3, ["sun"] * 5, ["sun", "cat", "boat", "dragon"]])
def test_anything_but_four_of_the_twelve_is_no_choice(picked: list[str]) -> None:
    assert read_pictures(picked) is None


@pytest.mark.parametrize(
    "typed",
    ["482190", "48 21 90", "482-190", "٤٨٢١٩٠", "۴۸۲۱۹۰", "৪৮২১৯০", "\u200e٤٨٢ ١٩٠\u200f"],
)
def test_six_digits_are_the_same_in_every_script(typed: str) -> None:
    assert read_digits(typed) == read_digits("482190")


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "½23456", "\x00" * 6, "12345²"])
def test_anything_but_six_digits_is_no_choice(typed: str) -> None:
    assert read_digits(typed) is None


def test_what_a_page_carries_on_is_read_again() -> None:
    for choice in (read_digits("000001"), read_pictures(["sun", "cat", "cat", "boat"])):
        assert choice is not None
        assert read_again(choice.written) == choice
        assert choice.written not in repr(choice)
    for broken in ("", "digits", "digits:1,2", "pictures:sun", "other:1,2,3,4,5,6"):
        assert read_again(broken) is None
