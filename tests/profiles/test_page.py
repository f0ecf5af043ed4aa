"""An officer writes what children read about them, and sees it as a child does."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from participation import db
from participation.profiles.models import Profile
from participation.profiles.photos import LARGEST_FILE
from participation.profiles.queries import profile_of, published_profile
from participation.profiles.rich_text import as_typed, clean, written
from participation.staff.models import Role
from tests import factories
from tests.attacks.corpus import naughty
from tests.databases import on_both
from tests.profiles.test_photos import picture, with_place_and_maker
from tests.walking import hidden_fields, let_in, words_of

TOLD = {
    "known_as": "Amara", "pronouns": "she/her", "about": "I have a dog.\n\nHis name is Mango.", "likes": "Maps",
    "speaks": "Twi", "phone": "07700 900123", "email": "amara@example.org", "works": "Monday to Thursday",
    "portrait": "plaits", "is_shown": "y",
}  # fmt: skip


class Officer:
    """Amara, who writes her page."""

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            staff, secret = factories.staff(Role.OFFICER, email="amara@example.org", name="Amara Okafor")
            self.id = staff.id
        self.app, self.browser = app, let_in(app, "amara@example.org", secret)

    def save(self, photo: bytes = b"", **told: str) -> TestResponse:
        """Fill in the page and press Save."""
        data = {**hidden_fields(self.browser.get("/staff/profile")), **TOLD, **told}
        given = {name: value for name, value in data.items() if value or name == "portrait"}
        # Encoded here, because the test client would leave a temporary file open for a long one.
        boundary, body = encode_multipart({**given, "photo": FileStorage(BytesIO(photo), "me.jpg" if photo else "")})
        return self.browser.post(
            "/staff/profile", data=body, content_type=f'multipart/form-data; boundary="{boundary}"'
        )

    @property
    def kept(self) -> Profile:
        """What is kept of it."""
        with self.app.app_context():
            found = profile_of(self.id)
            assert found is not None
            db.session().expunge(found)
            return found


@pytest.fixture
def amara(app: Flask) -> Officer:
    return Officer(app)


@on_both
def test_what_an_officer_writes_is_what_children_see(amara: Officer) -> None:
    assert amara.browser.get("/staff/profile/preview").status_code == 404
    assert amara.save().location == "/staff/profile/preview"
    shown = words_of(amara.browser.get("/staff/profile/preview"))
    assert "Amara (she/her)" in shown
    assert "I have a dog. His name is Mango. Likes Maps Also speaks Twi Works Monday to Thursday" in shown
    assert amara.kept.about == "<p>I have a dog.</p><p>His name is Mango.</p>"
    page = amara.browser.get("/staff/profile")
    assert "I have a dog.\n\nHis name is Mango.</textarea>" in page.text
    assert 'value="07700 900123"' in page.text


def test_what_is_not_shown_yet_is_kept_and_no_child_sees_it(amara: Officer) -> None:
    amara.save(is_shown="")
    assert "Children do not see this page yet." in words_of(amara.browser.get("/staff/profile/preview"))
    with amara.app.app_context():
        assert published_profile(amara.id) is None
    amara.save()
    with amara.app.app_context():
        assert published_profile(amara.id) is not None


@on_both
def test_a_photo_is_kept_small_and_goes_when_it_is_not_wanted(amara: Officer) -> None:
    assert amara.browser.get("/staff/profile/photo").status_code == 404
    amara.save(with_place_and_maker())
    photo = amara.browser.get("/staff/profile/photo")
    assert (photo.mimetype, Image.open(BytesIO(photo.data)).size) == ("image/webp", (320, 320))
    assert b"Secret" not in photo.data
    amara.save(likes="Rain")
    assert amara.kept.photo == photo.data
    amara.save(without_photo="y")
    assert amara.kept.photo is None


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"<svg onload=alert(1)>", "This is not a JPEG or PNG picture that can be read."),
        (picture("PNG", (5000, 5000)), "The picture is too large."),
        (b"\xff\xd8" + b"0" * LARGEST_FILE, "The file is larger than 12 MB."),
    ],
    ids=["a drawing", "too many pixels", "too large"],
)
def test_a_file_that_is_no_photo_is_refused_and_nothing_typed_is_lost(amara: Officer, file: bytes, said: str) -> None:
    amara.save()
    answer = amara.save(file, likes="Everything that I have just typed", is_shown="")
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert 'value="Everything that I have just typed"' in answer.text
    assert (amara.kept.likes, amara.kept.photo, amara.kept.published_on is not None) == ("Maps", None, True)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("known_as", " ", "Please fill this in."),
        ("known_as", "a" * 101, "This is too long."),
        ("about", "a" * 4001, "This is too long."),
        ("phone", "ask for Amara", "Please write the number with digits and spaces"),
        ("phone", "07700,,*21*", "Please write the number with digits and spaces"),
        ("email", "amara@example.org?bcc=x@evil.test", "This is not an email address."),
        ("portrait", "../../etc/passwd", "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(amara: Officer, field: str, typed: str, said: str) -> None:
    answer = amara.save(**{field: typed})
    assert answer.status_code == 422
    assert said in words_of(answer)
    with amara.app.app_context():
        assert profile_of(amara.id) is None


def test_only_officers_have_a_page(app: Flask) -> None:
    for role in set(Role) - {Role.OFFICER}:
        with app.app_context():
            staff, secret = factories.staff(role)
            email = staff.email
        browser: FlaskClient = let_in(app, email, secret)
        for path in ("", "/preview", "/photo"):
            assert browser.get(f"/staff/profile{path}").status_code == 404


def test_an_officer_sees_their_own_page_and_nobody_elses(app: Flask, amara: Officer) -> None:
    amara.save(picture("JPEG"))
    with app.app_context():
        staff, secret = factories.staff(Role.OFFICER)
        email = staff.email
    other = let_in(app, email, secret)
    assert other.get("/staff/profile/photo").status_code == 404
    assert "Mango" not in other.get("/staff/profile").text


lines = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20).map(str.strip)


@settings(deadline=None)
@given(st.lists(st.lists(lines.filter(bool), min_size=1, max_size=3).map("\n".join), min_size=1, max_size=4))
def test_paragraphs_come_back_as_they_were_typed(paragraphs: list[str]) -> None:
    typed = "\n\n".join(paragraphs)
    assert as_typed(str(written(typed))) == typed


@pytest.mark.parametrize("typed", ["<p>Hello <b>you</b></p>", "<ul><li>One</li></ul>", "I <3 dogs & cats", ""])
def test_tags_stay_what_they_are(typed: str) -> None:
    rich = written(typed)
    assert clean(str(rich)) == rich
    assert as_typed(str(rich)) == typed


def test_no_string_gets_more_than_a_few_tags_through() -> None:
    for typed in naughty():
        assert "<" not in escape(typed)
        left = str(written(typed))
        for tag in ("<p>", "</p>", "<br>", "<b>", "</b>", "<i>", "</i>"):
            left = left.replace(tag, "")
        assert "<" not in left, typed
        assert isinstance(written(typed), Markup)
