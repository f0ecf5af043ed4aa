"""What keeps a letter from going by mail: what has happened since, who it is, and whoever tries to get in."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from participation import clock, db
from participation.invitations.models import CHILD, Invitation
from participation.letters.actions import LETTERS_BY_MAIL, MAILED, key_of_mail
from participation.outbox.actions import queue
from participation.outbox.models import RESPONDENT, Notice
from participation.reviews.models import Person
from participation.staff.models import Role
from tests import factories
from tests.answering.conftest import two_weeks_before
from tests.answering.test_coming_back import boxes
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.letters.desk import one
from tests.letters.mailing import (
    HALF,
    TUESDAY,
    WEDNESDAY,
    app,
    chosen,
    ids,
    kept,
    kim,
    notices,
    paper,
    press,
    work,
)
from tests.parts.mail import MailServer
from tests.walking import Phone, let_in, words_of

__all__ = ["app", "ids", "kim", "two_weeks_before"]


@pytest.mark.parametrize(
    "what", ["answered", "begun", "not_asked", "printed", "turned_off", "no_address", "over", "ended"]
)
def test_what_has_happened_since_the_press_stops_the_mail(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer, what: str
) -> None:
    id, at = ids["foster_carer"], TUESDAY + timedelta(minutes=5)
    out = paper(app, id)
    press(kim, only=id)
    with app.app_context(), clock.frozen(at):
        if what == "answered":
            send_with(out, "carer_view")
        elif what == "begun":
            (page, question), _ = boxes(app, "carer_view")
            phone = Phone(app, out)
            phone.open(f"/answer/carer_view/{page}")
            phone.press("later", **{f"answer_{question}": HALF})
        elif what == "printed":
            paper(app, id)
        elif what == "turned_off":
            chosen(has_letters_by_mail=False)
        else:
            changes = {
                "not_asked": update(Person).values(is_asked=False),
                "no_address": update(Person).values(email=""),
                "ended": update(Invitation).values(revoked_at=at, still_opens="farewell"),
                "over": update(Invitation).values(ends_on=TUESDAY.date() - timedelta(days=1)),
            }
            with db.transaction() as session:
                session.execute(changes[what])
    assert work(app, at + timedelta(minutes=1)) == work(app, WEDNESDAY) == ""
    assert mail.messages == []
    assert notices(app) == []
    assert kept(app, id).mail_asked_at is None, "should the ending be taken back, it can be pressed for again"
    assert kept(app, id).printings == (2 if what == "printed" else 1)


def test_at_night_it_waits_for_the_morning(app: Flask, kim: FlaskClient, mail: MailServer) -> None:
    press(kim)
    assert work(app, TUESDAY.replace(hour=20)) == work(app, TUESDAY.replace(day=28)) == ""
    assert "goes by mail" in words_of(kim.get("/staff/letters?show=all"))
    assert work(app, WEDNESDAY) == "1 letters mailed."


def test_however_often_it_is_pressed_one_mail_goes_in_an_hour(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer
) -> None:
    id = ids["foster_carer"]
    assert ["1 letter goes" in press(kim, only=id) for _ in range(3)] == [True, False, False]
    assert work(app) == "1 letters mailed."
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sue@example.org")
    for minutes, goes in ((1, False), (59, False), (60, True)):
        at = TUESDAY + timedelta(minutes=minutes)
        with clock.frozen(at):
            sue = let_in(app, "sue@example.org", secret)
            assert ("1 letter goes" in press(sue, only=id)) is goes
        assert work(app, at) == "", "the last press is after five o'clock"
    assert work(app, WEDNESDAY) == "1 letters mailed."
    assert len(mail.messages) == 2


@on_both
def test_a_child_can_never_be_mailed_whoever_writes_the_row(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context():
        for name in ("mail_asked_at", "mailed_at", "mail_refused_at"):
            with pytest.raises(IntegrityError, match="only_adults_get_mail"), db.transaction() as session:
                session.execute(update(Invitation).where(Invitation.id == ids[CHILD]).values({name: TUESDAY}))


def test_a_child_whose_letter_is_pressed_for_gets_none(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer
) -> None:
    assert "0 letters go by mail. 1 other does not." in press(kim, only=ids[CHILD])
    assert work(app) == ""
    assert kept(app, ids[CHILD]).mail_asked_at is None


@pytest.mark.parametrize("which", ["made_up", "of_the_child", "of_another_hour"])
def test_a_notice_that_nobody_of_support_asked_for_sends_nothing(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer, which: str
) -> None:
    id = ids[CHILD] if which == "of_the_child" else ids["foster_carer"]
    if which == "of_another_hour":
        press(kim)
    with app.app_context(), db.transaction() as session:
        session.execute(delete(Notice))
        queue(MAILED, key_of_mail(id, WEDNESDAY), to_role=RESPONDENT, channel=LETTERS_BY_MAIL)
    assert work(app) == ""
    assert mail.messages == []


@pytest.mark.parametrize("address", ["jo@example.org\r\nBcc: eve@example.org", "jo@example.org\nSubject: Zirkon"])
def test_an_address_of_two_lines_reaches_nobody_and_is_refused(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer, address: str
) -> None:
    with app.app_context(), db.transaction() as session:
        session.execute(update(Person).where(Person.role == "foster_carer").values(email=address))
    press(kim)
    assert work(app) == ""
    assert (mail.messages, mail.recipients) == ([], [])
    assert kept(app, ids["foster_carer"]).mail_refused_at == TUESDAY


def test_a_name_of_two_lines_writes_no_header(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer
) -> None:
    with app.app_context(), db.transaction() as session:
        name = update(Person).where(Person.role == "foster_carer").values(name="Jo\r\nBcc: eve@example.org")
        session.execute(name)
    press(kim)
    assert work(app) == "1 letters mailed."
    assert mail.recipients == ["jo@example.org"]
    assert mail.messages[0]["Bcc"] is None


def test_an_address_that_came_with_the_press_is_not_used(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer
) -> None:
    data = {**one(kim.get("/staff/letters?show=all"), ids["foster_carer"]), "email": "eve@example.org"}
    kim.post("/staff/letters/mail", data=data)
    work(app)
    assert mail.recipients == ["jo@example.org"]


def test_a_service_that_has_not_turned_it_on_shows_no_button_and_sends_nothing(
    app: Flask, ids: dict[str, str], kim: FlaskClient
) -> None:
    assert "/staff/letters/mail" in kim.get("/staff/letters").text
    with app.app_context():
        chosen()
    page = kim.get("/staff/letters?show=all")
    assert "/staff/letters/mail" not in page.text
    assert "/staff/letters/mail" not in kim.get("/staff/chasing").text
    assert "0 letters go by mail." in words_of(
        kim.post("/staff/letters/mail", data=one(page, ids["foster_carer"]), follow_redirects=True)
    )
