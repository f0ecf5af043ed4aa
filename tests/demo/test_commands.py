"""`participation demo` from the terminal: what it refuses, what it shows, and what opens with what it shows."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation import clock, create_app
from participation.children.models import Child
from participation.config import Config
from participation.db import as_one
from participation.demo import kept
from participation.demo.commands import FEWEST
from participation.demo.diary import Step
from participation.demo.filling import fill
from participation.demo.queries import invitation, is_empty
from participation.invitations.actions import Secrets, draw_secrets
from participation.service import ServiceRow
from participation.staff.models import Staff
from tests import factories
from tests.databases import on_both
from tests.demo.conftest import run
from tests.demo.looking import FEW, NOW, found, rows, told
from tests.staff.test_commands import scanned
from tests.walking import Phone, hidden_fields, words_of


def test_a_filled_database_is_left_alone_and_one_sentence_says_how_to_start_over(filled: Flask) -> None:
    before = told(filled)
    again = run(filled)
    assert again.exit_code == 1
    assert again.stdout == ""
    assert len(again.stderr.splitlines()) == 1
    assert "only an empty one. To start over, remove" in again.stderr
    quietly = run(filled, "--if-empty")
    assert (quietly.exit_code, quietly.output) == (0, "")
    assert told(filled) == before


@on_both
def test_among_real_people_nobody_is_invented_and_nobody_is_told_to_remove_them(app: Flask) -> None:
    with app.app_context():
        factories.review()
        before = rows(Child)
    for options in ((), ("--letters",)):
        done = run(app, *options)
        assert (done.exit_code, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.endswith("set PARTICIPATION_DATABASE_URL to an empty one.\n")
    assert run(app, "--if-empty").output == ""
    with app.app_context():
        assert [each.id for each in rows(Child)] == [each.id for each in before]
        assert rows(ServiceRow) == rows(Staff) == []


def test_an_account_is_enough_for_a_database_not_to_be_empty(app: Flask) -> None:
    with app.app_context():
        factories.staff()
    assert run(app).exit_code == 1
    assert "no invented people here" in run(app, "--letters").stderr


def test_without_keys_nothing_is_invented(database_url: str, tmp_path: Path) -> None:
    app = create_app(Config(database_url=database_url, keys_dir=str(tmp_path / "none")))
    done = run(app, "--children", FEW)
    app.extensions["engine"].dispose()
    assert (done.exit_code, done.stderr) == (1, "There are no keys yet. Run `participation keys init`.\n")


@on_both
def test_who_interrupts_it_finds_the_database_as_empty_as_before(app: Flask) -> None:
    def interrupted(steps: list[Step]) -> AbstractContextManager[Iterable[Step]]:
        def some() -> Iterable[Step]:
            yield from steps[: len(steps) // 2]
            raise KeyboardInterrupt

        return nullcontext(some())

    with app.app_context():
        with pytest.raises(KeyboardInterrupt), as_one():
            fill(FEWEST, 1, interrupted)
        assert is_empty()
        assert rows(Child) == []
    assert run(app, "--children", FEWEST).exit_code == 0


@pytest.mark.parametrize("number", range(5))
def test_the_square_the_link_and_the_code_of_a_letter_are_of_one_letter(filled: Flask, number: int) -> None:
    shown = run(filled, "--letters").output.split("A letter to ")[number + 1]
    link = re.search(r"link  (\S+)", shown)
    code = re.search(r"code  ([\d ]+)", shown)
    assert link
    assert code
    assert scanned(shown) == link[1]
    token = link[1].partition("/s#")[2]
    by_link = Phone(filled, Secrets(token, "")).page
    by_code = filled.test_client().post("/start", data={"code": code[1], "language": "en"}, follow_redirects=True)
    assert words_of(by_link) == words_of(by_code)


def test_letters_say_whose_they_are_and_the_child_after_the_review_is_asked_how_it_was(filled: Flask) -> None:
    shown = run(filled, "--letters").output
    for who in (
        "a child before a review: Ellie",
        "a child after a review: Kai",
        "a carer: Jo",
        "a fostering social worker: Ines",
        "a parent",
        "a school",
    ):
        assert f"A letter to {who}" in shown
    with filled.app_context():
        before, after, *_ = found().letters
    assert "/answer/my_views" in Phone(filled, Secrets(before.token, before.code)).page.text
    assert "/answer/after_review" in Phone(filled, Secrets(after.token, after.code)).page.text


def test_shown_again_the_same_letters_open_and_one_that_was_replaced_says_so(filled: Flask) -> None:
    first = run(filled, "--letters").output
    assert re.findall(r"link  http.*", run(filled, "--letters").output) == re.findall(r"link  http.*", first)
    with filled.app_context():
        draw_secrets(invitation(found().letters[2].invitation_id))
    assert len(re.findall(r"link  http.*", run(filled, "--letters").output)) == 5
    assert "no longer opens" in run(filled, "--letters").output


@pytest.mark.parametrize("role", ["officer", "support", "manager", "advocate"])
def test_one_of_each_role_signs_in_minutes_later_with_what_the_terminal_shows(filled: Flask, role: str) -> None:
    shown = run(filled, "--letters").output
    about = shown.partition(f"\n  {role}")[2]
    email, password = (re.search(rf"{name} +(\S+)", about)[1] for name in ("email", "password"))  # type: ignore[index]
    browser = filled.test_client()
    with clock.frozen(NOW + timedelta(minutes=10)):
        code = run(filled, "--code", email).stdout.strip()
        data = {**hidden_fields(browser.get("/staff/sign-in")), "email": email, "password": password}
        browser.post("/staff/sign-in", data=data)
        data = {**hidden_fields(browser.get("/staff/sign-in/code")), "code": code}
        desk = browser.post("/staff/sign-in/code", data=data, follow_redirects=True)
    assert desk.status_code == 200
    assert "Sign out" in desk.text


def test_a_code_is_shown_of_invented_people_only(filled: Flask) -> None:
    done = run(filled, "--code", "somebody@example.org")
    assert done.exit_code == 1
    assert "Nobody invented signs in as somebody@example.org." in done.stderr


def test_only_this_account_of_the_machine_can_read_what_is_kept(filled: Flask) -> None:
    with filled.app_context():
        assert kept.path().stat().st_mode & 0o777 == 0o600


def test_the_same_seed_on_the_same_day_invents_the_same_service(
    tmp_path: Path, keys_dir: Path, empty_sqlite: Path
) -> None:
    services = []
    for number, seed in enumerate((7, 7, 8)):
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(empty_sqlite.read_bytes())
        app = create_app(Config(database_url=f"sqlite:///{path}", keys_dir=str(keys_dir)))
        with clock.frozen(NOW + timedelta(hours=number)):
            assert run(app, "--children", FEW, "--seed", seed).exit_code == 0
            services.append(told(app))
        app.extensions["engine"].dispose()
    assert services[0] == services[1] != services[2]


def test_the_lock_that_the_terminal_shows_opens_what_came_of_it(filled: Flask) -> None:
    with filled.app_context():
        (letter,) = (each for each in found().letters if each.lock)
    assert f"lock  {letter.lock}" in run(filled, "--letters").output
    with clock.frozen(NOW):
        kai = Phone(filled, Secrets(letter.token, letter.code))
        kai.open("/lock")
        picked = {f"picture_{number}": name for number, name in enumerate(letter.lock.split(", "), start=1)}
        page = words_of(kai.press("open", kind="pictures", **picked))
        assert "What I sent" in page
        assert "has answered you" in page
        assert "I talked about this with your social worker" in words_of(kai.press("read"))
