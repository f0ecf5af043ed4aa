"""An adult is invited by a mailed link: drawn when it goes, and kept nowhere."""

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from participation import db
from participation.invitations.actions import invite
from participation.invitations.models import Invitation
from participation.outbox.respondents import Outgoing
from participation.reminders.wording import title_and_words as reminder_words
from participation.reviews.models import Person, Review
from participation.submissions.models import Receipt
from participation.translating.known import LANGUAGES
from tests import factories
from tests.answering.conftest import MEETING, Letter, two_weeks_before
from tests.answering.test_coming_back import boxes
from tests.answering.touring import enter, walk
from tests.databases import on_both
from tests.letters.desk import as_ticked, one
from tests.letters.mailing import (
    HALF,
    TUESDAY,
    WEDNESDAY,
    app,
    done,
    everything_kept,
    ids,
    kept,
    kim,
    notices,
    opens,
    paper,
    press,
    secret_in,
    work,
)
from tests.parts.browser import OpenPage, settled
from tests.parts.mail import BUSY, MailServer
from tests.parts.server import Serve
from tests.walking import Phone, words_of

__all__ = ["app", "ids", "kim", "two_weeks_before"]


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
    assert notices(app) == []


def test_a_reminder_of_a_mailed_link_speaks_of_the_mail(app: Flask, ids: dict[str, str], kim: FlaskClient) -> None:
    press(kim)
    work(app)
    with app.app_context():
        _, words = reminder_words(db.session().get_one(Invitation, ids["foster_carer"]))
    assert "with the link that we mailed to you. If you cannot find the mail, please ring us" in words


def test_a_mail_of_which_it_is_not_known_whether_it_went_is_followed_by_another_that_opens(
    app: Flask, kim: FlaskClient, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = mail.handle_DATA

    async def taken_and_not_said(*given: Any) -> str:
        await taken(*given)
        return BUSY

    press(kim)
    with monkeypatch.context() as broken:
        broken.setattr(mail, "handle_DATA", taken_and_not_said)
        assert work(app) == ""
    assert work(app, TUESDAY + timedelta(minutes=5)) == "1 letters mailed."
    first, second = mail.messages
    assert [opens(app, secret_in(each)) for each in (first, second)] == [False, True]
    assert first["Message-ID"] != second["Message-ID"], "a mailbox would show the first alone"


def test_an_hour_that_moves_makes_no_mail_untrue_for_it_names_none(
    app: Flask, kim: FlaskClient, mail: MailServer
) -> None:
    at = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
    for hour in (at, at + timedelta(hours=1)):
        with app.app_context(), db.transaction() as session:
            session.execute(update(Review).values(starts_at=hour))
        if hour == at:
            press(kim)
            assert work(app) == "1 letters mailed."
    assert "no longer so" not in words_of(kim.get("/staff/letters"))


def test_the_mail_is_in_the_language_of_the_adult(app: Flask, kim: FlaskClient, mail: MailServer) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        for language in LANGUAGES:
            review = factories.review(officer, MEETING, people=[("foster_carer", "Jo")])
            with db.transaction() as session:
                kept = {"language": language, "email": f"{language}@example.org"}
                session.execute(update(Person).where(Person.review_id == review.id).values(**kept))
            invite([review], ["foster_carer"])
    press(kim)
    assert work(app) == f"{1 + len(LANGUAGES)} letters mailed."
    for to, message in zip(mail.recipients, mail.messages, strict=True):
        words, language = message.get_content(), to.removesuffix("@example.org")
        assert ("Please do not pass it on." in words) == (language in ("en", "jo")), language
        assert "%(" not in words, language
        assert secret_in(message).token
    assert {*LANGUAGES} <= {to.removesuffix("@example.org") for to in mail.recipients}


def test_the_link_of_the_mail_opens_in_a_browser_and_the_form_is_sent(
    serve: Serve, open_page: OpenPage, app: Flask, kim: FlaskClient, mail: MailServer
) -> None:
    press(kim)
    work(app)
    live, page, link = serve(app), open_page(), secret_in(mail.messages[0])
    enter(page, live, Letter("", "", "", link))
    assert settled(page).url == f"{live}/home"
    *_, last = walk(page, live, "carer_view")
    assert last == "done carer_view"
    with app.app_context():
        (receipt,) = db.session().scalars(select(Receipt)).all()
    assert receipt.purpose == "carer_view"
