"""A reader of published figures who knows what they mean, and adds and subtracts whatever can be."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from heapq import heappop, heappush
from itertools import combinations, count
from typing import Any

from tests.metrics.reading_more import MORE, relations_of_more
from tests.metrics.reading_parts import relations_of_parts

HIDDEN = "c"
SMALL = range(1, 5)
RESPONDENTS = (
    "child",
    "foster_carer",
    "key_worker",
    "fostering_worker",
    "parent",
    "school",
    "health",
    "personal_adviser",
    "youth_justice",
    "adult_services",
)
REACH = 12
"""So far from the truth other values are tried."""
PATIENCE = 3000
"""Steps of one search."""

Relation = tuple[str, tuple[str, ...]]
World = tuple[dict[str, int], dict[int, int]]
"""What differs from the true one, and by how much the parts of each relation that no longer holds are too many."""


def numbers_in(tree: Any, path: str = "") -> Iterator[tuple[str, int | str]]:
    """Every count in the JSON, by name; of rates also what is left."""
    if isinstance(tree, list):
        tree = {str(number): each for number, each in enumerate(tree, start=1)}
    if not isinstance(tree, dict):
        yield path, tree
    elif tree.keys() == {"n", "of", "rate"}:
        n, of = tree["n"], tree["of"]
        yield from ((f"{path}.n", n), (f"{path}.of", of))
        yield f"{path}.rest", HIDDEN if HIDDEN in (n, of) else of - n
    else:
        for name, inner in tree.items():
            yield from numbers_in(inner, f"{path}.{name}" if path else name)


def relations(names: Mapping[str, object]) -> Iterator[Relation]:
    """What adds up to what. A part that no page prints is a difference that means something."""
    for name in names:
        if name.endswith(".rest"):
            yield f"{name[:-4]}of", (f"{name[:-4]}n", name)
    for apart in ("", "pathway_plan."):
        for total, parts in (*_of_reviews(), *(each for who in RESPONDENTS for each in _of_respondent(who))):
            yield apart + total, tuple(apart + part for part in parts)
    yield from _of_words(names)
    yield from relations_of_parts(names)
    if any(name.startswith(MORE) for name in names):
        yield from relations_of_more(names)


def _of_reviews() -> Iterator[Relation]:
    codes = [f"participation.PN{number}" for number in range(8)]
    for quarter in range(1, 5):
        yield f"reviews.by_quarter.{quarter}", tuple(f"reviews.by_month.{quarter * 3 - less}" for less in (2, 1, 0))
    yield "reviews.held", tuple(f"reviews.by_quarter.{quarter}" for quarter in range(1, 5))
    yield "reviews.held", ("participation.total",)
    yield "reviews.held", ("reviews.rearranged.of",)
    reasons = ("child_asked", "child_could_not", "officer_could_not", "adult_could_not", "not_ready", "place", "other")
    yield "reviews.rearranged.n", tuple(f"reviews.rearranged_why.{why}" for why in (*reasons, "not_said"))
    for act in ("decisions", "letters", "distributed"):
        yield "reviews.held", (f"{act}_in_time.of",)
    yield "reviews.held", ("reviews.held_in_time.of", "reviews.without_due_date")
    yield "reviews.held", ("reviews.under_4", "seen_before_meeting.of")
    yield "participation.total", ("participation.with_code", "participation.not_recorded")
    yield "participation.with_code", tuple(codes)
    yield "views_given.of", tuple(codes[1:])
    yield "views_given.n", tuple(codes[number] for number in (1, 2, 3, 5, 6))
    yield "attended.n", tuple(codes[1:5])
    yield "attended.n", ("chaired.of",)
    yield "took_no_part.n", (codes[7],)
    yield "views_given.of", ("attended.of",)
    yield "views_given.of", ("took_no_part.of",)
    yield "seen_before_meeting.of", ("invited_in_time.of",)
    yield from _of_ages(codes[0])
    yield "seen_before_meeting.of", ("children.heard_at_every_review.of", "further reviews of 4 and over")
    yield "views_given.n", ("children.heard_at_every_review.n", "further reviews with views")
    for number in ("n", "of", "rest"):
        yield f"reviews.held_in_time.{number}", (f"children.every_review_in_time.{number}", f"further in time {number}")
    yield "invited.child", ("invited_in_time.n", "invited late")
    yield "chaired.rest", ("chaired_not_recorded", "did not chair")
    yield "answered.rest", ("answers_still_to_come", "answered late or never")


def _of_ages(pn0: str) -> Iterator[Relation]:
    """The code of a child under 4 is PN0 and no other, or it contradicts: four corners, two columns without a code."""
    corners = [
        [f"by_age.{age}.{code}" for code in ("PN0", "other_code", "not_recorded")] for age in ("under_4", "of_4")
    ]
    for total, row in zip(("reviews.under_4", "seen_before_meeting.of"), corners, strict=True):
        yield total, tuple(row)
    for number, total in enumerate((pn0, "views_given.of", "participation.not_recorded")):
        yield total, (corners[0][number], corners[1][number])
    yield "participation.contradicts_age", (corners[0][1], corners[1][0])
    yield "reviews.held", ("participation.contradicts_age", "participation.age_not_known", "by_age.agrees")
    yield "by_age.agrees", (corners[0][2], "whose age is known and agrees with a code or is 4 and over")


def _of_respondent(who: str) -> Iterator[Relation]:
    reached = [f"invited.{who}", *(f"{stage}.{who}.n" for stage in ("opened", "started", "sent", "on_time"))]
    for whole, part in combinations(reached if who != "child" else reached[:-1], 2):
        yield whole, (part, f"{whole} but not {part}")
    yield from ((f"{stage}.{who}.of", (f"invited.{who}",)) for stage in ("opened", "started", "sent"))
    if who != "child":
        yield from ((f"{stage}.{who}.of", (f"invited.{who}",)) for stage in ("on_time", "returned"))
        yield f"returned.{who}.n", (f"sent.{who}.n",)


def _of_words(names: Mapping[str, object]) -> Iterator[Relation]:
    if asked_by := tuple(name for name in names if name.startswith("advocacy.asked_by.")):
        yield "advocacy.asked", asked_by
    steps = [f"advocacy.{step}.n" for step in ("referred", "contacted", "met")]
    yield from ((f"{step[:-1]}of", ("advocacy.asked",)) for step in steps)
    yield from ((whole, (part, f"{whole} but not {part}")) for whole, part in combinations(steps, 2))
    yield from _of_work(names)
    yield from _of_paths(names)
    yield "advocacy.told_about.n", ("feedback.told_about_advocates.yes",)
    yield "advocacy.told_about.of", ("feedback.told_about_advocates.answered",)
    for name in names:
        question, _, last = name.rpartition(".")
        if name.startswith(("feedback.", "feedback_of_adults.")) and last == "answered":
            left_out = f"{question}.no_answer"
            yield (
                name,
                tuple(each for each in names if each.startswith(f"{question}.") and each not in (name, left_out)),
            )
            yield f"forms of {question.rpartition('.')[0]}", (name, left_out)


def _of_paths(names: Mapping[str, object]) -> Iterator[Relation]:
    for about in ("source", "age", "sex", "ethnicity", "disability", "language"):
        yield "advocacy.referrals", tuple(name for name in names if name.startswith(f"advocacy.by_{about}."))
    yield "advocacy.accepted.of", ("advocacy.referrals",)
    yield "advocacy.referrals", ("advocacy.asked", "asked for by officers")
    yield "advocacy.by_source.child", ("advocacy.asked",)
    yield "advocacy.accepted.n", ("advocacy.referred.n", "accepted of what officers asked for")


def _of_work(names: Mapping[str, object]) -> Iterator[Relation]:
    kinds = ("visit", "midway", "observation", "pathway")
    yield "visits.total", tuple(f"visits.{kind}" for kind in kinds)
    yield (
        "challenge.raised",
        tuple(name for name in names if name.startswith(("challenge.informal", "challenge.formal"))),
    )
    agencies = ("local_authority", "health", "school", "police", "other")
    yield "challenge.raised", tuple(f"challenge.by_agency.{agency}" for agency in agencies)
    yield "challenge.raised", ("challenge.with_outcome.of",)
    about = ("review", "person", "information", "other")
    yield "complaints.total", tuple(f"complaints.by_kind.{each}" for each in about)
    yield "complaints.total", ("complaints.told.of",)
    yield "challenge.with_outcome.n", tuple(f"challenge.outcome.{each}" for each in ("improved", "partly", "no_change"))


class Reader:
    """Knows what is published and how it hangs together."""

    def __init__(self, true: Mapping[str, int], shown: Mapping[str, int | str]) -> None:
        self.true, self.shown = dict(true), shown
        self.relations: list[Relation] = []
        for total, parts in relations(true):
            self._learn(total, parts)
        self.relations = list(dict.fromkeys(self.relations))

    def _learn(self, total: str, parts: tuple[str, ...]) -> None:
        """One relation, and what is left when everything printed in it was taken away."""
        new = [part for part in parts if part not in self.true]
        self.true.setdefault(total, sum(self.true.get(part, 0) for part in parts))
        for part in new:
            self.true[part] = self.true[total] - sum(self.true[other] for other in parts if other != part)
        assert self.true[total] == sum(self.true[part] for part in parts), (total, parts)
        self.relations.append((total, parts))
        away = tuple(part for part in parts if self.shown.get(part) == HIDDEN)
        if len(away) > 1:
            together = " and ".join(away)
            self.true[together] = sum(self.true[part] for part in away)
            self.relations.append((together, away))

    def given_away(self) -> list[str]:
        """The counts of 1 to 4, printed or worked out, for which fewer than three values are possible."""
        return [name for name, value in self.true.items() if value in SMALL and len(self._values(name)) < 3]

    def _values(self, name: str) -> set[int]:
        """Three values that it may have, or as many as are found."""
        found = {self.true[name]}
        for away in range(1, REACH):
            for value in (self.true[name] + away, self.true[name] - away):
                if len(found) < 3 and self._may_be(name, value) and self._is_possible(name, value):
                    found.add(value)
        return found

    def _may_be(self, name: str, value: int) -> bool:
        """What is shown it is; nobody is ever hidden, except in what no page prints."""
        shown = self.shown.get(name, HIDDEN)
        is_printed = name in self.shown and not name.endswith((".rest", ".no_answer"))
        return value == shown if shown != HIDDEN else value >= int(is_printed)

    def _is_possible(self, name: str, value: int) -> bool:
        """Whether a world fits in which it has this value."""
        return any(self._is_found({name: value}, in_steps=in_steps) for in_steps in (False, True))

    def _is_found(self, asked: Mapping[str, int], *, in_steps: bool) -> bool:
        """From the true world, by setting right what the change breaks, what breaks least first."""
        serial, tried = count(), set[frozenset[tuple[str, int]]]()
        start: World = ({}, {})
        for name, value in asked.items():
            start = self._with(start, name, value)
        waiting = [(0, next(serial), start)]
        for _ in range(PATIENCE):
            if not waiting:
                break
            world = heappop(waiting)[2]
            if not world[1]:
                return True
            for name, right in self._ways_out(world, in_steps=in_steps):
                key = frozenset({**world[0], name: right}.items())
                if name not in asked and key not in tried:
                    tried.add(key)
                    further = self._with(world, name, right)
                    heappush(waiting, (len(further[0]) + 2 * len(further[1]), next(serial), further))
        return False

    def _with(self, world: World, name: str, value: int) -> World:
        """The world in which a number has another value: only the sums in which it stands are looked at again."""
        changed, broken = world[0], dict(world[1])
        more = value - self._value(name, changed)
        for number in self._about[name]:
            off = broken.pop(number, 0) + (-more if name == self.relations[number][0] else more)
            if off:
                broken[number] = off
        return {**changed, name: value}, broken

    def _ways_out(self, world: World, *, in_steps: bool) -> Iterator[tuple[str, int]]:
        """Each number of a relation that sets it right at once, or brings it nearer by one; and its new value."""
        changed, broken = world
        number = next(number for name in changed for number in self._about[name] if number in broken)
        (total, parts), too_much = self.relations[number], broken[number]
        for name in (*parts, total):
            needed = too_much if name == total else -too_much
            change = (1 if needed > 0 else -1) if in_steps else needed
            right = self._value(name, changed) + change
            if (in_steps or name not in changed) and self._may_be(name, right):
                yield name, right

    def _value(self, name: str, changed: Mapping[str, int]) -> int:
        return changed.get(name, self.true[name])

    @cached_property
    def _about(self) -> Mapping[str, list[int]]:
        """In which relations each stands."""
        found: dict[str, list[int]] = {name: [] for name in self.true}
        for number, (total, parts) in enumerate(self.relations):
            for name in (total, *parts):
                found[name].append(number)
        return found
