"""What a reader knows of tables part by part: what adds up within a part, and across the parts to the whole year."""

from collections.abc import Iterable, Iterator, Mapping

BROKEN = "breakdowns."
CODES = tuple(f"participation.PN{number}" for number in range(8))
Relation = tuple[str, tuple[str, ...]]


def relations_of_parts(names: Iterable[str]) -> Iterator[Relation]:
    """Of each part all that is so of the year, down to the single code; and each number over the parts of its table."""
    tables: dict[str, dict[str, None]] = {}
    for name in names:
        if name.startswith(BROKEN):
            _, table, part, _ = name.split(".", 3)
            tables.setdefault(table, {})[part] = None
    for table, parts in tables.items():
        before = {part: f"{BROKEN}{table}.{part}." for part in parts}
        for each in before.values():
            yield from ((each + total, tuple(each + own for own in members)) for total, members in _within())
        yield from ((whole, tuple(each + whole for each in before.values())) for whole in _wholes())
        yield from _across(table, before)


def _within() -> Iterator[Relation]:
    for rate in ("reviews.held_in_time", "views_given", "attended", "seen_before_meeting"):
        yield f"{rate}.of", (f"{rate}.n", f"{rate}.rest")
    yield "reviews.held", ("reviews.held_in_time.of", "reviews.without_due_date")
    yield "reviews.held", (*CODES, "participation.not_recorded")
    yield "views_given.of", CODES[1:]
    yield "attended.of", CODES[1:]
    yield "views_given.n", tuple(CODES[number] for number in (1, 2, 3, 5, 6))
    yield "attended.n", CODES[1:5]
    yield "in_no_rate", (CODES[0], "participation.not_recorded")
    yield "came_and_heard", CODES[1:4]
    yield "heard_elsewhere", CODES[5:7]
    young, old = (
        [f"by_age.{age}.{code}" for code in ("PN0", "other_code", "not_recorded")] for age in ("under_4", "of_4")
    )
    yield "reviews.under_4", tuple(young)
    yield "seen_before_meeting.of", tuple(old)
    yield from (
        (total, each)
        for total, each in zip(
            (CODES[0], "views_given.of", "participation.not_recorded"), zip(young, old, strict=True), strict=True
        )
    )
    yield "in_no_rate", (young[0], young[2], "of_4_in_no_rate")
    yield "of_4_in_no_rate", (old[0], old[2])


def _wholes() -> tuple[str, ...]:
    rates = ("reviews.held_in_time", "views_given", "attended", "seen_before_meeting")
    return (
        "reviews.held", "reviews.under_4", "reviews.without_due_date", "participation.not_recorded", *CODES,
        *(f"{rate}.{end}" for rate in rates for end in ("n", "of", "rest")),
        *(f"by_age.{age}.{code}" for age in ("under_4", "of_4") for code in ("PN0", "other_code", "not_recorded")),
    )  # fmt: skip


def _across(table: str, before: Mapping[str, str]) -> Iterator[Relation]:
    if table == "moved":
        yield from ((f"reviews.rearranged_why.{part}", (f"{each}reviews.held",)) for part, each in before.items())
        yield "reviews.rearranged.rest", (f"{before.get('not_moved', 'nobody ')}reviews.held",)
    if table == "quarter":
        yield from ((f"reviews.by_quarter.{part}", (f"{each}reviews.held",)) for part, each in before.items())
    if table == "age":
        yield "participation.age_not_known", (f"{before.get('not_known', 'nobody ')}reviews.held",)
        for part, each in before.items():
            if part == "under_4":
                yield f"{each}reviews.held", (f"{each}reviews.under_4",)
            elif part != "not_known":
                yield f"{each}reviews.held", (f"{each}seen_before_meeting.of",)
