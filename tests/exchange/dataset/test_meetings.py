"""A child's rows put in order: held, to come, moved, called off, overtaken; without a database."""

from datetime import date

import pytest

from participation.exchange.dataset.meetings import ReviewRow, code_in, meetings

TODAY = date(2026, 11, 22)
MAY, JUNE, JANUARY = date(2026, 5, 1), date(2026, 6, 1), date(2027, 1, 10)


def row(review: str, due_on: date | None = None, day: date | None = None, *, off: bool = False) -> ReviewRow:
    return ReviewRow(int(review), review, due_on, day, off, "PN1" if day else "")


def lines(*rows: ReviewRow) -> dict[str, list[str]]:
    found = meetings(rows, TODAY)
    return {
        "held": [each.row.review for each in found.held],
        "to come": [each.row.review for each in found.to_come],
        "instead of": [each.review for meeting in (*found.held, *found.to_come) for each in meeting.instead_of],
        "cancelled": [each.review for each in found.cancelled],
        "overtaken": [each.review for each in found.overtaken],
    }


def said(**states: list[str]) -> dict[str, list[str]]:
    empty: dict[str, list[str]] = {"held": [], "to come": [], "instead of": [], "cancelled": [], "overtaken": []}
    return empty | {name.replace("_", " "): rows for name, rows in states.items()}


def test_a_day_that_has_come_was_held_and_they_stand_in_the_order_of_their_days() -> None:
    assert lines(row("3", day=JANUARY), row("2", day=TODAY), row("1", day=MAY)) == said(held=["1", "2"], to_come=["3"])


@pytest.mark.parametrize("off", [True, False])
def test_a_row_without_a_day_says_when_the_next_is_due_whatever_its_flag(off: bool) -> None:
    assert lines(row("1", MAY, MAY), row("2", JANUARY, off=off)) == said(held=["1"], to_come=["2"])


def test_a_row_without_a_day_is_overtaken_by_a_later_review_and_cancelled_if_it_says_so() -> None:
    found = lines(row("1", MAY), row("2", MAY, off=True), row("3", JUNE, JUNE))
    assert found == said(held=["3"], cancelled=["2"], overtaken=["1"])
    assert lines(row("1", JANUARY), row("2", JUNE, JANUARY)) == said(to_come=["2"], overtaken=["1"])


def test_called_off_and_held_by_the_same_last_day_is_one_review_that_was_moved() -> None:
    assert lines(row("1", JUNE, MAY, off=True), row("2", JUNE, JUNE)) == said(held=["2"], instead_of=["1"])
    assert lines(row("1", JUNE, JUNE, off=True), row("2", JUNE, MAY)) == said(held=["2"], cancelled=["1"])
    assert lines(row("1", None, MAY, off=True), row("2", None, JUNE)) == said(held=["2"], cancelled=["1"])


def test_a_row_is_what_was_packed() -> None:
    for each in (row("1", MAY, JUNE, off=True), ReviewRow(7, "A 1", None, MAY, False, ""), row("2", MAY)):
        assert ReviewRow.unpacked(each.packed().rstrip("\n")) == each


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PN1", "PN1"), ("pn6", "PN6"), ("PN1 - Child attends", "PN1"), ("PN2: advocate", "PN2"), ("", ""),
        ("PN6/PN7", None), ("pn7; PN1", None), ("PN1 (PN1)", "PN1"),
        ("PN8", None), ("PN12", None), ("Child attended", None), ("PN", None),
    ],
)  # fmt: skip
def test_a_code_is_what_the_words_begin_with(text: str, code: str | None) -> None:
    assert code_in(text) == code
