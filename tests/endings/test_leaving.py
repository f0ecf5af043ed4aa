"""An officer who leaves: whose the reviews are then, and in whose name nobody speaks any more."""

from datetime import date

from sqlalchemy import select

from participation import db
from participation.invitations.queries import letters_of
from participation.letters.printing import can_be_signed
from participation.outbox.models import Notice
from participation.profiles.models import Profile
from participation.reviews.models import Review
from participation.staff.accounts import disable, invite_staff
from participation.staff.models import Role, Staff
from tests import factories
from tests.databases import on_both
from tests.endings.scene import Scene
from tests.walking import Phone, words_of


def ben(scene: Scene) -> str:
    with scene.app.app_context():
        made, _ = factories.staff(Role.OFFICER, email="ben@example.org", name="Ben")
        return made.id


@on_both
def test_who_leaves_reviews_is_asked_whose_they_are_now(scene: Scene) -> None:
    held = scene.desk.review("Ella", date(2026, 3, 2))
    refused = scene.run("staff", "disable", scene.desk.email)
    assert refused.exit_code == 1
    assert f"{scene.number()}, 24/03/2026, Maya\n" in refused.stderr
    assert "--reviews-to EMAIL" in refused.stderr
    assert ", 02/03/2026, Ella\n" in refused.stderr, "what was held is not done with"
    assert scene.desk.browser.get("/staff/").status_code == 200
    bens = ben(scene)
    done = scene.run("staff", "disable", scene.desk.email, "--reviews-to", "ben@example.org")
    assert done.exit_code == 0, done.output
    assert "2 reviews are ben@example.org’s now" in done.stdout
    with scene.app.app_context():
        assert scene.of_review.officer_id == bens
        was_held = db.session().get_one(Review, held)
        assert (was_held.officer_id, was_held.who_held_it) == (bens, scene.desk.staff_id)
        assert db.session().scalars(select(Notice.to_staff_id)).all() == [bens]
        assert all(can_be_signed(each) for each in letters_of(scene.review))
    assert scene.desk.browser.get("/staff/").status_code == 303


def test_only_the_open_account_of_another_officer_takes_over(scene: Scene) -> None:
    ben(scene)
    with scene.app.app_context():
        disable(db.session().scalars(select(Staff).where(Staff.email == "ben@example.org")).one())
    support = scene.accounts[Role.SUPPORT][0]
    for taker in ("ben@example.org", support, scene.desk.email, "nobody@example.org"):
        refused = scene.run("staff", "disable", scene.desk.email, "--reviews-to", taker)
        assert (refused.exit_code, refused.stderr) == (1, f"{taker} is not the open account of another officer.\n")


def test_who_was_never_here_takes_over_nothing(scene: Scene) -> None:
    with scene.app.app_context():
        amara = db.session().get_one(Staff, scene.desk.staff_id)
        invite_staff(amara, "ruth@example.org", "Ruth", Role.OFFICER)
    refused = scene.run("staff", "disable", scene.desk.email, "--reviews-to", "ruth@example.org")
    assert refused.exit_code == 1
    assert "ruth@example.org was never set up, so nobody would see these reviews" in refused.stderr
    with scene.app.app_context():
        assert scene.of_review.officer_id == scene.desk.staff_id


@on_both
def test_nobody_speaks_in_the_name_of_somebody_who_left(scene: Scene) -> None:
    with scene.app.app_context(), db.transaction() as session:
        session.add(Profile(staff_id=scene.desk.staff_id, known_as="Auntie Amara", published_on=date(2026, 1, 1)))
    maya = Phone(scene.app, scene.maya)
    assert "Auntie Amara" in words_of(maya.page)
    with scene.app.app_context():
        disable(db.session().get_one(Staff, scene.desk.staff_id))
    greeted = scene.app.test_client().post("/greeting", data={"token": scene.maya.token})
    for page in (greeted, maya.open("/home")):
        assert page.status_code == 200
        assert "Amara" not in page.text
    assert maya.open("/officer").status_code == 404
    with scene.app.app_context():
        assert not any(can_be_signed(each) for each in letters_of(scene.review))
