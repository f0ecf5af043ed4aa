"""A national return comes in as it stands: every row that can be read, every code, and each contradiction by name."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.children.models import Child
from participation.db import session, transaction
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from tests import factories
from tests.databases import on_both
from tests.exchange.conftest import Run, problems_in
from tests.exchange.lists import row, write_caseload
from tests.exchange.returns import write_return

Take = Callable[..., list[dict[str, str]]]
Everything = Callable[[], dict[str, list[str]]]


@pytest.fixture
def take(run: Run, tmp_path: Path) -> Take:
    """Import a small return; gives what the report lists."""

    def take(*flags: str, status: int = 0, **files: list[str]) -> list[dict[str, str]]:
        report = tmp_path / "report.csv"
        run("import", "ssda903", *write_return(tmp_path, **files), "--report", report, *flags, status=status)
        return problems_in(report)

    return take


def reviews() -> list[Review]:
    return list(session().scalars(select(Review).order_by(Review.meets_on)))


def codes() -> dict[date | None, str]:
    asked = select(Review.meets_on, Participation.code).join(Participation, Participation.review_id == Review.id)
    return dict(session().execute(asked).all())


def where(problem: dict[str, str]) -> tuple[str, str, str, str]:
    return problem["file"], problem["line"], problem["column"], problem["rule"]


@on_both
def test_a_child_and_a_review_are_kept_as_they_stand(app: Flask, take: Take) -> None:
    assert take(reviews=["101,01/02/2015,10/03/2024,PN3"], uasc=["101,2,01/02/2015,01/02/2033"]) == []
    with app.app_context():
        review = reviews()[0]
        assert (review.child.reference, review.child.born_on) == ("101", date(2015, 2, 1))
        assert (review.child.sex, review.child.ethnicity, review.child.is_unaccompanied) == ("2", "OOTH", True)
        assert (review.reference, review.kind, review.meets_on) == (None, "child_in_care", date(2024, 3, 10))
        recorded = session().get_one(Participation, review.id)
        assert (recorded.code, recorded.suggested, recorded.reasons, recorded.recorded_by) == ("PN3", "", [], None)


@pytest.mark.parametrize(
    ("review", "rule"),
    [
        (("01/02/2020", "31/01/2024", "PN0"), None),
        (("01/02/2020", "31/01/2024", "PN1"), "441"),
        (("01/02/2020", "01/02/2024", "PN0"), "440"),
        (("01/02/2020", "01/02/2024", "PN1"), None),
        (("29/02/2020", "28/02/2024", "PN7"), "441"),
        (("29/02/2020", "29/02/2024", "PN0"), "440"),
        (("01/02/2020", "01/02/2025", "PN8"), "167"),
        (("01/02/2020", "01/02/2025", ""), "167"),
        (("01/02/2020", "01/02/2025", "pn6"), None),
    ],
)
def test_a_code_that_contradicts_the_age_is_named_and_kept(
    app: Flask, take: Take, review: tuple[str, str, str], rule: str | None
) -> None:
    born, held, code = review
    problems = take(header=[f"101,2,{born},OOTH,,,"], reviews=[f"101,{born},{held},{code}"])
    expected = [("reviews.csv", "2", "REVIEW_CODE", rule)] if rule else []
    assert [where(problem) for problem in problems] == expected
    with app.app_context():
        assert list(codes().values()) == ([] if rule == "167" else [code.upper()])
        assert len(reviews()) == 1


@pytest.mark.parametrize(
    ("review", "problem"),
    [
        ("101,01/02/2015,,PN1", ("REVIEW", "166")),
        ("101,01/02/2015,31/02/2024,PN1", ("REVIEW", "166")),
        (",01/02/2015,10/03/2024,PN1", ("CHILD", "id")),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_taken(
    app: Flask, take: Take, review: str, problem: tuple[str, str]
) -> None:
    problems = take(reviews=[review, "101,01/02/2015,11/03/2024,PN1"])
    assert [where(found) for found in problems] == [("reviews.csv", "2", *problem)]
    with app.app_context():
        assert codes() == {date(2024, 3, 11): "PN1"}


def test_of_a_doubled_pair_the_first_stands(app: Flask, take: Take) -> None:
    twice = ["101,01/02/2015,10/03/2024,PN1", "101,01/02/2015,11/03/2024,PN2", "101,01/02/2015,10/03/2024,PN7"]
    problems = take(reviews=twice)
    assert [where(problem) for problem in problems] == [("reviews.csv", "4", "REVIEW", "duplicate")]
    assert "on line 2 already" in problems[0]["message"]
    with app.app_context():
        assert codes() == {date(2024, 3, 10): "PN1", date(2024, 3, 11): "PN2"}


def test_a_review_whose_day_has_not_come_is_kept_without_its_code_until_it_has(app: Flask, take: Take) -> None:
    tomorrow = ["101,01/02/2015,23/11/2026,PN1"]
    assert [where(problem)[3] for problem in take(reviews=tomorrow)] == ["future"]
    with app.app_context():
        assert codes() == {}
        assert [review.meets_on for review in reviews()] == [date(2026, 11, 23)]
    with clock.frozen(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)):
        assert take(reviews=tomorrow) == []
    with app.app_context():
        assert codes() == {date(2026, 11, 23): "PN1"}
        assert len(reviews()) == 1


def test_a_child_whom_the_header_lacks_or_says_otherwise_is_named_and_taken(app: Flask, take: Take) -> None:
    problems = take(reviews=["202,05/06/2012,10/03/2024,PN1", "101,02/02/2015,10/03/2024,PN1"])
    assert [where(problem)[1:] for problem in problems] == [("2", "CHILD", "INT08"), ("3", "DOB", "INT17")]
    with app.app_context():
        born = dict(session().execute(select(Child.reference, Child.born_on)).all())
        assert born == {"101": date(2015, 2, 1), "202": date(2012, 6, 5)}
        assert len(codes()) == 1
        assert len(reviews()) == 2


def test_a_child_in_short_breaks_only_or_without_an_episode_has_no_reviews(take: Take) -> None:
    header = [f"{child},2,01/02/2015,OOTH,,," for child in (101, 102, 103)]
    held = [f"{child},01/02/2015,10/03/2024,PN1" for child in (101, 102, 103)]
    episodes = ["101,01/01/2024,S,V3,,,,,,,,,", "101,01/02/2024,P,V4,,,,,,,,,", "102,01/01/2024,S,V3,,,,,,,,,"]
    problems = take(header=header, reviews=held, episodes=[*episodes, "102,01/02/2024,L,C2,,,,,,,,,"])
    assert [where(problem)[1:] for problem in problems] == [("2", "CHILD", "399"), ("4", "CHILD", "1012")]


def test_a_child_that_stands_twice_in_the_header_is_taken_once(app: Flask, take: Take) -> None:
    problems = take(header=["101,2,01/02/2015,OOTH,,,", "101,1,,XXXX,,,"], reviews=["101,01/02/2015,10/03/2024,PN1"])
    assert [where(problem) for problem in problems] == [("header.csv", "3", "CHILD", "duplicate")]
    with app.app_context():
        assert session().scalars(select(Child.sex)).all() == ["2"]


def test_what_the_header_cannot_say_is_named_and_left_unknown(app: Flask, take: Take) -> None:
    problems = take(header=["101,9,31/02/2015,?,,,"], reviews=["101,01/02/2015,10/03/2024,PN1"])
    assert [where(problem)[2:] for problem in problems] == [("DOB", "date"), ("SEX", "sex"), ("ETHNIC", "ethnicity")]
    with app.app_context():
        assert session().execute(select(Child.sex, Child.born_on, Child.ethnicity)).all() == [("", None, "")]


def test_a_corrected_return_corrects_and_an_officers_code_is_never_overwritten(app: Flask, take: Take) -> None:
    take(reviews=["101,01/02/2015,10/03/2024,PN1", "101,01/02/2015,11/03/2024,PN1"])
    with app.app_context():
        officer, _ = factories.staff()
        with transaction() as writer:
            for recorded in writer.scalars(
                select(Participation).join(Review).where(Review.meets_on == date(2024, 3, 11))
            ):
                recorded.recorded_by = officer.id
    problems = take(reviews=["101,01/02/2015,10/03/2024,PN6", "101,01/02/2015,11/03/2024,PN6"])
    assert [where(problem)[1:] for problem in problems] == [("3", "REVIEW_CODE", "recorded")]
    with app.app_context():
        assert codes() == {date(2024, 3, 10): "PN6", date(2024, 3, 11): "PN1"}


def test_a_review_of_the_caseload_and_of_the_return_is_one_review(
    app: Flask, run: Run, take: Take, tmp_path: Path
) -> None:
    listed = write_caseload(tmp_path / "c.csv", [row(child_id="101", review_at="2026-03-10 15:00")])
    run("import", "caseload", listed)
    take(reviews=["101,01/02/2015,10/03/2026,PN1", "101,01/02/2015,10/09/2026,PN1"])
    with app.app_context():
        assert [(each.reference, each.meets_on) for each in reviews()] == [
            ("R1", date(2026, 3, 10)), (None, date(2026, 9, 10)),
        ]  # fmt: skip
    later = row(child_id="101", review_id="R2", review_at="2026-09-10")
    run("import", "caseload", write_caseload(tmp_path / "c.csv", [later]))
    with app.app_context():
        assert [each.reference for each in reviews()] == ["R1", "R2"]
        assert len(codes()) == 2


def test_due_days_are_known_for_a_time_in_care_that_the_return_tells_whole(app: Flask, take: Take) -> None:
    header = [f"{child},2,01/02/2015,OOTH,,," for child in (101, 102)]
    held = [
        f"{child},01/02/2015,{day},PN1" for child in (101, 102) for day in ("20/05/2021", "20/08/2021", "21/03/2022")
    ]
    # One came into care on Thursday 22 April 2021; the other years before this return begins.
    episodes = ["101,22/04/2021,S,C2,,,,,,,,,", "102,22/04/2019,S,C2,,,,,,,,,"]
    take(header=header, reviews=held, episodes=episodes)
    with app.app_context():
        due = {child: [each.due_on for each in reviews() if each.child.reference == child] for child in ("101", "102")}
        # 20 working days with the early May holiday, three months, six months.
        assert due["101"] == [date(2021, 5, 21), date(2021, 8, 20), date(2022, 2, 20)]
        assert due["102"] == [None, None, None]


def test_a_child_who_came_back_into_care_starts_again(app: Flask, take: Take) -> None:
    held = [f"101,01/02/2015,{day},PN1" for day in ("20/05/2021", "20/10/2021")]
    take(reviews=held, episodes=["101,22/04/2021,S,C2,,,,,,,,,", "101,04/10/2021,S,C2,,,,,,,,,"])
    with app.app_context():
        assert [review.due_on for review in reviews()] == [date(2021, 5, 21), date(2021, 11, 1)]
        assert session().scalars(select(Child.came_into_care_on)).all() == [date(2021, 10, 4)]


@pytest.mark.parametrize("broken", ["header", "reviews", "uasc", "episodes"])
def test_a_return_with_one_file_that_is_none_is_refused_whole(
    run: Run, tmp_path: Path, everything: Everything, broken: str
) -> None:
    options = write_return(tmp_path, reviews=["101,01/02/2015,10/03/2024,PN1"], uasc=[], episodes=[])
    (tmp_path / f"{broken}.csv").write_text("A,B\n1,2\n", encoding="utf-8")
    before = everything()
    done = run("import", "ssda903", *options, status=1)
    assert done.stderr.startswith(f"{broken}.csv has no column ")
    assert everything() == before


def test_a_return_without_a_review_still_brings_its_children(app: Flask, take: Take) -> None:
    assert take(reviews=[]) == []
    with app.app_context():
        assert session().scalars(select(Child.reference)).all() == ["101"]


def test_a_return_of_nobody_is_refused_and_brings_nobody(app: Flask, take: Take) -> None:
    take(header=[], reviews=["101,01/02/2015,soon,PN1"], status=1)
    with app.app_context():
        assert session().scalars(select(Child.reference)).all() == []
