"""What a caseload says of children who are gone and reviews that are called off, against what was ended before."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from participation.children.models import ADOPTED, DIED, LEFT_CARE, MOVED
from participation.endings.reasons import CHILD, REVIEW
from participation.exchange.caseload import CANCELLED, IN_CARE, PLANNED, CaseloadRow
from participation.exchange.reading import NOT_TAKEN
from participation.exchange.writes import CHANGED, NEW, UNCHANGED, Taken
from participation.reviews.models import ReviewKind

GONE = frozenset({LEFT_CARE, MOVED, ADOPTED, DIED})
ENDINGS = "endings"
Known = Mapping[str, Any] | None


class ListedEnding(NamedTuple):
    """Something that a list ends, or takes up again where it names no reason."""

    what: str
    id: str
    reason: str


class ListedEndings:
    """Looks at each row before it is compared: of somebody who is gone nothing else is taken."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._found: dict[ListedEnding, None] = {}

    def of_batch(self) -> list[ListedEnding]:
        """What the rows since the last time end or take up again, in their order."""
        found, self._found = list(self._found), {}
        return found

    def goes_on(self, row: CaseloadRow, child: Known, review: Known) -> bool:
        """Whether the rest of the row is to be compared."""
        return self._child_goes_on(row, child) and self._review_goes_on(row, review)

    def _child_goes_on(self, row: CaseloadRow, child: Known) -> bool:
        ended_as = child["ended_as"] if child else None
        is_plan = row.about_review.get("kind") == ReviewKind.PATHWAY_PLAN
        if row.status in GONE:
            if child is None:
                return self._refuse(row, "status", f"This child is not known here and is not in care; {NOT_TAKEN}.")
            if ended_as == row.status:
                self._taken.count(ENDINGS, UNCHANGED)
            else:
                self._note(ListedEnding(CHILD, child["id"], row.status), NEW)
            return row.status == LEFT_CARE and is_plan
        if child is not None and ended_as and row.status == IN_CARE:
            self._note(ListedEnding(CHILD, child["id"], ""), CHANGED)
        elif ended_as and not (ended_as == LEFT_CARE and is_plan):
            stays = f"This child was ended here ({ended_as}) and stays ended, so {NOT_TAKEN}"
            return self._refuse(row, "child_id", f"{stays}; the status in_care takes them up again.")
        return True

    def _review_goes_on(self, row: CaseloadRow, review: Known) -> bool:
        if row.review_status == CANCELLED:
            if review is None:
                return self._refuse(
                    row, "review_status", f"There is no such review here to be called off; {NOT_TAKEN}."
                )
            if review["ending_id"] is None:
                self._note(ListedEnding(REVIEW, review["id"], CANCELLED), NEW)
            else:
                self._taken.count(ENDINGS, UNCHANGED)
            return False
        if review is None or review["ending_id"] is None or row.status == IN_CARE:
            return True
        if row.review_status == PLANNED:
            self._note(ListedEnding(REVIEW, review["id"], ""), CHANGED)
            return True
        stays = "This review was ended here and stays ended; the review_status planned takes it up again."
        row.reading.note("review_id", "ended", stays)
        self._taken.count(ENDINGS, UNCHANGED)
        return False

    def _refuse(self, row: CaseloadRow, column: str, sentence: str) -> bool:
        row.reading.note(column, "ended", sentence)
        self._taken.refused += 1
        return False

    def _note(self, found: ListedEnding, state: str) -> None:
        if found not in self._found:
            self._found[found] = None
            self._taken.count(ENDINGS, state)
