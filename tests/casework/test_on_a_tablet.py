"""On an upright tablet no list of the staff side runs off the screen."""

from datetime import date

import pytest

from participation import clock, db
from participation.invitations.actions import invite, revoke
from participation.invitations.queries import invitations_of
from participation.letters.printing import draw_code
from participation.reviews.models import Review
from participation.staff.models import Role
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.parts.browser import BEYOND, OpenPage
from tests.parts.server import Serve
from tests.staff.test_roles import FOR
from tests.walking import let_in

PEOPLE = [("foster_carer", "Bartholomew Featherstonehaugh"), ("school", "Ms Wolfenstein-Featherstone")]


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Letters that are late, lost, not printed and no longer so, of people with long names and addresses."""
    with desk.app.app_context():
        for number in (12, 13):
            review = db.session().get_one(Review, desk.review("Maximiliana", date(2026, 3, number), people=PEOPLE))
            with db.transaction():
                for person in review.people:
                    person.email, person.phone = f"{person.name.split()[-1].casefold()}@example.org", "+447700900123"
                    person.agency = "North Northmere Independent Fostering and Residential"
            with clock.frozen(MORNING.replace(day=2)):
                invite([review], ["foster_carer", "school"])
                letters = invitations_of(review.id)
                for each in letters:
                    draw_code(each)
            with db.transaction():
                review.venue = "The long room behind the library of Northmere Academy"
            if number == 13:
                revoke(letters[0])
                invite([review], ["child"])
        held = desk.review("Zed", date(2026, 3, 2))
    desk.receive(held, "my_views", feel_safe="no")
    return desk


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.MANAGER, Role.OFFICER])
def test_no_list_runs_off_an_upright_tablet(full: Desk, serve: Serve, open_page: OpenPage, role: Role) -> None:
    if role == Role.OFFICER:
        browser = full.browser
    else:
        with full.app.app_context():
            _, secret = factories.staff(role, email="kosta@example.org", name="Konstantinos Papadopoulos-Richardson")
        browser = let_in(full.app, "kosta@example.org", secret)
    cookie = browser.get_cookie("staff")
    assert cookie is not None
    address, page = serve(full.app), open_page(width=768, height=1024)
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    beyond = {}
    for path in sorted(path for path, roles in FOR.items() if role in roles and "<" not in path):
        answer = browser.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            beyond[path] = page.evaluate(BEYOND)
    assert {path: by for path, by in beyond.items() if by > 0} == {}
    assert len(beyond) > 5


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_place_that_is_one_long_link_breaks(desk: Desk, serve: Serve, open_page: OpenPage, width: int) -> None:
    review_id = desk.review("Maya", date(2026, 3, 12))
    with desk.app.app_context(), db.transaction() as writing:
        writing.get_one(Review, review_id).venue = f"https://meet.example/{'19_meeting_' * 20}"
    cookie = desk.browser.get_cookie("staff")
    assert cookie is not None
    address, page = serve(desk.app), open_page(width=width, height=1024)
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    for path in ("", "/pack", "/meeting"):
        page.goto(f"{address}/staff/reviews/{review_id}{path}")
        assert page.evaluate(BEYOND) <= 0
