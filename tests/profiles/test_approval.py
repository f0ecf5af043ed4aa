"""A manager approves what officers write, where the service wants that; and what officers say in other languages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.outbox.models import Notice
from participation.profiles.actions import ANSWERED, ASKED
from participation.profiles.queries import published_profile
from participation.service.chosen import Service
from participation.settings.actions import edition_of, save, stored
from participation.staff.models import Role, Staff
from tests import factories
from tests.databases import on_both
from tests.profiles.test_page import Officer
from tests.profiles.test_photos import picture
from tests.walking import hidden_fields, let_in, words_of


class Approving(Officer):
    """Amara writes; Mo approves."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        with app.app_context():
            mo, secret = factories.staff(Role.MANAGER, email="mo@example.org", name="Mo")
            self.mo_id = mo.id
        self.mo: FlaskClient = let_in(app, "mo@example.org", secret)
        self.approve_changes(True)

    def approve_changes(self, wanted: bool) -> None:
        """What the settings say."""
        with self.app.app_context():
            known: Service = stored()
            mo = db.session().get_one(Staff, self.mo_id)
            save(mo, replace(known, profiles_are_approved=wanted), edition_of(known))

    @property
    def page(self) -> str:
        """Where the manager looks at it."""
        return f"/staff/profiles/{self.id}"

    def answer(self, go: str, shown: TestResponse | None = None, **typed: str) -> TestResponse:
        """The manager presses one of the two buttons, on the page as it was shown."""
        data = {**hidden_fields(shown or self.mo.get(self.page)), "go": go, **typed}
        return self.mo.post(self.page, data=data)

    @property
    def shown(self) -> str | None:
        """What children read that she likes."""
        with self.app.app_context():
            found = published_profile(self.id)
            return found.likes if found else None

    def told(self, about: str) -> int:
        """How many mails there are about something."""
        with self.app.app_context():
            return len(db.session().scalars(select(Notice).where(Notice.about == about)).all())


@pytest.fixture
def amara(app: Flask) -> Approving:
    return Approving(app)


@on_both
def test_what_was_approved_last_stays_until_a_manager_has_looked(amara: Approving) -> None:
    amara.save(likes="Maps")
    assert amara.shown is None, "nothing was approved yet"
    assert amara.told(ASKED) == 1
    assert amara.answer("approve").location == "/staff/profiles"
    assert amara.shown == "Maps"
    amara.save(likes="Rain")
    assert amara.shown == "Maps"
    assert "Likes Rain" in words_of(amara.browser.get("/staff/profile/preview"))
    assert "A manager looks at this before children see it." in words_of(amara.browser.get("/staff/profile"))
    assert "1 page of an officer waits for your approval" in words_of(amara.mo.get("/staff/accounts"))
    assert "What they like Maps Rain" in words_of(amara.mo.get(amara.page))
    amara.answer("approve")
    assert (amara.shown, amara.told(ANSWERED)) == ("Rain", 2)
    assert "No page waits to be approved." in words_of(amara.mo.get("/staff/profiles"))
    assert amara.mo.get(amara.page).status_code == 404


@on_both
def test_a_page_is_given_back_with_words_and_waits_no_more_until_it_is_changed(amara: Approving) -> None:
    amara.save()
    refused = amara.answer("back")
    assert refused.status_code == 422
    assert "Please say what to change." in words_of(refused)
    amara.answer("back", words="No surname, please.")
    assert amara.mo.get(amara.page).status_code == 404
    assert "No surname, please." in words_of(amara.browser.get("/staff/profile"))
    amara.save(known_as="A.")
    assert "No surname, please." not in words_of(amara.browser.get("/staff/profile"))
    assert amara.mo.get(amara.page).status_code == 200


def test_nobody_approves_what_they_have_not_looked_at(amara: Approving) -> None:
    amara.save(likes="Maps")
    looked_at = amara.mo.get(amara.page)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        amara.save(likes="Something that nobody has seen")
        amara.answer("approve", looked_at)
        assert "please look again" in words_of(amara.mo.get("/staff/profiles"))
    assert amara.shown is None
    assert amara.answer("approve", seen_at="yesterday").status_code == 400


def test_to_hide_a_page_needs_nobody_and_to_show_it_again_does(amara: Approving) -> None:
    amara.save()
    amara.answer("approve")
    amara.save(is_shown="")
    assert amara.shown is None
    assert amara.mo.get(amara.page).status_code == 404, "nobody is asked about what is shown to nobody"
    amara.save()
    assert amara.shown is None
    amara.answer("approve")
    assert amara.shown == "Maps"


def test_a_photo_waits_with_the_page(amara: Approving) -> None:
    amara.save(picture("JPEG"))
    waiting = amara.mo.get(f"{amara.page}/photo")
    assert waiting.mimetype == "image/webp"
    assert amara.browser.get("/staff/profile/photo").data == waiting.data
    amara.answer("approve")
    assert amara.kept.photo == waiting.data
    amara.save(without_photo="y")
    assert amara.kept.photo == waiting.data
    amara.answer("approve")
    assert amara.kept.photo is None


def test_where_nobody_approves_any_more_what_waited_is_shown_when_it_is_saved(amara: Approving) -> None:
    amara.save(picture("JPEG"), likes="Maps")
    amara.approve_changes(False)
    assert amara.shown is None
    amara.save(likes="Rain")
    assert (amara.shown, amara.kept.photo is not None) == ("Rain", True)
    assert amara.mo.get(amara.page).status_code == 404


NAMES = ("about", "likes", "works", "greeting")


def write_in(amara: Officer, code: str, **told: str) -> TestResponse:
    """The officer says something in another language."""
    data = {**hidden_fields(amara.browser.get("/staff/profile")), **dict.fromkeys(NAMES, ""), **told}
    return amara.browser.post(f"/staff/profile/in/{code}", data=data)


@on_both
@pytest.mark.parametrize("is_approved", [False, True])
def test_each_language_has_words_of_its_own_and_the_rest_stands_as_on_the_page(
    amara: Approving, is_approved: bool
) -> None:
    amara.approve_changes(is_approved)
    assert write_in(amara, "ar", likes="خرائط").location == "/staff/profile", "the page itself comes first"
    amara.save(greeting="Hello, I am Amara.")
    assert write_in(amara, "ar", likes="خرائط", greeting="مرحبا").status_code == 303
    if is_approved:
        assert "What they like (Arabic) nothing خرائط" in words_of(amara.mo.get(amara.page))
        amara.answer("approve")
    said = {code: amara.kept.words(code) for code in ("en", "ar", "ti")}
    assert [(each.likes, each.greeting) for each in said.values()] == [
        ("Maps", "Hello, I am Amara."), ("خرائط", "مرحبا"), ("Maps", ""),
    ]  # fmt: skip
    assert said["ar"].about == said["en"].about
    amara.save(likes="Rain")
    write_in(amara, "ar")
    if is_approved:
        amara.answer("approve")
    assert amara.kept.words("ar").likes == "Rain", "what is emptied is taken away"


@pytest.mark.parametrize("length", [120, 121])
def test_a_greeting_has_120_letters_at_most(amara: Approving, length: int) -> None:
    answer = amara.save(greeting="a" * length)
    assert answer.status_code == (303 if length == 120 else 422)
    assert length == 120 or "Please keep to 120 letters." in words_of(answer)


def test_a_language_that_nobody_is_offered_is_not_there(amara: Approving) -> None:
    assert [amara.browser.get(f"/staff/profile/in/{code}").status_code for code in ("en", "xx")] == [404, 404]
