"""A carer or social worker who has sent a picture has a face for the child; a manager may look first."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.endings.actions import end
from participation.endings.reasons import Cause
from participation.faces.actions import ANSWERED, ASKED, SIDE, give_face
from participation.faces.models import Face
from participation.outbox.models import Notice
from participation.profiles.photos import small_photo
from participation.retention.actions import purge
from participation.reviews.models import Person, Review
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Role, Staff
from tests import factories
from tests.casework.conftest import MORNING, at_five_to_nine
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.profiles.test_photos import picture
from tests.walking import Phone, hidden_fields, let_in, words_of

__all__ = ["at_five_to_nine"]
IN_TWO_WEEKS = MORNING.date() + timedelta(days=14)
PEOPLE = [("foster_carer", "Jo Carter"), ("social_worker", "Sam Green"), ("parent", "Dawn Reed")]


@dataclass
class Around:
    """Amara, a review of hers, and who is around it."""

    desk: Desk
    review: str
    ids: dict[str, str]

    def page(self, name: str = "Jo Carter") -> str:
        """Where the picture of somebody is given."""
        return f"/staff/people/{self.ids[name]}/face"

    def give(self, name: str = "Jo Carter", file: bytes | None = None, **typed: str) -> TestResponse:
        """What the officer posts who has chosen a file and ticked that they have agreed."""
        shown = self.desk.browser.get(self.page(name))
        data: dict[str, object] = {**hidden_fields(shown), "is_agreed": "y", **typed}
        if file != b"":
            data["photo"] = (BytesIO(picture("JPEG") if file is None else file), "me.jpg")
        return self.desk.browser.post(self.page(name), data=data, content_type="multipart/form-data")

    def phone(self) -> Phone:
        """The child's."""
        with self.desk.app.app_context():
            return Phone(self.desk.app, factories.letter(db.session().get_one(Review, self.review))[1])

    def told(self, about: str) -> list[tuple[str | None, str]]:
        """To whom mails go about something: an account, or a role."""
        with self.desk.app.app_context():
            found = db.session().scalars(select(Notice).where(Notice.about == about)).all()
            return [(each.to_staff_id, each.to_role) for each in found]


@pytest.fixture
def around(app: Flask) -> Around:
    desk = Desk(app)
    review = desk.review("Maya", IN_TWO_WEEKS, people=PEOPLE)
    with app.app_context():
        found = db.session().scalars(select(Person).where(Person.review_id == review))
        return Around(desk, review, {each.name: each.id for each in found})


def approving(around: Around) -> None:
    with around.desk.app.app_context(), db.transaction() as session:
        session.merge(ServiceRow.of(Service(profiles_are_approved=True)))


@on_both
def test_the_child_sees_the_face_where_they_choose_who_comes(around: Around) -> None:
    maya = around.phone()
    assert "/face" not in maya.begin("my_meeting", "who_comes").text
    assert f'href="{around.page()}"' in around.desk.open(around.review).text
    assert around.give().status_code == 303
    address = f"/people/{around.ids['Jo Carter']}/face"
    shown = maya.begin("my_meeting", "who_comes").text
    assert f'<img class="pic" src="{address}" alt="" width="144" height="144" loading="lazy">' in shown
    assert shown.count("<img class=") == 1, "whoever has sent none has a drawing"
    image = maya.browser.get(address)
    assert (image.status_code, image.mimetype) == (200, "image/webp")
    assert "no-store" in image.headers["Cache-Control"]
    assert Image.open(BytesIO(image.data)).size == (SIDE, SIDE)
    with around.desk.app.app_context():
        acts = db.session().scalars(select(AuditEntry.action).where(AuditEntry.action.contains("face"))).all()
        assert acts == ["gave a face"]


def test_a_face_is_seen_with_a_letter_of_its_own_review_by_the_child_alone(around: Around) -> None:
    around.give()
    address = f"/people/{around.ids['Jo Carter']}/face"
    other = around.desk.review("Leo", IN_TWO_WEEKS)
    with around.desk.app.app_context():
        leo = Phone(around.desk.app, factories.letter(db.session().get_one(Review, other))[1])
        jo = Phone(around.desk.app, factories.letter(db.session().get_one(Review, around.review), "foster_carer")[1])
    assert leo.browser.get(address).status_code == 404
    assert jo.browser.get(address).status_code == 404
    assert around.desk.app.test_client().get(address).status_code == 303


@on_both
def test_where_pictures_are_approved_a_manager_looks_first(around: Around) -> None:
    approving(around)
    around.give()
    maya, address = around.phone(), f"/people/{around.ids['Jo Carter']}/face"
    assert maya.browser.get(address).status_code == 404
    assert "A manager has not looked at it yet." in words_of(around.desk.browser.get(around.page()))
    assert around.told(ASKED) == [(None, "manager")]
    with around.desk.app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org")
    mo = let_in(around.desk.app, "mo@example.org", secret)
    page = mo.get("/staff/faces")
    assert "Jo Carter Carer" in words_of(page)
    path = f"/staff/faces/{around.ids['Jo Carter']}"
    assert mo.get(f"{path}/picture").mimetype == "image/webp"
    mo.post(path, data={**hidden_fields(page), "go": "approve"})
    assert maya.browser.get(address).status_code == 200
    assert around.told(ANSWERED) == [(around.desk.staff_id, "")]
    with clock.frozen(MORNING + timedelta(minutes=5)):
        around.give(file=picture("PNG", size=(400, 500)))
        again = mo.get("/staff/faces")
        mo.post(path, data={**hidden_fields(page), "go": "refuse"})
        assert mo.get(f"{path}/picture").status_code == 200, "another was given since it was looked at"
        mo.post(path, data={**hidden_fields(again), "go": "refuse"})
    assert "No picture waits" in words_of(mo.get("/staff/faces"))
    assert maya.browser.get(address).status_code == 200, "what was approved before stays"


def test_a_picture_that_a_manager_refuses_is_gone(around: Around) -> None:
    approving(around)
    around.give()
    with around.desk.app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org")
    mo = let_in(around.desk.app, "mo@example.org", secret)
    path = f"/staff/faces/{around.ids['Jo Carter']}"
    mo.post(path, data={**hidden_fields(mo.get("/staff/faces")), "go": "refuse"})
    with around.desk.app.app_context():
        assert db.session().scalars(select(Face)).all() == []


def test_it_is_taken_away_and_shown_again_at_the_next_review(around: Around) -> None:
    around.give()
    with around.desk.app.app_context():
        first = db.session().get_one(Review, around.review)
        with db.transaction() as session:
            later = Review(child_id=first.child_id, officer_id=first.officer_id, meets_on=IN_TWO_WEEKS)
            later.people = [Person(role="foster_carer", name="Jo Carter")]
            session.add(later)
        around.ids["next"] = later.people[0].id
        around.review = later.id
    page = around.desk.browser.get(around.page("next"))
    assert "Show the one of the last review again" in words_of(page)
    around.desk.browser.post(f"{around.page('next')}/again", data=hidden_fields(page))
    maya, address = around.phone(), f"/people/{around.ids['next']}/face"
    assert maya.browser.get(address).status_code == 200
    around.desk.browser.post(f"{around.page('next')}/away", data=hidden_fields(page))
    assert maya.browser.get(address).status_code == 404


def next_review(around: Around) -> str:
    """Another review of the same child with the same carer; returns the carer's id there."""
    with around.desk.app.app_context(), db.transaction() as session:
        first = session.get_one(Review, around.review)
        later = Review(child_id=first.child_id, officer_id=first.officer_id, meets_on=IN_TWO_WEEKS + timedelta(days=90))
        later.people = [Person(role="foster_carer", name="Jo Carter")]
        session.add(later)
        session.flush()
        return later.people[0].id


@on_both
def test_who_takes_a_picture_back_is_seen_at_no_review_and_it_does_not_come_back(around: Around) -> None:
    around.give()
    around.ids["next"] = next_review(around)
    maya, address = around.phone(), f"/people/{around.ids['Jo Carter']}/face"
    page = around.desk.browser.get(around.page("next"))
    around.desk.browser.post(f"{around.page('next')}/again", data=hidden_fields(page))
    assert maya.browser.get(address).status_code == 200
    around.desk.browser.post(f"{around.page('next')}/away", data=hidden_fields(page))
    assert maya.browser.get(address).status_code == 404
    for name in ("Jo Carter", "next"):
        assert "again" not in words_of(around.desk.browser.get(around.page(name)))
    with around.desk.app.app_context():
        assert db.session().scalars(select(Face)).all() == []


def test_a_picture_given_after_one_was_refused_is_told_too(around: Around) -> None:
    approving(around)
    with around.desk.app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org")
    mo = let_in(around.desk.app, "mo@example.org", secret)
    around.give()
    around.give()
    assert len(around.told(ASKED)) == 1, "of one that waits they know"
    path = f"/staff/faces/{around.ids['Jo Carter']}"
    mo.post(path, data={**hidden_fields(mo.get("/staff/faces")), "go": "refuse"})
    with clock.frozen(MORNING + timedelta(minutes=5)):
        around.give()
    assert len(around.told(ASKED)) == 2


@on_both
@pytest.mark.parametrize("who", ["person", "child"])
def test_a_day_after_somebody_has_gone_their_picture_is_gone(around: Around, who: str) -> None:
    around.give()
    around.give("Sam Green")
    next_review(around)
    with around.desk.app.app_context():
        review = db.session().get_one(Review, around.review)
        about = (
            ("person", around.ids["Jo Carter"], "replaced") if who == "person" else ("child", review.child_id, "moved")
        )
        with clock.frozen(MORNING + timedelta(hours=1)):
            end(None, about[0], about[1], Cause(about[2]))
        for hours, left in ((24, 2), (26, 1 if who == "person" else 0)):
            with clock.frozen(MORNING + timedelta(hours=hours)):
                purge()
                assert len(db.session().scalars(select(Face)).all()) == left, "for a day it may be taken back"


@pytest.mark.parametrize(
    ("file", "typed", "said"),
    [
        (b"no picture", {}, "This is not a JPEG or PNG picture that can be read."),
        (b"", {}, "Please choose a picture."),
        (None, {"is_agreed": ""}, "Please ask them first, then tick this."),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence_and_nothing_is_kept(
    around: Around, file: bytes | None, typed: dict[str, str], said: str
) -> None:
    refused = around.give(file=file, **typed)
    assert refused.status_code == 422
    assert said in words_of(refused)
    with around.desk.app.app_context():
        assert db.session().scalars(select(Face)).all() == []


def test_only_carers_and_workers_have_faces_and_only_their_officer_gives_them(around: Around) -> None:
    assert around.desk.browser.get(around.page("Dawn Reed")).status_code == 404
    assert f'href="{around.page("Dawn Reed")}"' not in around.desk.open(around.review).text
    with around.desk.app.app_context():
        ben, secret = factories.staff(email="ben@example.org")
        with pytest.raises(LookupError):
            give_face(db.session().get_one(Staff, ben.id), around.ids["Jo Carter"], picture("JPEG"))
    assert let_in(around.desk.app, "ben@example.org", secret).get(around.page()).status_code == 404


def test_a_face_is_small_enough_for_a_slow_line() -> None:
    noise = Image.effect_noise((1200, 900), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG")
    assert len(small_photo(out.getvalue(), SIDE)) < 12_000


@on_both
def test_a_year_after_the_meeting_it_is_gone(around: Around) -> None:
    around.give()
    with around.desk.app.app_context():
        for days, left in ((364, 1), (367, 0)):
            with clock.frozen(MORNING + timedelta(days=14 + days)):
                purge()
                assert len(db.session().scalars(select(Face)).all()) == left
