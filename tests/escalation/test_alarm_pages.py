"""Every alarm leads each of its readers to a page that they may open; four places at most stand in the bar."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.contact.actions import Asked, acknowledge, ask_for_contact
from participation.db import session, transaction
from participation.escalation.actions import send_heartbeat
from participation.escalation.pulse import note_awake
from participation.outbox.models import Notice
from participation.staff.models import Role, Staff
from participation.staff.navigation import open_to
from tests import factories
from tests.contact.conftest import MORNING, Team
from tests.document import Document
from tests.walking import let_in, words_of

ROLES = {
    "officer on duty": Role.OFFICER,
    "other officer": Role.OFFICER,
    "support": Role.SUPPORT,
    "manager": Role.MANAGER,
    "advocate": Role.ADVOCATE,
}


def somebody_waits(team: Team) -> None:
    ask_for_contact("one", Asked("", "", ""), "en", None)


def somebody_was_taken_on(team: Team) -> None:
    request = ask_for_contact("two", Asked("", "", ""), "en", None)
    for who in ("amara", "grace"):
        acknowledge(session().get_one(Staff, team.ids[who]), request)


def nobody_is_on_duty(team: Team) -> None:
    team.settle(rota=())


def the_worker_sleeps(team: Team) -> None:
    assert not session().scalars(select(Notice)).all()


def the_test_was_not_confirmed(team: Team) -> None:
    note_awake("worker")
    send_heartbeat()


def mail_is_refused(team: Team) -> None:
    with transaction() as current:
        about = Notice(about="unread", key="k", to_staff_id=team.ids["amara"], made_at=MORNING, refusal=550)
        about.next_try_at = MORNING + timedelta(days=1)
        current.add(about)


STATES: dict[str, tuple[Callable[[Team], None], set[str]]] = {
    "waits to be contacted": (somebody_waits, set(ROLES)),
    "have not talked to them": (somebody_was_taken_on, {"officer on duty"}),
    "nobody is on the duty rota": (nobody_is_on_duty, set(ROLES)),
    "has not run": (the_worker_sleeps, set(ROLES)),
    "nobody has confirmed": (the_test_was_not_confirmed, set(ROLES)),
    "is refused (550)": (mail_is_refused, {"support", "manager"}),
}
"""What the sentence says, how that comes about, and who reads it."""


def accounts(team: Team) -> dict[str, tuple[str, str]]:
    found = {"officer on duty": ("amara", team.secrets["amara"]), "manager": ("grace", team.secrets["grace"])}
    with team.app.app_context():
        for name, role in ROLES.items():
            if name not in found:
                _, secret = factories.staff(role, email=f"{role}@example.org")
                found[name] = (role, secret)
    return found


@pytest.mark.parametrize("sentence", STATES)
def test_every_alarm_leads_its_reader_to_a_page_that_they_may_open(app: Flask, team: Team, sentence: str) -> None:
    happens, readers = STATES[sentence]
    known = accounts(team)
    with app.app_context():
        happens(team)
    for who, (name, secret) in known.items():
        browser = let_in(app, f"{name}@example.org", secret)
        page = Document.read(browser.get("/staff/", follow_redirects=True).text)
        banners = [each for each in page.all("p") if "banner" in each["class"].split()]
        assert any(sentence in banner.text for banner in banners) == (who in readers), who
        for banner in banners:
            (link,) = banner.all("a")
            assert browser.get(link["href"]).status_code == 200, (who, banner.text)
        assert (sentence in words_of(browser.get("/staff/alarms"))) == (who in readers)


def test_four_places_at_most_stand_in_the_bar_and_more_leads_to_all_others(app: Flask, team: Team) -> None:
    for who, (name, secret) in accounts(team).items():
        browser = let_in(app, f"{name}@example.org", secret)
        bar = next(Document.read(browser.get("/staff/", follow_redirects=True).text).all("nav"))
        addresses = [link["href"] for link in bar.all("a")]
        assert 1 <= len(addresses) <= 4, (who, addresses)
        if "/staff/more" in addresses:
            main = next(Document.read(browser.get("/staff/more").text).all("main"))
            addresses += [link["href"] for link in main.all("a")]
        with app.test_request_context():
            own = {place.address for place in open_to(ROLES[who])}
        assert own <= set(addresses), who
        assert all(browser.get(address).status_code == 200 for address in addresses), who
