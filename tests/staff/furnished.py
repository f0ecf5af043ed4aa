"""The world with what else its pages can show, and the addresses at which they show it."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlalchemy import or_, select

from participation import clock, db
from participation.children.models import Child
from participation.db import inserting
from participation.endings.actions import end
from participation.endings.reasons import Cause
from participation.feedback.models import FeedbackBands
from participation.invitations.queries import invitations_of
from participation.outbox.actions import queue
from participation.outbox.models import Notice
from participation.proofreading.actions import invite_to_check
from participation.reviews.models import Person, Review
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff
from tests import factories
from tests.letters.desk import asked_again, one
from tests.metrics.everything import YEAR, everything_happened
from tests.metrics.missed.test_missed import missed
from tests.profiles.test_page import TOLD
from tests.proofreading.conftest import BY, LAST_DAY, Reader, of_the_catalogue, two_screens
from tests.retention.lives import a_receipt
from tests.staff.of_managers import waiting
from tests.staff.test_signing_in import try_password
from tests.staff.world import MANAGER, OFFICER, SOON, SUPPORT, WORDS, Ids, World
from tests.walking import hidden_fields

BANDS = {"listened_to": {"yes": "most", "no": "few"}, "right_people": {"yes": "some", "no": "some"}}


def furnish(world: World) -> None:
    """Something of everything that a page of the staff side can show."""
    world.held_back(world.feedback)
    world.cover(world.ben, world.amara)
    world.ended(of=world.amara.staff_id)
    for role in Role:
        world.passkey(world.id_of(role))
    waiting(world)
    _all_that_is_sent(world)
    _what_ended(world)
    with world.app.app_context():
        everything_happened()
        amara = _amara(world)
        missed("Noor", amara, "PN7", "PN7", last=clock.today() - timedelta(days=9))
        a_receipt(db.session().get_one(Review, world.hers))
        period = {"officer_id": amara.id, "first_on": date(2025, 4, 1), "last_on": date(2025, 9, 30)}
        with db.transaction() as session:
            queue("heartbeat", "heartbeat/2026-03-09", to_staff_id=amara.id)
            session.execute(inserting(FeedbackBands).values(**period, bands=BANDS, noted_at=clock.now()))
    _a_page_of_her_own(world)
    _a_code_by_telephone(world)


def _all_that_is_sent(world: World) -> None:
    desk, review = world.amara, world.hers
    shared = {"where_i_live_words": WORDS, "share_where_i_live_words": "meeting"}
    desk.receive(review, "my_views", feel_safe="no", where_i_live="ok", **shared)
    desk.receive(review, "my_views", language="ar", school_words="جميلة")
    desk.receive(review, "my_meeting", meeting_where="home", not_in_front_words="Dad")
    desk.receive(review, "carer_view", "foster_carer", school_words="Happy there", may_share="yes")


def _what_ended(world: World) -> None:
    called_off, gone = (world.amara.review(name, SOON) for name in ("Ella", "Leo"))
    with world.app.app_context():
        amara, child = _amara(world), db.session().get_one(Review, gone).child_id
        assert end(amara, "review", called_off, Cause("cancelled"))
        assert end(amara, "child", child, Cause("died"))
        disable(factories.staff(name="Ruth")[0])


def _amara(world: World) -> Staff:
    return db.session().get_one(Staff, world.amara.staff_id)


def _a_page_of_her_own(world: World) -> None:
    given = {**hidden_fields(world.amara.browser.get("/staff/profile")), **TOLD}
    assert world.amara.browser.post("/staff/profile", data=given).status_code == 303


def _a_code_by_telephone(world: World) -> None:
    with world.app.app_context():
        letter = factories.letter(db.session().get_one(Review, world.amara.review("Kit", SOON)))[0].id
    support, address = world.browser(SUPPORT), "/staff/letters/telephone"
    asked = support.post(address, data=one(support.get("/staff/letters?show=all"), letter))
    assert support.post(address, data=asked_again(asked)).location == "/staff/letters/printing"


def strangers(world: World) -> dict[str, FlaskClient]:
    """Browsers of people who are not signed in, by what they open."""
    half, reader = world.app.test_client(), Reader(world.app)
    assert try_password(half, factories.PASSWORD).status_code == 303
    with world.app.app_context():
        reader.open(invite_to_check(two_screens(of_the_catalogue()), BY, LAST_DAY))
    return {"/staff/sign-in/code": half, "/staff/words": reader.browser, "": world.app.test_client()}


def ids_of_anyone(world: World) -> Ids:
    """What stands in addresses that are for everybody: the alert of every morning, and a screen with its texts."""
    with world.app.app_context():
        notice = db.session().scalars(select(Notice.id).where(Notice.about == "heartbeat")).one()
    return {"notice_id": notice, "at": "0", "number": "1"}


def also(world: World) -> Iterator[tuple[Role, str]]:
    """Pages that show something else for a question in their address."""
    with world.app.app_context():
        review = db.session().get_one(Review, world.hers)
        of_this = select(Person.id).where(Person.review_id == review.id, Person.role == "foster_carer")
        carer, child = db.session().scalars(of_this).one(), review.child_id
        marks = [each.mark for each in invitations_of(review.id) if each.mark]
        has_ended = or_(Review.ending_id.is_not(None), Child.ending_id.is_not(None))
        ended = list(db.session().scalars(select(Review.id).join(Child).where(has_ended)))
        closed = db.session().scalars(select(Staff.id).where(Staff.disabled_at.is_not(None))).one()
    yield SUPPORT, f"/staff/letters/found?mark={marks[0]}"
    yield SUPPORT, "/staff/letters?show=all"
    for what, id in {"person": carer, "review": world.hers, "child": child}.items():
        yield OFFICER, f"/staff/endings/{what}/{id}"
    for id in ended:
        yield OFFICER, f"/staff/reviews/{id}"
    yield MANAGER, f"/staff/accounts/{closed}"
    yield MANAGER, f"/staff/unread?officer={world.amara.staff_id}"
    yield MANAGER, "/staff/audit?number=C-none"
    for page in ("", "/more", "/breakdowns", "/behind"):
        yield MANAGER, f"/staff/metrics{page}?year={YEAR}"
    yield MANAGER, f"/staff/metrics?year={YEAR}&published=1"
    yield MANAGER, f"/staff/metrics/behind?year={YEAR}&missing=1"
