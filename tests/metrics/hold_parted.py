"""Reviews that were invented row by row, held: their children with all that the council knows of them."""

from collections.abc import Iterable
from itertools import count

from participation.children.models import Child, DeprivationOfLiberty
from participation.db import transaction
from participation.metrics.breakdowns.queries import ReviewParts
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from tests.metrics.published import RECORDED_AT

_numbers = count(1)


def hold(rows: Iterable[ReviewParts]) -> list[str]:
    """Each of a child of its own; the ids of the reviews."""
    made = []
    with transaction() as session:
        for row in rows:
            review = _review(row)
            session.add(review)
            if row.code:
                coded = {"code": row.code, "recorded_at": RECORDED_AT, "seen_before_on": row.seen_on}
                session.add(Participation(review=review, **coded))
            if row.is_deprived_of_liberty:
                session.flush()
                session.add(DeprivationOfLiberty(child_id=review.child_id, started_on=row.on))
            made.append(review)
    return [review.id for review in made]


def _review(row: ReviewParts) -> Review:
    number = next(_numbers)
    known = ("born_on", "sex", "ethnicity", "is_unaccompanied", "is_disabled", "language", "is_placed_outside")
    child = Child(
        reference=f"parted-{number}",
        miles_from_home=row.miles_from_home,
        **{name: getattr(row, name) for name in known},
    )
    return Review(reference=f"parted-review-{number}", child=child, meets_on=row.on, due_on=row.due_on)
