"""Home: what there is to do, what has been sent, and who the officer is."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation import clock
from participation.answering.keeping import own_draft
from participation.answering.lock import has_lock
from participation.answering.meeting import offered as offered_slots
from participation.answering.meeting import settled
from participation.answering.offers import offered
from participation.answering.pages import where_to_go_on
from participation.answering.rescue import Page
from participation.answering.showing import show
from participation.answering.visits import visit, with_visit
from participation.feedback.you_said import is_there_any
from participation.letters.facts import is_another_day, is_another_hour
from participation.letters.queries import day_on_sheet
from participation.questionnaires.path import path
from participation.submissions.drafts import OpenDraft
from participation.submissions.models import Receipt
from participation.submissions.queries import receipts_of


@dataclass(frozen=True)
class Task:
    """One questionnaire as home offers it."""

    draft: OpenDraft
    receipt: Receipt | None
    """The last time that it was sent."""

    @property
    def fewest_pages(self) -> int:
        """How many pages there are for what has been answered so far."""
        return len(path(self.draft.questionnaire, self.draft.answers))

    @property
    def most_pages(self) -> int:
        """How many pages there are if every answer asks for more."""
        return len(self.draft.questionnaire.pages)

    @property
    def address(self) -> str:
        """Where to go on with it."""
        return where_to_go_on(self.draft)


def last_sent(receipts: Sequence[Receipt]) -> dict[str, Receipt]:
    """The last time that each was sent, of receipts that come newest first."""
    return {receipt.purpose: receipt for receipt in reversed(receipts)}


def _has_changed() -> bool:
    """Whether the letter that was opened names another day or hour than the meeting has now."""
    sheet, review = day_on_sheet(visit().invitation_id, visit().printing), visit().invitation.review
    return sheet is not None and (is_another_day(sheet, review) or is_another_hour(sheet, review))


@with_visit
def home() -> Page:
    """What there is to do."""
    invitation = visit().invitation
    meets_on, receipts = invitation.review.meets_on, receipts_of(invitation.id)
    sent = last_sent(receipts)
    tasks = [Task(own_draft(purpose), sent.get(purpose)) for purpose in offered(invitation)]
    return show(
        "public/home.html",
        respondent=invitation.respondent,
        tasks=tasks,
        receipts=receipts,
        is_over=meets_on is not None and meets_on < clock.today() and not invitation.is_ended,
        has_changed=not invitation.is_ended and _has_changed(),
        settled=settled(),
        may_choose=offered_slots() is not None,
        has_lock=has_lock(),
        is_ended=invitation.is_ended,
        has_we_did=is_there_any(),
        level=tasks[0].draft.questionnaire.level if tasks else "",
    )
