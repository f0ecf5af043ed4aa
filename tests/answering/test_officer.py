"""The officer's page, and the pages that open without a letter."""

import pytest
from flask import Flask
from sqlalchemy import text

from participation.db import transaction
from participation.profiles.actions import About, write_profile
from participation.service import ServiceRow
from participation.service.chosen import Service
from tests.answering.conftest import Write
from tests.profiles.test_photos import picture
from tests.walking import Phone, words_of

RICH = (
    '<p onclick="x()">I have a <b>dog</b>.</p><script>alert(1)</script><a href="https://evil.test">here</a><img src=x>'
)


def test_a_child_meets_the_officer(app: Flask, write: Write) -> None:
    letter = write()
    about = About(
        "Amara", "she", RICH, "Maps", "Arabic", "07700 900123", "amara@example.org", "Monday to Thursday", "plaits"
    )
    with app.app_context():
        write_profile(letter.officer_id, about)
    maya = Phone(app, letter.secrets)
    assert "Meet Amara The reviewing officer, who leads your meeting" in words_of(maya.page)
    page = maya.open("/officer")
    shown = words_of(page)
    assert "Likes Maps Also speaks Arabic Works Monday to Thursday" in shown
    assert "<p>I have a <b>dog</b>.</p>" in page.text
    for bad in ("onclick", "<script>alert", "evil.test", "<img src=x"):
        assert bad not in page.text
    assert 'href="tel:07700900123"' in page.text
    assert 'href="sms:07700900123"' in page.text
    assert '<bdi dir="ltr">07700 900123</bdi>' in page.text
    assert '<img src="/officer/drawn/plaits.svg" alt=""' in page.text


def test_a_landline_rings_and_takes_no_text(app: Flask, write: Write) -> None:
    letter = write()
    with app.app_context():
        write_profile(letter.officer_id, About("Amara", phone="020 7946 0123"))
    page = Phone(app, letter.secrets).open("/officer").text
    assert 'href="tel:02079460123"' in page
    assert "sms:" not in page


def test_a_page_that_is_not_shown_yet_is_not_there_and_nothing_leads_to_it(app: Flask, write: Write) -> None:
    letter = write()
    with app.app_context():
        write_profile(letter.officer_id, About("Amara"), published=False)
    maya = Phone(app, letter.secrets)
    assert "Meet " not in words_of(maya.page)
    assert maya.browser.get("/officer").status_code == 404
    assert "Amara Okafor reads this, or a colleague if they are away." in words_of(maya.begin("my_views", "feelings"))


def test_a_photo_is_shown_on_the_officers_page_and_to_nobody_else(app: Flask, write: Write) -> None:
    letter = write()
    with app.app_context():
        write_profile(letter.officer_id, About("Amara"), photo=picture("JPEG"))
    maya = Phone(app, letter.secrets)
    assert '<img src="/officer/photo" alt=""' in maya.open("/officer").text
    photo = maya.browser.get("/officer/photo")
    assert (photo.status_code, photo.mimetype, photo.data[8:12]) == (200, "image/webp", b"WEBP")
    assert "no-store" in photo.headers["Cache-Control"]
    assert app.test_client().get("/officer/photo").status_code == 303


def test_a_drawn_portrait_may_be_kept_because_it_is_nobody(app: Flask) -> None:
    drawing = app.test_client().get("/officer/drawn/round_curls.svg")
    assert (drawing.status_code, drawing.mimetype) == (200, "image/svg+xml")
    assert drawing.headers["Cache-Control"] == "public, max-age=604800"
    assert "Cookie" not in drawing.headers["Vary"]
    assert drawing.data.startswith(b"<svg xmlns=")
    assert app.test_client().get("/officer/drawn/%3Cscript%3E.svg").status_code == 404


def test_without_a_photo_there_is_none_to_fetch(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    assert "/officer/photo" not in maya.open("/officer").text
    assert maya.browser.get("/officer/photo").status_code == 404


@pytest.mark.parametrize("path", ["/help", "/privacy", "/accessibility", "/s", "/"])
def test_help_opens_when_there_is_no_database(app: Flask, write: Write, path: str) -> None:
    maya = Phone(app, write().secrets)
    with app.app_context(), transaction() as writing:
        for table in ("service", "visit", "invitation"):
            writing.execute(text(f"ALTER TABLE {table} RENAME TO {table}_lost"))
    stranger = app.test_client()
    assert stranger.get(path).status_code == 200
    if path != "/":
        assert maya.browser.get(path).status_code == 200


def test_help_has_the_numbers_with_hours_each_from_left_to_right(app: Flask) -> None:
    page = app.test_client().get("/help?language=ar")
    assert 'dir="rtl"' in page.text
    for number in ("999", "0800 1111", "0800 528 0731", "0808 800 5792", "85258", "116 123"):
        assert f'<bdi dir="ltr">{number}</bdi>' in page.text
        assert f':{number.replace(" ", "")}"' in page.text
    english = words_of(app.test_client().get("/help"))
    assert "0800 528 0731 Help at Hand. For children in care, about their rights Monday to Friday" in english


def test_the_councils_own_numbers_come_first(app: Flask) -> None:
    own = Service(
        council="Northvale", duty_number="01234 567890", out_of_hours_number="01234 567891", advocacy_number="01234 1"
    )
    with app.app_context(), transaction() as writing:
        writing.add(ServiceRow(id=1, settings=own.to_row()))
    shown = words_of(app.test_client().get("/help"))
    assert shown.index("01234 567890") < shown.index("01234 567891") < shown.index("999") < shown.index("01234 1 ")
    assert "Northvale, Reviewing service" in words_of(app.test_client().get("/privacy"))


def test_the_council_colours_the_band_and_the_top_of_the_browser(app: Flask) -> None:
    with app.app_context(), transaction() as writing:
        writing.add(ServiceRow(id=1, settings=Service(colour="#123456").to_row()))
    page = app.test_client().get("/").text
    assert '<meta name="theme-color" content="#123456"' in page
    assert 'fill="#123456"' in page


def test_what_is_not_there_is_said_kindly(app: Flask) -> None:
    page = app.test_client().get("/nonsense")
    assert page.status_code == 404
    assert "There is nothing here" in page.text
