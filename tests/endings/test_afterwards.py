"""What an ending leaves: the figures, what is kept and for how long, what is handed out, what the record says."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import select

from participation import clock, db
from participation.invitations.models import CHILD
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.retention.actions import purge
from participation.staff.models import Role
from participation.submissions.models import Draft
from tests.databases import on_both
from tests.endings.scene import LATER, MEETING, Scene
from tests.walking import Phone, words_of

YEAR = "2025-26"
AFTER = datetime.combine(MEETING + timedelta(days=1), datetime.min.time(), clock.LONDON)


def counted(scene: Scene) -> tuple[object, ...]:
    """Reviews held, and of the child's and the carer's letters how many brought something."""
    with scene.app.app_context():
        values = figures(YEAR).values
    return values["reviews.held"], values.get(f"sent.{CHILD}"), values.get("sent.foster_carer")


@on_both
def test_who_was_asked_and_could_not_answer_is_not_counted_as_missing(scene: Scene) -> None:
    scene.desk.receive(scene.review, "my_views", where_i_live="ok")
    with clock.frozen(AFTER):
        assert counted(scene) == (1, Rate(1, 1), Rate(0, 1))
    for what, reason in (("letter", "lost"), ("person", "left")):
        assert scene.run("end", what, scene.ids()[what], "--why", reason).exit_code == 0
    with clock.frozen(AFTER):
        assert counted(scene) == (1, Rate(1, 1), Rate(0, 0))
    assert scene.run("end", "review", scene.number(), "--why", "cancelled").exit_code == 0
    with clock.frozen(AFTER):
        assert counted(scene) == (0, Rate(0, 0), Rate(0, 0))


@on_both
def test_figures_of_a_review_that_was_held_stay_when_the_child_goes_later(scene: Scene) -> None:
    with clock.frozen(AFTER):
        assert scene.run("end", "child", scene.child_id, "--why", "adopted").exit_code == 0
        assert scene.start(scene.maya) == scene.start(scene.jo) == 410
        assert counted(scene) == (1, Rate(0, 1), Rate(0, 1))
        assert "called off" not in words_of(scene.desk.open(scene.review))


def test_for_a_day_what_was_begun_is_kept_because_the_letter_may_come_back(scene: Scene) -> None:
    maya = Phone(scene.app, scene.maya)
    maya.begin("my_views", "home")
    maya.press("next", answer_where_i_live="ok", answer_where_i_live_words="loud")
    assert scene.run("end", "letter", scene.ids()["letter"], "--why", "lost").exit_code == 0

    def drafts() -> int:
        with scene.app.app_context():
            purge()
            return len(db.session().scalars(select(Draft.id)).all())

    assert drafts() == 1
    with clock.frozen(LATER):
        assert drafts() == 0


def test_what_a_child_who_moved_has_sent_opens_until_the_letters_last_day(scene: Scene) -> None:
    scene.desk.receive(scene.review, "my_views", where_i_live="ok")
    assert scene.run("end", "child", scene.child_id, "--why", "moved").exit_code == 0
    last = date(2026, 4, 21)  # 28 days after the meeting
    for day, answer in ((last, 303), (last + timedelta(days=1), 410)):
        with clock.frozen(datetime.combine(day, datetime.min.time(), clock.LONDON) + timedelta(hours=12)):
            with scene.app.app_context():
                purge()
            assert scene.start(scene.maya) == answer


def test_who_asks_what_is_held_about_a_child_reads_what_was_ended_and_why(scene: Scene, tmp_path: Path) -> None:
    assert scene.run("end", "person", scene.ids()["person"], "--why", "unsafe: he shouted").exit_code == 0
    with scene.app.app_context():
        number = scene.of_review.child.reference
    assert scene.run("export", "child", number, "--out", f"{tmp_path}/c.zip").exit_code == 0
    with ZipFile(tmp_path / "c.zip") as bundle:
        (name,) = (name for name in bundle.namelist() if name.endswith(".json"))
        rows = json.loads(bundle.read(name))["rows"]
    assert [(each["reason"], each["words"]) for each in rows["ending"]] == [("unsafe", "he shouted")]


def test_the_record_says_who_ended_what(scene: Scene) -> None:
    assert scene.press(scene.desk.browser, "person", reason="replaced") == 303
    page = words_of(scene.browser(Role.MANAGER).get("/staff/audit"))
    assert "reviewing officer ended Maya, Tue 24 Mar 2026 somebody around a review" in page
