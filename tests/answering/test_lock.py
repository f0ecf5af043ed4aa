"""The pages of the lock: chosen, shown once more, opened, changed, closed; and writing goes on without it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.locks.models import Lock
from tests.answering.conftest import TWO_WEEKS_BEFORE, Write
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

FOUR = {"kind": "pictures", "picture_1": "sun", "picture_2": "cat", "picture_3": "cat", "picture_4": "boat"}
OTHER = {**FOUR, "picture_4": "ball"}
DIGITS = {"kind": "digits", "digits": "482190"}


def put_on(phone: Phone, chosen: dict[str, str] = FOUR) -> None:
    """Choose a lock, look at it, keep it."""
    phone.open("/lock")
    if chosen["kind"] == "digits":
        phone.press("digits")
    phone.press("show", **chosen)
    assert "This is your lock" in words_of(phone.page)
    phone.press("keep")
    assert phone.page.request.path == "/after"


def unlock(phone: Phone, chosen: dict[str, str] = FOUR) -> None:
    """Open it."""
    phone.open("/lock")
    phone.press("open", **chosen)


def locks(app: Flask) -> list[Lock]:
    with app.app_context():
        return list(session().scalars(select(Lock)))


@on_both
@pytest.mark.parametrize("chosen", [FOUR, DIGITS], ids=["pictures", "digits"])
def test_a_child_puts_a_lock_on_and_opens_it_in_another_visit(app: Flask, write: Write, chosen: dict[str, str]) -> None:
    secrets = write().secrets
    put_on(Phone(app, secrets), chosen)
    again = Phone(app, secrets)
    assert "behind your lock" in words_of(again.open("/after"))
    unlock(again, chosen)
    assert again.page.request.path == "/after"
    assert "You have sent nothing yet." in words_of(again.page)


def test_a_lock_is_shown_once_more_before_it_counts_and_is_in_no_address(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.open("/lock")
    shown = maya.press("show", **FOUR)
    assert "Sun Cat Cat Boat" in words_of(shown)
    assert locks(app) == []
    assert maya.press("pictures").status_code == 200
    maya.press("show", **OTHER)
    maya.press("keep")
    assert maya.page.request.full_path == "/after?"
    assert len(locks(app)) == 1


def test_the_pad_itself_shows_the_four_pictures_so_they_are_kept_in_one_press(app: Flask, write: Write) -> None:
    secrets = write().secrets
    maya = Phone(app, secrets)
    maya.open("/lock")
    assert maya.press("keep", kind="pictures", picture_1="sun").status_code == 422
    assert "Please choose all four pictures." in words_of(maya.page)
    assert locks(app) == []
    maya.press("keep", **FOUR)
    assert maya.page.request.path == "/after"
    again = Phone(app, secrets)
    unlock(again, FOUR)
    assert again.page.request.path == "/after"


@pytest.mark.parametrize("chosen", [FOUR, DIGITS], ids=["pictures", "digits"])
def test_a_lock_that_is_put_on_from_the_check_page_leads_back_there(
    app: Flask, write: Write, chosen: dict[str, str]
) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="ok")
    check = maya.skip_to_check()
    (address,) = re.findall(r'href="(/lock[^"]*)"', check.text)
    maya.open(address)
    assert 'href="/answer/my_views/check">No lock<' in maya.page.text
    if chosen is DIGITS:
        maya.press("digits")
    data = {"csrf_token": hidden_fields(maya.page)["csrf_token"], "to": "lock", "purpose": "my_views", "language": "en"}
    assert maya.browser.post("/language", data=data).location == address
    maya.press("show", **chosen)
    maya.press("keep")
    assert maya.page.request.path == "/answer/my_views/check"
    assert "Keep a copy of this behind the lock" in words_of(maya.page)


@pytest.mark.parametrize("elsewhere", ["carer_view", "//example.org", "../home", "my_views/check"])
def test_a_lock_leads_back_to_our_own_places_only(app: Flask, write: Write, elsewhere: str) -> None:
    maya = Phone(app, write().secrets)
    maya.open(f"/lock?purpose={elsewhere}")
    assert elsewhere not in maya.page.text
    maya.press("keep", purpose=elsewhere, **FOUR)
    assert maya.page.request.path == "/after"


@pytest.mark.parametrize("zero", [0x660, 0x6F0, 0x9E6], ids=["arabic", "persian", "bengali"])
def test_digits_of_any_keyboard_open_it(app: Flask, write: Write, zero: int) -> None:
    secrets = write().secrets
    put_on(Phone(app, secrets), DIGITS)
    maya = Phone(app, secrets)
    unlock(maya, {"kind": "digits", "digits": "".join(chr(zero + int(digit)) for digit in "482190")})
    assert maya.page.request.path == "/after"


def test_what_is_no_lock_is_said_in_one_sentence_and_costs_no_try(app: Flask, write: Write) -> None:
    secrets = write().secrets
    maya = Phone(app, secrets)
    maya.open("/lock")
    page = maya.press("show", kind="pictures", picture_1="sun", picture_2="dragon")
    assert (page.status_code, "Please choose all four pictures." in page.text) == (422, True)
    page = maya.press("show", kind="digits", digits="12")
    assert (page.status_code, "A lock has six numbers." in page.text) == (422, True)
    assert locks(app) == []
    put_on(maya)
    for _ in range(7):
        unlock(maya, {"kind": "pictures"})
    maya.open("/lock")
    maya.press("close")
    for _ in range(7):
        unlock(maya, {"kind": "pictures"})
        assert maya.page.status_code == 422
    assert locks(app)[0].failures == 0


@pytest.mark.parametrize(("chosen", "place"), [(FOUR, "picture_1"), (DIGITS, "digits")], ids=["pictures", "digits"])
def test_what_has_to_be_put_right_leads_to_the_field_that_is_on_the_page(
    app: Flask, write: Write, chosen: dict[str, str], place: str
) -> None:
    secrets, kind = write().secrets, {"kind": chosen["kind"]}
    maya = Phone(app, secrets)
    maya.open("/lock")
    maya.press("show", **kind)
    pages = [maya.page]
    put_on(maya, chosen)
    maya = Phone(app, secrets)
    other = {name: "cat" if name != "kind" else value for name, value in chosen.items()} | {"digits": "111111"}
    for go, typed in (("open", kind), ("old", kind), ("open", other), ("old", other)):
        maya.open("/lock")
        pages.append(maya.press(go, **typed))
    for page in pages:
        problem = page.text.partition('class="problem"')[2].partition("</div>")[0]
        assert (page.status_code, re.findall(r'href="#(\w+)"', problem)) == (422, [place])
        assert page.text.count(f'id="{place}"') == 1


def test_five_wrong_tries_then_a_break_in_which_writing_goes_on(app: Flask, write: Write) -> None:
    secrets = write().secrets
    put_on(Phone(app, secrets))
    maya = Phone(app, secrets)
    for left in (4, 3, 2, 1):
        unlock(maya, OTHER)
        assert maya.page.status_code == 422
        assert f"You can try {left} more time" in words_of(maya.page)
    unlock(maya, OTHER)
    assert "You can try again after 16:15." in words_of(maya.page)
    assert "You can try again after 16:15." in words_of(maya.open("/lock"))
    page = Phone(app, secrets)
    page.open("/home")
    page.begin("my_views", "feelings")
    page.press("next", answer_feel_today="ok")
    page.skip_to_check()
    assert "It is sent" in words_of(page.send("my_views"))
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=16)):
        maya = Phone(app, secrets)
        unlock(maya, FOUR)
        assert maya.page.request.path == "/after"


def test_a_try_during_the_break_is_not_even_looked_at(app: Flask, write: Write) -> None:
    secrets = write().secrets
    put_on(Phone(app, secrets))
    maya = Phone(app, secrets)
    maya.open("/lock")
    first = maya.page
    for _ in range(5):
        maya.page = first
        maya.press("open", **OTHER)
    maya.page = first
    assert maya.press("open", **FOUR).status_code == 429
    assert "behind your lock" in words_of(maya.open("/after"))


def test_it_is_changed_with_the_old_one_only(app: Flask, write: Write) -> None:
    secrets = write().secrets
    maya = Phone(app, secrets)
    put_on(maya)
    maya.open("/lock")
    maya.press("change")
    assert maya.press("old", **OTHER).status_code == 422
    maya.press("old", **FOUR)
    maya.press("digits")
    maya.press("show", **DIGITS)
    assert "4 8 2 1 9 0" in words_of(maya.page)
    maya.press("keep")
    assert maya.page.request.path == "/after"
    again = Phone(app, secrets)
    unlock(again, DIGITS)
    assert again.page.request.path == "/after"
    assert len(locks(app)) == 1
    # Whoever holds only the letter cannot put another in its place.
    thief = Phone(app, secrets)
    thief.open("/lock")
    thief.press("keep", chosen="digits:1,1,1,1,1,1")
    thief.press("keep", chosen="digits:1,1,1,1,1,1", old="digits:1,1,1,1,1,2")
    again = Phone(app, secrets)
    unlock(again, DIGITS)
    assert again.page.request.path == "/after"


def test_the_lock_closes_with_its_button_with_leave_and_after_twenty_idle_minutes(app: Flask, write: Write) -> None:
    secrets = write().secrets
    maya = Phone(app, secrets)
    put_on(maya)
    maya.open("/lock")
    maya.press("close")
    assert maya.page.request.path == "/home"
    assert "behind your lock" in words_of(maya.open("/after"))
    unlock(maya)
    cookie = maya.browser.get_cookie("letter")
    maya.browser.post("/leave")
    assert cookie is not None
    maya.browser.set_cookie("letter", cookie.value)
    assert maya.browser.get("/after").location == "/"
    maya = Phone(app, secrets)
    assert "behind your lock" in words_of(maya.open("/after"))
    unlock(maya)
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=21)):
        assert maya.browser.get("/after").location == "/"
        assert maya.browser.get("/lock").location == "/"
        assert maya.press("read").request.path == "/"


def test_the_page_of_the_lock_says_what_it_does_not_cover(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    shown = words_of(maya.open("/lock"))
    assert "Somebody who finds your letter cannot see what you sent." in shown
    assert "What you began and did not send is not locked." in shown
    assert "They can see what you began and did not send." in words_of(maya.open("/home"))


def test_an_adult_has_no_lock(app: Flask, write: Write) -> None:
    carer = Phone(app, write("foster_carer").secrets)
    assert "/lock" not in carer.open("/home").text
    for path in ("/lock", "/after"):
        assert carer.open(path).status_code == 404


def test_a_lock_is_offered_before_and_after_sending_and_never_asked_for(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="ok")
    maya.skip_to_check()
    assert "put a lock on it first" in words_of(maya.page)
    assert "With a lock you can see who reads it" in words_of(maya.send("my_views"))


def test_the_pages_of_the_lock_stay_in_the_language_that_was_chosen_on_them(app: Flask, write: Write) -> None:
    maya = Phone(app, write().secrets)
    for path in ("/lock", "/after"):
        maya.open(path)
        data = {"csrf_token": hidden_fields(maya.page)["csrf_token"], "to": path.strip("/"), "language": "ar"}
        assert maya.browser.post("/language", data=data).location == path
