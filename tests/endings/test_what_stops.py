"""What ends with a letter, a person, a review and a child, and what does not."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.casework.queries import asked_about, own_reviews, reviews_to_chase
from participation.contact.actions import Asked, ask_for_contact
from participation.contact.queries import unacknowledged
from participation.endings.models import Ending
from participation.invitations.actions import draw_secrets, invite
from participation.invitations.models import CHILD, Invitation, Visit, mark_of
from participation.invitations.queries import letters_of, letters_to_print
from participation.reviews.models import Person
from participation.reviews.queries import reviews_between
from participation.staff.models import Staff
from participation.submissions.models import Submission
from participation.submissions.queries import people_of
from participation.submissions.unread import unread
from tests.databases import on_both
from tests.endings.scene import MEETING, Scene
from tests.walking import Phone, words_of

SAID = {"where_i_live": "good", "where_i_live_words": "My room is loud"}


def printed(scene: Scene) -> set[str]:
    """Who would get a letter."""
    with scene.app.app_context():
        return {each.respondent for each in letters_to_print(date(2026, 3, 1), date(2026, 4, 30))}


@on_both
def test_a_stolen_letter_opens_nothing_and_another_takes_its_place(scene: Scene) -> None:
    thief = Phone(scene.app, scene.maya)
    ended = scene.run("end", "letter", mark_of(scene.ids()["letter"]), "--why", "stolen")
    assert ended.exit_code == 0, ended.output
    assert scene.start(scene.maya) == 404
    assert thief.browser.get("/home").status_code == 303
    assert printed(scene) == {"foster_carer"}
    with scene.app.app_context():
        (again,) = [each for each in letters_of(scene.review) if each.respondent == CHILD]
        fresh = draw_secrets(again)
        assert scene.letter_of().revoked_at is None
    assert scene.run("end", "letter", scene.ids()["letter"], "--undo").exit_code == 1
    assert scene.start(fresh) == 303
    assert scene.start(scene.maya) == 404
    assert printed(scene) == {CHILD, "foster_carer"}


@on_both
def test_who_no_longer_cares_for_a_child_is_written_to_about_none_of_the_reviews_to_come(scene: Scene) -> None:
    with scene.app.app_context():
        next_one = db.session().get_one(Person, scene.ids()["person"]).review.child
        with db.transaction() as session:
            later = type(scene.of_review)(reference="R-next", child_id=next_one.id, meets_on=date(2026, 9, 1))
            later.people = [Person(role="foster_carer", name="Jo"), Person(role="school", name="Jo")]
            session.add(later)
            session.flush()
            later_id = later.id
    jo = Phone(scene.app, scene.jo)
    assert scene.run("end", "person", f"{scene.number()}/Jo", "--why", "replaced").exit_code == 0
    assert scene.start(scene.jo) == 410
    assert jo.browser.get("/home").status_code == 303
    assert scene.start(scene.maya) == 303
    with scene.app.app_context():
        later = db.session().get_one(type(scene.of_review), later_id)
        assert [
            (person.role, bool(person.ending_id)) for person in sorted(later.people, key=lambda each: each.role)
        ] == [
            ("foster_carer", True),
            ("school", False),
        ]
        assert [option.text for option in people_of(scene.of_review.id)] == ["Ms Field"]
        invite(reviews_between(MEETING, date(2026, 9, 30)), [CHILD, "foster_carer", "school"])
        asked = {(each.review_id == later_id, each.respondent) for each in asked_about([scene.of_review, later])}
        assert (True, "foster_carer") not in asked
        assert (True, "school") in asked


@on_both
def test_a_review_that_will_not_be_held_asks_nobody_and_keeps_what_its_child_sent(scene: Scene) -> None:
    sent = scene.desk.receive(scene.review, "my_views", **SAID)  # type: ignore[arg-type]
    assert scene.run("end", "review", scene.number(), "--why", "cancelled: school holiday").exit_code == 0
    assert printed(scene) == set()
    assert scene.start(scene.jo) == 410
    maya = Phone(scene.app, scene.maya)
    assert "What you have sent" in words_of(maya.page)
    assert "Say what you think" not in words_of(maya.page)
    assert maya.open("/answer/my_views/home").status_code == 404
    with scene.app.app_context():
        amara = db.session().get_one(Staff, scene.desk.staff_id)
        assert reviews_to_chase(clock.today()) == []
        assert [each.id for each in own_reviews(amara)] == [scene.review]
        assert [each.submission_id for each in unread()] == [sent]
    assert "My room is loud" in words_of(scene.desk.read(scene.review))
    with scene.app.app_context():
        assert own_reviews(db.session().get_one(Staff, scene.desk.staff_id)) == []


@pytest.mark.parametrize(
    ("became", "child_gets"), [("left_care", 303), ("moved", 303), ("adopted", 410), ("died", 410)]
)
@on_both
def test_a_child_who_is_gone_reads_on_unless_nobody_knows_who_holds_the_letter(
    scene: Scene, became: str, child_gets: int
) -> None:
    scene.desk.receive(scene.review, "my_views", **SAID)  # type: ignore[arg-type]
    with scene.app.app_context():
        number = scene.of_review.child.reference
    assert scene.run("end", "child", number, "--why", became).exit_code == 0
    assert scene.start(scene.maya) == child_gets
    assert scene.start(scene.jo) == 410
    assert printed(scene) == set()
    with scene.app.app_context():
        assert invite(reviews_between(date(2026, 3, 1), date(2026, 4, 30)), [CHILD, "school"]) == 0
        assert db.session().scalars(select(Submission)).one()


@pytest.mark.parametrize(
    ("became", "kept"), [("left_care", "07700900123"), ("moved", ""), ("adopted", ""), ("died", "")]
)
def test_a_childs_own_number_goes_with_them_unless_their_reviews_go_on(scene: Scene, became: str, kept: str) -> None:
    with scene.app.app_context():
        with db.transaction():
            scene.of_review.child.phone = "07700900123"
        number = scene.of_review.child.reference
    assert scene.run("end", "child", number, "--why", became).exit_code == 0
    with scene.app.app_context():
        assert scene.of_review.child.phone == kept


def test_nothing_is_sent_to_anybody_about_a_child_who_has_died_and_nothing_they_said_is_gone(scene: Scene) -> None:
    sent = scene.desk.receive(scene.review, "my_views", **SAID)  # type: ignore[arg-type]
    with scene.app.app_context():
        asked = ask_for_contact("form", Asked("ring me", "", ""), "en", None)
        Phone(scene.app, scene.maya)
        ask_for_contact("another", Asked("ring me", "", ""), "en", db.session().scalars(select(Visit)).first())
        assert len(unacknowledged()) == 2
        assert len(unread()) == 1
        number = scene.of_review.child.reference
    assert scene.run("end", "child", number, "--why", "died").exit_code == 0
    with scene.app.app_context():
        assert [each.id for each in unacknowledged()] == [asked]
        assert unread() == ()
    page = words_of(scene.desk.open(scene.review))
    assert "Maya has died" in page
    assert "Nothing is sent to anybody any more." in page
    assert "My room is loud" in page
    assert sent


def test_who_has_left_care_still_has_pathway_plan_reviews(scene: Scene) -> None:
    with scene.app.app_context(), db.transaction():
        scene.of_review.kind = "pathway_plan"
    with scene.app.app_context():
        number = scene.of_review.child.reference
    assert scene.run("end", "child", number, "--why", "left_care").exit_code == 0
    assert scene.start(scene.maya) == 303
    assert printed(scene) == {CHILD, "foster_carer"}


@on_both
def test_what_was_ended_is_taken_back_within_a_day_by_whoever_ended_it(scene: Scene) -> None:
    for what, reason in (("letter", "lost"), ("person", "left"), ("review", "cancelled"), ("child", "moved")):
        reference = scene.ids()[what]
        assert scene.run("end", what, reference, "--why", reason).exit_code == 0
        assert scene.run("end", what, reference, "--why", reason).exit_code == 1
        assert scene.run("end", what, reference, "--undo").exit_code == 0, what
        assert f"{reference} is not ended: there is nothing to" in scene.run("end", what, reference, "--undo").stderr
        assert printed(scene) == {CHILD, "foster_carer"}, what
        assert scene.start(scene.maya) == scene.start(scene.jo) == 303
        assert scene.run("end", what, reference, "--why", reason).exit_code == 0
        with clock.frozen(clock.now() + timedelta(hours=25)):
            late = scene.run("end", what, reference, "--undo")
        assert (late.exit_code, late.stderr.count("\n")) == (1, 1)
        assert "it was ended on 09/03/2026 08:55, more than a day ago." in late.stderr
        assert scene.run("end", what, reference, "--undo").exit_code == 0
    with scene.app.app_context():
        assert db.session().scalars(select(Ending).where(Ending.undone_at.is_(None))).all() == []
        noted = db.session().scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
    assert [each for each in noted if "ended" in each][:2] == ["ended", "not ended after all"]


@on_both
def test_a_letter_taken_back_after_its_review_was_ended_stays_ended_with_it(scene: Scene) -> None:
    letter = scene.ids()["letter"]
    assert scene.run("end", "letter", letter, "--why", "stolen").exit_code == 0
    assert scene.run("end", "review", scene.number(), "--why", "cancelled").exit_code == 0
    assert scene.run("end", "letter", letter, "--undo").exit_code == 0
    assert scene.start(scene.maya) == 410
    assert scene.run("end", "review", scene.number(), "--undo").exit_code == 0
    assert scene.start(scene.maya) == 303


def test_a_letter_that_was_ended_while_it_was_drawn_stays_ended(scene: Scene) -> None:
    with scene.app.app_context():
        letter = scene.letter_of()
    assert scene.run("end", "review", scene.number(), "--why", "cancelled").exit_code == 0
    with scene.app.app_context():
        drawn = draw_secrets(db.session().get_one(Invitation, letter.id))
    assert scene.start(drawn) == 404


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("end", "letter", "000-000", "--why", "stolen"), "There is no letter 000-000.\n"),
        (("end", "child", "C?", "--why", "moved"), "There is no child C?.\n"),
    ],
)
def test_what_is_refused_is_one_sentence_and_changes_nothing(
    scene: Scene, words: tuple[str, ...], sentence: str
) -> None:
    refused = scene.run(*words)
    assert (refused.exit_code, refused.stderr) == (1, sentence)


def test_of_a_child_it_has_to_be_said_what_became(scene: Scene) -> None:
    with scene.app.app_context():
        number = scene.of_review.child.reference
    refused = scene.run("end", "child", number, "--why", "gone")
    assert refused.exit_code == 1
    assert "left_care, moved, adopted, died" in refused.stderr
    assert printed(scene) == {CHILD, "foster_carer"}
