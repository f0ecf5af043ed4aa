"""What the check says of the rota before anybody has to be alerted."""

from click.testing import CliRunner
from flask import Flask

from participation.db import session
from participation.operations.cli import cli
from participation.service.chosen import OnDuty
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff
from tests import factories
from tests.contact.conftest import Team
from tests.escalation.alerting import app

__all__ = ["app"]


def test_check_names_what_is_missing_on_the_rota(app: Flask, team: Team) -> None:
    team.settle(rota=(OnDuty(team.ids["ben"]),), out_of_hours_mail="")
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    assert "Ben has no second channel" in shown
    assert "no mail address of an out-of-hours line" in shown
    team.settle(rota=())
    with app.app_context():
        disable(session().get_one(Staff, team.ids["grace"]))
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    assert "Nobody is on the duty rota" in shown
    assert "Nobody can sign in as a manager" in shown


def test_check_names_whose_second_channel_is_the_next_persons_mail_also_of_deputies(app: Flask, team: Team) -> None:
    team.settle(team_manager_id=team.ids["amara"])
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    assert "Who is told after one working day of what nobody has read is no manager who can sign in today" in shown
    team.away("amara", "grace", "2026-03-09", "2026-03-13")
    shown = CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output
    for name in ("Ben", "Grace"):
        assert f"{name} has no number for text messages; their second channel is the next person's mail." in shown
    assert "Amara has no" not in shown, "she is away"
    assert "what only they may see goes by mail alone" in shown
    assert "Who is told after one working day" not in shown, "Grace stands in for her, and is a manager"


def test_check_says_on_which_day_absences_leave_nobody(app: Flask, team: Team) -> None:
    def shown() -> str:
        return CliRunner().invoke(cli, ["check"], obj=lambda **_: app).output

    team.away("ben", "amara", "2026-04-07", "2026-04-20")
    team.away("grace", "ben", "2026-04-01", "2026-04-10")
    assert "nobody is on duty" not in shown()
    assert "While Grace is away nobody reads what is for managers only." in shown()
    with app.app_context():
        factories.staff(Role.MANAGER, email="mo@example.org")
    assert "While Grace is away" not in shown()
    team.away("amara", "ben", "2026-04-01", "2026-04-10")
    assert "On 2026-04-07 nobody is on duty" in shown()
