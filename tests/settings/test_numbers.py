"""Help numbers on the settings page: kept whose they are, flagged when nobody has rung them, and two that never go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation import service
from participation.db import transaction
from participation.letters.drawing import help_numbers
from participation.service import ServiceRow
from participation.service.help_numbers import NATIONAL_NUMBERS
from tests.document import Document
from tests.settings.desk import Desk, at_five_to_nine, desk, fields_of
from tests.walking import words_of

__all__ = ["at_five_to_nine", "desk"]


def test_numbers_stay_whose_they_are_where_another_manager_has_left_one_out(desk: Desk) -> None:
    seen_before = desk.fields()
    assert desk.save(numbers_2_number="").status_code == 303
    answer = desk.browser.post("/staff/settings", data={**seen_before, "numbers-4-number": "85259"})
    assert answer.status_code == 409
    assert desk.browser.post("/staff/settings", data=fields_of(answer)).status_code == 303
    assert [(each.id, each.number) for each in desk.kept().numbers] == [
        *((each.id, each.number) for each in NATIONAL_NUMBERS[:4]),
        ("shout", "85259"),
        ("samaritans", "116 123"),
    ]


def test_a_number_that_nobody_has_rung_for_ninety_days_is_flagged(desk: Desk) -> None:
    assert desk.save(own_checked="y").status_code == 303
    assert "rung Mon 9 Mar, Grace" in words_of(desk.browser.get("/staff/settings"))
    with desk.app.app_context():
        assert not service.current().is_own_stale(datetime(2026, 6, 7, tzinfo=UTC).date())
        assert service.current().is_own_stale(datetime(2026, 6, 8, tzinfo=UTC).date())


def test_a_number_that_is_emptied_goes_and_one_that_is_added_comes_last(desk: Desk) -> None:
    answer = desk.save(
        numbers_3_number="", numbers_3_hours="", numbers_6_name="Youth line", numbers_6_number="01632 960155"
    )
    assert answer.status_code == 303
    kept = ["emergency", "childline", "help_at_hand", "shout", "samaritans", "own"]
    assert [each.id for each in desk.kept().numbers] == kept


@pytest.mark.parametrize("row", [0, 1, 5])
@pytest.mark.parametrize("hours", ["", "Day and night"])
def test_999_childline_and_samaritans_are_never_left_out(desk: Desk, row: int, hours: str) -> None:
    before = desk.kept()
    answer = desk.save(**{f"numbers_{row}_number": " ", f"numbers_{row}_hours": hours, "phone": "01632 960199"})
    assert answer.status_code == 422
    assert "Please give the number: 999, Childline and Samaritans are never left out." in words_of(answer)
    assert "#numbers-" + f"{row}-number" in answer.text
    assert fields_of(answer)["phone"] == "01632 960199"
    assert desk.kept() == before


def numbers_on(page: TestResponse) -> list[str]:
    links = [link["href"] for link in Document.read(page.text).all("a")]
    return [link for link in links if link.startswith(("tel:", "sms:"))]


@pytest.mark.parametrize("path", ["/help", "/contact"])
def test_no_card_stands_without_a_number_whatever_was_emptied_before_or_now(desk: Desk, path: str) -> None:
    assert desk.save(numbers_2_number="", numbers_4_number="").status_code == 303
    assert [each.id for each in desk.kept().numbers] == ["emergency", "childline", "coram_voice", "samaritans"]
    with desk.app.app_context():
        older = replace(service.current(), numbers=tuple(replace(each, number="") for each in NATIONAL_NUMBERS))
        with transaction() as current:
            current.get_one(ServiceRow, 1).settings = older.to_row()
        service.forget()
        service.current()
    assert numbers_on(desk.app.test_client().get(path)) == ["tel:999", "tel:08001111", "tel:116123"]
    assert [number.number for number in help_numbers(desk.kept(), "child")] == ["999", "0800 1111"]


def test_settings_reach_the_public_pages_at_once(desk: Desk, make_app: Callable[..., Flask]) -> None:
    desk.save(duty_number="01632 960177")
    assert "01632 960177" in desk.app.test_client().get("/help").text
    assert "01632 960177" in make_app().test_client().get("/help").text
