"""Letters that say what is no longer so: support sees them, a list that is taken names them, the child is told."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import event

from participation import clock
from participation.db import engine, session, transaction
from participation.invitations.actions import revoke
from participation.invitations.models import CHILD
from participation.invitations.queries import letters_of
from participation.letters.facts import Fact
from participation.letters.models import PrintedSheet
from participation.letters.queries import untrue_letters
from participation.operations.cli import cli
from participation.profiles.actions import About, write_profile
from participation.reviews.models import Review
from participation.reviews.queries import review_by_reference
from participation.staff.models import Staff
from tests import factories
from tests.databases import on_both
from tests.letters.desk import as_ticked, asked_again, support
from tests.walking import words_of

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
MEETING = date(2026, 3, 10)
AT_HALF_PAST_THREE = datetime(2026, 3, 10, 15, 30, tzinfo=UTC)
HEADINGS = (
    "child_id,preferred_name,date_of_birth,language,officer_email,officer_name,review_id,review_type,review_at,venue"
)


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def printed(app: Flask, tmp_path: Path) -> str:
    """Maya's letter and her carer's for half past three on the day: by a mail merge, for nobody looks at the paper."""
    with app.app_context():
        officer, _ = factories.staff()
        review = factories.review(officer, MEETING, people=[("foster_carer", "Jo Green")])
        reference = str(review.reference)
        with transaction():
            review.starts_at, review.venue = AT_HALF_PAST_THREE, "Room 1"
    run(app, "invite", "--review-before", "2026-03-31")
    print_letters(app, reference, tmp_path / "first.zip")
    return reference


def run(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, obj=lambda: app)


def print_letters(app: Flask, reference: str, out: Path) -> None:
    done = run(app, "letters", "--review", reference, "--out", str(out))
    assert done.exit_code == 0, done.output


def review_of(reference: str) -> Review:
    found = review_by_reference(reference)
    assert found is not None
    return found


def another_day(review: Review) -> None:
    review.meets_on, review.starts_at = MEETING + timedelta(days=2), AT_HALF_PAST_THREE + timedelta(days=2)


def another_hour(review: Review) -> None:
    review.starts_at = AT_HALF_PAST_THREE + timedelta(minutes=30)


def no_day_any_more(review: Review) -> None:
    review.meets_on = review.starts_at = None


def another_officer(review: Review) -> None:
    other = Staff(email="ben@example.org", name="Ben", role="officer", password_hash="", totp_secret="")
    session().add(other)
    session().flush()
    review.officer_id = other.id


def another_name(review: Review) -> None:
    review.child.preferred_name = "Mila"


def another_carer(review: Review) -> None:
    review.people[0].name = "Jo Brown"


def another_language(review: Review) -> None:
    review.child.language = "ar"


def another_place(review: Review) -> None:
    review.venue = "Room 2"


CHANGES = [
    (another_day, {CHILD: {Fact.DAY}, "foster_carer": {Fact.DAY}}),
    (another_hour, {CHILD: {Fact.HOUR}, "foster_carer": {Fact.HOUR}}),
    (no_day_any_more, {CHILD: {Fact.DAY, Fact.HOUR}, "foster_carer": {Fact.DAY, Fact.HOUR}}),
    (another_officer, {CHILD: {Fact.OFFICER}, "foster_carer": {Fact.OFFICER}}),
    (another_name, {CHILD: {Fact.NAME}, "foster_carer": {Fact.CHILD}}),
    (another_carer, {"foster_carer": {Fact.NAME}}),
    (another_language, {CHILD: {Fact.LANGUAGE}}),
    (another_place, {CHILD: {Fact.PLACE}, "foster_carer": {Fact.PLACE}}),
]


@on_both
@pytest.mark.parametrize(("change", "wanted"), CHANGES, ids=lambda each: getattr(each, "__name__", ""))
def test_what_has_changed_since_a_letter_was_printed_is_told_of_each(
    app: Flask, printed: str, change: object, wanted: dict[str, set[Fact]]
) -> None:
    with app.app_context():
        assert untrue_letters() == []
        with transaction():
            change(review_of(printed))  # type: ignore[operator]
        assert {each.invitation.respondent: set(each.changed) for each in untrue_letters()} == wanted


def test_an_officer_who_has_another_number_makes_their_letters_untrue(app: Flask, printed: str) -> None:
    with app.app_context():
        officer = review_of(printed).officer
        assert officer is not None
        write_profile(officer.id, About(known_as=officer.name, phone="01632 960 123"))
        assert {each.changed for each in untrue_letters()} == {(Fact.OFFICER,)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (another_officer, "the officer, or their number Amara N Ben"),
        (another_hour, "the hour 15:30 16:00"),
        (another_name, "the name it greets another name Mila"),
        (another_language, "the language English Arabic"),
        (another_place, "the place (no letter names it) another place Room 2"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_support_reads_which_thing_has_changed_what_the_letter_says_and_what_is_so(
    app: Flask, printed: str, change: object, told: str
) -> None:
    with app.app_context(), transaction():
        change(review_of(printed))  # type: ignore[operator]
    words = re.sub(r"Amara \d+", "Amara N", words_of(support(app).get("/staff/letters")))
    assert told in words


def test_a_letter_of_an_officer_who_has_left_is_no_longer_so_and_waits_for_another(app: Flask, printed: str) -> None:
    with app.app_context():
        with transaction():
            officer = review_of(printed).officer
            assert officer is not None
            officer.disabled_at = NOW
        assert {each.changed for each in untrue_letters()} == {(Fact.OFFICER,)}
    page = support(app).get("/staff/letters")
    assert "has left, and no other officer is named" in words_of(page)
    assert as_ticked(page, "untrue")["of"] == []


def test_a_letter_that_names_no_hour_says_nothing_untrue_when_one_is_fixed(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        reference = str(factories.review(factories.staff()[0], MEETING, people=[]).reference)
    run(app, "invite", "--review-before", "2026-03-31")
    print_letters(app, reference, tmp_path / "first.zip")
    with app.app_context():
        with transaction():
            review_of(reference).starts_at = AT_HALF_PAST_THREE
        assert untrue_letters() == []


def test_what_nobody_holds_or_needs_any_more_is_not_listed(app: Flask, printed: str) -> None:
    with app.app_context():
        with transaction():
            another_hour(review_of(printed))
        maya, jo = letters_of(review_of(printed).id)
        revoke(maya)
        assert [each.invitation.id for each in untrue_letters()] == [jo.id]
    with clock.frozen(NOW + timedelta(days=15)), app.app_context():
        assert untrue_letters() == []


def test_a_review_that_was_brought_forward_past_today_is_still_listed(app: Flask, printed: str) -> None:
    with app.app_context(), transaction():
        review_of(printed).meets_on = date(2026, 2, 23)
        review_of(printed).starts_at = None
    with app.app_context():
        assert len(untrue_letters()) == 2


def test_no_name_stands_beside_what_a_letter_says(app: Flask, printed: str) -> None:
    with app.app_context():
        kept = [str(vars(each)) for each in session().query(PrintedSheet)]
        assert len(kept) == 2
        assert not any(name in sheet for sheet in kept for name in ("Maya", "Jo Green", "Amara", "Room 1"))


def test_many_letters_are_compared_with_one_question(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        for _ in range(5):
            factories.review(factories.staff()[0], MEETING)
    run(app, "invite", "--review-before", "2026-03-31")
    run(app, "letters", "--review-before", "2026-03-31", "--out", str(tmp_path / "all.pdf"))
    with app.app_context():
        with transaction() as current:
            for review in current.query(Review):
                review.meets_on = MEETING + timedelta(days=1)
        session().expunge_all()
        asked: list[str] = []
        event.listen(engine(), "before_cursor_execute", lambda *given: asked.append(given[2]))
        assert len(untrue_letters()) == 15
        assert len([each for each in asked if "FROM invitation" in each]) == 1
        assert len(asked) <= 3, asked


@on_both
def test_support_prints_anew_what_is_no_longer_so_and_then_all_is_so(app: Flask, printed: str, tmp_path: Path) -> None:
    with app.app_context():
        with transaction():
            another_day(review_of(printed))
    desk = support(app)
    page = desk.get("/staff/letters")
    words = words_of(page)
    assert "Printed with something that is no longer so" in words
    assert "the day Tue 10 Mar Thu 12 Mar Tue 24 Feb" in words
    asked = desk.post("/staff/letters/print", data=as_ticked(page, "untrue"))
    assert "Print them again?" in words_of(asked)
    pdf = desk.post("/staff/letters/print", data=asked_again(asked)).data
    document = pypdfium2.PdfDocument(pdf)
    sheets = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(sheets) == 2
    assert all("Thursday 12 March 2026" in sheet for sheet in sheets)
    assert "no longer so" not in words_of(desk.get("/staff/letters"))


def test_a_place_alone_is_shown_and_not_ticked_for_no_letter_names_it(app: Flask, printed: str) -> None:
    with app.app_context():
        with transaction():
            another_place(review_of(printed))
    page = support(app).get("/staff/letters")
    assert words_of(page).count("the place (no letter names it)") == 2
    assert as_ticked(page, "untrue")["of"] == []
    refused = run(app, "letters", "--no-longer-so", "--out", "x.pdf")
    assert "Every letter that is out says what is so." in refused.output


@on_both
def test_an_import_that_moves_a_review_names_the_letters_it_made_untrue(app: Flask, tmp_path: Path) -> None:
    def listed(hour: str) -> str:
        path = tmp_path / "caseload.csv"
        rows = (
            f"{id},{name},2014-02-01,en,off.one@example.org,Amara,{id},child_in_care,{at},Room 1"
            for id, name, at in (("S1", "Maya", "2026-03-10 10:00"), ("S2", "Ella", hour))
        )
        path.write_text("\n".join((HEADINGS, *rows)), "utf-8")
        return run(app, "import", "caseload", str(path)).output

    assert "no longer so" not in listed("2026-03-10 10:00")
    run(app, "invite", "--review-before", "2026-03-31")
    out = str(tmp_path / "post.pdf")
    assert run(app, "letters", "--review-before", "2026-03-31", "--out", out).exit_code == 0
    said = listed("2026-03-10 15:30")
    assert "Review hours: 1 moved." in said
    assert "Letters that are out with something that is no longer so: 1." in said
    assert "  S2, child, " in said
    assert "printed 24/02/2026: hour" in said
    again = run(app, "letters", "--no-longer-so", "--out", out)
    assert "1 letters in" in again.output
    assert "no longer so" not in listed("2026-03-10 15:30")


def test_a_changed_hour_is_no_move_of_the_figures(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    for at in ("2026-03-10 10:00", "2026-03-10 15:30"):
        row = f"C1,Maya,2014-02-01,en,off.one@example.org,Amara,S1,child_in_care,{at},Room 1"
        path.write_text(f"{HEADINGS}\n{row}", "utf-8")
        run(app, "import", "caseload", str(path))
    with app.app_context():
        assert review_of("S1").moves == []
