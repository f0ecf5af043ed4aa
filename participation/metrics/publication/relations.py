"""Which published numbers hang together: what adds up to what, and what is part of what. Pure.

Whoever reads the figures can add and subtract them. So every difference that means something, such as opened and not
sent, is a number too, although no page prints it: small ones are guarded like those that are printed.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from participation.invitations.models import CHILD
from participation.metrics.composing import ACTS, BY_AGE_AND_CODE, WHY_REARRANGED, Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, FEEDBACK
from participation.metrics.publication.advocacy import CONTAINED, sums_of_paths
from participation.metrics.publication.officers_work import sums_of_work
from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import Case
from participation.outcomes.codes import ATTENDED, IN_RATES, VIEWS_GIVEN, Code

NEIGHBOURS = (Code.PN2, Code.PN3, Code.PN1, Code.PN4, Code.PN5, Code.PN6, Code.PN7)
"""The codes in the order in which one gives another company: so arranged the rare ones hide fewest others."""
STAGES = ("opened", "started", "sent", "on_time")
"""How far a respondent has come: each is part of all before it."""
STEPS = ("referred", "contacted", "met")
"""How far a request for an advocate has come."""
COSTS = (
    (("reviews.held",), 4),
    (("views_given.n", "views_given.of", "attended.n", "sent.", "returned."), 3),
    (("participation.", "reviews.under_4", "seen_before_meeting.", "invited_in_time."), 2),
)
"""What hiding takes from the reader, by how names begin: what a service publishes for goes last, 1 is for all else."""
WITHHELD = "participation.contradicts_age"
"""Hidden unless it is nought: with the ages and the codes it would count children one by one, by parity alone."""
LEFT_OUT = ".no_answer"
_ANSWERS = tuple(f"{group}." for group in FEEDBACK)
PARTS_BY_CHILD = (
    ("seen_before_meeting.of", "children.heard_at_every_review.of"),
    ("views_given.n", "children.heard_at_every_review.n"),
    ("reviews.held_in_time.of", "children.every_review_in_time.of"),
    ("reviews.held_in_time.n", "children.every_review_in_time.n"),
    ("reviews.held_in_time.rest", "children.every_review_in_time.rest"),
)
"""Each child has one such review at least: what lies between are further ones of the same children."""
REST, BETWEEN, SHORT = ".rest", " without ", " short of "
"""What a rate leaves, and what lies between a whole and a part: printed nowhere, to be had by subtraction."""


def numbers(values: Mapping[str, Figure]) -> dict[str, int]:
    """Every number that is shown or can be had by one subtraction within a rate, by name."""
    found: dict[str, int] = {}
    for name, figure in values.items():
        if isinstance(figure, Rate):
            found |= {f"{name}.n": figure.n, f"{name}.of": figure.of, f"{name}{REST}": figure.of - figure.n}
        else:
            found[name] = figure
    return found


def with_differences(shown: Mapping[str, int]) -> tuple[dict[str, int], list[Sum]]:
    """The numbers with what lies between a whole and a part of it, and all that adds up."""
    known, added = dict(shown), [each for each in _sums(shown) if shown.keys() >= {each.total, *each.parts}]
    for whole, part in _parts(shown):
        if whole in shown and part in shown and shown[part] <= shown[whole]:
            between = f"{whole}{BETWEEN}{part}"
            known[between] = shown[whole] - shown[part]
            added.append(Sum(whole, (part, between)))
    return known, added


def costs(known: Mapping[str, int], sums: Iterable[Sum]) -> dict[str, int]:
    """What hiding each number takes from the reader: of what no page prints nothing, of two that are one the dearer."""
    found = {name: _cost(name) for name in known}
    printed = [each for each in sums if all(found[name] for name in (each.total, *each.parts))]
    pairs = [pair for pair in ({total, *filter(known.get, parts)} for total, parts in printed) if len(pair) == 2]
    for pair in (*pairs, *reversed(pairs)):
        found |= dict.fromkeys(pair, max(found[name] for name in pair))
    return found


def _cost(name: str) -> int:
    own = name.removeprefix(APART)
    if own.endswith(REST) or BETWEEN in own or own in BY_AGE_AND_CODE:
        return 0
    return next((cost for beginnings, cost in COSTS if own.startswith(beginnings)), 1)


def withheld(known: Mapping[str, int]) -> set[str]:
    """What is shown as nought or not at all."""
    return {name for name in known if name.removeprefix(APART) == WITHHELD}


def left_out(shown: Mapping[str, int]) -> set[str]:
    """How many left out each question of one feedback: all of them or none.

    Every form holds every question, so one question that nobody left out tells how many forms came, and from that
    and its answers each other question tells how many left it out.
    """
    small = {name for name, number in shown.items() if name.endswith(LEFT_OUT) and 0 < number < 5}
    return of_the_same_forms(small, shown)


def of_the_same_forms(small: Iterable[str], shown: Iterable[str]) -> set[str]:
    """How many left out each question of the forms in which these questions stand."""
    forms = {_form(name) for name in small}
    return {name for name in shown if name.endswith(LEFT_OUT) and _form(name) in forms}


def _form(name: str) -> str:
    return name.rsplit(".", 2)[0]


def noughts(case: Case, hidden: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The printed noughts of each whole that is hidden, and what that keeps: they say what everybody in it did."""
    for total, parts in case.sums:
        if total in hidden and not any(BETWEEN in part for part in parts):
            yield from ((part, hidden[total]) for part in parts if case.cost(part) and not case.figures[part])
    # Where one may choose several answers they add up to nothing, and a nought among them says no less.
    for name in hidden:
        if name.startswith(_ANSWERS) and name.endswith(".answered"):
            options = (each for each in case.figures if each.startswith(name.removesuffix("answered")))
            yield from ((each, hidden[name]) for each in options if not case.figures[each] and LEFT_OUT not in each)


def _sums(shown: Mapping[str, int]) -> Iterator[Sum]:
    """Which numbers add up to which."""
    for name in shown:
        rate = name.removesuffix(REST)
        if rate != name:
            yield Sum(f"{rate}.of", (f"{rate}.n", f"{rate}.rest"))
    for before in ("", APART):
        for total, parts in (*_of_reviews(), *_of_respondents(before, shown)):
            yield Sum(before + total, tuple(before + part for part in parts))
    yield from _of_words(shown)
    yield from sums_of_work(shown)
    yield from sums_of_paths()


def _of_reviews() -> Iterator[Sum]:
    for quarter in range(1, 5):
        months = range(quarter * 3 - 2, quarter * 3 + 1)
        yield Sum(f"reviews.by_quarter.{quarter}", tuple(f"reviews.by_month.{month}" for month in months))
    yield Sum("reviews.held", tuple(f"reviews.by_quarter.{quarter}" for quarter in range(1, 5)))
    yield Sum("reviews.held", ("reviews.held_in_time.of", "reviews.without_due_date"))
    yield Sum("reviews.held", ("reviews.under_4", "seen_before_meeting.of"))
    yield from _of_ages()
    yield Sum("reviews.rearranged.n", tuple(WHY_REARRANGED))
    yield Sum("reviews.held", ("participation.with_code", "participation.not_recorded"))
    yield Sum("participation.with_code", ("participation.PN0", "views_given.of"))
    for total, codes in (("attended.n", ATTENDED), ("views_given.n", VIEWS_GIVEN), ("views_given.of", IN_RATES)):
        yield Sum(total, tuple(f"participation.{code}" for code in NEIGHBOURS if code in codes))
    for one, same in (
        ("participation.total", "reviews.held"),
        ("reviews.rearranged.of", "reviews.held"),
        *((f"{act}.of", "reviews.held") for act in ACTS.values()),
        ("attended.of", "views_given.of"),
        ("took_no_part.of", "views_given.of"),
        ("took_no_part.n", "participation.PN7"),
        ("chaired.of", "attended.n"),
        ("invited_in_time.of", "seen_before_meeting.of"),
    ):
        yield Sum(one, (same,))


def _of_ages() -> Iterator[Sum]:
    """The table of age and code: its rows, its columns, and what in it contradicts."""
    young, of_4 = BY_AGE_AND_CODE[:3], BY_AGE_AND_CODE[3:6]
    yield Sum("reviews.under_4", young)
    yield Sum("seen_before_meeting.of", of_4)
    margins = ("participation.PN0", "views_given.of", "participation.not_recorded")
    yield from (Sum(*column) for column in zip(margins, zip(young, of_4, strict=True), strict=True))
    yield Sum(WITHHELD, (young[1], of_4[0]))
    yield Sum("reviews.held", (WITHHELD, "participation.age_not_known", BY_AGE_AND_CODE[6]))


def _of_respondents(before: str, shown: Mapping[str, int]) -> Iterator[Sum]:
    for respondent in _respondents(before, shown):
        yield from (Sum(f"{stage}.{respondent}.of", (f"invited.{respondent}",)) for stage in (*STAGES, "returned"))
        yield Sum(f"returned.{respondent}.n", (f"sent.{respondent}.n",))


def _respondents(before: str, shown: Mapping[str, int]) -> Iterator[str]:
    invited = f"{before}invited."
    return (name.removeprefix(invited) for name in shown if name.startswith(invited))


def _of_words(shown: Mapping[str, int]) -> Iterator[Sum]:
    yield Sum("advocacy.asked", tuple(name for name in shown if name.startswith("advocacy.asked_by.")))
    yield from (Sum(f"advocacy.{step}.of", ("advocacy.asked",)) for step in STEPS)
    yield Sum("advocacy.told_about.n", ("feedback.told_about_advocates.yes",))
    yield Sum("advocacy.told_about.of", ("feedback.told_about_advocates.answered",))
    for name, answered in shown.items():
        if name.startswith(_ANSWERS) and name.endswith(".answered"):
            question = name.removesuffix("answered")
            options = [other for other in shown if other.startswith(question) and other != name]
            options = [option for option in options if not option.endswith(LEFT_OUT)]
            # Of several options chosen, one answer: then they do not add up to the answers.
            if sum(shown[option] for option in options) == answered:
                # The last options, such as "I don't know", give the total company before the first ones do.
                yield Sum(name, tuple(reversed(options)))


def _parts(shown: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """A whole and a part of it: what lies between has a meaning, such as sent too late."""
    for before in ("", APART):
        for respondent in _respondents(before, shown):
            reached = (f"{before}{stage}.{respondent}.n" for stage in STAGES)
            yield from combinations(reached, 2)
        for whole, part in (
            (f"invited.{CHILD}", "invited_in_time.n"),
            ("seen_before_meeting.of", f"invited.{CHILD}"),
            ("by_age.agrees", "by_age.under_4.not_recorded"),
            ("chaired.rest", "chaired_not_recorded"),
            ("answered.rest", "answers_still_to_come"),
            *PARTS_BY_CHILD,
        ):
            yield before + whole, before + part
    yield from pairwise(f"advocacy.{step}.n" for step in STEPS)
    yield "advocacy.referred.n", "advocacy.met.n"
    yield from CONTAINED
