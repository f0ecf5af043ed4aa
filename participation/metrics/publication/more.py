"""Further figures that stand beside those of a year and its tables: what of them is published. Pure.

As a table they take nothing from the year: a family of them is told only where all that it adds up to is shown, and
keeps its secrets even from somebody who knows every number of the year and of the tables. What was published before is
printed again as it was, or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from participation.metrics.composing import ACTS
from participation.metrics.figures import APART, BROKEN
from participation.metrics.publication.beside import AGAIN, PATIENCE
from participation.metrics.publication.relations import REST, SHORT, WITHHELD, noughts
from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import SMALL, Case, hidden_in
from participation.metrics.rows import Edition

MONTHS = range(1, 13)
BY_MONTH = tuple(f"reviews.by_month.{month}" for month in MONTHS)
IN_TIME, DISTRIBUTED = "reviews.in_time_by_month", "distributed_in_time_by_month"
WAYS = ("form", "officer", "advocate", "seen", "observed")
NAMED, NOT_NAMED, TOLD = "officers.named_in_time", "officers.named_not_recorded", "officers.notified_late"
MATCHED, WAITING = "independent_visitor.matched", "independent_visitor.waiting"
ASKED = "independent_visitor.asked"
MISSED, HEARD = "children.missed_again", "children.heard_at_every_review"


class FigureFamily(NamedTuple):
    """Figures that hang together, and nothing else with them."""

    begins: tuple[str, ...]
    """How their names begin."""
    needs: tuple[str, ...] = ()
    """The numbers outside it that it adds up to, or stands near: all of them must be shown."""
    whole: str = ""
    """Where it is of 1 to 4, nothing of the family is told."""
    splits: tuple[str, ...] = ()
    """How the names of the parts begin that add up to the whole."""
    sums: tuple[Sum, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    """A whole and a part: what lies between is a number too."""

    def has(self, name: str) -> bool:
        """Whether it is one of these, or what lies between two of them."""
        return name.startswith(self.begins)


def _called_off(before: str) -> FigureFamily:
    whole = f"{before}reviews.cancelled"
    return FigureFamily((whole,), whole=whole, splits=(f"{whole}_why.",))


def _each_month(rate: str, end: str) -> tuple[str, ...]:
    return tuple(f"{rate}.{month}.{end}" for month in MONTHS)


def _in_time_by_month() -> FigureFamily:
    """Quarter by quarter a table tells the same, whether it is shown there or not."""
    ends, held = ("n", "of", "rest"), "reviews.held_in_time"
    cells = {
        (quarter, end): f"{BROKEN}quarter.{quarter}.{held}.{end}" for quarter in range(1, 5) for end in ("n", "of")
    }
    of_quarters = (
        Sum(cell, _each_month(IN_TIME, end)[3 * quarter - 3 : 3 * quarter]) for (quarter, end), cell in cells.items()
    )
    return FigureFamily(
        (f"{IN_TIME}.",),
        (f"{held}.n", f"{held}.of", *BY_MONTH, *cells.values()),
        sums=(*of_quarters, *(Sum(f"{held}.{end}", _each_month(IN_TIME, end)) for end in ends)),
        parts=tuple(zip(BY_MONTH, _each_month(IN_TIME, "of"), strict=True)),
    )


FAMILIES = (
    _in_time_by_month(),
    FigureFamily(
        (f"{DISTRIBUTED}.",),
        ("distributed_in_time.n", "distributed_in_time.of", *BY_MONTH),
        sums=(
            *(Sum(f"distributed_in_time.{end}", _each_month(DISTRIBUTED, end)) for end in ("n", "rest")),
            *(Sum(held, (of,)) for held, of in zip(BY_MONTH, _each_month(DISTRIBUTED, "of"), strict=True)),
        ),
    ),
    FigureFamily(
        ("acts_not_recorded.",),
        tuple(f"{name}.{end}" for name in ACTS.values() for end in ("n", "of")),
        # What was recorded, and late.
        parts=tuple((f"{name}{REST}", f"acts_not_recorded.{act}") for act, name in ACTS.items()),
    ),
    FigureFamily(
        (MISSED,),
        (f"{HEARD}.n", f"{HEARD}.of", "participation.PN7"),
        sums=(Sum(f"{HEARD}.of", (f"{MISSED}.of",)),),
        # Whoever was missed at the last review was not heard at every one.
        parts=((f"{HEARD}{REST}", f"{MISSED}.n"),),
    ),
    FigureFamily(
        ("views_by.",),
        (
            "views_given.n",
            "views_given.of",
            "seen_before_meeting.n",
            "seen_before_meeting.of",
            "sent.child.n",
            WITHHELD,
        ),
        sums=tuple(Sum("views_given.of", (f"views_by.{way}.of",)) for way in WAYS),
        parts=(("seen_before_meeting.n", "views_by.seen.n"), ("sent.child.n", "views_by.form.n")),
    ),
    FigureFamily(
        (MATCHED, WAITING),
        ("children.every_review_in_time.n", "children.every_review_in_time.of"),
        sums=(Sum(f"{MATCHED}.of", (f"{WAITING}.of",)),),
        # Who had a review and is no longer here, and who has neither a visitor nor waits for one.
        parts=(("children.every_review_in_time.of", f"{MATCHED}.of"), (f"{MATCHED}{REST}", f"{WAITING}.n")),
    ),
    FigureFamily(
        (ASKED, "independent_visitor.by_"),
        whole=ASKED,
        splits=tuple(f"independent_visitor.by_{by}." for by in ("age", "sex", "ethnicity", "disability")),
    ),
    FigureFamily(
        ("officers.",),
        parts=(
            (f"{NAMED}.of", f"{TOLD}.of"),
            (f"{NAMED}{REST}", NOT_NAMED),
            # Of whom it is known when the service was told, and not when an officer was named.
            (NOT_NAMED, f"{TOLD}.of{SHORT}{NAMED}.of"),
        ),
    ),
    _called_off(""),
    _called_off(APART),
)
BESIDE = (BROKEN, *(begin for family in FAMILIES for begin in family.begins))
"""How every name begins that stands beside the figures of a year and takes nothing from them."""


def between(numbers: Mapping[str, int]) -> dict[str, int]:
    """What lies between, of all families: a whole may be the smaller one where records are wanting."""
    found: dict[str, int] = {}
    for family in FAMILIES:
        for whole, part in family.parts:
            known = {**numbers, **found}
            if whole in known and part in known:
                found[f"{part}{SHORT}{whole}"] = abs(known[whole] - known[part])
    return found


def kept_back(numbers: Mapping[str, int], hidden: Mapping[str, str], editions: Sequence[Edition]) -> dict[str, str]:
    """Which numbers of families are not published, and why; `hidden` is that of the year and of its tables."""
    return {
        name: secret for family in FAMILIES for name, secret in _kept_back(family, numbers, hidden, editions).items()
    }


def _kept_back(
    family: FigureFamily, numbers: Mapping[str, int], hidden: Mapping[str, str], editions: Sequence[Edition]
) -> Mapping[str, str]:
    own = {name: number for name, number in numbers.items() if family.has(name)}
    for edition in editions if own else ():
        if {name: number for name, number in edition.numbers.items() if family.has(name)} == own:
            return {name: secret for name, secret in edition.hidden.items() if family.has(name)}
    if secret := next(_in_the_way(family, numbers, own, hidden, editions), ""):
        return dict.fromkeys(own, secret)
    sums = list(_sums(family, numbers, own))
    if unlike := [each for each in sums if numbers[each.total] != sum(numbers[part] for part in each.parts)]:
        # Counted at two moments, or by records that contradict each other: then nobody knows what would tell what.
        return dict.fromkeys(own, unlike[0].total)
    return _told_apart(numbers, own, sums)


def _told_apart(numbers: Mapping[str, int], own: Mapping[str, int], sums: Sequence[Sum]) -> dict[str, str]:
    outside = {name: numbers[name] for total, parts in sums for name in (total, *parts) if name not in own}
    costs = {name: int(REST not in name and SHORT not in name) for name in own}
    same = [parts[0] for total, parts in sums if total in outside and len(parts) == 1]
    known = dict.fromkeys((*outside, *same), False)
    case = Case({**outside, **own}, sums, costs, settled=known, patience=PATIENCE)
    kept = {name: secret for name, secret in hidden_in(case).items() if name in own}
    pinned = next((name for name in kept if own[name] and case.is_guarded(name) and case.enough(name) < 2), "")
    return dict.fromkeys(own, pinned) if pinned else kept | dict(noughts(case, kept))


def _in_the_way(
    family: FigureFamily,
    numbers: Mapping[str, int],
    own: Mapping[str, int],
    hidden: Mapping[str, str],
    editions: Iterable[Edition],
) -> Iterator[str]:
    """What the family would give away: something hidden outside it, a whole of few, or what has changed since."""
    yield from (hidden[name] for name in family.needs if name in hidden)
    if numbers.get(family.whole) in SMALL:
        yield family.whole
    if own and any(family.has(name) for edition in editions for name in edition.numbers):
        yield f"{next(iter(own))}{AGAIN}"


def _sums(family: FigureFamily, numbers: Mapping[str, int], own: Mapping[str, int]) -> Iterator[Sum]:
    """What adds up, as far as it was counted."""
    for name in own:
        if name.endswith(REST) and SHORT not in name:
            rate = name.removesuffix(REST)
            yield Sum(f"{rate}.of", (name, f"{rate}.n"))
    for beginning in family.splits if family.whole in own else ():
        yield Sum(family.whole, tuple(name for name in own if name.startswith(beginning)))
    yield from (each for each in family.sums if numbers.keys() >= {each.total, *each.parts})
    for whole, part in family.parts:
        if (short := f"{part}{SHORT}{whole}") in own:
            most, least = (whole, part) if numbers[whole] >= numbers[part] else (part, whole)
            yield Sum(most, (least, short))
