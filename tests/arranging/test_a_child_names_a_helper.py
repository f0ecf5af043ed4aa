"""A child says who should help them; the officer sends a letter with one press or says why not; the child reads it."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock, db
from participation.casework.recording import suggestions
from participation.invitations.models import CHILD, HELPER
from participation.invitations.queries import invitations_of
from participation.outcomes.models import Outcome
from participation.reminders.queries import still_waited_for
from participation.reviews.models import Person, PersonRole, Review
from participation.submissions.models import Submission
from tests.answering.test_lock import FOUR, unlock
from tests.arranging.conftest import MEETING, NOW
from tests.arranging.test_naming_a_helper import PEOPLE, helpers
from tests.arranging.test_settling import of
from tests.carried.spoken import SpokenFor
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.document import Document
from tests.reminders.test_children import ON, turn
from tests.walking import Phone, hidden_fields, words_of

COACH, REACH = "My football coach", "Give it to Jo, she drives me there"
THEY_GET = "They get a letter from me on how to help you. They never see what you write."


class Asking(SpokenFor):
    """Maya with her letter and her lock; her officer at her desk."""

    def names(self, wanted: str = "yes", **answers: str) -> Phone:
        """She says it on her own place, from home to sent."""
        maya = Phone(self.desk.app, self.secrets)
        unlock(maya, FOUR)
        maya.begin("my_helper", "wanted")
        maya.press(answer_helper_wanted=wanted)
        maya.press(**answers)
        maya.send("my_helper", copy="1")
        assert maya.page.request.path == "/answer/my_helper/done", maya.page.text
        return maya

    def came(self) -> str:
        """What the officer's page says that she asked for."""
        page = Document.read(self.desk.open(self.id).text)
        return next(each.text for each in page.all("section") if each["aria-labelledby"] == "came")

    def send_letter(self, **changed: str) -> str:
        """The officer's one press, with what stands in its form."""
        page = self.desk.open(self.id)
        form = next(each for each in Document.read(page.text).all("form") if "/helper/" in each["action"])
        typed = {each["name"]: each["value"] for each in form.all("input")}
        answer = self.desk.browser.post(form["action"], data={**typed, **changed}, follow_redirects=True)
        return words_of(answer)

    def reads(self) -> str:
        """What she reads behind her lock."""
        maya = self.look()
        if "Read the answers" in words_of(maya.page):
            maya.press("read")
        return words_of(maya.page)


@pytest.fixture
def maya(desk: Desk) -> Asking:
    """Her meeting is in eight days."""
    return Asking(desk)


@on_both
def test_from_the_childs_own_place_to_a_letter_with_one_press_and_back_to_the_child(maya: Asking) -> None:
    done = maya.names(answer_helper_who=COACH, answer_helper_reach=REACH)
    assert "They never see what you write" in words_of(done.begin("my_helper", "wanted"))
    asked = maya.came()
    for each in (COACH, REACH, "not answered yet"):
        assert each in asked
    assert "There is no answer yet." in maya.reads()
    assert f"{COACH} gets a letter on how to help" in maya.send_letter()
    assert helpers(maya.desk, maya.id) == [COACH]
    with maya.desk.app.app_context():
        (letter,) = (each for each in invitations_of(maya.id) if each.respondent == HELPER)
        assert (letter.printings, letter.token_lookup) == (0, None)
    assert "Send them a letter" not in maya.came()
    told = maya.reads()
    for each in ("Amara, your officer, read this on", "Yes, this was agreed", THEY_GET, COACH):
        assert each in told
    maya.desk.open(maya.id)
    assert "The child read it on" in maya.came()


def test_it_waits_among_what_is_still_to_do_until_it_is_answered(maya: Asking) -> None:
    assert "Helper" not in maya.desk.list()
    maya.names(answer_helper_who=COACH)
    maya.desk.read(maya.id)
    assert "Helper" in maya.desk.list()
    assert "3 days" in maya.desk.list()
    with clock.frozen(NOW + timedelta(days=4)):
        maya.desk.sign_in_again()
        assert "1 day late" in maya.desk.list()
        maya.send_letter()
        assert "1 day late" not in maya.desk.list()


def test_an_officer_who_sends_none_says_why_and_the_child_reads_that(maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    maya.desk.read(maya.id)
    with maya.desk.app.app_context():
        sent = db.session().scalars(select(Submission.id)).one()
    path = f"/staff/reviews/{maya.id}/answers/{sent}/helper_who"
    refused = {**hidden_fields(maya.desk.browser.get(path)), "state": "not_agreed"}
    assert maya.desk.browser.post(path, data=refused).status_code == 422
    why = "He has left the club. Is there somebody else?"
    assert maya.desk.browser.post(path, data={**refused, "words": why}).status_code == 303
    told = maya.reads()
    assert "Not this time" in told
    assert why in told
    assert helpers(maya.desk, maya.id) == []


@on_both
def test_whom_a_child_names_last_is_the_one_that_waits(maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    maya.desk.read(maya.id)
    with clock.frozen(NOW + timedelta(hours=3)):
        maya.names(answer_helper_who="Ms Hobbs")
    for _ in range(2):
        asked = maya.came()
        assert "Ms Hobbs" in asked
        assert COACH not in asked
    with maya.desk.app.app_context():
        (waits,) = db.session().scalars(select(Outcome))
        assert db.session().get_one(Submission, waits.submission_id).sent_at > NOW
    assert maya.reads().count("There is no answer yet.") == 1
    maya.send_letter()
    assert helpers(maya.desk, maya.id) == ["Ms Hobbs"]


def test_a_child_takes_it_back_while_nobody_has_read_it(maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    phone = maya.look()
    wanted = next(each["value"] for each in Document.read(phone.page.text).all("button") if each["name"] == "take_back")
    for name in ("take_back", "sure"):
        data = {**hidden_fields(phone.page), name: wanted}
        phone.page = phone.browser.post("/after", data=data, follow_redirects=True)
    assert "You took this back on" in words_of(phone.page)
    assert COACH not in words_of(maya.desk.open(maya.id))


def test_a_child_says_that_somebody_should_stop(maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    maya.send_letter()
    with clock.frozen(NOW + timedelta(hours=3)):
        maya.names("no", answer_helper_stop=COACH)
    asked = maya.came()
    assert "Under “People” say that they are no longer asked; then answer." in asked
    assert asked.count("not answered yet") == 1
    maya.desk.read(maya.id)
    assert "Helper" in maya.desk.list()


def test_a_child_who_wants_somebody_and_names_nobody_is_not_left_without_an_answer(maya: Asking) -> None:
    maya.names(answer_helper_who="", answer_helper_reach="")
    asked = maya.came()
    assert "Would you like somebody to help you" in asked
    assert "not answered yet" in asked
    assert "There is no answer yet." in maya.reads()
    maya.desk.read(maya.id)
    assert "Helper" in maya.desk.list()
    address = f"/staff/reviews/{maya.id}/helper/"
    page = maya.desk.open(maya.id)
    link = next(each["href"] for each in Document.read(page.text).all("a") if each["href"].startswith(address))
    form = maya.desk.browser.get(link)
    assert next(each["value"] for each in Document.read(form.text).all("input") if each["name"] == "name") == ""
    data = {**hidden_fields(form), "name": COACH, "language": "en"}
    assert "gets a letter" in words_of(maya.desk.browser.post(link, data=data, follow_redirects=True))
    assert helpers(maya.desk, maya.id) == [COACH]
    assert THEY_GET in maya.reads()


def test_after_the_meeting_nobody_is_promised_a_letter_that_is_not_printed(maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    page = maya.desk.open(maya.id)
    form = next(each for each in Document.read(page.text).all("form") if "/helper/" in each["action"])
    with maya.desk.app.app_context(), db.transaction() as session:
        session.get_one(Review, maya.id).meets_on = NOW.date() - timedelta(days=1)
    late = maya.desk.browser.post(form["action"], data={**hidden_fields(page), "name": COACH, "language": "en"})
    assert late.status_code == 422
    assert "The meeting has been: no letter for it is printed any more." in words_of(late)
    after = maya.desk.open(maya.id).text
    assert f"/staff/reviews/{maya.id}/helper" not in after
    assert "not answered yet" in maya.came()
    assert helpers(maya.desk, maya.id) == []


def test_who_names_somebody_asks_once(maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    assert maya.came().count("not answered yet") == 1
    assert maya.reads().count("There is no answer yet.") == 1


@pytest.mark.parametrize("named", ["Jo Fletcher", "Amara"])
def test_somebody_with_a_part_in_the_review_is_not_sent_one_and_the_officer_reads_why(desk: Desk, named: str) -> None:
    maya = Asking(desk)
    with desk.app.app_context(), db.transaction() as session:
        review = session.get_one(Review, maya.id)
        review.people.append(Person(role=PersonRole.FOSTER_CARER, name="Jo Fletcher"))
    maya.names(answer_helper_who=named)
    assert "Please name somebody else: they have a part in this review." in maya.send_letter()
    assert helpers(desk, maya.id) == []
    assert "not answered yet" in maya.came()


def test_the_officer_gives_a_name_and_a_language_instead(maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    assert "Ben Ash gets a letter on how to help" in maya.send_letter(name="Ben Ash", language="so")
    with maya.desk.app.app_context():
        (helper,) = (each for each in of(maya.id).people if each.role == PersonRole.HELPER)
        assert (helper.name, helper.language) == ("Ben Ash", "so")


def test_without_a_lock_nothing_is_written_to_the_child_and_the_officer_is_told_that(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING, people=PEOPLE)
    desk.receive(maya, "my_helper", helper_wanted="yes", helper_who=COACH)
    page = desk.open(maya)
    form = next(each for each in Document.read(page.text).all("form") if "/helper/" in each["action"])
    typed = {each["name"]: each["value"] for each in form.all("input")}
    desk.browser.post(form["action"], data=typed)
    assert helpers(desk, maya) == [COACH]
    assert "The child does not know yet." in words_of(desk.open(maya))


def test_what_the_child_reads_is_in_their_language(desk: Desk) -> None:
    maya = Asking(desk)
    with desk.app.app_context(), db.transaction() as session:
        session.get_one(Review, maya.id).child.language = "fr"
    maya.names(answer_helper_who=COACH)
    maya.send_letter()
    assert THEY_GET not in maya.reads()
    assert "lettre" in maya.reads()


def test_to_name_a_helper_is_no_view_on_the_review(app: Flask, maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    with app.app_context():
        review = of(maya.id)
        sent = db.session().scalars(select(Submission)).all()
        assert len(sent) == 1
        assert "PN6" not in [each.code for each in suggestions(review, sent).values()]


def test_a_child_who_has_only_named_a_helper_is_still_waited_for(app: Flask, maya: Asking) -> None:
    maya.names(answer_helper_who=COACH)
    with app.app_context(), db.transaction() as session:
        session.get_one(Review, maya.id).child.phone = "+447700900123"
        (letter,) = (each for each in invitations_of(maya.id) if each.respondent == CHILD)
        letter.printed_at = NOW
    # The settings of a minute ago are remembered.
    with app.app_context(), clock.frozen(NOW + timedelta(hours=1)):
        turn(ON)
        assert [each.respondent for each in still_waited_for()] == [CHILD]


@pytest.mark.parametrize("born_on", ["2020-02-01", "2016-02-01", "2010-02-01", "2007-02-01"])
def test_every_age_can_say_it(desk: Desk, born_on: str) -> None:
    maya = desk.review("Maya", MEETING, born_on=date.fromisoformat(born_on))
    desk.receive(maya, "my_helper", helper_wanted="yes", helper_who=COACH)
    assert COACH in words_of(desk.open(maya))
