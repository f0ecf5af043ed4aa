"""What goes to the case record: something that was sent, or what somebody told a meeting for a child."""

from collections.abc import Mapping
from dataclasses import dataclass

from participation import clock
from participation.carried.queries import Carried, carried_to, said_beside, said_with_ids
from participation.clock import local
from participation.disclosure import actions, drawing, queries
from participation.disclosure.telling import Told, as_json, said_for, told, whose
from participation.outcomes.queries import recorded
from participation.reviews.models import Review
from participation.submissions.models import Submission

WHY = "for the case record"
SCHEMA = "case_record.v1"
"""Which file in docs/ describes the JSON: what it promises changes under another name only."""
FOR_THE_CASE_RECORD = ("views", "adult")
"""Feedback and requests for an advocate are not for those who read the case record: children were told so."""
_TEMPLATES: Mapping[str, str] = {"sent": "disclosure/submission.html", "carried": "disclosure/carried.html"}


class CannotBeOpened(Exception):
    """Its key or its questionnaire is missing here."""


@dataclass(frozen=True)
class CaseRecord:
    """One thing for the case record, opened; `content` is as docs/case_record.v1.schema.json says."""

    review_id: str
    content: Told

    @property
    def is_sent(self) -> bool:
        """Somebody sent it, in their own words."""
        return bool(self.content["record"] == "sent")

    @property
    def about(self) -> str:
        """What the audit calls it."""
        return f"{'submission' if self.is_sent else 'said_for_child'}/{self.number}"

    @property
    def number(self) -> str:
        """By which it is asked for."""
        return str(self.content["submission"])

    def drawn(self, ending: str) -> bytes:
        """As a file: `.json`, or `.pdf`."""
        if ending == ".json":
            return as_json(self.content)
        return drawing.pdf(_TEMPLATES[self.content["record"]], sent=self.content)


def record_of(found: Submission) -> CaseRecord:
    """What was sent, opened: that it was is on disk first. Raises CannotBeOpened."""
    opened = actions.open_for([found], WHY)
    if not opened:
        raise CannotBeOpened(found.id)
    content = {**told(opened[0]), "said_for_the_child": said_for(said_beside(found))}
    return CaseRecord(found.review_id, {**_head("sent"), **content})


def record_of_carried(review: Review) -> CaseRecord | None:
    """What was told to the meeting for the child, opened: that it was is on disk first. None where nothing was.

    Raises CannotBeOpened.
    """
    said = carried_to(review.id)
    if said is None:
        return None
    actions.note_opening([f"said_for_child/{said.id}"], WHY)
    (carried,) = said_with_ids([said.id])
    if not carried.words:
        raise CannotBeOpened(said.id)
    return CaseRecord(review.id, {**_head("carried"), **_told(carried, review)})


def _head(record: str) -> Told:
    return {"schema": SCHEMA, "record": record, "written_at": local(clock.now())}


def _told(carried: Carried, review: Review) -> Told:
    how = recorded([review.id]).get(review.id)
    by_id = carried.said.by_id
    return {
        "submission": carried.said.id,
        **whose(review),
        "code": how.code if how else None,
        "written_by": queries.names_of_staff([by_id]).get(by_id, ""),
        "said_for_the_child": said_for([carried]),
    }
