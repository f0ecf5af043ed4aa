"""What each case system writes otherwise: words for codes, days, nothing, and who may be whose."""

from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from participation.children.models import Child
from participation.db import session
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from tests.exchange.conftest import Run, child, problems_in, review
from tests.factories import staff

FOLDERS = Path(__file__).parents[2] / "data" / "ssd"
"""Of each case system a few rows as its extract and a council's export tool write them; the people are invented."""


def codes() -> dict[date | None, str]:
    asked = select(Review.meets_on, Participation.code).join(Participation, Participation.review_id == Review.id)
    return dict(session().execute(asked).all())


def test_system_c_writes_words_and_null_and_estimates(app: Flask, run: Run, tmp_path: Path) -> None:
    with app.app_context():
        obi, reed = (staff(name=name, email=f"{name[:3]}@example.org")[0].id for name in ("Amara Obi", "Ali Reed"))
    done = run("import", "ssd", FOLDERS / "system_c", "--report", tmp_path / "r.csv", status=1)
    listed = {(each["file"][4:-4], each["line"], each["rule"]) for each in problems_in(tmp_path / "r.csv")}
    assert listed == {
        ("person", "3", "estimated"), ("person", "4", "ethnicity"), ("cla_episodes", "6", "id"),
        ("cla_reviews", "5", "167"), ("cla_reviews", "7", "1012"), ("cla_reviews", "8", "child"),
        ("cla_reviews", "9", "duplicate"),
    }  # fmt: skip
    assert "ssd_person.csv: 4 rows, 1 of no child in care, 0 not taken." in done.stdout
    with app.app_context():
        maya, noor, sam = (child(number) for number in ("101", "102", "103"))
        assert (noor.born_on, noor.is_unaccompanied, noor.is_disabled) == (date(2010, 1, 1), True, True)
        assert (maya.is_unaccompanied, maya.is_disabled, maya.miles_from_home) == (False, False, 31.2)
        assert (sam.sex, sam.ethnicity, sam.ended_as, noor.miles_from_home) == ("", "", "adopted", None)
        assert codes() == {date(2025, 2, 3): "PN1", date(2025, 5, 1): "PN6", date(2024, 6, 28): "PN7"}
        assert [each.from_on for each in review("902").moves] == [date(2025, 4, 20)]
        assert [review(number).officer_id for number in ("900", "902")] == [obi, reed], "each of its day"
        assert noor.came_into_care_on == date(2025, 6, 2)


def test_mosaic_marks_a_review_that_was_begun_as_cancelled(app: Flask, run: Run, tmp_path: Path) -> None:
    addresses = tmp_path / "staff.csv"
    addresses.write_text("prof_staff_id,name,email\nS7,Amara Obi,amara@example.org\n", encoding="utf-8")
    done = run("import", "ssd", FOLDERS / "mosaic", "--staff", addresses)
    assert "Officers: 1 new." in done.stdout
    with app.app_context():
        begun = review("901")
        assert (begun.meets_on, begun.due_on, begun.is_derived) == (None, date(2025, 9, 26), False)
        assert begun.officer
        assert (begun.officer.email, child("101").sex) == ("amara@example.org", "2")
        assert begun.officer.name == "Amara Obi", "which children read"
        assert len(session().scalars(select(Review)).all()) == 2, "nothing is worked out beside it"


def test_eclipse_has_no_person_and_no_ids_and_says_more_than_codes(app: Flask, run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        run("import", "ssd", FOLDERS / "eclipse", "--report", tmp_path / "r.csv", status=1)
        listed = [(each["line"], each["rule"]) for each in problems_in(tmp_path / "r.csv")]
        assert listed == [("2", "encoding"), ("3", "167"), ("4", "child")]
        with app.app_context():
            zoe = session().scalars(select(Child)).one()
            assert (zoe.preferred_name, zoe.ethnicity) == ("Zoë", "MWBA")
            days = session().execute(select(Review.meets_on, Review.due_on).order_by(Review.due_on, Review.id)).all()
            held = [(date(2025, 6, 27), None), (date(2025, 9, 26), date(2025, 9, 27)), (None, date(2026, 3, 26))]
            assert sorted(map(tuple, days), key=str) == sorted(held, key=str)
            assert codes() == {date(2025, 6, 27): "PN3"}
