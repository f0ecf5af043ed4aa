"""The oldest part of the audit goes after its years, and the chain says so itself."""

from datetime import timedelta

from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import insert, select

from participation import clock
from participation.audit import actions as audit
from participation.audit.models import AuditEntry
from participation.db import session, transaction
from participation.operations.cli import cli
from participation.retention.actions import purge
from tests.databases import on_both
from tests.retention.lives import BEFORE, DAY

SIX_YEARS = timedelta(days=2192)


def act(times: int = 3) -> None:
    for _ in range(times):
        with transaction() as current:
            audit.record(current, "system", "tested", "nothing")


def verify(app: Flask) -> Result:
    return CliRunner().invoke(cli, ["audit", "verify"], obj=lambda **_: app)


def numbers() -> list[int]:
    return list(session().scalars(select(AuditEntry.number).order_by(AuditEntry.number)))


@on_both
def test_a_chain_that_noted_its_own_cut_is_whole(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            act()
        with clock.frozen(BEFORE + DAY):
            act()
        with clock.frozen(BEFORE + SIX_YEARS):
            assert purge()["audit"] == 3
            assert numbers() == [4, 5, 6, 7]
    assert "whole" in verify(app).output


@on_both
def test_a_second_cut_takes_the_note_of_the_first_one_with_it(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            act()
        with clock.frozen(BEFORE + SIX_YEARS):
            purge()
            assert numbers() == [4]
        with clock.frozen(BEFORE + 2 * SIX_YEARS):
            assert purge()["audit"] == 1
            assert numbers() == [5]
    assert "whole" in verify(app).output


@on_both
def test_an_old_entry_behind_a_young_one_stays_because_a_chain_has_no_holes(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE + DAY):
            act(1)
        with clock.frozen(BEFORE):  # a clock that was set back
            act(2)
        with clock.frozen(BEFORE + SIX_YEARS):
            assert purge()["audit"] == 0
            assert numbers() == [1, 2, 3]


def test_a_cut_noted_without_the_key_breaks_the_chain(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            act()
            last = session().get_one(AuditEntry, 2)
        with app.extensions["engine"].begin() as thief:
            forged = {"number": 4, "at": BEFORE, "actor": "system", "action": "cut", "object": "audit/2"}
            thief.execute(insert(AuditEntry).values(**forged, purpose=last.mac, mac="0" * 64))
            thief.exec_driver_sql("DELETE FROM audit WHERE number <= 2")
    assert "broken at entry 4" in verify(app).stderr
