"""At the address of the council that printed it, a letter leads on to where it opens, and to nowhere else."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from participation import clock
from participation.db import session, transaction
from participation.handover.models import Handover
from participation.interpreting.queries import lookup_of
from participation.invitations.models import Failure, MovedLetter
from participation.invitations.secrets import new_code, new_token, spaced
from participation.retention.actions import purge
from tests.databases import on_both
from tests.handover.conftest import ELSEWHERE, MEETING, TWO_WEEKS_BEFORE, Councils
from tests.walking import Phone, words_of

ADDRESS = "Letter-Moved-To"


def started(app: Flask, **form: str) -> TestResponse:
    return app.test_client().post("/start", data=form)


def links(page: TestResponse) -> list[str]:
    """Where on a page another server is named."""
    return [each.split('"')[0] for each in page.text.split(ELSEWHERE)[1:]]


def test_a_letter_opens_where_it_has_gone(councils: Councils) -> None:
    secrets = councils.letter()
    assert Phone(councils.new, secrets).page.status_code == 200
    assert started(councils.new, code=secrets.code).status_code == 303


def test_the_greeting_says_where_and_nothing_else(councils: Councils) -> None:
    secrets = councils.letter()
    answer = councils.old.test_client().post("/greeting", data={"token": secrets.token})
    assert (answer.status_code, answer.headers[ADDRESS], answer.text) == (200, ELSEWHERE, "")
    assert "Set-Cookie" not in answer.headers
    for token in (new_token(), "", secrets.code):
        assert ADDRESS not in councils.old.test_client().post("/greeting", data={"token": token}).headers
    assert ADDRESS not in councils.new.test_client().post("/greeting", data={"token": secrets.token}).headers


def test_start_that_was_pressed_first_leads_on_by_itself_and_by_a_link(councils: Councils) -> None:
    secrets = councils.letter()
    page = started(councils.old, token=secrets.token)
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert links(page) == [f"/s#{secrets.token}"] * 2
    assert f'<meta http-equiv="refresh" content="0; url={ELSEWHERE}/s#{secrets.token}">' in page.text
    assert secrets.token not in str(page.headers)
    arabic = councils.old.test_client().post("/start", data={"token": secrets.token}, headers={"Accept-Language": "ar"})
    assert links(arabic) == [f"/s?language=ar#{secrets.token}"] * 2
    assert "form-action 'self' https://www.bbc.co.uk;" in page.headers["Content-Security-Policy"]


def test_a_typed_code_leads_on_by_one_link_in_the_language_that_was_chosen(councils: Councils) -> None:
    secrets = councils.letter()
    page = started(councils.old, code=spaced(secrets.code))
    assert page.status_code == 200
    assert "It is still your letter. It opens here now: letters.surrey.example" in words_of(page)
    assert "If that page asks for the code, type it again." in words_of(page)
    assert links(page) == [f"/s#{secrets.code}"]
    assert "refresh" not in page.text
    arabic = started(councils.old, code=secrets.code, language="ar")
    assert '<html lang="ar" dir="rtl">' in arabic.text
    assert "صار لرسالتك عنوان جديد" in arabic.text
    assert links(arabic) == [f"/s?language=ar#{secrets.code}"]
    there = councils.new.test_client().get("/s?language=ar")
    assert '<html lang="ar" dir="rtl">' in there.text
    with councils.old.app_context():
        assert not session().scalar(select(func.sum(Failure.count)))


def test_a_code_after_the_hash_opens_at_the_new_address(councils: Councils) -> None:
    """The script puts what stands after the # where a scanned secret stands."""
    secrets = councils.letter()
    assert started(councils.new, token=secrets.code).status_code == 303


def test_a_code_of_a_third_council_that_came_to_the_old_one_first_leads_on_too(councils: Councils) -> None:
    first = bytes(range(32))
    further = Councils(councils.old, councils.new, first)
    councils.old.extensions["keyring"] = keys = councils.new.extensions["keyring"]
    keys.inherit_pepper(first)
    assert links(started(councils.old, code=(secrets := further.letter()).code)) == [f"/s#{secrets.code}"]
    assert started(councils.new, code=secrets.code).status_code == 303


def test_what_has_not_moved_is_as_unknown_as_before(councils: Councils) -> None:
    councils.letter()
    for form in ({"code": new_code()}, {"token": new_token()}, {"token": "nothing"}, {"code": ""}):
        page = started(councils.old, **form)
        assert page.status_code == 404
        assert links(page) == []


def test_an_interpreters_link_leads_on_and_what_was_typed_stands_there_once_more(councils: Councils) -> None:
    secret, other = new_token(), new_token()
    councils.leads([lookup_of(secret)])
    shown = councils.old.test_client().post("/interpret", data={"secret": secret})
    assert shown.status_code == 200
    assert links(shown) == [f"/interpret#{secret}"]
    form = {"secret": secret, "english_0": "My room is nice", "initials": "TG", "agency": "Tongues"}
    sent = councils.old.test_client().post("/interpret/english", data=form)
    assert "My room is nice" in words_of(sent)
    assert links(sent) == [f"/interpret#{secret}"]
    assert councils.old.test_client().post("/interpret", data={"secret": other}).status_code == 404
    with councils.old.app_context():
        assert session().scalar(select(func.sum(Failure.count))) == 1  # the one that was none


def test_the_secret_of_a_letter_leads_to_no_interpreters_page(councils: Councils) -> None:
    secrets = councils.letter()
    assert councils.old.test_client().post("/interpret", data={"secret": secrets.token}).status_code == 404


@on_both
@pytest.mark.parametrize(
    "address",
    [
        "http://letters.surrey.example",
        "javascript:alert(1)//",
        "//letters.surrey.example",
        "http://127.0.0.1.surrey.example",
        "https://letters.surrey.example#",
        "https://letters.surrey.example?to=",
        "https://kent.example@surrey.example",
        "https://letters.surrey.example /",
        "",
    ],
)
def test_the_database_takes_no_address_but_that_of_a_server(app: Flask, address: str) -> None:
    with app.app_context(), pytest.raises(IntegrityError), transaction() as current:
        current.add(MovedLetter(lookup="x", address=address, ends_on=MEETING))


@on_both
def test_where_it_leads_is_forgotten_with_its_letter_and_who_went_long_after_it_is_closed(app: Flask) -> None:
    with app.app_context():
        with transaction() as current:
            current.add(MovedLetter(lookup="x", address=ELSEWHERE, ends_on=MEETING))
            here = {"other": "kent", "at": clock.now(), "prefix": "", "children": ["01k"]}
            current.add_all([Handover(**here, went=True), Handover(**here, went=True, closed_at=clock.now())])
        for days, letters, handovers in ((44, 1, 2), (45, 0, 2), (2191, 0, 2), (2192, 0, 1), (9000, 0, 1)):
            with clock.frozen(TWO_WEEKS_BEFORE + timedelta(days=days)):
                purge()
            assert session().scalar(select(func.count()).select_from(MovedLetter)) == letters
            assert session().scalar(select(func.count()).select_from(Handover)) == handovers
