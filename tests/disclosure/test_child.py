"""All that is held about one child, and everybody who opened it; nothing of another child."""

import json
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import LargeBinary, select

from participation import clock
from participation.advocacy.actions import NotedStep, ReferralWords, refer, take_step
from participation.audit.models import AuditEntry
from participation.between.actions import VisitWords, write_down
from participation.challenges.actions import raise_challenge
from participation.children.models import Child, DeprivationOfLiberty
from participation.complaints.actions import Complained, add_step, complain
from participation.complaints.models import ComplaintState
from participation.contact.actions import Asked, acknowledge, ask_for_contact, note_done
from participation.db import Base, session, transaction
from participation.disclosure.actions import hold, release
from participation.invitations.actions import open_with_token
from participation.invitations.models import Invitation
from participation.invitations.queries import invitations_of, visit_by_cookie
from participation.operations.cli import cli
from participation.operations.tables import ALL
from participation.retention.actions import purge
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from tests import factories
from tests.advocacy.referring import A_REFERRAL
from tests.between.writing import A_VISIT
from tests.casework.sending import send, send_with
from tests.challenges.raising import A_CHALLENGE
from tests.databases import on_both
from tests.retention.lives import DAY, YEAR

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
CARER = "Jo Green"


class Family:
    """Maya and Leo, who live with the same carer and have the same officer."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with clock.frozen(NOW), app.app_context():
            self.officer, _ = factories.staff(name="Amara Okafor")
            self.manager, _ = factories.staff(Role.MANAGER, name="Grace Hall")
            self.manager_id = self.manager.id
            self.advocate, _ = factories.staff(Role.ADVOCATE)
            self.maya, self.leo = (self.live(name) for name in ("Maya", "Leo"))

    def live(self, name: str) -> str:
        """Everything that a child and a carer can do here, in words with the child's name; gives the number."""
        people = [("foster_carer", CARER), ("school", "Ms Field")]
        review: Review = factories.review(self.officer, date(2026, 3, 10), preferred_name=name, people=people)
        _, secrets = factories.letter(review)
        visit = visit_by_cookie(open_with_token(review_letter(review), secrets.token, "en"))
        asked = Asked(f"{name} by text", "after school", f"{name} is worried")
        request = ask_for_contact(f"form of {name}", asked, "en", visit)
        acknowledge(self.manager, request)
        note_done(self.manager, request, f"rang {name}")
        complaint = complain(f"form of {name}", "person", Complained(f"{name} was not heard", "phone", "07700"), visit)
        assert add_step(self.manager, complaint, ComplaintState.TOLD, f"said sorry to {name}")
        views = send_with(secrets, "my_views", proud_of=f"{name} has a rabbit")
        assert write_down(self.officer, review.id, "key", A_VISIT, VisitWords(about=f"{name} and the guitar"))
        assert raise_challenge(self.officer, review.id, "key", replace(A_CHALLENGE, words=f"{name} waits for a plan"))
        asked = refer(self.officer, review.id, "key", replace(A_REFERRAL, words=ReferralWords(f"{name} cannot ask")))
        assert take_step(self.advocate, asked or "", "taken", f"went to see {name}") == NotedStep.WELL
        send_with(secrets, "my_advocate")
        send_with(secrets, "after_review", be_better=f"{name} waited")
        send(review, "carer_view", "foster_carer")
        read(self.officer, [session().get_one(Submission, views)], "preparing the review")
        with transaction() as current:
            current.add(DeprivationOfLiberty(child_id=review.child_id, started_on=date(2026, 2, 3)))
        return str(review.child.reference)

    def ids_of(self, number: str) -> set[str]:
        """Every id of a child's own rows, found by hand."""
        with self.app.app_context():
            child = session().scalars(select(Child).where(Child.reference == number)).one()
            reviews = session().scalars(select(Review).where(Review.child_id == child.id)).all()
            submissions = session().scalars(select(Submission).where(Submission.review_id.in_([r.id for r in reviews])))
            people = [person.id for review in reviews for person in review.people]
            return {child.id, *(r.id for r in reviews), *(s.id for s in submissions), *people}


def review_letter(review: Review) -> Invitation:
    return next(each for each in invitations_of(review.id) if each.person_id is None)


@pytest.fixture
def family(app: Flask) -> Family:
    return Family(app)


def export(app: Flask, number: str, out: Path) -> Result:
    with clock.frozen(NOW + DAY):
        return CliRunner().invoke(cli, ["export", "child", number, "--out", str(out)], obj=lambda **_: app)


def held_about(app: Flask, number: str, out: Path) -> tuple[dict[str, Any], str]:
    """What the file holds: as JSON, and the words of the PDF."""
    result = export(app, number, out)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    with ZipFile(out) as bundle:
        assert set(bundle.namelist()) == {"child.json", "child.pdf"}
        document = pypdfium2.PdfDocument(bundle.read("child.pdf"))
        words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
        assert document.is_tagged()
        document.close()
        return json.loads(bundle.read("child.json")), words


@on_both
def test_it_holds_everything_about_one_child_and_nothing_of_another(app: Flask, family: Family, tmp_path: Path) -> None:
    content, words = held_about(app, family.maya, tmp_path / "maya.zip")
    written = json.dumps(content, ensure_ascii=False)
    for wanted in (
        "Maya has a rabbit", "Maya waited", "Maya is worried", "rang Maya", "Maya and the guitar",
        "Maya waits for a plan", "Maya cannot ask", "went to see Maya",
        "Jo Reed, team manager", CARER, "Ms Field", "Amara Okafor",
        "Grace Hall",
    ):  # fmt: skip
        assert wanted in written
        assert wanted in words
    assert len(content["sent"]) == 4
    assert "2026-02-03" in written
    assert "Deprivation of liberty orders" in words
    for id in family.ids_of(family.maya):
        assert id in written
    assert "Leo" not in written + words
    for id in family.ids_of(family.leo):
        assert id not in written


def test_it_names_every_reader_and_when(app: Flask, family: Family, tmp_path: Path) -> None:
    content, words = held_about(app, family.maya, tmp_path / "maya.zip")
    reading = next(act for act in content["acts"] if act["what"] == "read" and act["about"].startswith("submission/"))
    assert content["staff"][reading["who"]] == "Amara Okafor"
    assert reading["at"] == "2026-03-02T15:30:00+00:00"
    assert "Monday 2 March 2026, 15:30 Amara Okafor read submission/" in words
    read_by = {sent["questionnaire"]: sent["read_by"] for sent in content["sent"]}
    assert read_by["my_views.short.v2"] == [{"name": "Amara Okafor", "at": "2026-03-02T15:30:00+00:00"}]
    assert read_by["carer_view.adult.v2"] == []


def test_it_holds_no_secret_and_is_for_its_owner_only(app: Flask, family: Family, tmp_path: Path) -> None:
    out = tmp_path / "maya.zip"
    content, _ = held_about(app, family.maya, out)
    assert ALL
    secret = {
        column.name
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) or column.name.endswith("lookup")
    }
    assert {"token_lookup", "code_lookup", "root_by_token", "envelope"} <= secret
    held = {name for rows in content["rows"].values() for row in rows for name in row}
    assert held & secret == set()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_that_it_was_made_is_on_record(app: Flask, family: Family, tmp_path: Path) -> None:
    held_about(app, family.maya, tmp_path / "maya.zip")
    with app.app_context():
        acts = session().scalars(select(AuditEntry).where(AuditEntry.actor == "operator")).all()
    assert sum(act.object.startswith("submission/") for act in acts) == 4
    assert sum(act.object.startswith("child/") for act in acts) == 1
    assert all(act.purpose.startswith("access request, by ") for act in acts)


@on_both
def test_what_is_held_back_is_left_out_and_that_something_is_held_is_said(
    app: Flask, family: Family, tmp_path: Path
) -> None:
    with app.app_context(), clock.frozen(NOW):
        manager = session().get_one(Staff, family.manager_id)
        views = session().scalars(select(Submission).where(Submission.kind == "views")).all()
        (held,) = (each.id for each in views if each.review.child.reference == family.maya)
        assert hold(manager, held, "It says where somebody hides.")
        assert hold(manager, held, "Said twice is held once.")
        assert not hold(manager, "nobody", "There is none.")
    content, words = held_about(app, family.maya, tmp_path / "maya.zip")
    assert content["held_back"] == 1
    assert "1 thing that was sent is held back: somebody decided so" in words
    assert held not in json.dumps(content)
    assert "rabbit" not in json.dumps(content) + words
    assert "hides" not in json.dumps(content) + words
    with app.app_context():
        release(session().get_one(Staff, family.manager_id), held)
    assert held_about(app, family.maya, tmp_path / "again.zip")[0]["held_back"] == 0


def test_what_was_deleted_is_still_said_to_have_been_sent_and_read(app: Flask, family: Family, tmp_path: Path) -> None:
    with app.app_context(), clock.frozen(NOW + YEAR):
        purge()
    content, words = held_about(app, family.maya, tmp_path / "maya.zip")
    assert "rabbit" not in json.dumps(content) + words
    (trace,) = content["rows"]["trace"]
    assert trace["read_at"] == "2026-03-02T15:30:00+00:00"
    about = [act["about"] for act in content["acts"] if act["what"] == "read"]
    assert f"submission/{trace['id']}" in about


def test_a_child_nobody_knows_is_one_sentence_and_no_file(app: Flask, family: Family, tmp_path: Path) -> None:
    result = export(app, "C0", tmp_path / "nobody.zip")
    assert (result.exit_code, result.stderr) == (1, "There is no child C0.\n")
    wrong = export(app, family.maya, tmp_path / "maya.pdf")
    assert (wrong.exit_code, wrong.stderr) == (1, "maya.pdf must end in .zip.\n")
    assert not list(tmp_path.glob("*.zip"))
