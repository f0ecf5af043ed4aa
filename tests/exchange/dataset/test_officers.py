"""Whose review it is, where a table names everybody who ever worked with a child and nobody's address."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from participation.db import session
from participation.reviews.models import Review
from tests.exchange.conftest import Everything, Run, review
from tests.exchange.dataset.conftest import TakeTables
from tests.exchange.dataset.tables import INVOLVED, OFFICER, Row, write_tables
from tests.factories import staff

NAMED: dict[str, list[Row]] = {"professionals": [OFFICER], "involvements": [INVOLVED]}
LOCAL: dict[str, list[Row]] = {
    "professionals": [{**OFFICER, "prof_professional_job_title": ""}],
    "involvements": [{**INVOLVED, "invo_professional_role_id": role} for role in ("CW", "RO", "CW")],
}


def officers() -> set[str | None]:
    return set(session().scalars(select(Review.officer_id)))


def test_without_a_match_the_roles_are_listed_and_nothing_is_written(
    run: Run, tmp_path: Path, everything: Everything
) -> None:
    folder, before = write_tables(tmp_path / "ssd", **LOCAL), everything()
    for options in ((), ("--iro-role", "XX,YY")):
        said = run("import", "ssd", folder, *options, status=1).stderr
        assert said.endswith("Roles of involvements:\n  CW: 2\n  RO: 1\n")
    assert everything() == before


def test_a_local_code_of_the_role_says_who_the_officer_is(app: Flask, take_tables: TakeTables) -> None:
    with app.app_context():
        amara, _ = staff(name="Amara Obi")
        take_tables("--iro-role", "AB, ro", **LOCAL)
        assert officers() == {amara.id}


def test_of_two_accounts_of_one_name_none_is_guessed(app: Flask, run: Run, tmp_path: Path) -> None:
    with app.app_context():
        staff(name="Amara Obi")
        staff(name="Ms Amara OBI")
    done = run("import", "ssd", write_tables(tmp_path / "ssd", **NAMED))
    assert "ssd_professionals.csv, line 2, prof_professional_name (officer): Expected one officer" in done.stderr
    assert "Reviews without an officer: 2. Their letters wait for one." in done.stdout


def test_the_officer_of_a_held_review_stays(app: Flask, take_tables: TakeTables) -> None:
    with app.app_context():
        amara, ali = (staff(name=name)[0].id for name in ("Amara Obi", "Ali Reed"))
    take_tables(**NAMED)
    reed = {**OFFICER, "prof_professional_id": "8", "prof_professional_name": "Reed, Ali"}
    since = {**INVOLVED, "invo_professional_id": "8", "invo_involvement_start_date": "2025-06-20"}
    take_tables(professionals=[OFFICER, reed], involvements=[INVOLVED, since])
    with app.app_context():
        assert review("900").officer_id == amara
        assert session().scalars(select(Review.officer_id).where(Review.is_derived)).one() == ali
