"""Absences may not undo the rota, nor leave nobody who reads what is for managers only: on no day of them."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation.db import session
from participation.permissions.actions import enter_absence
from participation.service.chosen import OnDuty
from participation.staff.models import Absence, Role
from tests import factories
from tests.contact.conftest import settle
from tests.databases import on_both
from tests.settings.desk import Desk, at_five_to_nine, desk, fields_of
from tests.walking import let_in, words_of

__all__ = ["at_five_to_nine", "desk"]

SPRING = "2026-04-01", "2026-04-10"
NOBODY_READS = "nobody would read what is for managers only: please choose a deputy who is a manager."


def away(desk: Desk, who: str, deputy: str, days: tuple[str, str] = SPRING, **more: str) -> TestResponse:
    """Say on the page that somebody is away; whoever covers does not read unless it is ticked."""
    shown = {name: value for name, value in fields_of(desk.browser.get("/staff/cover")).items() if name != "also_reads"}
    typed = {
        "absent": desk.ids.get(who, ""),
        "deputy": desk.ids.get(deputy, ""),
        "first_on": days[0],
        "last_on": days[1],
    }
    return desk.browser.post("/staff/cover", data={**shown, **typed, **more})


def known(desk: Desk) -> list[tuple[str, str, bool]]:
    names = {id: name for name, id in desk.ids.items()}
    with desk.app.app_context():
        rows = session().scalars(select(Absence).order_by(Absence.entered_at, Absence.first_on)).all()
        return [(names[each.absent_id], names[each.deputy_id], each.also_reads) for each in rows]


def rota(desk: Desk, *people: str) -> dict[str, str]:
    return {f"rota_{row}_staff_id": desk.ids[each] for row, each in enumerate(people)}


def another(desk: Desk, name: str, role: Role = Role.OFFICER) -> None:
    with desk.app.app_context():
        desk.ids[name] = factories.staff(role, name=name)[0].id


def test_one_of_two_may_not_stand_in_for_the_other_and_be_alone(desk: Desk) -> None:
    desk.save(**rota(desk, "Amara", "Ben"))
    answer = away(desk, "Amara", "Ben")
    assert (answer.status_code, known(desk)) == (422, [])
    assert (
        "On Wed 1 Apr 2026 Ben would be on duty alone, with no second way to be alerted: please choose another deputy,"
        " or add somebody to the rota." in words_of(answer)
    )
    assert '<a href="#deputy">' in answer.text
    shown = fields_of(answer)
    assert [shown[name] for name in ("absent", "deputy", "first_on", "last_on")] == [
        *(desk.ids["Amara"], desk.ids["Ben"]),
        *("2026-04-01", "2026-04-10"),
    ]
    another(desk, "Carys")
    assert away(desk, "Amara", "Carys").status_code == 303
    assert known(desk) == [("Amara", "Carys", False)]


def test_an_officer_reads_the_same_of_their_own_absence(desk: Desk) -> None:
    with desk.app.app_context():
        cleo, secret = factories.staff(email="cleo@example.org", name="Cleo")
        desk.ids["Cleo"] = cleo.id
    desk.save(**rota(desk, "Cleo", "Ben"))
    desk.browser = let_in(desk.app, "cleo@example.org", secret)
    assert "On Wed 1 Apr 2026 Ben would be on duty alone" in words_of(away(desk, "Cleo", "Ben"))
    assert away(desk, "Grace", "Amara").status_code == 303
    assert known(desk) == [("Cleo", "Amara", False)], "whoever they say is away: an officer enters only their own"


def test_where_text_messages_are_sent_a_number_is_the_second_way(make_app: Callable[..., Flask]) -> None:
    desk = Desk(make_app(text_gateway="sms.example.org"))
    numbers = {"rota_0_text_number": "07700 900123", "rota_1_text_number": "07700 900124"}
    desk.save(**rota(desk, "Amara", "Ben"), **numbers)
    assert away(desk, "Amara", "Ben").status_code == 303
    one = {"rota_1_staff_id": "", "rota_1_text_number": ""}
    assert "Ben would be on duty alone" in words_of(desk.save(**one))


@pytest.mark.parametrize(("day", "said"), [("2026-04-01", "Wed 1"), ("2026-04-07", "Tue 7")])
def test_nobody_on_duty_is_said_with_the_day(desk: Desk, day: str, said: str) -> None:
    assert away(desk, "Amara", "Ben", ("2026-04-01", "2026-04-07")).status_code == 303
    with desk.app.app_context():
        settle(rota=(OnDuty(desk.ids["Amara"]), OnDuty(desk.ids["Ben"])))
    answer = away(desk, "Ben", "Amara", (day, "2026-04-10"))
    sentence = f"On {said} Apr 2026 nobody would be on duty: please choose a deputy who is not away."
    assert (answer.status_code, sentence in words_of(answer)) == (422, True)
    assert known(desk) == [("Amara", "Ben", False)]


def test_what_is_for_managers_only_has_a_reader_on_every_day(desk: Desk) -> None:
    answer = away(desk, "Grace", "Ben")
    assert (answer.status_code, known(desk)) == (422, [])
    assert f"On Wed 1 Apr 2026 {NOBODY_READS}" in words_of(answer)
    another(desk, "Mo", Role.MANAGER)
    assert away(desk, "Grace", "Ben").status_code == 303, "Mo is there"
    assert f"On Fri 10 Apr 2026 {NOBODY_READS}" in words_of(away(desk, "Mo", "Amara", ("2026-04-10", "2026-04-11")))
    assert away(desk, "Mo", "Amara", ("2026-04-11", "2026-04-12")).status_code == 303


def test_what_is_left_already_keeps_nobody_else_from_going_and_no_setting_from_being_saved(desk: Desk) -> None:
    another(desk, "Carys")
    with desk.app.app_context():
        factories.absence(desk.ids["Grace"], desk.ids["Ben"], "2026-04-01", "9999-12-31")
        factories.absence(desk.ids["Amara"], desk.ids["Ben"], "2026-04-01", "2026-04-10")
    assert desk.save(**rota(desk, "Carys", "Ben"), phone="01632 960199").status_code == 303
    assert away(desk, "Carys", "Amara", ("2026-04-20", "2026-04-21")).status_code == 303
    assert len(known(desk)) == 3


def test_a_rota_that_absences_would_leave_empty_is_not_saved(desk: Desk) -> None:
    another(desk, "Carys")
    assert away(desk, "Amara", "Ben").status_code == 303, "nobody is on the rota yet"
    answer = desk.save(**rota(desk, "Amara", "Ben"), phone="01632 960199")
    assert answer.status_code == 422
    assert "On Wed 1 Apr 2026 Ben would be on duty alone" in words_of(answer)
    assert '<a href="#rota-1-staff_id">' in answer.text
    assert (fields_of(answer)["phone"], desk.kept().rota) == ("01632 960199", ())
    assert desk.save(**rota(desk, "Amara", "Grace")).status_code == 303


@pytest.mark.parametrize("field", ["team_manager_id", "head_of_service_id"])
def test_who_stands_in_for_who_is_told_of_the_unread_is_a_manager(desk: Desk, field: str) -> None:
    another(desk, "Mo", Role.MANAGER)
    assert desk.save(**{field: desk.ids["Grace"]}).status_code == 303
    answer = away(desk, "Grace", "Ben")
    assert (answer.status_code, known(desk)) == (422, [])
    assert "Please choose a manager: their deputy is told of what nobody has read." in words_of(answer)
    assert away(desk, "Grace", "Mo").status_code == 303


@pytest.mark.parametrize("field", ["team_manager_id", "head_of_service_id"])
def test_nobody_is_chosen_to_be_told_for_whom_an_officer_will_stand_in(desk: Desk, field: str) -> None:
    another(desk, "Mo", Role.MANAGER)
    assert away(desk, "Grace", "Ben").status_code == 303
    answer = desk.save(**{field: desk.ids["Grace"]})
    assert answer.status_code == 422
    assert "While Grace is away Ben stands in, who is no manager" in words_of(answer)
    assert desk.save(**{field: desk.ids["Mo"]}).status_code == 303


def test_nobody_can_be_away_without_a_deputy_nor_be_their_own(desk: Desk) -> None:
    assert "Please name a deputy: nobody is away without one." in words_of(away(desk, "Amara", ""))
    assert "Please choose a colleague." in words_of(away(desk, "Amara", "Amara"))
    assert known(desk) == []


def test_a_day_that_is_none_stays_to_be_seen(desk: Desk) -> None:
    answer = away(desk, "Amara", "Ben", ("1 April", "2026-04-10"))
    assert (answer.status_code, fields_of(answer)["first_on"]) == (422, "1 April")
    assert "Please give a day." in words_of(answer)


def test_only_officers_read_an_officers_reviews_and_of_nobody_else_are_any_read(desk: Desk) -> None:
    another(desk, "Mo", Role.MANAGER)
    answer = away(desk, "Amara", "Grace", also_reads="y")
    assert (answer.status_code, known(desk)) == (422, [])
    assert "please choose an officer, or take the tick away." in words_of(answer)
    assert "also_reads" in fields_of(answer), "the tick stays"
    assert away(desk, "Amara", "Ben", also_reads="y").status_code == 303
    assert away(desk, "Grace", "Mo", also_reads="y").status_code == 303
    assert known(desk) == [("Amara", "Ben", True), ("Grace", "Mo", False)]


def test_the_tick_is_there_to_begin_with_and_support_and_advocates_are_not(desk: Desk) -> None:
    for role in (Role.SUPPORT, Role.ADVOCATE):
        another(desk, f"Sol the {role}", role)
    page = desk.browser.get("/staff/cover")
    assert fields_of(page)["also_reads"] == "y"
    assert fields_of(page)["first_on"] == "2026-03-09"
    assert "Grace (service manager)" in words_of(page)
    assert "Sol" not in words_of(page)


@pytest.mark.parametrize("days", [("9999-12-31", "9999-12-31"), ("2026-04-01", "9999-12-31"), ("0001-01-01",) * 2])
def test_a_day_that_nobody_means_is_told_and_stays_nowhere(desk: Desk, days: tuple[str, str]) -> None:
    answer = away(desk, "Amara", "Ben", days)
    assert answer.status_code == 422
    assert "Please give a day." in words_of(answer)
    assert known(desk) == []


def test_on_each_day_one_person_covers_so_that_ending_it_ends_it(desk: Desk) -> None:
    another(desk, "Carys")
    assert away(desk, "Amara", "Ben", ("2026-04-01", "2026-04-10")).status_code == 303
    assert away(desk, "Amara", "Ben", ("2026-04-01", "2026-04-10")).status_code == 303  # pressed twice
    for days in (("2026-04-01", "2026-04-10"), ("2026-03-20", "2026-04-01"), ("2026-04-10", "2026-04-12")):
        answer = away(desk, "Amara", "Carys", days)
        assert "There is cover for some of these days already: please end it first." in words_of(answer)
    assert away(desk, "Amara", "Carys", ("2026-04-11", "2026-04-12")).status_code == 303
    assert [deputy for _, deputy, _ in known(desk)] == ["Ben", "Carys"]


@on_both
def test_what_two_windows_enter_at_once_is_entered_once(app: Flask) -> None:
    with app.app_context():
        amara, ben = (factories.staff(name=name)[0] for name in ("Amara", "Ben"))
        for _ in range(2):
            absence = Absence(absent_id=amara.id, deputy_id=ben.id, also_reads=True)
            absence.first_on, absence.last_on = date(2026, 4, 1), date(2026, 4, 10)
            assert enter_absence(amara, absence)
        assert len(session().scalars(select(Absence)).all()) == 1
