"""A review as it stands in the evidence: what the figures say of it, and kinds and states beside that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from participation.inspection.choosing import ChosenChild
from participation.inspection.queries import AskedThing, ChallengedThing, advocates, challenges, wishes
from participation.metrics.adding.queries import told_apart_by_subject
from participation.metrics.adding.sources import adds
from participation.metrics.breakdowns.tables import reviews_by_part
from participation.metrics.composing import Figure
from participation.metrics.definitions import NOT_RECORDED, Rate
from participation.metrics.figures import CollectionYear
from participation.metrics.inside.queries import counting_ways
from participation.metrics.inside.rows import Ways
from participation.outcomes.codes import Code

CODES = {f"participation.{code}": code.value for code in Code} | {f"participation.{NOT_RECORDED}": ""}
IN_TIME = (
    *("invited_in_time", "reviews.held_in_time", "decisions_in_time", "letters_in_time", "distributed_in_time"),
    "seen_before_meeting",
)
"""What is yes or no of a review, or does not apply, by the names of the figures that count it."""
WAYS = ("form", "officer", "advocate", "observed")


@dataclass(frozen=True)
class EvidenceLine:
    """One review of a child, without saying whose and on which day."""

    child: int
    """Which child of the document it is about: 1 is the first."""
    age: str
    """A part of the table by age, on the day."""
    review: int
    """Which review of the year it was."""
    month: int
    """1 is April."""
    code: str
    """Empty where none is recorded."""
    said: Mapping[str, bool | None]
    """By IN_TIME; None where it does not apply or is not known."""
    ways: Sequence[str]
    advocates: Sequence[str]
    wishes: Sequence[AskedThing]
    challenges: Sequence[ChallengedThing]


def evidence(of: CollectionYear, chosen: Sequence[ChosenChild]) -> list[EvidenceLine]:
    """A line for each review of these children, in their order."""
    ids = [review.id for child in chosen for review in child.reviews]
    added = dict(zip((*CODES, *IN_TIME), adds(of, *CODES, *IN_TIME), strict=True))
    ages = {id: age for age, own in reviews_by_part(of)["age"].items() for id in own}
    ways = told_apart_by_subject(counting_ways(of.calendar))
    asked, wanted, raised = wishes(ids), advocates(ids), challenges(ids)
    return [
        EvidenceLine(
            child=place,
            age=ages[review.id],
            review=number,
            month=(review.on.month - 4) % 12 + 1,
            code=next(code for name, code in CODES.items() if added[name][review.id]),
            said={name: _said(added[name].get(review.id)) for name in IN_TIME},
            ways=list(_ways(ways.get(review.id, ()))),
            advocates=wanted.get(review.id, ()),
            wishes=asked.get(review.id, ()),
            challenges=raised.get(review.id, ()),
        )
        for place, child in enumerate(chosen, start=1)
        for number, review in enumerate(child.reviews, start=1)
    ]


def _said(figure: Figure | None) -> bool | None:
    """Yes or no of a share of one review; None where its base leaves it out."""
    return bool(figure.n) if isinstance(figure, Rate) and figure.of else None


def _ways(rows: Sequence[Sequence[int]]) -> Iterator[str]:
    for row in rows:
        counted = Ways(*row)
        yield from (way for way in WAYS if getattr(counted, way))
