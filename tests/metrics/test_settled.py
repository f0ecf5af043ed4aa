"""What is published now beside what is out already: a row of numbers and their total, twice."""

from datetime import UTC, datetime

import pytest

from participation.metrics.publication.comparing import changed, kept_back
from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import Case, hidden_in
from participation.metrics.rows import Edition

ROW = [Sum("t", ("a", "b", "c"))]
QUARTER = "reviews.by_quarter.1"
MONTHS = tuple(f"reviews.by_month.{month}" for month in (1, 2, 3))
OUT = datetime(2026, 5, 1, tzinfo=UTC)


def year(*months: int) -> dict[str, int]:
    """The reviews of a quarter by month."""
    return {**dict(zip(MONTHS, months, strict=True)), QUARTER: sum(months)}


def edition(numbers: dict[str, int], *before: Edition) -> Edition:
    return Edition(OUT, numbers, kept_back(numbers, before))


def hidden(numbers: dict[str, int], *before: Edition) -> list[int | str]:
    """The months and the quarter as they are shown."""
    kept = kept_back(numbers, before)
    return ["c" if name in kept else numbers[name] for name in (*MONTHS, QUARTER)]


def test_what_is_out_is_no_company() -> None:
    figures = {"a": 2, "b": 20, "c": 30, "t": 52}
    assert set(hidden_in(Case(figures, ROW))) == {"a", "b"}
    assert set(hidden_in(Case(figures, ROW, settled={"b": False}))) == {"a", "c"}
    assert set(hidden_in(Case(figures, ROW, settled={"b": False, "c": False}))) == {"a", "t"}
    assert set(hidden_in(Case(figures, ROW, settled={"c": True}))) == {"a", "c"}


def test_what_is_out_although_it_is_small_cannot_be_helped() -> None:
    assert hidden_in(Case({"a": 2, "b": 20, "c": 30, "t": 52}, ROW, settled={"a": False})) == {}


def test_a_change_may_have_gone_either_way() -> None:
    sums = [Sum("now", ("then", "change"))]
    figures = {"now": 12, "then": 10, "change": 2}
    settled = {"then": False}
    assert hidden_in(Case(figures, sums, {"change": 0}, (), settled, {"change"})) == {
        "change": "change",
        "now": "change",
    }


def test_of_a_change_nobody_knows_whether_it_was_up_to_four_more_or_up_to_four_less() -> None:
    assert Case({"change": 1}, changes={"change"}).possible("change") == (-4, 4)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ((10, 20, 30), [10, 20, 30, 60]),
        ((11, 20, 30), ["c", 20, 30, "c"]),
        ((14, 20, 30), ["c", 20, 30, "c"]),
        ((15, 20, 30), [15, 20, 30, 65]),
        ((5, 20, 30), [5, 20, 30, 55]),
        ((6, 20, 30), ["c", 20, 30, "c"]),
        ((11, 19, 30), ["c", "c", 30, 60]),
        ((0, 20, 30), [0, 20, 30, 50]),
    ],
)
def test_a_change_of_one_to_four_is_not_told(now: tuple[int, ...], shown: list[int | str]) -> None:
    assert hidden(year(*now), edition(year(10, 20, 30))) == shown


def test_what_was_hidden_stays_hidden_while_it_is_the_same() -> None:
    before = edition(year(3, 20, 30))
    assert hidden(year(3, 20, 30)) == ["c", "c", 30, 53]
    assert hidden(year(12, 20, 30)) == [12, 20, 30, 62]
    assert hidden(year(12, 20, 30), before)[1] == "c"
    assert hidden(year(12, 20, 30), before, edition(year(30, 40, 50)))[1] == "c"


def test_every_edition_counts_and_not_the_last_alone() -> None:
    first = edition(year(10, 20, 30))
    second = edition(year(20, 20, 30), first)
    assert hidden(year(11, 20, 30), second) == [11, 20, 30, 61]
    assert hidden(year(11, 20, 30), first, second) == ["c", 20, 30, "c"]
    assert hidden(year(10, 20, 30), first, second) == [10, 20, 30, 60]


def test_unchanged_it_is_shown_as_it_was() -> None:
    odd = Edition(OUT, year(10, 20, 30), {MONTHS[0]: MONTHS[0]})
    assert hidden(year(10, 20, 30), odd) == ["c", 20, 30, 60]
    assert hidden(year(10, 20, 30), edition(year(10, 20, 90)), odd) == ["c", 20, 30, 60]


def feedback(*left_out: int) -> dict[str, int]:
    """How many left out each question."""
    return {f"feedback.{number}.no_answer": each for number, each in enumerate(left_out)}


def test_who_left_out_a_question_is_hidden_for_all_once_one_would_tell() -> None:
    before = edition(feedback(6, 0))
    assert kept_back(feedback(6, 0), ()) == {}
    assert kept_back(feedback(12, 0), (before,)) == {}
    assert kept_back(feedback(8, 0), (before,)).keys() == feedback(8, 0).keys()
    assert kept_back(feedback(12, 7), (edition(feedback(3, 0)),)).keys() == feedback(12, 7).keys()


def visits(*parts: int) -> dict[str, int]:
    """The visits of a year to children alone, to others, and all."""
    return {"visits.alone": parts[0], "visits.other": parts[1], "visits.total": sum(parts)}


def test_of_what_is_more_than_a_few_by_now_nobody_stays_hidden_while_it_is_nobody() -> None:
    before = edition(visits(0, 4))
    assert before.hidden.keys() == visits(0, 4).keys()
    assert kept_back(visits(0, 12), (before,)).keys() == {"visits.alone", "visits.other"}
    assert kept_back(visits(5, 12), (before,)).keys() == set()


def referrals(child: int, officer: int) -> dict[str, int]:
    """The children for whom an advocate was asked in a year, by who asked."""
    return {"advocacy.by_source.child": child, "advocacy.by_source.officer": officer,
            "advocacy.referrals": child + officer}  # fmt: skip


def test_where_few_were_referred_no_part_is_told_not_even_that_it_is_nobody() -> None:
    assert kept_back(referrals(0, 2), ()).keys() >= {"advocacy.by_source.child", "advocacy.by_source.officer"}
    assert kept_back(referrals(0, 20), ()) == {}


def test_what_has_changed_is_named() -> None:
    assert list(changed(year(11, 20, 30), edition(year(10, 20, 30)))) == [MONTHS[0], QUARTER]
    assert list(changed({}, edition(year(10, 20, 30)))) == []
