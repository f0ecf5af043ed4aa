"""Small inputs that once gave something wrong without a word, and what each must give now."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.children.models import Child
from participation.db import session
from participation.letters.fonts import undrawn
from participation.outcomes.models import Participation
from participation.reviews.models import Person, Review
from tests.exchange.conftest import Run, problems_in
from tests.letters.samples import read_aloud

CASELOAD = Path(__file__).parent / "failing" / "caseload"
RETURN = Path(__file__).parent / "failing" / "return"
Found = list[tuple[int, str, str]]
"""Line, column and rule of each problem."""


@pytest.fixture(autouse=True)
def _the_day_of_these_files(_today: None) -> object:
    """The 28th of November 2026."""
    with clock.frozen(datetime(2026, 11, 28, 12, 0, tzinfo=UTC)):
        yield


def problems(run: Run, kind: str, *names: str, report: Path) -> Found:
    """What the last of these lists gives, taken one after the other."""
    for name in names:
        run("import", kind, CASELOAD / f"{name}.csv", "--report", report, status=None)
    return [(int(each["line"]), each["column"], each["rule"]) for each in problems_in(report)]


def everybody(app: Flask, column: str) -> dict[str, object]:
    with app.app_context():
        return dict(session().execute(select(Child.reference, getattr(Child, column))).all())


def meetings(app: Flask) -> dict[str, tuple[date | None, datetime | None]]:
    with app.app_context():
        asked = select(Review.reference, Review.meets_on, Review.starts_at).where(Review.reference.is_not(None))
        return {reference: (day, at) for reference, day, at in session().execute(asked)}


EXPECTED: dict[str, Found] = {
    "ids_a": [],
    "ids_a ids_zero_lost": [(2, "review_at", "duplicate"), (3, "child_id", "id")],
    "ids_a ids_zero_lost ids_float": [],
    "zone": [],
    "languages": [(2, "language", "language"), (3, "language", "language"), (7, "language", "language")],
    "placeholders": [
        (2, "preferred_name", "placeholder"), (2, "date_of_birth", "placeholder"), (2, "language", "language"),
        (2, "venue", "placeholder"), (2, "officer_email", "email"), (2, "officer_name", "placeholder"),
        (3, "preferred_name", "placeholder"), (3, "venue", "placeholder"),
        (4, "preferred_name", "name"), (4, "venue", "placeholder"),
        (5, "preferred_name", "placeholder"), (5, "venue", "placeholder"),
        (6, "preferred_name", "placeholder"), (6, "venue", "placeholder"),
        (7, "preferred_name", "placeholder"), (7, "review_at", "date"),
        (8, "preferred_name", "placeholder"), (9, "preferred_name", "damaged"), (10, "preferred_name", "damaged"),
        (11, "child_id", "placeholder"), (12, "child_id", "placeholder"), (12, "review_id", "placeholder"),
        (13, "preferred_name", "damaged"), (14, "preferred_name", "damaged"), (15, "preferred_name", "damaged"),
    ],
    "absurd": [
        (2, "date_of_birth", "placeholder"), (3, "date_of_birth", "age"), (4, "review_at", "far"),
        (5, "review_at", "born"), (6, "came_into_care_on", "born"), (7, "came_into_care_on", "future"),
        (8, "review_at", "born"), (10, "review_due_on", "born"), (11, "review_at", "night"),
        (12, "review_at", "holiday"),
    ],
    "usdates": [
        (2, "date_of_birth", "month_first"), (2, "review_at", "date"), (3, "date_of_birth", "date"),
        (3, "review_at", "month_first"), (4, "date_of_birth", "date"), (4, "review_at", "month_first"),
        (5, "date_of_birth", "month_first"), (5, "review_at", "month_first"),
    ],
    "noname": [
        (2, "preferred_name", "name"), (3, "preferred_name", "placeholder"), (6, "preferred_name", "placeholder"),
        (7, "preferred_name", "damaged"), (8, "language", "language"), (10, "date_of_birth", "age"),
        (11, "language", "language"),
    ],
    "names": [],
    "names moved": [],
    "excelhack": [],
    "times": [
        (10, "review_at", "date"), (11, "review_at", "date"), (12, "review_at", "date"), (13, "review_at", "time"),
        (14, "date_of_birth", "date"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("names", EXPECTED)
def test_each_list_names_what_is_wrong_with_it_and_nothing_else(run: Run, tmp_path: Path, names: str) -> None:
    assert sorted(problems(run, "caseload", *names.split(), report=tmp_path / "r.csv")) == sorted(EXPECTED[names])


def test_a_number_that_lost_its_zeros_or_became_a_fraction_is_the_same_child(
    app: Flask, run: Run, tmp_path: Path
) -> None:
    problems(run, "caseload", "ids_a", "ids_zero_lost", "ids_float", report=tmp_path / "r.csv")
    assert everybody(app, "preferred_name") == {"0012345": "Ava", "10000345678901": "Ben"}


def test_a_day_with_a_zone_and_no_hour_is_that_day(app: Flask, run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "zone", report=tmp_path / "r.csv")
    december, july = (date(2026, 12, 8), None), (date(2027, 7, 1), None)
    found = meetings(app)
    assert [found[f"Z{n}"] for n in range(1, 7)] == [december, december, july, july, december, december]
    assert everybody(app, "born_on")["Z7"] == date(2012, 3, 4)
    assert everybody(app, "born_on")["Z8"] == date(2012, 7, 1)


def test_a_language_is_taken_for_what_its_reader_reads(app: Flask, run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "languages", report=tmp_path / "r.csv")
    assert everybody(app, "language") == {
        "K1": "en", "K2": "en", "K3": "fa-AF", "K4": "fa-AF", "K5": "fa-AF", "K6": "en", "K7": "ku", "K8": "ti",
        "K9": "en", "K10": "fa",
    }  # fmt: skip


def test_no_placeholder_and_no_broken_letters_are_anybodys_name(app: Flask, run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "placeholders", report=tmp_path / "r.csv")
    assert set(everybody(app, "preferred_name").values()) == {""}
    assert set(everybody(app, "preferred_name")) == {f"P{n}" for n in (1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 14)}
    messages = [each["message"] for each in problems_in(tmp_path / "r.csv") if each["rule"] == "damaged"]
    assert [message for message in messages if "perhaps “Zoë”" in message] == [messages[1], messages[2]]
    with app.app_context():
        assert set(session().scalars(select(Review.venue))) == {"", "Room 1"}


def test_what_cannot_be_so_reaches_no_letter_and_no_figure(app: Flask, run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "absurd", report=tmp_path / "r.csv")
    assert set(everybody(app, "born_on")) == {"A1", "A5", "A6", "A8", "A9", "A10", "A11", "A12", "A13"}
    assert everybody(app, "born_on")["A1"] is None
    assert set(everybody(app, "came_into_care_on").values()) == {None}
    found = meetings(app)
    assert found["A10"] == (date(2026, 12, 20), None)
    assert found["A11"] == (date(2026, 12, 25), datetime(2026, 12, 25, 10, 0, tzinfo=UTC))
    with app.app_context():
        assert set(session().scalars(select(Review.due_on))) == {None}


def test_a_column_that_is_month_first_is_not_taken_for_days_first(app: Flask, run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "usdates", report=tmp_path / "r.csv")
    assert everybody(app, "born_on") == {}
    last = problems_in(tmp_path / "r.csv")[-1]
    assert "this column looks like month first, see line 2" in last["message"]


def test_a_number_that_was_kept_from_excel_is_that_number(app: Flask, run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "excelhack", report=tmp_path / "r.csv")
    assert everybody(app, "preferred_name") == {"C1": "Zoë", "C2": "Łukasz"}


def test_hours_are_read_as_people_write_them(app: Flask, run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "times", report=tmp_path / "r.csv")
    found, half_past = meetings(app), (date(2026, 12, 8), datetime(2026, 12, 8, 9, 30, tzinfo=UTC))
    assert [found[f"H{n}"] for n in (1, 3, 4, 5, 6, 7)] == [half_past] * 6
    assert found["H2"][1] == datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
    assert (found["H8"], found["H12"]) == ((date(2026, 12, 8), None), (date(2026, 12, 8), None))
    assert everybody(app, "born_on")["H14"] == date(2012, 2, 29)


def test_a_carer_in_other_letters_is_one_and_two_of_one_name_with_two_addresses_are_two(
    app: Flask, run: Run, tmp_path: Path
) -> None:
    report = tmp_path / "r.csv"
    problems(run, "caseload", "noname", report=report)
    assert problems(run, "people", "people1", report=report) == [
        (6, "name", "placeholder"), (6, "email", "email"), (7, "name", "placeholder"), (8, "name", "note"),
    ]  # fmt: skip
    assert problems(run, "people", "people2", report=report) == []
    with app.app_context():
        named = sorted(session().execute(select(Person.name, Person.email)).all())
        assert [tuple(each) for each in named] == [
            ("Mr Khan", "a.khan@x.example"), ("Mr Khan", "b.khan@x.example"), ("New Carer", "new@x.example"),
            ("Old Carer", "old@x.example"), ("Pat Jones", "pat@x.example"), ("Patricia Jones", "pat@x.example"),
            ("Zoë Smith", "zoe@x.example"),
        ]  # fmt: skip


def take_return(run: Run, report: Path, header: str, reviews: str, *more: object) -> Found:
    files = ("--header", RETURN / f"{header}.csv", "--reviews", RETURN / f"{reviews}.csv")
    run("import", "ssda903", *files, *more, "--report", report)
    return [(int(each["line"]), each["column"], each["rule"]) for each in problems_in(report)]


NEW = "header_2025_sex_MFU"
UNKNOWN_HERE: Found = [(3, "CHILD", "INT08"), (4, "CHILD", "INT08")]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (NEW, ([("1001", "1", "WBRI"), ("1002", "2", "REFU"), ("1003", "", "NOBT")], [])),
        ("header_ssd_ethnicities", ([("1001", "1", "CHNE"), ("1002", "2", "OOTH"), ("1003", "2", "MWBA")], [])),
        ("header_childid", ([("1001", "1", "WBRI"), ("1002", "", ""), ("1003", "", "")], UNKNOWN_HERE)),
        ("header_no_ethnic", ([("1001", "1", ""), ("1002", "", ""), ("1003", "", "")], UNKNOWN_HERE)),
        # How somebody sees themselves is another thing than what the return calls sex: it is never read as that.
        ("header_gender", ([("1001", "", "WBRI"), ("1002", "", ""), ("1003", "", "")], UNKNOWN_HERE)),
    ],
)
def test_a_header_is_read_as_systems_write_it(
    app: Flask, run: Run, tmp_path: Path, header: str, expected: tuple[list[tuple[str, str, str]], Found]
) -> None:
    more = ("--uasc", RETURN / "uasc.csv", "--episodes", RETURN / "episodes_2026.csv")
    assert take_return(run, tmp_path / "r.csv", header, "reviews_ok", *more) == expected[1]
    with app.app_context():
        asked = select(Child.reference, Child.sex, Child.ethnicity).order_by(Child.reference)
        assert list(map(tuple, session().execute(asked))) == expected[0]
        alone = session().scalars(select(Child.reference).where(Child.is_unaccompanied)).all()
        assert alone == ["1001"]
        came = session().scalars(select(Child.came_into_care_on).where(Child.reference == "1001")).one()
        assert came == date(2024, 1, 6)


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ("reviews_ok", (["PN1", "PN2", "PN6"], [])),
        ("reviews_float_id", (["PN1"], [])),
        ("reviews_leading_zero", (["PN1"], [])),
        ("reviews_liia", (["PN1"], [])),
        ("reviews_no_dob", (["PN1"], [])),
        ("reviews_pandas", (["PN1"], [])),
        ("reviews_words", (["PN1", "PN2"], [(4, "REVIEW_CODE", "167")])),
    ],
)
def test_reviews_are_read_as_systems_write_them(
    app: Flask, run: Run, tmp_path: Path, reviews: str, expected: tuple[list[str], Found]
) -> None:
    assert take_return(run, tmp_path / "r.csv", NEW, reviews) == expected[1]
    assert len(everybody(app, "born_on")) == 3
    with app.app_context():
        asked = select(Participation.code).join(Review, Review.id == Participation.review_id).order_by(Review.meets_on)
        assert session().scalars(asked).all() == expected[0]


def test_a_return_of_one_year_counts_each_code(app: Flask, run: Run, tmp_path: Path) -> None:
    found = take_return(run, tmp_path / "r.csv", "parity_header", "parity_reviews")
    assert found == [(line, "REVIEW_CODE", "440") for line in range(16, 22)] + [(22, "REVIEW_CODE", "441")]
    with app.app_context():
        codes = session().scalars(select(Participation.code)).all()
    assert {code: codes.count(code) for code in sorted(set(codes))} == {
        "PN0": 20, "PN1": 30, "PN2": 12, "PN3": 12, "PN4": 12, "PN5": 12, "PN6": 12, "PN7": 12,
    }  # fmt: skip


def test_a_return_in_xml_brings_the_same(app: Flask, run: Run) -> None:
    assert run("import", "ssda903", "--xml", RETURN / "return_2025.xml").stderr == ""
    with app.app_context():
        only = session().scalars(select(Child)).one()
        assert (only.reference, only.sex, only.ethnicity, only.is_unaccompanied) == ("1001", "1", "BAFR", True)
        assert (only.born_on, only.came_into_care_on) == (date(2012, 6, 1), date(2024, 1, 6))
        assert session().scalars(select(Participation.code)).one() == "PN1"


def test_a_return_in_xml_given_as_a_list_is_called_that_with_what_to_do(run: Run) -> None:
    refused = run("import", "caseload", RETURN / "return_2025.xml", status=1).stderr
    assert refused.startswith("return_2025.xml is XML; a national return comes in with")
    assert "import ssda903 --xml" in refused


def test_a_name_that_no_font_can_draw_is_told_before_letters_are_printed(run: Run, tmp_path: Path) -> None:
    problems(run, "caseload", "names", report=tmp_path / "r.csv")
    run("invite", "--review-before", "2027-01-31")
    printed = run("letters", "--review-before", "2027-01-31", "--out", tmp_path / "letters.pdf")
    told = [line for line in printed.stderr.splitlines() if line.startswith("S1, child: no font of this machine has")]
    assert bool(told) == bool(undrawn("小明李"))
    assert len(printed.stderr.splitlines()) == len(told), "every other name can be drawn"


def test_no_letter_says_what_a_system_wrote_for_nothing(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "r.csv"
    problems(run, "caseload", "noname", report=report)
    problems(run, "people", "people1", report=report)
    run("invite", "--review-before", "2027-01-31")
    out = tmp_path / "letters.pdf"
    assert "14 letters in" in run("letters", "--review-before", "2027-01-31", "--out", out).stdout
    said = read_aloud(out)
    assert (said.count("Dear Mr Khan"), said.count("b.khan")) == (1, 0), "the other is greeted in Urdu"
    assert not any(word in said for word in ("nan", "#REF", "euml", "NULL", "Unknown", "deceased", "00:00"))
