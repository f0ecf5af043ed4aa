"""An adult is invited by a mailed link: drawn when it goes, kept nowhere, and the child's letter is always paper."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from participation import clock, db, service
from participation.audit.models import AuditEntry
from participation.invitations.actions import Secrets, draw_secrets, invite
from participation.invitations.models import CHILD, Invitation
from participation.letters.by_mail import ABOUT, CHANNEL
from participation.operations.worker import mail_letters
from participation.outbox.actions import queue
from participation.outbox.models import RESPONDENT, Notice
from participation.outbox.respondents import Outgoing
from participation.reminders.wording import title_and_words as reminder_words
from participation.reviews.models import Person
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.translating.known import LANGUAGES
from tests import factories
from tests.answering.conftest import MEETING, TWO_WEEKS_BEFORE, two_weeks_before
from tests.answering.test_coming_back import boxes
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.letters.desk import as_ticked, asked_again, one, support
from tests.parts.browser import OpenPage, settled
from tests.parts.mail import MailServer
from tests.parts.server import Serve
from tests.walking import Phone, words_of

__all__ = ["two_weeks_before"]
TUESDAY = TWO_WEEKS_BEFORE
WEDNESDAY = TUESDAY.replace(day=25, hour=10)
LINK = re.compile(r"^(\S+/s)#([0-9A-Z]{26})\s*$", re.MULTILINE)
HALF = "He laughs at breakfast again"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    """With a mail server."""
    return make_app(smtp_url=mail.url)


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    """Invitations by respondent, none printed: a child, a carer with a mail address, and a school without."""
    with app.app_context():
        chosen(has_letters_by_mail=True, phone="01632 960 100")
        people = [("foster_carer", "Xanthippe Jo"), ("school", "Ms Field")]
        review = factories.review(factories.staff()[0], MEETING, preferred_name="Zirkon", people=people)
        with db.transaction() as session:
            session.execute(update(Person).where(Person.role == "foster_carer").values(email="jo@example.org"))
        invite([review], [CHILD, "foster_carer", "school"])
        return {each.respondent: each.id for each in db.session().scalars(select(Invitation))}


@pytest.fixture
def kim(app: Flask, ids: dict[str, str]) -> FlaskClient:
    """Support, at their desk."""
    return support(app)


def chosen(**settings: object) -> None:
    with db.transaction() as session:
        session.merge(ServiceRow.of(Service(**settings)))  # type: ignore[arg-type]
    service.forget()


def work(app: Flask, at: datetime = TUESDAY) -> str:
    """What the worker does at a moment."""
    with app.app_context(), clock.frozen(at):
        service.forget()
        return mail_letters()


def press(kim: FlaskClient, sure: str = "all", **more: str) -> str:
    """Support mails what is ticked on the list, and is sure; what the page says then."""
    page = kim.get("/staff/letters?show=all")
    data = one(page, more["only"]) if more else as_ticked(page)
    said = kim.post("/staff/letters/mail", data=data, follow_redirects=True)
    if 'name="sure"' in said.text:
        said = kim.post("/staff/letters/mail", data=asked_again(said, sure), follow_redirects=True)
    return words_of(said)


def kept(app: Flask, id: str) -> Invitation:
    with app.app_context():
        return db.session().get_one(Invitation, id)


def done(app: Flask) -> list[str]:
    with app.app_context():
        wanted = select(AuditEntry.action).where(AuditEntry.action.like("%mail%")).order_by(AuditEntry.number)
        return list(db.session().scalars(wanted))


def secret_in(message: EmailMessage) -> Secrets:
    """What the link of a mail carries."""
    ((_, token),) = LINK.findall(message.get_content())
    return Secrets(token, "")


def opens(app: Flask, secrets: Secrets) -> bool:
    return app.test_client().post("/start", data={"token": secrets.token}).status_code == 303


def paper(app: Flask, id: str) -> Secrets:
    """A letter that is on paper."""
    with app.app_context():
        return draw_secrets(db.session().get_one(Invitation, id))


def everything_kept(app: Flask) -> str:
    """Every value of every table, as text and as bytes are written."""
    with app.app_context():
        rows = (row for table in db.Base.metadata.sorted_tables for row in db.session().execute(select(table)))
        return "\n".join(str(tuple(row)) for row in rows)


@on_both
def test_one_press_mails_the_ticked_adult_and_leaves_the_child_and_who_has_no_address_to_paper(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer
) -> None:
    said = press(kim)
    assert "1 letter goes by mail." in said
    assert "2 others do not." in said
    assert "2 letters wait to be printed." in said
    assert work(app) == "1 letters mailed."
    assert mail.recipients == ["jo@example.org"]
    (message,) = mail.messages
    words = message.get_content()
    assert (message["Subject"], message["Auto-Submitted"]) == ("We would like to hear from you", "auto-generated")
    assert message.get_content_type() == "text/plain"
    assert "Dear Xanthippe Jo" in words
    assert "about a child whom you know" in words
    assert "by Thursday 5 March 2026" in words
    assert "It works until Tuesday 7 April 2026." in words
    assert "ring me: 01632 960 100" in words
    assert not re.search(r"Zirkon|(\d{4} ){3}\d{4}", str(message)), "neither the child nor a code to type"
    assert opens(app, secret_in(message))
    letter = kept(app, ids["foster_carer"])
    assert (letter.printings, letter.printed_at, letter.asked_at) == (1, TUESDAY, TUESDAY)
    assert (letter.mailed_at, letter.mail_asked_at, letter.code_lookup) == (TUESDAY, None, None)
    assert done(app) == ["letter to go by mail", "letter mailed"]
    page = words_of(kim.get("/staff/letters?show=all"))
    assert "by mail Tue 24 Feb" in page
    assert "not marked as posted" not in page, "there is no paper"
    assert "by mail on Tue 24 Feb" in words_of(kim.get("/staff/chasing"))
    assert "Went by mail on Tuesday 24 February 2026." in words_of(kim.get(f"/staff/letters/found?mark={letter.mark}"))
    assert work(app, WEDNESDAY) == ""


@on_both
def test_the_secret_is_in_the_mail_and_nowhere_else(
    app: Flask, kim: FlaskClient, mail: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mail.busy_for = 1
    press(kim)
    assert "" == work(app)
    waits = everything_kept(app)
    assert "1 letters mailed." == work(app, TUESDAY + timedelta(minutes=5))
    (message,) = mail.messages
    token = secret_in(message).token
    Phone(app, secret_in(message)).open("/home")
    found = everything_kept(app)
    assert "jo@example.org" in found, "what is searched holds what is kept"
    # The mail server of the tests runs in the same process, and logs what it is sent.
    logged = "\n".join(each.getMessage() for each in caplog.records if not each.name.startswith("mail."))
    assert '"code": 451' in logged
    for place in (waits, found, logged):
        assert token not in place
        assert token.lower() not in place
    assert repr(Outgoing("jo@example.org", "", token, print)).find(token) == -1


@on_both
def test_what_was_begun_with_the_mailed_link_is_there_on_another_phone_and_the_form_is_sent(
    app: Flask, kim: FlaskClient, mail: MailServer
) -> None:
    press(kim)
    work(app)
    (page, question), _ = boxes(app, "carer_view")
    link, path = secret_in(mail.messages[0]), f"/answer/carer_view/{page}"
    first = Phone(app, link)
    first.open(path)
    first.press("later", **{f"answer_{question}": HALF})
    second = Phone(app, link)
    assert HALF in second.open(path).text
    assert HALF in words_of(second.open("/answer/carer_view/check"))
    assert second.send("carer_view").request.path == "/answer/carer_view/done"


def test_a_letter_that_is_out_stops_opening_only_when_the_mail_has_gone_and_that_is_said_first(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer
) -> None:
    before = paper(app, ids["foster_carer"])
    page = kim.get("/staff/letters?show=all")
    asking = kim.post("/staff/letters/mail", data=one(page, ids["foster_carer"]))
    assert "The letter that is out stops opening as soon as the mail has gone." in words_of(asking)
    assert kept(app, ids["foster_carer"]).mail_asked_at is None, "nothing yet"
    press(kim, only=ids["foster_carer"])
    mail.busy_for = 1
    assert work(app) == ""
    assert opens(app, before)
    assert work(app, TUESDAY + timedelta(minutes=5)) == "1 letters mailed."
    assert not opens(app, before)
    assert opens(app, secret_in(mail.messages[0]))


def test_an_address_that_is_refused_for_good_waits_to_be_printed_and_the_paper_goes_on_opening(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer
) -> None:
    before = paper(app, ids["foster_carer"])
    mail.unknown = {"jo@example.org"}
    press(kim, only=ids["foster_carer"])
    assert work(app) == ""
    assert opens(app, before)
    page = kim.get("/staff/letters")
    assert "mail refused Tue 24 Feb: print it" in words_of(page)
    assert ids["foster_carer"] in as_ticked(page)["of"]
    mail.unknown = set()
    assert work(app, WEDNESDAY) == "", "it is not tried again by itself"
    assert done(app) == ["letter to go by mail", "mail refused"]
    with app.app_context():
        assert db.session().scalars(select(Notice)).all() == []


@pytest.mark.parametrize("what", ["answered", "begun", "not_asked", "printed", "turned_off", "no_address", "over"])
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
                "over": update(Invitation).values(ends_on=TUESDAY.date() - timedelta(days=1)),
            }
            with db.transaction() as session:
                session.execute(changes[what])
    assert work(app, at + timedelta(minutes=1)) == work(app, WEDNESDAY) == ""
    assert mail.messages == []
    with app.app_context():
        assert db.session().scalars(select(Notice)).all() == []
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
    for minutes, goes in ((1, False), (59, False), (60, True)):
        with clock.frozen(TUESDAY + timedelta(minutes=minutes)):
            assert ("1 letter goes" in press(kim, only=id)) is goes
        work(app, TUESDAY.replace(day=25, hour=9) if goes else TUESDAY + timedelta(minutes=minutes))
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
        queue(ABOUT, f"{ABOUT}/{id}/{WEDNESDAY.isoformat()}", to_role=RESPONDENT, channel=CHANNEL)
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


def test_a_reminder_of_a_mailed_link_speaks_of_the_mail(app: Flask, ids: dict[str, str], kim: FlaskClient) -> None:
    press(kim)
    work(app)
    with app.app_context():
        _, words = reminder_words(db.session().get_one(Invitation, ids["foster_carer"]))
    assert "with the link that we mailed to you. If you cannot find the mail, please ring us" in words


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_mail_is_in_the_language_of_the_adult(
    app: Flask, ids: dict[str, str], kim: FlaskClient, mail: MailServer, language: str
) -> None:
    with app.app_context(), db.transaction() as session:
        session.execute(update(Person).where(Person.role == "foster_carer").values(language=language))
    press(kim)
    work(app)
    words = mail.messages[0].get_content()
    assert ("Please do not pass it on." in words) == (language == "en")
    assert "%(" not in words
    assert secret_in(mail.messages[0]).token


def test_the_link_of_the_mail_opens_in_a_browser_and_the_form_is_sent(
    make_app: Callable[..., Flask], serve: Serve, open_page: OpenPage, app: Flask, kim: FlaskClient, mail: MailServer
) -> None:
    press(kim)
    work(app)
    live, page, link = serve(app), open_page(), secret_in(mail.messages[0])
    page.goto(f"{live}/s#{link.token}")
    settled(page).get_by_role("button", name="Start").click()
    settled(page).goto(f"{live}/answer/carer_view/check")
    assert link.token not in page.url
