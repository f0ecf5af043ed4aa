"""What whoever is on duty sees of a request: that it waits, in red; its words once that is on record; what was done."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.contact.actions import Asked, ask_for_contact
from participation.contact.models import ContactStep
from participation.db import session
from participation.escalation.actions import send_heartbeat
from participation.escalation.pulse import note_awake
from participation.outbox.models import Notice
from participation.staff.models import Role
from tests import factories
from tests.casework.sending import send_with
from tests.contact.conftest import MORNING, Team
from tests.contact.test_asking import ask
from tests.databases import on_both
from tests.document import Document
from tests.walking import Phone, hidden_fields, let_in, words_of

CANARY = "zirkonkanarie"


def desk(team: Team, name: str) -> FlaskClient:
    return let_in(team.app, f"{name}@example.org", team.secrets[name])


def asked(team: Team, **typed: str) -> str:
    """Somebody without a letter asks; gives the request's id."""
    with team.app.app_context():
        words = Asked(**{"reach": "", "safe": "", "more": "", **typed})
        return ask_for_contact("a key of its own", words, "en", None)


def press(browser: FlaskClient, path: str, **typed: str) -> int:
    token = hidden_fields(browser.get("/staff/contact"))["csrf_token"]
    return browser.post(path, data={"csrf_token": token, **typed}).status_code


@on_both
def test_a_request_is_red_on_every_page_until_somebody_takes_it_on(app: Flask, team: Team) -> None:
    _, secrets = team.letter("Xanthippe")
    ask(Phone(app, secrets).browser, safe=CANARY)
    amara, grace = desk(team, "amara"), desk(team, "grace")
    for browser, path in ((amara, "/staff/"), (grace, "/staff/metrics"), (grace, "/staff/settings")):
        page = browser.get(path)
        assert "1 person waits to be contacted." in page.text, path
        assert CANARY not in page.text
    page = amara.get("/staff/contact")
    assert "Xanthippe" in page.text
    assert CANARY not in page.text
    with app.app_context():
        assert not session().scalar(select(AuditEntry).where(AuditEntry.object.like("contact/%")))
        request_id = page.text.split("/staff/contact/")[1][:26]
    whole = amara.get(f"/staff/contact/{request_id}")
    assert CANARY in whole.text
    assert "Whoever holds it can have typed it" in whole.text
    with app.app_context():
        assert session().scalars(select(AuditEntry.action).where(AuditEntry.object == f"contact/{request_id}")).all()
    assert press(amara, f"/staff/contact/{request_id}/acknowledge") == 303
    assert press(amara, f"/staff/contact/{request_id}/acknowledge") == 303
    assert "waits to be contacted" not in grace.get("/staff/metrics").text
    with app.app_context():
        assert [step.state for step in session().scalars(select(ContactStep))] == ["acknowledged"]


def test_what_was_done_is_noted_and_sealed(app: Flask, team: Team) -> None:
    request_id = asked(team, reach="07700 900456")
    ben = desk(team, "ben")
    for wrong in ("", "  ", "y" * 2001):
        assert press(ben, f"/staff/contact/{request_id}/note", note=wrong) == 422
    assert press(ben, f"/staff/contact/{request_id}/done", note="y" * 2001) == 422
    for _ in range(2):
        assert press(ben, f"/staff/contact/{request_id}/note", note=f"Rang {CANARY} at ten.") == 303
    assert f"Rang {CANARY} at ten." in ben.get(f"/staff/contact/{request_id}").text
    with app.app_context():
        (step,) = session().scalars(select(ContactStep))
        assert step.note is not None
        assert CANARY.encode() not in step.note


def test_only_managers_and_who_is_on_duty_see_requests(app: Flask, team: Team) -> None:
    request_id = asked(team, reach="x")
    with app.app_context():
        _, stranger = factories.staff(email="stranger@example.org")
        _, support = factories.staff(Role.SUPPORT, email="support@example.org")
    for email, secret in (("stranger@example.org", stranger), ("support@example.org", support)):
        browser = let_in(app, email, secret)
        assert browser.get("/staff/contact").status_code == 404
        assert browser.get(f"/staff/contact/{request_id}").status_code == 404
        page = browser.get("/staff/", follow_redirects=True)
        token = hidden_fields(page)["csrf_token"]
        taking = browser.post(f"/staff/contact/{request_id}/acknowledge", data={"csrf_token": token})
        assert taking.status_code == 404
        assert "1 person waits to be contacted." in page.text, "red on every page, but no way in"
        assert 'href="/staff/contact"' not in page.text
    assert desk(team, "ben").get("/staff/contact/" + "0" * 26).status_code == 404


def test_a_deputy_sees_requests_in_the_place_of_who_is_away(app: Flask, team: Team) -> None:
    with app.app_context():
        deputy, secret = factories.staff(email="dee@example.org")
        team.ids["dee"] = deputy.id
    dee = let_in(app, "dee@example.org", secret)
    assert dee.get("/staff/contact").status_code == 404
    team.away("amara", "dee", "2026-03-09", "2026-03-13", also_reads=False)
    assert dee.get("/staff/contact").status_code == 200


@pytest.mark.parametrize("name", ["amara", "grace"])
def test_every_page_says_when_alerts_may_not_be_working(app: Flask, team: Team, name: str) -> None:
    browser = desk(team, name)

    def shown() -> str:
        return words_of(browser.get("/staff/", follow_redirects=True))

    assert "“participation worker” has not run for 15 minutes" in shown()
    with app.app_context():
        note_awake("worker")
    assert "nobody has confirmed this morning’s test by 9:15" in shown()
    with app.app_context():
        send_heartbeat()
        notice = session().scalars(select(Notice).where(Notice.about == "heartbeat")).one()
    stranger = app.test_client()
    page = stranger.get(f"/staff/alerts/{notice.id}")
    assert "nobody has confirmed" in shown(), "looking at the link is not confirming: mail servers look too"
    stranger.post(f"/staff/alerts/{notice.id}", data=hidden_fields(page))
    assert "Alerts may not be working" not in shown()
    with clock.frozen(MORNING + timedelta(minutes=14)):
        assert "Alerts may not be working" not in shown()
    team.settle(rota=())
    assert "nobody is on the duty rota" in shown()


def test_an_invented_service_warns_of_no_mail(app: Flask, team: Team) -> None:
    team.settle(is_invented=True)
    assert "Alerts may not" not in desk(team, "grace").get("/staff/metrics").text


def test_what_nobody_has_read_is_listed_for_managers_and_red_when_it_is_late(app: Flask, team: Team) -> None:
    _, secrets = team.letter("Xanthippe")
    phone = Phone(app, secrets)
    phone.begin("my_advocate", "what_it_is")
    phone.press("next", answer_wants_advocate="no")
    phone.skip_to_check()
    phone.send("my_advocate")
    page = desk(team, "grace").get("/staff/unread")
    assert "Xanthippe" in page.text
    assert "late since" not in page.text
    with clock.frozen(MORNING + timedelta(days=1, minutes=1)):
        page = desk(team, "grace").get("/staff/unread")
        assert "late since Tue 10 Mar 10:00" in words_of(page)


def unread_rows(page: str) -> list[Any]:
    """What nobody has read, a review a row; beside it stands with whom it waits."""
    (table,) = (each for each in Document.read(page).all("table") if each["aria-labelledby"] == "unread")
    return list(table.all("tr"))[1:]


def test_what_nobody_has_read_of_one_review_stands_in_one_row_with_the_year(app: Flask, team: Team) -> None:
    with clock.frozen(MORNING - timedelta(days=100)):
        _, secrets = team.letter("Xanthippe")
        with app.app_context():
            send_with(secrets, "my_views", where_i_live="good")
            send_with(secrets, "my_advocate", wants_advocate="yes")
    page = desk(team, "grace").get("/staff/unread")
    (row,) = unread_rows(page.text)
    assert "Sat 29 Nov 2025" in row.text
    assert "late since Tue 2 Dec 2025" in row.text
    assert "a child’s views" in row.text
    assert "a request for an advocate" in row.text
    assert not list(row.all("a")), "what is not for managers has no link"


def test_a_manager_opens_from_the_list_what_is_theirs_to_read(app: Flask, team: Team) -> None:
    _, secrets = team.letter("Xanthippe")
    with app.app_context():
        send_with(secrets, "after_review", listened_to="no")
    grace = desk(team, "grace")
    (row,) = unread_rows(grace.get("/staff/unread").text)
    (link,) = row.all("a")
    assert link.text == "feedback, for managers"
    assert grace.get(str(link["href"])).status_code == 200
    assert "Everything that was sent has been read." in words_of(grace.get("/staff/unread"))


@on_both
def test_who_took_a_request_on_finds_back_to_it_until_they_have_talked(app: Flask, team: Team) -> None:
    ids = [asked(team, reach=reach) for reach in ("07700 900456", "07700 900457")]
    amara, ben = desk(team, "amara"), desk(team, "ben")
    assert "You took on" not in words_of(amara.get("/staff/"))
    for id in ids:
        press(amara, f"/staff/contact/{id}/acknowledge")
    press(ben, f"/staff/contact/{ids[0]}/note", note="rang too")
    page = amara.get("/staff/")
    assert "You took on 2 requests to be contacted and have not talked to them yet." in words_of(page)
    assert 'class="banner no-print"><a href="/staff/contact">' in page.text, "not red: somebody looks after it"
    assert "You took on" not in words_of(ben.get("/staff/"))
    assert "You took on" not in words_of(desk(team, "grace").get("/staff/metrics"))
    press(amara, f"/staff/contact/{ids[0]}/done")
    assert "You took on 1 request to be contacted" in words_of(amara.get("/staff/"))
    press(ben, f"/staff/contact/{ids[1]}/done")
    assert "You took on" not in words_of(amara.get("/staff/"))


def test_whoever_is_on_duty_has_requests_in_the_navigation_and_nobody_else_has(app: Flask, team: Team) -> None:
    with app.app_context():
        _, secret = factories.staff(email="stranger@example.org")

    def entries(browser: FlaskClient) -> list[str]:
        (navigation,) = Document.read(browser.get("/staff/", follow_redirects=True).text).all("nav")
        return [link.text for link in navigation.all("a")]

    amara, stranger = desk(team, "amara"), let_in(app, "stranger@example.org", secret)
    assert "Contact" in entries(amara)
    assert [each for each in entries(amara) if each != "Contact"] == entries(stranger)
    id = asked(team, reach="x")
    press(amara, f"/staff/contact/{id}/acknowledge")
    team.settle(rota=())
    assert "Contact" not in entries(amara)
    assert "You took on" not in words_of(amara.get("/staff/")), "no way in, so nothing leads there"
