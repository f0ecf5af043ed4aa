"""Asking to be contacted because of one's own officer, who may stand on the rota: only managers hear of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.contact.actions import Asked, acknowledge, ask_for_contact
from participation.contact.models import ContactRequest
from participation.contact.reminders import remind
from participation.db import session, transaction
from participation.outbox.models import Notice
from participation.reviews.models import Review
from participation.service.chosen import OnDuty
from participation.staff.models import Role, Staff
from participation.staff.queries import staff_by_email
from tests import factories
from tests.contact.conftest import MORNING, Team
from tests.contact.test_asking import ask
from tests.contact.test_staff_pages import desk
from tests.databases import on_both
from tests.document import Document
from tests.escalation.alerting import GATEWAY, asks, climb_and_send, minutes, urgent, work
from tests.parts.mail import MailServer
from tests.walking import Phone, hidden_fields, let_in, words_of

CANARY = "zirkonkanarie"
TEXT = f"07700900777@{GATEWAY}"
OFFICERS = {"amara@example.org", "ben@example.org"}


def request_of(app: Flask) -> ContactRequest:
    with app.app_context():
        return session().scalars(select(ContactRequest)).one()


def is_ticked(page: str) -> bool:
    (tick,) = [field for field in Document.read(page).all("input") if field["name"] == "managers"]
    return "checked" in tick.attributes


def asks_for_managers(app: Flask) -> str:
    with app.app_context():
        return ask_for_contact("one", Asked("07700 900456", CANARY, ""), "en", None, for_managers=True)


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    return make_app(smtp_url=mail.url, text_gateway=GATEWAY)


@on_both
@pytest.mark.parametrize("has_letter", [True, False])
def test_only_managers_see_it_open_it_and_are_told_that_it_waits(app: Flask, team: Team, has_letter: bool) -> None:
    browser = Phone(app, team.letter("Xanthippe")[1]).browser if has_letter else app.test_client()
    answer = ask(browser, reach="07700 900456", more=CANARY, managers="yes")
    assert "Only managers can read it." in words_of(answer)
    assert "duty team" not in words_of(answer).split("If you are not safe")[0]
    id = request_of(app).id
    amara, grace = desk(team, "amara"), desk(team, "grace")
    for path in ("/staff/", "/staff/contact"):
        page = amara.get(path)
        assert page.status_code == 200
        assert "to be contacted" not in words_of(page).replace("Asked to be contacted", "").replace(
            "Nobody has asked to be contacted", ""
        )
        assert id not in page.text
        assert "Xanthippe" not in words_of(amara.get("/staff/contact"))
    assert_closed(amara, id)
    assert "1 person waits to be contacted." in grace.get("/staff/metrics").text
    assert "managers only" in grace.get("/staff/contact").text
    page = words_of(grace.get(f"/staff/contact/{id}"))
    assert CANARY in page
    assert "They asked that their reviewing officer does not read this." in page


def assert_closed(officer: FlaskClient, id: str) -> None:
    assert officer.get(f"/staff/contact/{id}").status_code == 404
    token = hidden_fields(officer.get("/staff/contact"))["csrf_token"]
    for verb in ("acknowledge", "note", "done"):
        data = {"csrf_token": token, "note": "words"}
        assert officer.post(f"/staff/contact/{id}/{verb}", data=data).status_code == 404, verb


def test_support_is_not_told_of_it_either(app: Flask, team: Team) -> None:
    asks_for_managers(app)
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="support@example.org")
    assert "to be contacted" not in let_in(app, "support@example.org", secret).get("/staff/letters").text


def test_a_manager_who_is_the_officer_of_that_review_does_not_see_it(app: Flask, team: Team) -> None:
    """Somebody who became a manager may still stand as the officer of a review."""
    review_id, secrets = team.letter()
    ask(Phone(app, secrets).browser, managers="yes")
    grace, id = desk(team, "grace"), request_of(app).id
    assert grace.get(f"/staff/contact/{id}").status_code == 200
    with app.app_context(), transaction() as current:
        current.get_one(Review, review_id).officer_id = team.ids["grace"]
    assert_closed(grace, id)
    assert "waits to be contacted" not in grace.get("/staff/metrics").text


def test_the_choice_is_off_at_first_and_stays_through_another_language_and_every_error(app: Flask, team: Team) -> None:
    browser = app.test_client()
    first = browser.get("/contact")
    assert not is_ticked(first.text)
    words = words_of(first)
    assert "Your officer may be in the duty team. If you choose this, only managers read it." in words
    assert "The duty team and managers can read this. Or only managers: you choose above." in words
    form = {**hidden_fields(first), "managers": "yes"}
    spoken = browser.post("/contact", data={**form, "language": "ar"})
    missing, long = ask(browser, managers="yes"), ask(browser, reach="x" * 2001, managers="yes")
    assert (missing.status_code, long.status_code) == (422, 422)
    assert not is_ticked(ask(browser).text)
    maya = Phone(app, team.letter()[1])
    stale = {**hidden_fields(maya.browser.get("/contact")), "managers": "yes"}
    maya.browser.post("/start", data={"token": team.letter("Leo")[1].token})
    other_letter = maya.browser.post("/contact", data=stale)
    assert other_letter.status_code == 422
    with app.app_context():
        session().connection().exec_driver_sql("DROP TABLE contact_request")
        session().commit()
    broken = browser.post("/contact", data={**form, "reach": "07700 900456"})
    assert broken.status_code == 503
    for page in (spoken, missing, long, other_letter, broken):
        assert is_ticked(page.text)


def test_without_the_choice_the_duty_team_and_managers_read_it_and_are_said_to(app: Flask, team: Team) -> None:
    answer = words_of(ask(app.test_client(), reach="07700 900456"))
    assert "The duty team is to read it on Monday 9 March 2026. Managers can read it too." in answer
    id = request_of(app).id
    assert [desk(team, name).get(f"/staff/contact/{id}").status_code for name in ("amara", "grace")] == [200, 200]


def test_who_goes_back_and_chooses_it_asks_anew(app: Flask, team: Team) -> None:
    browser = app.test_client()
    form = {**hidden_fields(browser.get("/contact")), "reach": "07700 900456"}
    for chosen in ({}, {"managers": "yes"}, {"managers": "yes"}):
        assert browser.post("/contact", data={**form, **chosen}).status_code == 200
    with app.app_context():
        kept = session().scalars(select(ContactRequest.is_for_managers).order_by(ContactRequest.is_for_managers))
        assert kept.all() == [False, True]


@on_both
def test_all_managers_hear_by_both_channels_and_it_climbs_without_any_officer(
    app: Flask, team: Team, mail: MailServer
) -> None:
    with app.app_context():
        mo = factories.staff(Role.MANAGER, email="mo@example.org")[0].id
    # Between managers and officers on one rota, the next person's mail would be an officer's.
    rota = (OnDuty(team.ids["grace"]), OnDuty(team.ids["amara"]), OnDuty(mo, "07700 900777"), OnDuty(team.ids["ben"]))
    team.settle(rota=rota)
    id = asks_for_managers(app)
    everybody = sorted([TEXT, "grace@example.org", "mo@example.org"])
    climb_and_send(app, minutes(0))
    assert sorted(urgent(mail)) == everybody
    for half in (1, 2, 3):
        before = len(urgent(mail))
        climb_and_send(app, minutes(30 * half))
        line = ["night@example.org"] if half == 1 else []
        assert sorted(urgent(mail)[before:]) == sorted([*everybody, *line]), half
    for day in (1, 2, 7):
        climb_and_send(app, timedelta(days=day))
    assert not OFFICERS & set(urgent(mail))
    with app.app_context(), clock.frozen(MORNING + timedelta(days=7)):
        assert acknowledge(session().get_one(Staff, mo), id)
    before = len(urgent(mail))
    climb_and_send(app, timedelta(days=7, hours=3))
    assert len(urgent(mail)) == before


def test_a_manager_s_mail_that_is_late_never_goes_to_the_officer_who_comes_next(
    make_app: Callable[..., Flask], team: Team, mail: MailServer
) -> None:
    """Nothing listens for an hour; then the mail that waited goes, and to nobody else."""
    down, up = make_app(smtp_url="smtp://127.0.0.1:9"), make_app(smtp_url=mail.url)
    team.settle(rota=(OnDuty(team.ids["grace"]), OnDuty(team.ids["amara"])), out_of_hours_mail="")
    asks_for_managers(down)
    work(down)
    work(down, minutes(20))
    work(up, minutes(21))
    assert set(urgent(mail)) == {"grace@example.org"}


def test_at_night_the_line_is_told_at_once_and_no_officer(app: Flask, team: Team, mail: MailServer) -> None:
    night = timedelta(hours=12)
    with clock.frozen(MORNING + night):
        asks_for_managers(app)
    climb_and_send(app, night)
    assert sorted(urgent(mail)) == ["grace@example.org", "night@example.org"]


def test_a_manager_who_is_away_is_reminded_by_way_of_managers_never_of_an_officer(app: Flask, team: Team) -> None:
    id = asks_for_managers(app)
    with app.app_context():
        assert acknowledge(session().get_one(Staff, team.ids["grace"]), id)
        factories.staff(Role.MANAGER, email="mo@example.org")
    team.away("grace", "amara", "2026-03-09", "2026-03-20")
    with app.app_context(), clock.frozen(MORNING + timedelta(days=1)):
        assert remind() == 2
        told = session().scalars(select(Notice.to_staff_id).where(Notice.key.like("contact/again/%"))).all()
        assert not {team.ids["amara"], team.ids["ben"]} & set(told)


def test_what_others_ask_climbs_as_before(app: Flask, team: Team, mail: MailServer) -> None:
    asks_for_managers(app)
    asks(app, "another")
    climb_and_send(app, minutes(0))
    assert sorted(urgent(mail)) == ["07700900123@" + GATEWAY, "amara@example.org", "grace@example.org"]


def test_whom_to_ask_stands_beside_the_request_so_that_nobody_has_to_tell_the_officer(app: Flask, team: Team) -> None:
    with app.app_context():
        people = [("foster_carer", "Jo Fisher"), ("social_worker", "Sam Bright")]
        review = factories.review(staff_by_email("amara@example.org"), people=people)
        secrets = factories.letter(review)[1]
        with transaction() as current:
            (sam,) = (each for each in current.get_one(Review, review.id).people if each.role == "social_worker")
            sam.agency = "North"
    ask(Phone(app, secrets).browser, managers="yes")
    grace, id = desk(team, "grace"), request_of(app).id
    page = words_of(grace.get(f"/staff/contact/{id}"))
    assert "Jo Fisher Carer" in page
    assert "Sam Bright Social worker, North" in page
    assert "Reading the review under “Other reviews” tells the officer, with your reason." in page
    with app.app_context():
        assert not session().scalar(select(Notice).where(Notice.about == "read_elsewhere"))
    assert_closed(desk(team, "amara"), id)


def test_whoever_may_see_any_other_request_sees_whom_to_ask(app: Flask, team: Team) -> None:
    ask(Phone(app, team.letter()[1]).browser)
    page = words_of(desk(team, "ben").get(f"/staff/contact/{request_of(app).id}"))
    assert "Ms Field School" in page
    assert "tells the officer" not in page
