"""Behind the lock: the own copy, who has read it, the officer's answers, and withdrawing; without it not a word."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.invitations.actions import draw_secrets
from participation.invitations.models import Invitation
from participation.outcomes.models import Outcome
from participation.submissions.actions import read
from participation.submissions.models import OwnCopy, Submission
from tests.answering.conftest import Letter, Write
from tests.answering.loud import ANSWER, LOUD, WEDNESDAY, WISH, letter, officer_answers, officer_of, officer_reads, says
from tests.answering.test_footprints import everything, public_pages
from tests.answering.test_lock import FOUR, OTHER, put_on, unlock
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, ticked_fields, words_of

__all__ = ["letter"]


def outcomes(app: Flask) -> list[Outcome]:
    with app.app_context():
        return list(session().scalars(select(Outcome)))


@on_both
def test_behind_the_lock_a_child_reads_what_they_sent_who_has_read_it_and_what_came_of_it(
    app: Flask, letter: Letter
) -> None:
    maya = Phone(app, letter.secrets)
    unlock(maya, FOUR)
    page = words_of(maya.page)
    assert "Nobody has read this yet." in page
    assert LOUD in page
    assert WISH in page
    officer_reads(app, letter)
    officer_answers(app, letter)
    with clock.frozen(WEDNESDAY + timedelta(hours=1)):
        maya = Phone(app, letter.secrets)
        unlock(maya, FOUR)
        page = words_of(maya.page)
        assert "Amara, your officer, read this on Tuesday 3 March 2026." in page
        assert "Amara has answered you" in page
        assert ANSWER not in page
        assert outcomes(app)[0].shown_at is None
        page = words_of(maya.press("read"))
        assert ANSWER in page
        assert "Yes, this was agreed" in page
        assert "has answered you" not in page
        assert outcomes(app)[0].shown_at == clock.now()
    with clock.frozen(WEDNESDAY + timedelta(hours=2)):
        maya = Phone(app, letter.secrets)
        unlock(maya, FOUR)
        maya.press("read")
        assert outcomes(app)[0].shown_at == WEDNESDAY + timedelta(hours=1)


def responses(app: Flask, browser: FlaskClient, letter: Letter) -> Iterator[str]:
    """Everything that whoever holds the letter can get out of the public side."""
    with app.app_context():
        ids = [*session().scalars(select(Submission.id)), *session().scalars(select(Outcome.id))]
    token = hidden_fields(browser.get("/home"))["csrf_token"]
    for path, purpose in asked_for(app):
        yield browser.get(path, follow_redirects=True).text
        if path in ("/leave", "/start"):
            continue
        for id in ids:
            data = {
                "csrf_token": token, "ref": letter.invitation_id, "draft": id, "purpose": purpose,
                "take_back": id, "sure": id, "go": "read", "to": "after", "language": "en", **OTHER,
            }  # fmt: skip
            yield browser.post(path, data=data, follow_redirects=True).text


def asked_for(app: Flask) -> dict[tuple[str, str], None]:
    """Each address once, with each purpose that may be posted to it."""
    addresses = {rule.rule for rule in app.url_map.iter_rules() if not rule.rule.startswith(("/staff", "/static"))}
    return {
        (rule.replace("<purpose>", purpose).replace("<page_id>", page).replace("<name>", "seed"), purpose): None
        for rule in sorted(addresses)
        for purpose in ("my_views", "my_meeting", "my_advocate", "after_review")
        for page in ("feelings", "change", "check", "done")
    }


def test_with_a_letter_and_without_its_lock_nobody_gets_a_word_out(app: Flask, letter: Letter) -> None:
    officer_reads(app, letter)
    officer_answers(app, letter)
    with clock.frozen(WEDNESDAY):
        maya = Phone(app, letter.secrets)
        unlock(maya, FOUR)
        maya.press("read")
        assert all(word in maya.page.text for word in (LOUD, WISH, ANSWER))
        app.test_client_class = FlaskClient  # what is posted at random is often no page
        found = Phone(app, letter.secrets)
        pages = list(responses(app, found.browser, letter))
        assert found.browser.get("/home").status_code == 200
    assert len(pages) > 100
    for page in pages:
        for word in (LOUD, WISH, ANSWER, "Amara, your officer, read this"):
            assert word not in page


def test_looking_behind_the_open_lock_changes_nothing(app: Flask, letter: Letter) -> None:
    officer_reads(app, letter)
    officer_answers(app, letter)
    app.test_client_class = FlaskClient  # a HEAD has no page to check
    with clock.frozen(WEDNESDAY):
        maya = Phone(app, letter.secrets)
        unlock(maya, FOUR)
        before = everything(app)
        for path in public_pages(app):
            for method in ("GET", "HEAD"):
                maya.browser.open(path, method=method)
        assert everything(app) == before


def test_without_a_lock_only_the_way_to_one_is_shown(app: Flask, write: Write) -> None:
    letter = write()
    maya = Phone(app, letter.secrets)
    says(maya)
    page = maya.open("/after")
    assert "For that your letter needs a lock." in words_of(page)
    assert LOUD not in page.text
    with app.app_context():
        assert list(session().scalars(select(OwnCopy))) == []
    put_on(maya)
    page = words_of(maya.open("/after"))
    assert "No copy of this was kept." in page
    assert LOUD not in page


def ready_to_send(app: Flask, letter: Letter) -> Phone:
    """Maya in a visit of her own, who has not touched any lock, before the page with everything that she says."""
    maya = Phone(app, letter.secrets)
    maya.begin("my_views", "feelings")
    maya.press("next", answer_feel_today="sad", answer_feel_today_words=LOUD)
    maya.skip_to_check()
    return maya


def behind_the_lock(app: Flask, letter: Letter) -> str:
    """What whoever has put the lock on gets out of it."""
    adult = Phone(app, letter.secrets)
    unlock(adult, FOUR)
    assert adult.page.request.path == "/after"
    return adult.page.text


@on_both
def test_a_lock_that_somebody_else_has_put_on_gives_them_nothing_that_the_child_sends(app: Flask, write: Write) -> None:
    letter = write()
    put_on(Phone(app, letter.secrets))
    maya = ready_to_send(app, letter)
    page = words_of(maya.page)
    assert "There has been a lock on this letter since Tuesday 24 February 2026." in page
    assert "Keep a copy of this behind the lock" in page
    assert "Is the lock not yours? Leave this empty, and ask for a new letter." in page
    assert ticked_fields(maya.page) == {}
    maya.send("my_views")
    assert LOUD not in behind_the_lock(app, letter)
    with app.app_context():
        assert list(session().scalars(select(OwnCopy))) == []
        (sent,) = session().scalars(select(Submission))
        assert LOUD in str(read(officer_of(letter), [sent], "preparing the review"))


@on_both
def test_a_page_from_before_the_lock_makes_no_copy(app: Flask, write: Write) -> None:
    letter = write()
    maya = ready_to_send(app, letter)
    assert "Keep a copy" not in maya.page.text
    put_on(Phone(app, letter.secrets))
    maya.send("my_views")
    assert LOUD not in behind_the_lock(app, letter)


def test_the_copy_is_ticked_only_where_this_visit_has_opened_the_lock(app: Flask, write: Write) -> None:
    letter = write()
    put_on(Phone(app, letter.secrets))
    maya = ready_to_send(app, letter)
    maya.open("/lock")
    assert "There has been a lock on this letter since Tuesday 24 February 2026." in words_of(maya.page)
    maya.press("open", **FOUR)
    maya.open("/answer/my_views/check")
    assert ticked_fields(maya.page) == {"copy": "yes"}
    assert "Is the lock not yours?" not in maya.page.text
    maya.open("/lock")
    maya.press("close")
    maya.open("/answer/my_views/check")
    assert ticked_fields(maya.page) == {}
    maya.send("my_views", copy="yes")
    assert LOUD in behind_the_lock(app, letter)


def test_neither_the_copy_nor_the_answer_can_be_read_in_the_database(
    app: Flask, letter: Letter, database_url: str
) -> None:
    officer_reads(app, letter)
    officer_answers(app, letter)
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    stored = b"".join(path.read_bytes() for path in folder.glob("participation.sqlite*"))
    with app.app_context():
        assert len(session().scalars(select(OwnCopy)).all()) == 1
    for word in (LOUD, WISH, ANSWER, "pictures:sun"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert word.encode(encoding) not in stored


def test_a_new_letter_opens_nothing_that_is_behind_the_old_lock(app: Flask, letter: Letter) -> None:
    officer_reads(app, letter)
    officer_answers(app, letter)
    with app.app_context():
        again = draw_secrets(session().get_one(Invitation, letter.invitation_id))
    with clock.frozen(WEDNESDAY):
        maya = Phone(app, again)
        put_on(maya)
        page = maya.press("read")
    for word in (LOUD, WISH, ANSWER):
        assert word not in page.text
