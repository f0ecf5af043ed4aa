"""What of a table is hidden, rule by rule: within a part, across the parts, and beside what was published before."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from participation.metrics.breakdowns.queries import ReviewParts
from participation.metrics.figures import BROKEN, Figures
from participation.metrics.publication.beside import AGAIN, COLUMNS, HELD
from participation.metrics.rows import Edition
from participation.metrics.showing import kept_back, numbers
from tests.metrics.events import at
from tests.metrics.further_services import figures_beside, further_service
from tests.metrics.parted_services import figures_of
from tests.metrics.small_services import LAST

Change = Callable[[ReviewParts], ReviewParts]
COUNTS, CHILDREN = (60, 60), (20, 40, 60, 100)
"""Girls and boys, enough that what is not made small is shown; and how many children an invented service has."""


def review(number: int, sex: str) -> ReviewParts:
    """One of many codes, days and months, in time and seen, of a child of 11."""
    on = date(2025, 4 + number % 9, 1 + number % 28)
    code = ("PN1", "PN4", "PN5", "PN7")[number % 4]
    is_late, is_unseen = number % 5 == 0, number % 6 == 0
    return ReviewParts(
        str(number), on, on - timedelta(days=is_late), code, None if is_unseen else on, date(2014, 1, 1), sex, "WBRI",
        False, False, "en", False, 1.0, False, None, None, None, order="later",
    )  # fmt: skip


def rows_of(changed: Sequence[tuple[int, Change]] = ()) -> list[ReviewParts]:
    """All of them; of the girls so many are changed, and ten boys, so that the year shows the number."""
    rows = [review(number, "2") for number in range(COUNTS[0])], [review(number, "1") for number in range(COUNTS[1])]
    for how_many, change in changed:
        for number in range(how_many):
            rows[0][number] = change(rows[0][number])
        for number in range(10):
            rows[1][number] = change(rows[1][number])
    return [*rows[0], *rows[1]]


def hidden(year: Figures, table: str = "sex") -> set[str]:
    """What is kept back of a table and printed."""
    before = f"{BROKEN}{table}."
    return {name.removeprefix(before) for name in kept_back(year) if name.startswith(before) and name_is_printed(name)}


def name_is_printed(name: str) -> bool:
    return name.endswith((".held", ".n", ".of"))


def without_a_day(row: ReviewParts) -> ReviewParts:
    return row._replace(due_on=None)


def without_a_code(row: ReviewParts) -> ReviewParts:
    return row._replace(code=None)


def of_a_baby(row: ReviewParts) -> ReviewParts:
    return row._replace(code="PN0", born_on=row.on - timedelta(days=400), seen_on=None)


def test_of_a_table_in_which_nothing_is_small_all_is_told() -> None:
    assert hidden(figures_of(rows_of(), ("sex",))) == set()
    assert hidden(figures_of(rows_of([(9, without_a_day), (0, without_a_code)]), ("sex",))) == set()


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (without_a_day, "reviews.held_in_time"),
        (without_a_code, "views_given"),
        (of_a_baby, "seen_before_meeting"),
    ],
)
def test_what_a_column_leaves_out_is_guarded_in_every_part(change: Change, column: str) -> None:
    found = hidden(figures_of(rows_of([(2, change)]), ("sex",)))
    assert {f"female.{column}.of", f"male.{column}.of"} <= found
    assert not {f"{part}.reviews.held" for part in ("female", "male")} & found, "the dearest goes last"


def test_without_the_reviews_held_no_column_is_told_and_without_views_no_attendance() -> None:
    rows = rows_of()
    rows = [row._replace(on=date(2025, 4 if number < 3 else row.on.month, 1)) for number, row in enumerate(rows)]
    few = [
        row._replace(on=date(2025, 9, 1)) if row.on.month in (4, 5, 6) and number > 8 else row
        for number, row in enumerate(rows)
    ]
    year = figures_of(few, ("quarter",))
    assert "reviews.by_quarter.1" in kept_back(year)
    printed = {name for name in numbers(year) if name.startswith(f"{BROKEN}quarter.") and name_is_printed(name)}
    assert printed == {f"{BROKEN}quarter.{name}" for name in hidden(year, "quarter")}
    uncoded = figures_of(rows_of([(0, without_a_code)]), ("sex",))
    kept = kept_back(uncoded)
    assert not any(name.startswith(f"{BROKEN}sex.") and name in kept for name in numbers(uncoded))


@pytest.mark.parametrize(
    ("few", "instead", "away"),
    [
        ("PN4", "PN1", {"attended.n"}),
        ("PN5", "PN7", {"views_given.n", "views_given.of", "attended.n", "attended.of"}),
    ],
)
def test_where_the_year_hides_what_a_column_adds_up_to_it_is_not_told_and_nor_is_attendance_without_views(
    few: str, instead: str, away: set[str]
) -> None:
    rows = [row._replace(code="PN7" if row.code == "PN1" and few == "PN5" else row.code) for row in rows_of()]
    rows = [row._replace(code=instead) if row.code == few and number > 11 else row for number, row in enumerate(rows)]
    year = figures_of(rows, ("sex",))
    assert f"participation.{few}" in kept_back(year)
    assert hidden(year) == {f"{part}.{name}" for part in ("female", "male") for name in away}


def out(year: Figures) -> Edition:
    return Edition(at(LAST), numbers(year), kept_back(year))


def test_a_column_that_was_published_with_other_numbers_is_told_no_more_and_the_others_are() -> None:
    rows = rows_of()
    before = figures_of(rows, ("sex",))
    late = next(number for number, row in enumerate(rows) if row.sex == "2" and row.due_on == row.on)
    punctual = next(number for number, row in enumerate(rows) if row.sex == "1" and row.due_on != row.on)
    rows[late] = rows[late]._replace(due_on=rows[late].on - timedelta(days=1))
    rows[punctual] = rows[punctual]._replace(due_on=rows[punctual].on)
    now = replace(figures_of(rows, ("sex",)), editions=(out(before),))
    assert hidden(now) == {f"{part}.reviews.held_in_time.{end}" for part in ("female", "male") for end in ("n", "of")}
    assert kept_back(now)[f"{BROKEN}sex.male.reviews.held_in_time.n"] == (
        f"{BROKEN}sex.female.reviews.held_in_time{AGAIN}"
    )


def test_what_was_shown_before_stays_and_what_was_hidden_stays_hidden_where_the_column_is_the_same() -> None:
    rows = rows_of([(2, without_a_day)])
    before = figures_of(rows, ("sex",))
    rows[40] = rows[40]._replace(seen_on=None if rows[40].seen_on else rows[40].on)
    rows[100] = rows[100]._replace(seen_on=None if rows[100].seen_on else rows[100].on)
    now = replace(figures_of(rows, ("sex",)), editions=(out(before),))
    of_days = {name for name in hidden(before) if "held_in_time" in name}
    assert of_days == {name for name in hidden(now) if "held_in_time" in name} != set()
    assert not any("views_given" in name for name in hidden(now))


def test_to_hide_what_a_service_publishes_for_costs_most() -> None:
    costs = {name: column.cost for name, column in COLUMNS.items()}
    assert costs.pop(HELD) > max(costs.values())
    assert costs["reviews.held_in_time"] == costs["views_given"] > costs["attended"] == costs["seen_before_meeting"] > 0


@pytest.mark.parametrize(
    ("seed", "children", "away"),
    [
        (4, 40, {"sex": 12, "order": 30, "quarter": 27, "ethnicity": 39}),
        (6, 20, {"sex": 16, "order": 36, "quarter": 36, "disability": 16}),
        (11, 100, {"sex": 18, "age": 34, "ethnicity": 43, "quarter": 17}),
        (24, 100, {"order": 25, "sex": 8, "age": 38}),
    ],
)
def test_of_services_in_which_much_is_small_neither_more_nor_less_is_hidden_than_was(
    seed: int, children: int, away: dict[str, int]
) -> None:
    """The attacks try whether it is enough, and are slow. Whoever changes these numbers lets them try again."""
    chance = random.Random(seed)  # noqa: S311  invented figures, not a secret
    assert chance.choice(CHILDREN) == children
    year = figures_beside(chance, further_service(chance, children))
    kept = Counter(name.split(".")[1] for name in kept_back(year) if name.startswith(BROKEN) and name_is_printed(name))
    assert {table: kept[table] for table in away} == away
