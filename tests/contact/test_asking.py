"""Ask someone to contact me: with a letter and without one, in every state that a phone can be in."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock
from participation.contact.actions import ABOUT
from participation.contact.models import ContactRequest
from participation.contact.queries import header_of
from participation.db import session
from participation.operations.worker import climb
from participation.outbox.models import Notice
from participation.sealing.of_this_app import keyring
from tests.contact.conftest import MORNING, Team
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

CANARY = "zirkonkanarie"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


def ask(browser: FlaskClient, **typed: str) -> TestResponse:
    """Open the page, type, press Send."""
    return browser.post("/contact", data={**hidden_fields(browser.get("/contact")), **typed})


def kept(app: Flask) -> list[ContactRequest]:
    with app.app_context():
        return list(session().scalars(select(ContactRequest)))


@on_both
def test_a_child_with_a_letter_asks_without_a_name_and_is_alerted_for_by_two_channels(app: Flask, team: Team) -> None:
    review_id, secrets = team.letter()
    maya = Phone(app, secrets)
    answer = ask(maya.browser, safe=f"after school {CANARY}")
    assert answer.status_code == 200
    assert "We have your message" in words_of(answer)
    assert "to read it on Monday" in words_of(answer)
    with app.app_context():
        request = session().scalars(select(ContactRequest)).one()
        assert request.invitation is not None
        assert request.invitation.review_id == review_id
        words = keyring().open(request.envelope, header_of(request, review_id)).decode()
        assert f"after school {CANARY}" in words
        assert CANARY.encode() not in request.envelope
        climb()
        notices = session().scalars(select(Notice).where(Notice.about == ABOUT).order_by(Notice.channel)).all()
        assert [(each.channel, each.to_staff_id) for each in notices] == [
            ("mail", team.ids["amara"]),
            ("second", team.ids["amara"]),
        ]
        assert {each.made_at for each in notices} == {request.asked_at}


def test_without_a_letter_one_safe_way_back_is_needed_and_nothing_typed_is_lost(app: Flask, team: Team) -> None:
    browser = app.test_client()
    answer = ask(browser, safe="at noon", more="<b>please</b>")
    assert answer.status_code == 422
    assert "Please tell us one safe way to reach you" in answer.text
    assert "at noon" in answer.text
    assert "&lt;b&gt;please&lt;/b&gt;" in answer.text
    assert kept(app) == []
    assert ask(browser, reach="07700 900456").status_code == 200
    (request,) = kept(app)
    assert request.invitation_id is None


def test_the_page_asks_no_cookie_of_anybody_and_says_true_hours_and_numbers(app: Flask, team: Team) -> None:
    team.settle(staffed_from="08:30", staffed_until="16:00", duty_number="01632 960100")
    page = app.test_client().get("/contact")
    assert "Set-Cookie" not in page.headers
    words = words_of(page)
    assert "Monday to Friday, 08:30 to 16:00. Not on bank holidays." in words
    assert "If you are not safe now, ring." in words
    assert "01632 960100" in words
    assert "0800 1111" in words
    assert "coming" not in words
    with clock.frozen(MORNING + timedelta(hours=8)):
        assert "to be read on Tuesday 10 March 2026" in words_of(app.test_client().get("/contact"))


def test_the_page_leads_to_who_reads_it_and_that_says_so(app: Flask, team: Team) -> None:
    browser = app.test_client()
    assert 'href="/privacy">Who reads what</a>' in browser.get("/contact").text
    words = words_of(browser.get("/privacy"))
    assert "The duty team and managers can read it. Or only managers, if you choose that." in words


@pytest.mark.parametrize("path", ["/", "/help"])
def test_the_first_page_and_the_numbers_lead_there(app: Flask, team: Team, path: str) -> None:
    assert 'href="/contact"' in app.test_client().get(path).text


@on_both
def test_pressing_twice_asks_once_and_other_words_are_kept_too(app: Flask, team: Team) -> None:
    browser = app.test_client()
    form = {**hidden_fields(browser.get("/contact")), "reach": "07700 900456"}
    for _ in range(3):
        assert browser.post("/contact", data=form).status_code == 200
    assert len(kept(app)) == 1
    assert browser.post("/contact", data={**form, "more": "at night"}).status_code == 200
    assert len(kept(app)) == 2, "whoever goes back and writes more has not asked twice for the same"


def test_another_language_keeps_what_was_typed(app: Flask, team: Team) -> None:
    browser = app.test_client()
    typed = {**hidden_fields(browser.get("/contact")), "reach": "٠٧٧٠٠", "safe": "بعد المدرسة"}
    page = browser.post("/contact", data={**typed, "language": "ar"})
    assert 'dir="rtl"' in page.text
    assert "بعد المدرسة" in page.text
    assert kept(app) == []
    browser.post("/contact", data={**hidden_fields(page), "reach": "٠٧٧٠٠"})
    assert [request.language for request in kept(app)] == ["ar"]


def test_a_page_left_open_still_asks_for_the_right_child(app: Flask, team: Team) -> None:
    maya = Phone(app, team.letter()[1])
    with clock.frozen(MORNING + timedelta(minutes=25)):
        assert ask(maya.browser).status_code == 200
    assert kept(app)[0].invitation_id is not None


def test_a_stale_page_never_asks_in_the_name_of_another_letter(app: Flask, team: Team) -> None:
    maya = Phone(app, team.letter()[1])
    form = {**hidden_fields(maya.browser.get("/contact")), "safe": "after school"}
    maya.browser.post("/start", data={"token": team.letter("Leo")[1].token})
    answer = maya.browser.post("/contact", data=form)
    assert answer.status_code == 422
    assert "Your letter is closed now" in answer.text
    assert "after school" in answer.text
    assert maya.browser.post("/contact", data={**hidden_fields(answer), "reach": "call Jo"}).status_code == 200
    assert [request.invitation_id for request in kept(app)] == [None]


def test_who_asks_very_often_waits_and_nobody_else_does(app: Flask, team: Team) -> None:
    _, secrets = team.letter()
    browser = app.test_client()
    for number in range(20):
        assert ask(browser, reach=f"07700 9004{number}").status_code == 200
    answer = ask(browser, reach="07700 900999", more="wait for me")
    assert answer.status_code == 429
    assert "Many messages came from here" in answer.text
    assert "wait for me" in answer.text
    assert ask(Phone(app, secrets).browser).status_code == 200, "a letter from the same house is its own source"
    elsewhere = {**hidden_fields(browser.get("/contact")), "reach": "x"}
    assert app.test_client().post("/contact", data=elsewhere, environ_base=ELSEWHERE).status_code == 200
    assert len(kept(app)) == 22
    assert app.test_client().post("/start", data={"code": "0000 0000 0000 0000"}).status_code == 404, (
        "codes do not wait"
    )
    with clock.frozen(MORNING + timedelta(minutes=3)):
        assert ask(browser, reach="07700 900999").status_code == 200


@pytest.mark.parametrize("typed", ["a\x00b", "\ud800", "🆘" * 700, "<script>", "=1+1"])
def test_whatever_is_typed_arrives_as_it_was(app: Flask, team: Team, typed: str) -> None:
    raw = {"reach": "x", "more": typed}
    browser = app.test_client()
    form = hidden_fields(browser.get("/contact"))
    encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in {**form, **raw}.items()}
    assert browser.post("/contact", data=encoded).status_code == 200


def test_too_much_is_answered_in_a_sentence(app: Flask, team: Team) -> None:
    answer = ask(app.test_client(), reach="x", more="y" * 2001)
    assert answer.status_code == 422
    assert "This is too long." in answer.text
    assert "y" * 2001 in answer.text


def test_when_nothing_can_be_kept_the_words_and_the_numbers_are_shown(app: Flask, team: Team) -> None:
    browser = app.test_client()
    form = {**hidden_fields(browser.get("/contact")), "reach": "07700 900456"}
    with app.app_context():
        session().connection().exec_driver_sql("DROP TABLE contact_request")
        session().commit()
    answer = browser.post("/contact", data=form)
    assert answer.status_code == 503
    assert "We could not keep this." in answer.text
    assert "07700 900456" in answer.text
    assert "0800 1111" in answer.text


def test_another_site_cannot_ask_for_anybody(app: Flask, team: Team) -> None:
    answer = app.test_client().post("/contact", data={"reach": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert kept(app) == []
