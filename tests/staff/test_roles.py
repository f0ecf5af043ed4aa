"""Who may open what: every staff address stands in this table, for every role, or the test fails."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation import clock
from participation.staff.guard import roles_of
from participation.staff.models import Role
from participation.staff.navigation import home_of, open_to
from tests import factories
from tests.casework.desk import Desk
from tests.walking import hidden_fields, let_in

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
OFFICER, SUPPORT, MANAGER, ADVOCATE = Role

ANYONE = {
    "/staff/feed/figures.csv",
    "/staff/sign-in",
    "/staff/sign-in/code",
    "/staff/sign-in/passkey",
    "/staff/sign-in/passkey/alone",
    "/staff/sign-in/passkey/question",
    "/staff/sign-in/openid",
    "/staff/sign-in/openid/back",
    "/staff/sign-out",
    "/staff/set-up",
    "/staff/alerts/<notice_id>",
    # Not for staff: who checks a language comes with a link, and its cookie opens nothing else.
    "/staff/words",
    "/staff/words/start",
    "/staff/words/screens",
    "/staff/words/screens/<int:at>",
    "/staff/words/texts/<int:number>",
}
FOR = {
    "/staff/account": set(Role),
    "/staff/account/passkeys": set(Role),
    "/staff/account/passkeys/made": set(Role),
    "/staff/account/passkeys/<passkey_id>/remove": set(Role),
    "/staff/account/sign-out-everywhere": set(Role),
    "/staff/accounts": {MANAGER},
    "/staff/accounts/<staff_id>": {MANAGER},
    "/staff/accounts/<staff_id>/reviews": {MANAGER},
    "/staff/accounts/<staff_id>/link": {MANAGER},
    "/staff/accounts/<staff_id>/sign-out": {MANAGER},
    "/staff/": {OFFICER, SUPPORT, MANAGER, ADVOCATE},
    "/staff/reviews/<review_id>": {OFFICER, MANAGER},
    "/staff/reviews/<review_id>/pack": {OFFICER, MANAGER},
    "/staff/reviews/<review_id>/pack/lines": {OFFICER},
    "/staff/reviews/<review_id>/read": {OFFICER},
    "/staff/reviews/<review_id>/wishes": {OFFICER},
    "/staff/reviews/<review_id>/crib": {OFFICER},
    "/staff/reviews/<review_id>/meeting": {OFFICER},
    "/staff/reviews/<review_id>/helper": {OFFICER},
    "/staff/reviews/<review_id>/helper/<submission_id>": {OFFICER},
    "/staff/reviews/<review_id>/slots": {OFFICER},
    "/staff/reviews/<review_id>/slots/press": {OFFICER},
    "/staff/reviews/elsewhere": {OFFICER, MANAGER},
    "/staff/cover": {OFFICER, MANAGER},
    "/staff/cover/<cover_id>/end": {OFFICER, MANAGER},
    "/staff/reviews/<review_id>/participation": {OFFICER},
    "/staff/reviews/<review_id>/language": {OFFICER},
    "/staff/reviews/<review_id>/letter": {OFFICER},
    "/staff/reading-age": {OFFICER},
    "/staff/reviews/<review_id>/done": {OFFICER},
    "/staff/reviews/<review_id>/english": {OFFICER},
    "/staff/reviews/<review_id>/talked": {OFFICER},
    "/staff/reviews/<review_id>/visits": {OFFICER},
    "/staff/reviews/<review_id>/advocacy": {OFFICER},
    "/staff/reviews/<review_id>/challenges": {OFFICER},
    "/staff/challenges": {OFFICER, MANAGER},
    "/staff/challenges/<challenge_id>": {OFFICER, MANAGER},
    "/staff/challenges/<challenge_id>/answer": {OFFICER},
    "/staff/challenges/<challenge_id>/further": {OFFICER},
    "/staff/visits/<visit_id>": {OFFICER, MANAGER},
    "/staff/visits/<visit_id>/change": {OFFICER},
    "/staff/reviews/<review_id>/answers/<submission_id>/<question>": {OFFICER},
    "/staff/reviews/<review_id>/after/<any(decisions, letter, distribution):act>": {OFFICER},
    "/staff/reviews/<review_id>/after/<any(decisions, letter, distribution):act>/take-back": {OFFICER},
    "/staff/submissions/<submission_id>": {OFFICER, MANAGER},
    "/staff/submissions/<submission_id>/interpreter": {OFFICER},
    "/staff/interpreters/<link_id>/take-back": {OFFICER},
    "/staff/submissions/<submission_id>/taken-back": {MANAGER},
    "/staff/advocacy": {ADVOCATE},
    "/staff/advocacy/<request_id>": {ADVOCATE},
    "/staff/advocacy/<request_id>/<any(taken, contacted, met, closed):state>": {ADVOCATE},
    "/staff/advocacy/<request_id>/<any(taken, contacted, met, closed):state>/undo": {ADVOCATE},
    "/staff/chasing": {SUPPORT, MANAGER},
    "/staff/chasing/remind": {SUPPORT},
    "/staff/chasing/told": {SUPPORT},
    "/staff/chasing/returns": {SUPPORT, MANAGER},
    "/staff/chasing/returns.csv": {SUPPORT, MANAGER},
    "/staff/endings": {OFFICER, SUPPORT, MANAGER},
    "/staff/endings/<any(letter, person, review, child):what>/<about_id>": {OFFICER, SUPPORT, MANAGER},
    "/staff/endings/<ending_id>/take-back": {OFFICER, SUPPORT, MANAGER},
    "/staff/letters": {SUPPORT},
    "/staff/letters/envelopes": {SUPPORT},
    "/staff/letters/found": {SUPPORT},
    "/staff/letters/invite": {SUPPORT},
    "/staff/letters/mail": {SUPPORT},
    "/staff/letters/print": {SUPPORT},
    "/staff/letters/marks": {SUPPORT},
    "/staff/letters/printing": {SUPPORT},
    "/staff/letters/printing/file": {SUPPORT},
    "/staff/letters/telephone": {SUPPORT},
    "/staff/imports": {SUPPORT},
    "/staff/more": set(Role),
    "/staff/alarms": set(Role),
    "/staff/imports/<any(template, invented):what>-<any(caseload, people):lists>.csv": {SUPPORT},
    "/staff/metrics": {MANAGER},
    "/staff/metrics/behind": {OFFICER, MANAGER},
    "/staff/metrics/breakdowns": {MANAGER},
    "/staff/metrics/more": {MANAGER},
    "/staff/metrics/report": {MANAGER},
    "/staff/inspection": {MANAGER},
    "/staff/missed": {OFFICER, MANAGER},
    "/staff/design": {MANAGER},
    "/staff/settings": {MANAGER},
    "/staff/contact": {OFFICER, MANAGER},
    "/staff/contact/<request_id>": {OFFICER, MANAGER},
    "/staff/contact/<request_id>/acknowledge": {OFFICER, MANAGER},
    "/staff/contact/<request_id>/done": {OFFICER, MANAGER},
    "/staff/contact/<request_id>/note": {OFFICER, MANAGER},
    "/staff/unread": {MANAGER},
    "/staff/unread/<review_id>/give": {MANAGER},
    "/staff/unread/remind/<officer_id>": {MANAGER},
    "/staff/submissions/<submission_id>/missed": {OFFICER, MANAGER},
    "/staff/audit": {MANAGER},
    "/staff/records": {SUPPORT, MANAGER},
    "/staff/keeping": {MANAGER},
    "/staff/keeping/hold": {MANAGER},
    "/staff/keeping/<submission_id>/release": {MANAGER},
    "/staff/profile": {OFFICER},
    "/staff/profile/photo": {OFFICER},
    "/staff/profile/in/<code>": {OFFICER},
    "/staff/people/<person_id>/face": {OFFICER},
    "/staff/people/<person_id>/face/picture": {OFFICER},
    "/staff/people/<person_id>/face/<any(again, away):how>": {OFFICER},
    "/staff/faces": {MANAGER},
    "/staff/faces/<person_id>": {MANAGER},
    "/staff/faces/<person_id>/picture": {MANAGER},
    "/staff/profiles": {MANAGER},
    "/staff/profiles/<staff_id>": {MANAGER},
    "/staff/profiles/<staff_id>/photo": {MANAGER},
    "/staff/profile/preview": {OFFICER},
    "/staff/feedback": {OFFICER, MANAGER},
    "/staff/feedback/<officer_id>/<quarter>": {OFFICER, MANAGER},
    "/staff/feedback/<officer_id>/<quarter>/read": {MANAGER},
    "/staff/feedback/<officer_id>/<quarter>/themes": {MANAGER},
    "/staff/complaints": {MANAGER},
    "/staff/complaints/<complaint_id>": {MANAGER},
    "/staff/complaints/<complaint_id>/<any(acknowledged, noted, child_asked, told, went_on):state>": {MANAGER},
    "/staff/we-did": {MANAGER},
    "/staff/we-did/<pair_id>/remove": {MANAGER},
}
"""The roles that each address is for."""


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def staff_rules(app: Flask) -> dict[str, str]:
    """Every staff address, with its endpoint."""
    return {rule.rule: rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/staff")}


def test_every_staff_address_stands_in_the_table_with_its_roles(app: Flask) -> None:
    found = {address: roles_of(app.view_functions[endpoint]) for address, endpoint in staff_rules(app).items()}
    assert {address for address, roles in found.items() if roles is None} == ANYONE
    assert {address: set(roles) for address, roles in found.items() if roles is not None} == FOR


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_not_open_does_not_exist_for_it(app: Flask, role: Role) -> None:
    desk = Desk(app)
    review = desk.review("Maya", date(2026, 3, 10))
    ids = {
        "review_id": review,
        "submission_id": desk.receive(review, "my_views", where_i_live="good"),
        "invitation_id": "0" * 26,
        "any(taken, contacted, met, closed):state": "taken",
        "any(decisions, letter, distribution):act": "letter",
        "any(acknowledged, noted, child_asked, told, went_on):state": "acknowledged",
    }
    browser = _signed_in(app, role)
    token = hidden_fields(browser.get("/staff/", follow_redirects=True))["csrf_token"]
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/staff") or rule.rule in ANYONE or role in FOR[rule.rule]:
            continue
        path = rule.rule
        for name, value in ids.items():
            path = path.replace(f"<{name}>", value)
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            answer = browser.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
            assert answer.status_code == 404, (method, path)


@pytest.mark.parametrize("role", list(Role))
def test_everything_in_the_navigation_opens(app: Flask, role: Role) -> None:
    browser = _signed_in(app, role)
    with app.test_request_context():
        addresses = [place.address for place in open_to(role)]
        home = home_of(role)
    assert addresses
    for address in addresses:
        assert browser.get(address).status_code == 200, address
    assert browser.get("/staff/sign-in").location == home
    assert home in addresses


@pytest.mark.parametrize(
    ("role", "home"), [(OFFICER, "/staff/"), (MANAGER, "/staff/metrics"), (ADVOCATE, "/staff/advocacy")]
)
def test_everybody_lands_where_they_work(app: Flask, role: Role, home: str) -> None:
    assert _signed_in(app, role).get("/staff/sign-in").location == home


def test_an_id_that_is_not_there_is_not_there_for_anybody(app: Flask) -> None:
    officer, advocate = _signed_in(app, OFFICER), _signed_in(app, ADVOCATE)
    for path in ("reviews/{}", "reviews/{}/pack", "reviews/{}/participation", "submissions/{}"):
        assert officer.get("/staff/" + path.format("0" * 26)).status_code == 404
    assert advocate.get("/staff/advocacy/" + "0" * 26).status_code == 404


def test_a_manager_reads_feedback_and_nothing_that_is_meant_for_officers(app: Flask) -> None:
    desk = Desk(app)
    review = desk.review("Maya", date(2026, 3, 5))
    feedback = desk.receive(review, "after_review", be_better="Less waiting")
    views = desk.receive(desk.review("Leo", date(2026, 3, 12)), "my_views", where_i_live_words="loud at night")
    manager = _signed_in(app, MANAGER)
    assert "Less waiting" in manager.get(f"/staff/submissions/{feedback}").text
    assert manager.get(f"/staff/submissions/{views}").status_code == 404


def _signed_in(app: Flask, role: Role) -> FlaskClient:
    with app.app_context():
        made, secret = factories.staff(role)
        email = made.email
    return let_in(app, email, secret)
