"""Small services that nobody runs: their reviews of a year by chance, with slips in codes, ages and dates."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from participation.metrics import composing
from participation.metrics.figures import APART, Figures
from participation.metrics.rows import Coded, HeldReviews, OfChildren
from participation.outcomes.codes import ATTENDED, VIEWS_GIVEN, Code

YEAR, FIRST, LAST = "2025-26", date(2025, 4, 1), date(2026, 3, 31)
CODES = (*Code, None)
OFTEN = (20, 38, 3, 3, 3, 6, 16, 6, 5)


def small_service(chance: random.Random) -> Figures:
    """The figures about reviews of one of them."""
    size = chance.randint(6, 90)
    return of_reviews([held(chance) for _ in range(size)], [coded(chance) for _ in range(size)])


def corrected_service(chance: random.Random) -> tuple[Figures, Figures]:
    """One of them as it was published, and after a few days and codes were put right, and a few reviews came late."""
    size, late = chance.randint(6, 90), chance.choice((0, 0, 1, 2, 5, 9))
    days, codes = [held(chance) for _ in range(size)], [coded(chance) for _ in range(size)]
    before = of_reviews(days, codes)
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        days[chance.randrange(size)] = held(chance)
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        codes[chance.randrange(size)] = coded(chance)
    days += [held(chance) for _ in range(late)]
    codes += [coded(chance) for _ in range(late)]
    return before, of_reviews(days, codes)


def of_reviews(days: list[HeldReviews], codes: list[Coded]) -> Figures:
    """Figures of a year in which only these reviews were held, none of them for a pathway plan."""
    about = composing.about_reviews(days, YEAR) | composing.about_codes(codes) | of_children(days, codes)
    none = composing.about_reviews([], YEAR) | composing.about_codes([]) | of_children([], [])
    values = about | {APART + name: each for name, each in none.items()}
    between = composing.by_age_and_code(codes)
    apart = {APART + name: each for name, each in composing.by_age_and_code([]).items()}
    return Figures(YEAR, FIRST, LAST, LAST, values, between | apart)


def of_children(days: Sequence[HeldReviews], codes: Sequence[Coded]) -> composing.Named:
    """These reviews by child, of whom most have two."""
    children: defaultdict[int, list[tuple[HeldReviews, Coded]]] = defaultdict(list)
    for number, review in enumerate(zip(days, codes, strict=True)):
        children[number % (len(days) * 5 // 9 + 1)].append(review)
    return composing.about_children(map(_one_child, children.values()))


def _one_child(reviews: Sequence[tuple[HeldReviews, Coded]]) -> OfChildren:
    of_4 = [code.code in VIEWS_GIVEN for _, code in reviews if not code.is_under_4]
    dated = [day.in_time for day, _ in reviews if day.dated]
    return OfChildren("", bool(of_4), bool(of_4) and all(of_4), bool(dated), bool(dated) and all(dated))


def held(chance: random.Random) -> HeldReviews:
    """When one review was held, and whether in time."""
    is_dated = chance.random() < 0.95
    in_time = is_dated and chance.random() < 0.9
    on = FIRST + timedelta(days=chance.randrange(365))
    return HeldReviews("", on, 1, is_dated, in_time, chance.random() < 0.1)


def coded(chance: random.Random) -> Coded:
    """How one child took part; one code in twenty is another child's."""
    code = chance.choices(CODES, OFTEN)[0]
    is_undated = chance.random() < 0.02
    is_slip = chance.random() < 0.05 and not is_undated
    is_under_4 = (code == Code.PN0) != is_slip
    came = code in ATTENDED
    chaired = came and chance.random() < 0.2
    seen, invited = (not is_under_4 and chance.random() < often for often in (0.8, 0.9))
    return Coded(
        "", code, is_under_4, 1, chaired, came and not chaired and chance.random() < 0.1, seen, invited, is_undated
    )
