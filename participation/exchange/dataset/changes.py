"""The children of the dataset against what is known: who is new, what is different, who has gone."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time

from participation import clock
from participation.children.models import DIED, Child
from participation.db import new_id
from participation.endings.models import Ending
from participation.endings.reasons import CHILD
from participation.exchange.caseload_changes import BLANK_CHILD
from participation.exchange.census import Census
from participation.exchange.dataset.care import Cohort
from participation.exchange.dataset.children import FoundChild
from participation.exchange.dataset.meetings import meetings
from participation.exchange.dataset.review_changes import KnownReviews, OfChild, ReviewChanges
from participation.exchange.dataset.same_child import SameChild
from participation.exchange.dataset.tables import Dataset
from participation.exchange.listed_endings import ENDINGS, ListedEnding
from participation.exchange.queries import Known
from participation.exchange.writes import CHANGED, NEW, UNCHANGED, Taken, Writes, different

BLANK = {**BLANK_CHILD, "ended_as": None, "ending_id": None}
LEFT_WITHOUT = "children who left without a review"
NOON = time(12, tzinfo=UTC)


class DatasetChanges:
    """Compares the children batch by batch, and the reviews of each with them."""

    def __init__(
        self, dataset: Dataset, cohort: Cohort, found: Collection[FoundChild], reviews: ReviewChanges, taken: Taken
    ) -> None:
        self._dataset = dataset
        self._cohort = cohort
        self._reviews = reviews
        self._taken = taken
        self._census = Census()
        self._same = SameChild(dataset, found, self._census)
        self._today = clock.today()
        self._writes = Writes()
        self._endings: list[ListedEnding] = []

    def of(self, batch: Sequence[FoundChild]) -> Writes:
        """What a batch changes."""
        self._writes, self._endings = Writes(), []
        known_children = self._census.children({child.number for child in batch})
        rows = {child.person: list(self._reviews.rows(child.person)) for child in batch}
        named = {row.review for each in rows.values() for row in each if row.review}
        here = KnownReviews.of(list(known_children.values()), named)
        self._reviews.begin(self._writes, here)
        for child in batch:
            known, found = known_children.get(child.number), meetings(rows[child.person], self._today)
            if not self._same.is_settled(child, known):
                whose = f"{self._dataset[child.table].name}, line {child.line}"
                self._reviews.refuse_all(rows[child.person], whose)
            elif known is None and child.ended_as(self._today) and not found.held:
                self._taken.count(LEFT_WITHOUT, "not taken")
            else:
                self._reviews.take(self._child(child, known, here.by_lists), found)
        return self._writes

    @property
    def endings(self) -> Sequence[ListedEnding]:
        """What the last batch ends, or takes up again, of what was here before it."""
        return [*self._endings, *self._reviews.endings]

    def _child(self, child: FoundChild, known: Known | None, by_lists: set[str]) -> OfChild:
        ended_as, freed = child.ended_as(self._today), None
        if known is None:
            child_id = self._new(child, ended_as)
        else:
            child_id = self._change(child, known)
            ended_as, freed = self._end(child, known, by_lists)
        return OfChild(
            child.person,
            child_id,
            child.about.get("came_into_care_on"),
            ended_as,
            not ended_as and child.period.is_open(self._today) and not child.is_short_breaks,
            freed,
            self._cohort.contact_on.get(child.person),
        )

    def _new(self, child: FoundChild, ended_as: str) -> str:
        """A child who left care before they came here has held reviews, which figures count, and gets no letter."""
        child_id, about = new_id(), {"preferred_name": child.name, **child.about}
        if ended_as:
            ending_id, at = new_id(), datetime.combine(child.gone_on or self._today, NOON)
            ending = {"id": ending_id, "what": CHILD, "about_id": child_id, "reason": ended_as, "by_id": None, "at": at}
            self._writes.add(Ending, **ending)
            about |= {"ended_as": ended_as, "ending_id": ending_id}
        self._writes.add(Child, id=child_id, reference=child.number, **{**BLANK, **about})
        self._taken.count("children", NEW)
        return child_id

    def _change(self, child: FoundChild, known: Known) -> str:
        """A name that is here may be the one that the child prefers, which the tables do not have."""
        name = {} if known["preferred_name"] or not child.name else {"preferred_name": child.name}
        changes, child_id = different(known, child.about | name), str(known["id"])
        if changes:
            self._writes.change(Child, id=child_id, **changes)
        self._taken.count("children", CHANGED if changes else UNCHANGED)
        return child_id

    def _end(self, child: FoundChild, known: Known, by_lists: set[str]) -> tuple[str, str | None]:
        """What became of a child who is here, and which ending is taken back.

        What somebody of the staff ended stays so, whatever the tables say of a child who lives.
        """
        before, now = known["ended_as"] or "", child.ended_as(self._today)
        if before == now:
            return now, None
        if before and now != DIED and known["ending_id"] not in by_lists:
            if not now:
                stays = f"This child was ended here ({before}) and stays ended"
                message = f"{stays}; the status in_care of a caseload takes them up again."
                self._dataset[child.table].note(child.line, "", "ended", child.number, message)
            return before, None
        self._endings.append(ListedEnding(CHILD, known["id"], now))
        self._taken.count(ENDINGS, NEW if now else CHANGED)
        return now, None if now else known["ending_id"]
