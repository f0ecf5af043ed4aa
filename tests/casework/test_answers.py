"""The officer answers what a child asked for: sealed to the child's lock, and not in words where there is none."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.invitations.actions import Secrets, draw_secrets, invite, open_with_token, root_of
from participation.invitations.models import CHILD, Invitation
from participation.invitations.queries import invitation_by_token, invitations_of, visit_by_cookie
from participation.locks.actions import set_lock
from participation.locks.choices import Combination
from participation.locks.models import Lock
from participation.outcomes.actions import Decision, NoLock, answer
from participation.outcomes.models import Outcome, Reply
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.models import Submission
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

MEETING = date(2026, 3, 10)
RIGHT = Combination("digits", tuple("482190"))
WISH = "I want to see my brother on Sundays"
NOT_YET = "The train does not run on Sundays"
ANSWER = "I asked your social worker. You see him from May on."


class Maya:
    """A child with a letter, perhaps with a lock on it, who has asked for something."""

    def __init__(self, desk: Desk, *, has_lock: bool, **typed: str) -> None:
        self.desk, self.review_id = desk, desk.review("Maya", MEETING)
        with desk.app.app_context():
            review = db.session().get_one(Review, self.review_id)
            invite([review], [CHILD])
            (invitation,) = (each for each in invitations_of(self.review_id) if each.respondent == CHILD)
            self.invitation_id, self.secrets = invitation.id, draw_secrets(invitation)
            if has_lock:
                put_lock(self.secrets)
            self.submission_id = send_with(self.secrets, "my_views", **(typed or {"ask_for": WISH}))

    def form(self, question: str = "ask_for") -> TestResponse:
        """The page on which the officer answers."""
        return self.desk.open(self.review_id, f"/answers/{self.submission_id}/{question}")

    def answered(self, question: str = "ask_for", **typed: str) -> TestResponse:
        """The officer fills it in and saves."""
        page = self.form(question)
        data = {**hidden_fields(page), **typed}
        return self.desk.browser.post(page.request.path, data=data, follow_redirects=True)

    def outcomes(self) -> list[Outcome]:
        """Every row that there is."""
        with self.desk.app.app_context():
            return list(db.session().scalars(select(Outcome)))

    def reads(self) -> str:
        """Opens the lock and reads the answers."""
        phone = Phone(self.desk.app, self.secrets)
        phone.open("/lock")
        phone.press("open", kind="digits", digits="482190")
        return words_of(phone.press("read"))


def put_lock(secrets: Secrets) -> None:
    invitation = invitation_by_token(secrets.token)
    assert invitation is not None
    cookie = open_with_token(invitation, secrets.token, "en")
    visit = visit_by_cookie(cookie)
    assert visit is not None
    set_lock(visit, root_of(visit, cookie), cookie, RIGHT)


def came(desk: Desk, review_id: str) -> str:
    """The words of the page of the review, from the heading on."""
    return words_of(desk.open(review_id)).split("What Maya asked for")[1]


@on_both
def test_an_answer_is_sealed_to_the_lock_read_by_the_child_and_seen_to_be_read(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    assert "not answered yet" in came(desk, maya.review_id)
    page = words_of(maya.answered(state="agreed", words=ANSWER))
    assert "Your answer is saved." in page
    assert "It waits behind the child’s lock." in page
    assert "A lock was set on this letter on Monday 9 March 2026." in page
    assert ANSWER in page
    (outcome,) = maya.outcomes()
    assert (outcome.state, outcome.shown_at, outcome.answered_at) == ("agreed", None, MORNING)
    shown = maya.reads()
    assert ANSWER in shown
    assert "Yes, this was agreed" in shown
    assert "The child read it on Monday 9 March 2026." in came(desk, maya.review_id)
    assert maya.outcomes()[0].shown_at == MORNING


def test_what_was_asked_for_waits_from_the_first_reading_on(desk: Desk) -> None:
    maya = Maya(desk, has_lock=False, ask_for=WISH, want_different="A later bedtime", school_words="Loud")
    assert maya.outcomes() == []
    for _ in range(2):
        desk.open(maya.review_id)
    assert {outcome.question for outcome in maya.outcomes()} == {"ask_for", "want_different"}
    assert {outcome.state for outcome in maya.outcomes()} == {"open"}
    # Anything else that the child said can be answered too, and counts from then on.
    assert "Answer something else that Maya said" in came(desk, maya.review_id)
    maya.answered("school_words", state="done", told="in_person")
    assert len(maya.outcomes()) == 3


def test_without_a_lock_no_words_can_be_written_and_the_form_says_what_to_do_instead(desk: Desk) -> None:
    maya = Maya(desk, has_lock=False)
    page = maya.form()
    assert "<textarea" not in page.text
    assert "There is no lock on this letter" in words_of(page)
    assert "Tell Maya in person, or by a letter of your own." in words_of(page)
    refused = maya.answered(state="agreed", words=ANSWER)
    assert refused.status_code == 422
    assert ANSWER in refused.text
    with desk.app.app_context():
        officer = db.session().get_one(Staff, desk.staff_id)
        with pytest.raises(NoLock):
            answer(officer, maya.review_id, maya.submission_id, "ask_for", Decision("agreed", ANSWER))
    assert all(outcome.answered_at is None for outcome in maya.outcomes())
    assert "Please say why not" in words_of(maya.answered(state="not_agreed", told="in_person"))
    told = words_of(maya.answered(state="not_agreed", told="in_person", why=NOT_YET))
    assert NOT_YET in told
    assert "You told them in person, on Monday 9 March 2026." in told
    (outcome,) = maya.outcomes()
    assert (outcome.state, outcome.told, outcome.shown_at) == ("not_agreed", "in_person", MORNING)
    with desk.app.app_context():
        assert list(db.session().scalars(select(Reply))) == []


def test_to_a_lock_that_is_no_key_nothing_is_sealed_and_what_was_written_comes_back(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    with desk.app.app_context(), db.transaction() as current:
        current.scalars(select(Lock)).one().public = bytes(32)
    refused = maya.answered(state="agreed", words=ANSWER)
    assert refused.status_code == 422
    assert ANSWER in refused.text
    assert "You told them in person" in words_of(maya.answered(state="agreed", told="in_person"))


def test_an_officer_who_doubts_whose_lock_it_is_tells_the_child_and_puts_no_word_behind_it(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    assert "If you are not sure that it was Maya, leave the box empty" in words_of(maya.form())
    told = words_of(maya.answered(state="agreed", told="in_person"))
    assert "You told them in person, on Monday 9 March 2026." in told
    assert "It waits behind the child’s lock." not in told
    (outcome,) = maya.outcomes()
    assert (outcome.state, outcome.told, outcome.shown_at, outcome.answer) == ("agreed", "in_person", MORNING, None)
    with desk.app.app_context():
        assert list(db.session().scalars(select(Reply))) == []


def test_an_officer_who_wrote_and_told_them_finds_both_again(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    told = words_of(maya.answered(state="agreed", words=ANSWER, told="in_person"))
    assert "You told them in person, on Monday 9 March 2026." in told
    form = maya.form().text
    assert ANSWER in form
    assert re.search(r'<input checked [^>]*value="in_person"', form)
    assert ANSWER in maya.reads()


def test_a_decision_of_which_the_child_knows_nothing_is_no_answer_shown(desk: Desk) -> None:
    maya = Maya(desk, has_lock=False)
    assert "The child does not know yet." in words_of(maya.answered(state="agreed"))
    assert maya.outcomes()[0].shown_at is None


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    page = maya.answered(words=ANSWER)
    assert page.status_code == 422
    assert "Please choose what came of it." in page.text
    assert ANSWER in page.text
    page = maya.answered(state="agreed", words=" ")
    assert "Please write to the child, or say how you told them." in page.text
    page = maya.answered(state="agreed", words="a" * 4001)
    assert "Please write less" in page.text
    assert all(outcome.answered_at is None for outcome in maya.outcomes())


def test_an_answer_can_be_changed_and_stays_shown_since_the_first_time(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    maya.answered(state="agreed", words="Soon")
    maya.reads()
    with clock.frozen(MORNING + timedelta(minutes=10)):
        assert "Soon" in maya.form().text
        maya.answered(state="done", words=ANSWER)
        shown = maya.reads()
    assert ANSWER in shown
    assert "Soon" not in shown
    assert maya.outcomes()[0].shown_at == MORNING


def test_a_new_letter_needs_the_answer_once_more_and_the_officer_is_told(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    maya.answered(state="agreed", words=ANSWER)
    with desk.app.app_context():
        maya.secrets = draw_secrets(db.session().get_one(Invitation, maya.invitation_id))
    assert "It is sealed to an earlier letter." in came(desk, maya.review_id)
    with desk.app.app_context():
        put_lock(maya.secrets)
    assert ANSWER not in maya.reads()
    assert ANSWER in maya.form().text
    maya.answered(state="agreed", words=ANSWER)
    assert ANSWER in maya.reads()


@on_both
def test_only_the_officer_of_the_review_answers_and_it_is_audited(app: Flask, desk: Desk) -> None:
    maya, other = Maya(desk, has_lock=True), Maya(desk, has_lock=True)
    ben = Desk(app, "ben@example.org")
    path = f"/staff/reviews/{maya.review_id}/answers/{maya.submission_id}/ask_for"
    token = hidden_fields(ben.browser.get("/staff/"))["csrf_token"]
    assert ben.browser.get(path).status_code == 404
    posted = ben.browser.post(path, data={"csrf_token": token, "state": "agreed", "words": ANSWER})
    assert posted.status_code == 404
    with app.app_context():
        stranger = db.session().get_one(Staff, ben.staff_id)
        with pytest.raises(LookupError):
            answer(stranger, maya.review_id, maya.submission_id, "ask_for", Decision("agreed", ANSWER))
    # Nor what was sent for another review, nor to a question that was not answered.
    for rest in (f"{other.submission_id}/ask_for", f"{maya.submission_id}/school_words", f"{'0' * 26}/ask_for"):
        assert desk.open(maya.review_id, f"/answers/{rest}").status_code == 404
    maya.answered(state="agreed", words=ANSWER)
    with app.app_context():
        entries = db.session().scalars(select(AuditEntry).where(AuditEntry.action == "answered")).all()
        assert [(each.actor, each.object) for each in entries] == [(desk.staff_id, f"submission/{maya.submission_id}")]
        assert not any(ANSWER in "".join(each.fields()) for each in entries)


def test_feedback_and_requests_for_an_advocate_are_not_the_officers_to_answer(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    with clock.frozen(datetime(2026, 3, 11, 9, tzinfo=UTC)):
        feedback = desk.receive(maya.review_id, "after_review", be_better="Less waiting")
        assert desk.open(maya.review_id, f"/answers/{feedback}/be_better").status_code == 404


def test_what_was_withdrawn_is_nowhere_but_that_it_was_is_told(desk: Desk) -> None:
    maya = Maya(desk, has_lock=True)
    phone = Phone(desk.app, maya.secrets)
    phone.open("/lock")
    phone.press("open", kind="digits", digits="482190")
    data = {**hidden_fields(phone.page), "sure": maya.submission_id}
    phone.browser.post("/after", data=data)
    page = desk.open(maya.review_id)
    assert "Maya took something back on Monday 9 March 2026, 08:55, before anybody had read it." in words_of(page)
    assert WISH not in page.text
    assert WISH not in desk.list()
    assert "Maya: taken back" in desk.list()
    for path in (f"submissions/{maya.submission_id}", f"reviews/{maya.review_id}/answers/{maya.submission_id}/ask_for"):
        assert desk.browser.get(f"/staff/{path}").status_code == 404
    with desk.app.app_context():
        assert db.session().get_one(Submission, maya.submission_id).envelope
