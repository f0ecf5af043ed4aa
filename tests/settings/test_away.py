"""Absences may not undo the rota, nor leave nobody who reads what is for managers only: on no day of them."""

from collections.abc import Callable

import pytest
from flask import Flask

from participation.service.chosen import Absence
from participation.staff.models import Role
from tests import factories
from tests.settings.test_page import Desk, at_five_to_nine, desk, fields_of
from tests.walking import words_of

__all__ = ["at_five_to_nine", "desk"]


def away(
    desk: Desk, row: int, who: str, deputy: str, days: tuple[str, str] = ("2026-04-01", "2026-04-10")
) -> dict[str, str]:
    first, last = days
    names = {"staff_id": desk.ids[who], "deputy_id": desk.ids[deputy], "first_day": first, "last_day": last}
    return {f"absences_{row}_{name}": value for name, value in names.items()}


def rota(desk: Desk, *people: str) -> dict[str, str]:
    return {f"rota_{row}_staff_id": desk.ids[each] for row, each in enumerate(people)}


def another(desk: Desk, name: str, role: Role = Role.OFFICER) -> None:
    with desk.app.app_context():
        desk.ids[name] = factories.staff(role, name=name)[0].id


def test_one_of_two_may_not_stand_in_for_the_other_and_be_alone(desk: Desk) -> None:
    answer = desk.save(phone="01632 960199", **rota(desk, "Amara", "Ben"), **away(desk, 0, "Amara", "Ben"))
    assert (answer.status_code, desk.kept().absences) == (422, ())
    assert (
        "On Wed 1 Apr 2026 Ben would be on duty alone, with no second way to be alerted: please choose another deputy,"
        " or add somebody to the rota." in words_of(answer)
    )
    assert '<a href="#absences-0-deputy_id">' in answer.text
    shown = fields_of(answer)
    assert (shown["phone"], shown["absences-0-deputy_id"]) == ("01632 960199", desk.ids["Ben"])
    another(desk, "Carys")
    assert desk.save(**rota(desk, "Amara", "Ben"), **away(desk, 0, "Amara", "Carys")).status_code == 303


def test_where_text_messages_are_sent_a_number_is_the_second_way(make_app: Callable[..., Flask]) -> None:
    desk = Desk(make_app(text_gateway="sms.example.org"))
    numbers = {"rota_0_text_number": "07700 900123", "rota_1_text_number": "07700 900124"}
    people = rota(desk, "Amara", "Ben") | numbers
    assert desk.save(**people, **away(desk, 0, "Amara", "Ben")).status_code == 303
    one = {"rota_1_staff_id": "", "rota_1_text_number": ""}
    without_number = desk.save(**one, **away(desk, 0, "Amara", "Ben"))
    assert "Ben would be on duty alone" in words_of(without_number)


def test_an_absence_without_an_end_is_looked_at_too(desk: Desk) -> None:
    answer = desk.save(**rota(desk, "Amara", "Ben"), **away(desk, 0, "Ben", "Amara", ("2026-04-01", "9999-12-31")))
    assert "Amara would be on duty alone" in words_of(answer)


@pytest.mark.parametrize("day", ["2026-04-01", "2026-04-07"])
def test_nobody_on_duty_is_said_with_the_day(desk: Desk, day: str) -> None:
    answer = desk.save(
        **rota(desk, "Amara", "Ben"),
        **away(desk, 0, "Amara", "Ben", (day, "2026-04-07")),
        **away(desk, 1, "Ben", "Amara", (day, "2026-04-10")),
    )
    assert (answer.status_code, desk.kept().absences) == (422, ())
    assert f"On {'Wed 1' if day.endswith('01') else 'Tue 7'} Apr 2026 nobody would be on duty" in words_of(answer)


def test_what_is_for_managers_only_has_a_reader_on_every_day(desk: Desk) -> None:
    answer = desk.save(**away(desk, 0, "Grace", "Ben"))
    assert (answer.status_code, desk.kept().absences) == (422, ())
    sentence = "On Wed 1 Apr 2026 nobody would read what is for managers only: please choose a deputy who is a manager."
    assert sentence in words_of(answer)
    another(desk, "Mo", Role.MANAGER)
    assert desk.save(**away(desk, 0, "Grace", "Ben")).status_code == 303, "Mo is there"
    answer = desk.save(**away(desk, 1, "Mo", "Amara", ("2026-04-10", "2026-04-11")))
    assert "On Fri 10 Apr 2026 nobody would read what is for managers only" in words_of(answer)
    assert desk.save(**away(desk, 1, "Mo", "Amara", ("2026-04-11", "2026-04-12"))).status_code == 303


def test_what_is_over_keeps_nobody_from_saving(desk: Desk) -> None:
    assert desk.save(**away(desk, 0, "Grace", "Ben", ("2026-03-02", "2026-03-08"))).status_code == 303
    assert desk.kept().absences == (Absence(desk.ids["Grace"], "2026-03-02", "2026-03-08", desk.ids["Ben"]),)
    assert desk.save(**away(desk, 0, "Grace", "Ben", ("2026-03-02", "2026-03-09"))).status_code == 422
