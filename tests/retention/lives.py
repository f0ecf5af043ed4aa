"""One thing of each kind that is kept for a while, and whether it is still there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from participation import clock
from participation.arranging.actions import ToOffer, choose_slot, offer_slots
from participation.arranging.models import SlotChoice, SlotOffer
from participation.arranging.queries import open_offer
from participation.arranging.slots import Slot
from participation.audit import actions as audit
from participation.audit.models import AuditEntry
from participation.complaints.actions import add_step
from participation.complaints.models import Complaint, ComplaintState, ComplaintStep
from participation.contact.actions import Asked, acknowledge, ask_for_contact, note_done
from participation.contact.models import ContactRequest
from participation.db import Base, session, transaction
from participation.disclosure.models import FiledAs, FileReceipt
from participation.escalation.arrivals import note_arrivals
from participation.invitations.actions import open_with_token, root_of
from participation.invitations.models import Failure, Visit
from participation.invitations.queries import visit_by_cookie
from participation.invitations.tries import take_try
from participation.locks.actions import set_lock
from participation.locks.choices import read_digits
from participation.locks.models import Lock
from participation.outbox.models import Notice
from participation.proofreading.actions import Remark, invite_to_check, judge
from participation.proofreading.models import Judgement, Proofreading
from participation.proofreading.queries import proofreading_of
from participation.proofreading.texts import Screen, Screens, ScreenText
from participation.reviews.models import Review
from participation.staff.known_browsers import Desk, remember
from participation.staff.models import KnownBrowser, Role
from participation.submissions.actions import read, withdraw
from participation.submissions.drafts import PostedPage, open_draft, save_page
from participation.submissions.models import Draft, OwnCopy, Receipt, Submission
from participation.submissions.withdrawals import note_withdrawals
from participation.translating.sheets import Opinion
from tests import factories
from tests.casework.sending import send, send_with
from tests.complaints.complaining import complained

DAY = timedelta(days=1)
YEAR = 365 * DAY
MEETING = date(2026, 3, 10)
BEFORE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ENDS = datetime(2026, 4, 7, 12, 0, tzinfo=UTC)
"""The last day of the letters: 28 days after the meeting."""
FINISHED = datetime(2026, 5, 7, 23, 0, tzinfo=UTC)
"""After 30 whole days more, at midnight in England."""
WORDS = "Zwergkaninchen im Mondschein"


def a_review() -> Review:
    officer, _ = factories.staff()
    return factories.review(officer, MEETING)


def a_draft(review: Review) -> str:
    """Words that were typed and not sent, on a phone that is still open; gives the cookie."""
    invitation, secrets = factories.letter(review)
    cookie = open_with_token(invitation, secrets.token, "en")
    visit = visit_by_cookie(cookie)
    assert visit is not None
    form = MultiDict({"answer_feel_today_words": WORDS})
    draft = open_draft(visit.invitation, "my_views", root_of(visit, cookie))
    save_page(draft, PostedPage("feelings", form, keep_blank=True))
    return cookie


def a_locked_letter(review: Review) -> None:
    """A letter with a lock, behind it a copy of what was sent with it."""
    invitation, secrets = factories.letter(review)
    cookie = open_with_token(invitation, secrets.token, "en")
    visit, choice = visit_by_cookie(cookie), read_digits("314159")
    assert visit is not None
    assert choice is not None
    set_lock(visit, root_of(visit, cookie), cookie, choice)
    send_with(secrets, "my_views", keep_copy=True, proud_of=WORDS)


def sent(review: Review, purpose: str = "my_views", *, is_read: bool = True, **values: object) -> str:
    """Something that was sent, and read or not."""
    typed = {"my_views": {"proud_of": WORDS}, "my_advocate": {"wants_advocate": "yes"}}
    id = send(review, purpose, **typed.get(purpose, {}))
    reader, _ = factories.staff(Role.MANAGER)
    with transaction() as current:
        for name, value in values.items():
            setattr(current.get_one(Submission, id), name, value)
    if is_read:
        read(reader, [session().get_one(Submission, id)], "a test")
    return id


def withdrawn(review: Review) -> None:
    """Something that was withdrawn."""
    _, secrets = factories.letter(review)
    id = send_with(secrets, "my_views", proud_of=WORDS)
    visit = session().scalars(select(Visit)).one()
    assert withdraw(visit, id)
    assert note_withdrawals() == 1


def a_request(_: Review, *, is_taken: bool = True, is_done: bool = True) -> None:
    """Somebody asked to be contacted, and somebody did."""
    manager, _ = factories.staff(Role.MANAGER)
    id = ask_for_contact(f"form {is_done}", Asked("a text", "after school", WORDS), "en", None)
    if is_taken:
        assert acknowledge(manager, id)
    if is_taken and is_done:
        assert note_done(manager, id)


def a_complaint(review: Review, *, is_told: bool = True) -> None:
    """Somebody complained, and somebody told them what came of it."""
    manager, _ = factories.staff(Role.MANAGER)
    id = complained(factories.letter(review)[0])
    assert add_step(manager, id, ComplaintState.TOLD if is_told else ComplaintState.ACKNOWLEDGED, WORDS)


def a_notice(review: Review) -> None:
    """An alert that went out."""
    send(review, "my_views")
    note_arrivals()
    with transaction() as current:
        current.scalars(select(Notice)).one().sent_at = clock.now()


def an_act(_: Review) -> None:
    with transaction() as current:
        audit.record(current, "system", "tested", "nothing")


def a_failed_try(_: Review) -> None:
    take_try("source")


def a_browser(_: Review) -> None:
    """Somebody signed in with it."""
    officer, _secret = factories.staff()
    with transaction() as current:
        remember(current, Desk("192.0.2.1"), officer.id)


def a_checked_language(_: Review) -> None:
    """Somebody's link, on its last day, with what they said."""
    text = ScreenText(2, "0" * 12, "public", "Leave", "", ("وتل",), "a button", True)
    screens = Screens("ps", "rtl", (text,), (Screen("Home", "", (), (2,)),))
    invite_to_check(screens, "AB, interpreter", clock.today())
    found = proofreading_of("ps", "AB, interpreter")
    assert found is not None
    judge(found, [Remark(text, Opinion.RIGHT)])


def a_receipt(review: Review) -> None:
    """A file went to the case record."""
    about = {"about_id": review.id, "name": "1.pdf", "digest": "0" * 64, "length": 1}
    with transaction() as current:
        current.add(FileReceipt(review_id=review.id, how=FiledAs.BY_HAND.value, at=clock.now(), **about))


def days_to_choose(review: Review) -> None:
    """Days between which the child chose, until the last day of the letters."""
    assert review.officer is not None
    slots = [Slot(BEFORE + each * DAY, "The library") for each in (10, 11)]
    offer_slots(review.officer, review.id, ToOffer(slots, ENDS.date(), why="child_asked"))
    offer = open_offer(review.id)
    assert offer is not None
    choose_slot(review.id, offer.id, 1)


def how_many(*tables: type[Base]) -> int:
    return sum(session().scalar(select(func.count()).select_from(table)) or 0 for table in tables)


SENT_AND_EXPORTED = {"exported_at": BEFORE + 20 * DAY}
LIVES: dict[str, tuple[str, Callable[[Review], object], tuple[type[Base], ...], datetime]] = {
    "an open letter": ("visits", a_draft, (Visit,), BEFORE + DAY),
    "a failed try": ("visits", a_failed_try, (Failure,), BEFORE + DAY),
    "a browser of the staff": ("browsers", a_browser, (KnownBrowser,), BEFORE + 180 * DAY),
    "a draft": ("drafts", a_draft, (Draft,), BEFORE + 28 * DAY),
    "what stands behind a lock": ("letters", a_locked_letter, (Lock, OwnCopy, Receipt), FINISHED),
    "days to choose between": ("letters", days_to_choose, (SlotOffer, SlotChoice), FINISHED),
    "what stands in the case record": (
        "exported", lambda review: sent(review, **SENT_AND_EXPORTED), (Submission,), BEFORE + 110 * DAY
    ),
    "what was sent": ("sent", sent, (Submission,), BEFORE + YEAR),
    "a request for an advocate": ("sent", lambda review: sent(review, "my_advocate"), (Submission,), BEFORE + YEAR),
    "what was withdrawn": ("withdrawn", withdrawn, (Submission,), BEFORE + 30 * DAY),
    "feedback": ("feedback", lambda review: sent(review, "after_review"), (Submission,), BEFORE + YEAR),
    "a request to be contacted": ("requests", a_request, (ContactRequest,), BEFORE + YEAR),
    "a complaint": ("complaint", a_complaint, (Complaint, ComplaintStep), BEFORE + YEAR),
    "a link to check a language": (
        "words", a_checked_language, (Proofreading, Judgement), BEFORE.replace(hour=0) + 90 * DAY
    ),
    "an alert": ("notices", a_notice, (Notice,), BEFORE + 30 * DAY),
    "a receipt of the case record": ("receipts", a_receipt, (FileReceipt,), BEFORE + 2192 * DAY),
    "who opened what": ("audit", an_act, (AuditEntry,), BEFORE + 2192 * DAY),
}  # fmt: skip
"""The kind in the table of periods, how it comes to be, where it stands, and when it goes."""
