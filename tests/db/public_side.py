"""A service on PostgreSQL whose public side is a role of its own, and the walks of respondents there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from participation import clock, create_app
from participation.arranging.actions import Arrangement, ToOffer, offer_slots, settle_meeting
from participation.arranging.slots import Slot
from participation.carried.actions import ToSay, say_for
from participation.carried.models import SaidBy
from participation.challenges.actions import raise_challenge
from participation.complaints.actions import add_step
from participation.complaints.models import Complaint, ComplaintState
from participation.config import Config
from participation.db import new_id, session, transaction
from participation.faces.actions import give_face
from participation.feedback.you_said import ENGLISH, publish
from participation.interpreting.actions import ask_interpreter
from participation.invitations.actions import Secrets
from participation.invitations.secrets import new_code, new_token
from participation.operations.cli import cli
from participation.outcomes.actions import Decision, answer
from participation.outcomes.models import Outcome
from participation.profiles.actions import About, write_profile
from participation.profiles.models import Profile
from participation.staff.models import Role, Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from tests import factories
from tests.answering.test_lock import FOUR, OTHER, put_on
from tests.challenges.raising import A_CHALLENGE
from tests.page_checks import CheckedClient
from tests.parts.postgres import SUPERUSER, PostgresServer
from tests.profiles.test_photos import picture
from tests.walking import Phone, hidden_fields, words_of

ROLE = "public_side"
MEETING = date(2026, 3, 10)
ANSWER = "Quittengelee"
WORDS = "Zwergkaninchen im Mondschein"
IN_ENGLISH = "Dwarf rabbits by moonlight"
OPEN = (
    "/", "/s", "/officer", "/officer/photo", "/officer/drawn/round_curls.svg", "/healthz", "/readyz",
    "/meeting", "/help", "/privacy", "/accessibility", "/languages",
)  # fmt: skip
"""What a child may look at as they please."""


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(datetime(2026, 2, 24, 16, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """SQLite has no roles."""
    return postgres_url


@pytest.fixture
def role(postgres: PostgresServer) -> str:
    """The role as an operator makes it: it may come in, and nothing more."""
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")
    return ROLE


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


@pytest.fixture
def app(make_app: Callable[..., Flask], role: str) -> Flask:
    """The staff side, as the owner of the records, after the upgrade that gives the role what it needs."""
    app = make_app(public_role=role)
    assert run(app, "db", "upgrade").exit_code == 0
    return app


@pytest.fixture
def public_url(database_url: str) -> str:
    return database_url.replace(f"//{SUPERUSER}@", f"//{ROLE}@")


@pytest.fixture
def public(app: Flask, public_url: str, keys_dir: Any) -> Iterator[Flask]:
    """The public side, as its own role; what the database refuses it fails the test."""
    public = create_app(Config(database_url=public_url, keys_dir=str(keys_dir), sides="public"))
    public.test_client_class = CheckedClient
    refused: list[str] = []
    engine = public.extensions["engine"]
    event.listen(engine, "handle_error", lambda context: refused.append(str(context.original_exception)))
    yield public
    engine.dispose()
    assert refused == []


@pytest.fixture
def letters(app: Flask) -> tuple[Secrets, Secrets]:
    """A child's letter and a carer's, about one review."""
    with app.app_context():
        officer, _ = factories.staff(name="Amara Okafor")
        write_profile(officer.id, About("Amara", about="<p>I have a dog.</p>", portrait="round_curls"))
        with transaction() as current:
            current.get_one(Profile, officer.id).photo = b"a picture"
        publish(officer, "", ENGLISH, "Meetings are too long.", "We stop after an hour.")
        review = factories.review(officer)
        coming = {person.id for person in review.people}
        give_face(officer, next(each.id for each in review.people if each.role == "foster_carer"), picture("JPEG"))
        slot = Slot(clock.now(), "Room 2")
        for hour, why in enumerate(("", "place")):
            at = clock.moment(MEETING, time(15 + hour))
            arranged = Arrangement(MEETING, at, "Room 1", coming, may_see_place=True, why=why)
            settle_meeting(officer, review.id, arranged, seen=hour)
        offer_slots(officer, review.id, ToOffer([slot, slot], MEETING))
        return factories.letter(review)[1], factories.letter(review, "foster_carer")[1]


def walk_of_a_stranger(stranger: FlaskClient, secrets: Secrets) -> None:
    """Two mistyped codes, a retyped address, a scanned letter."""
    for _ in range(2):
        assert stranger.post("/start", data={"code": new_code()}).status_code == 404
    assert stranger.get("/S").location == "/s"
    assert "Amara" in stranger.post("/greeting", data={"token": secrets.token}).text
    ask_for_help(stranger)


def walk_of_the_child(app: Flask, secrets: Secrets) -> None:
    """Everything that a child can press, with two mistyped codes before."""
    stranger = app.test_client()
    walk_of_a_stranger(stranger, secrets)
    assert stranger.post("/start", data={"code": secrets.code}).status_code == 303
    maya = Phone(app, secrets)
    ask_for_help(maya.browser)
    assert "Amara" in maya.page.text
    for path in OPEN:
        assert maya.browser.get(path).status_code == 200, path
    for path in ("/clips/en/nothing.mp3", "/symbols/nothing.png"):
        assert maya.browser.get(path).status_code == 404, path
    look_at_the_faces(maya)
    put_on(maya)
    look_at_levels(maya)
    maya.begin("my_views", "feelings")
    form = hidden_fields(maya.page)
    maya.press("next", answer_feel_today="sad", answer_feel_today_words=WORDS)
    other_tab = {**form, "answer_feel_today_words": "something else", "go": "next"}
    assert maya.browser.post("/answer/my_views/feelings", data=other_tab).status_code == 409
    maya.open("/answer/my_views/proud")
    spoken = {**hidden_fields(maya.page), "answer_proud_of": WORDS, "language": "ar"}
    assert maya.browser.post("/language", data=spoken).status_code == 303
    maya.open("/answer/my_views/proud")
    maya.skip_to_check()
    form = hidden_fields(maya.page)
    assert maya.send("my_views").request.path == "/answer/my_views/done"
    again = maya.browser.post("/answer/my_views/send", data=form)
    assert (again.status_code, again.location) == (303, "/answer/my_views/done")
    assert maya.open("/answer/my_views/done").status_code == 200
    maya.begin("my_meeting", "where")
    maya.press("next", answer_meeting_where="outdoors")
    maya.skip_to_check()
    maya.send("my_meeting")
    maya.begin("my_advocate", "what_it_is")
    left = maya.browser.post(
        "/leave", data={**hidden_fields(maya.page), "page": "what_it_is", "purpose": "my_advocate"}
    )
    assert left.headers["Clear-Site-Data"]


def look_at_the_faces(maya: Phone) -> None:
    """Of who comes to the meeting, and say that its new hour is not OK."""
    (face,) = re.findall(r"/people/\w{26}/face", maya.open("/meeting").text)
    assert maya.browser.get(face).data.startswith(b"RIFF")
    (no,) = re.findall(r'name="ok" value="(\w+ ok_no)"', maya.page.text)
    maya.browser.post("/meeting", data={**hidden_fields(maya.page), "ok": no})
    assert "Is that OK? No" in words_of(maya.open("/meeting"))
    maya.open("/home")


def choose_a_day(maya: Phone) -> None:
    page = maya.open("/choose")
    offer_id = page.text.split('name="slot" value="')[2].partition(" ")[0]
    maya.browser.post("/choose", data={**hidden_fields(page), "slot": f"{offer_id} 1"})
    assert "You chose this." in maya.open("/choose").text


def complain(maya: Phone) -> None:
    """After a look at what the service did before."""
    assert "We stop after an hour." in maya.open("/we-did").text
    complaint = {**hidden_fields(maya.open("/complain")), "about": "person", "complaint": WORDS, "answer": "lock"}
    assert "We have your message" in maya.browser.post("/complain", data=complaint).text


def look_at_levels(maya: Phone) -> None:
    """From the map to other questions, and back."""
    assert maya.open("/answer/my_views").status_code == 200
    for level in ("full", "short"):
        chosen = {**hidden_fields(maya.page), "level": level}
        assert maya.browser.post("/level", data=chosen).location == "/answer/my_views"
    choose_a_day(maya)
    complain(maya)


def ask_for_help(browser: FlaskClient) -> None:
    """With a letter or without one, pressed twice, and once so that only managers see it."""
    form = {**hidden_fields(browser.get("/contact")), "reach": "07700 900456", "more": WORDS}
    for chosen in ({}, {}, {"managers": "yes"}):
        assert browser.post("/contact", data={**form, **chosen}).status_code == 200


def walk_behind_the_lock(public: Flask, app: Flask, secrets: Secrets) -> None:
    """The officer has read one thing and answered it; the child reads that, and takes another back."""
    with app.app_context():
        sent = session().scalars(select(Submission).where(Submission.purpose == "my_views")).one()
        officer = session().get_one(Staff, sent.review.officer_id)
        assert read(officer, [sent], "to prepare")
        answer(officer, sent.review_id, sent.id, "feel_today_words", Decision("agreed", ANSWER))
        wish = session().scalars(select(Outcome.id)).one()
        assert raise_challenge(officer, sent.review_id, new_id(), replace(A_CHALLENGE, outcome_id=wish))
        other = session().scalars(select(Submission.id).where(Submission.purpose == "my_meeting")).one()
        assert say_for(officer, sent.review_id, ToSay(SaidBy.OFFICER, ANSWER * 3))
        manager, _ = factories.staff(Role.MANAGER)
        assert add_step(manager, session().scalars(select(Complaint.id)).one(), ComplaintState.TOLD, ANSWER * 2)
    maya = Phone(public, secrets)
    maya.open("/lock")
    for chosen in (OTHER, FOUR):
        maya.press("open", **chosen)
    assert "Amara, your officer, read this" in words_of(maya.page)
    assert ANSWER in maya.press("read").text
    assert WORDS in maya.page.text
    assert "Your officer has asked for this again" in maya.page.text
    assert ANSWER * 2 in maya.page.text
    (wanted,) = re.findall(r'name="complaint" value="(\w+ ok_no)"', maya.page.text)
    data = {**hidden_fields(maya.page), "complaint": wanted}
    assert "You want it to go on." in words_of(maya.browser.post("/after", data=data, follow_redirects=True))
    put_right(maya)
    data = {**hidden_fields(maya.page), "sure": other}
    assert "You took this back" in words_of(maya.browser.post("/after", data=data, follow_redirects=True))
    maya.open("/lock")
    maya.press("change")
    maya.press("old", **FOUR)
    maya.press("show", **OTHER)
    assert maya.press("keep").request.path == "/after"


def put_right(maya: Phone) -> None:
    """What the officer told the meeting for the child is not quite what they meant."""
    assert ANSWER * 3 in maya.page.text
    (wanted,) = re.findall(r'name="meant" value="(\w+ ok_no)"', maya.page.text)
    maya.page = maya.browser.post("/after", data={**hidden_fields(maya.page), "meant": wanted}, follow_redirects=True)
    maya.press("next", answer_meant_words=WORDS)
    assert maya.send("my_correction").request.path == "/answer/my_correction/done"
    maya.open("/after")


def walk_of_the_interpreter(public: Flask, app: Flask) -> None:
    """Somebody tries a link that is none, opens a right one, forgets a box, sends the English and presses again."""
    with app.app_context():
        sent = session().scalars(select(Submission).where(Submission.purpose == "my_views")).one()
        secret = ask_interpreter(sent.review.officer, sent, {"feel_today_words": WORDS}, "an agency")
    browser, who = public.test_client(), {"initials": "TG", "agency": "Tongues"}
    assert browser.get("/interpret").status_code == 200
    assert browser.post("/interpret", data={"secret": new_token()}).status_code == 404
    assert WORDS in browser.post("/interpret", data={"secret": secret}).text
    for english, status in (("", 422), (IN_ENGLISH, 200), (IN_ENGLISH, 410)):
        form = {"secret": secret, "english_0": english, **who}
        assert browser.post("/interpret/english", data=form).status_code == status


def walk_of_the_carer(app: Flask, secrets: Secrets) -> None:
    jo = Phone(app, secrets)
    jo.browser.get("/home")
    assert "Room 1" in jo.browser.get("/meeting").text
    assert "Room 1" in jo.browser.get("/meeting.ics").text
    address = next(part.split('"')[0] for part in jo.page.text.split('href="') if part.startswith("/answer/carer_view"))
    jo.open(f"{address}/going_well")
    jo.press("next", answer_going_well=WORDS)
    jo.skip_to_check()
    assert jo.send("carer_view").request.path == "/answer/carer_view/done"
