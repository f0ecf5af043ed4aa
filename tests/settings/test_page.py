"""The settings page: everything on it can be set, nothing that would leave a child unheard can be saved."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from participation.audit.models import AuditEntry
from participation.db import session
from participation.staff.accounts import disable
from participation.staff.models import Role
from participation.staff.queries import staff_by_email
from tests import factories
from tests.databases import on_both
from tests.settings.desk import Desk, at_five_to_nine, desk, fields_of
from tests.walking import words_of

__all__ = ["at_five_to_nine", "desk"]


def test_saving_what_is_shown_changes_nothing(desk: Desk) -> None:
    before = desk.kept()
    assert desk.save().status_code == 303
    assert desk.kept() == before


@on_both
def test_numbers_hours_and_rota_are_kept_and_the_saving_is_recorded(desk: Desk) -> None:
    answer = desk.save(
        name="Northmere reviews",
        duty_number="01632 960100",
        leaving_care_until="25",
        staffed_from="08:30",
        staffed_until="16:30",
        rota_0_staff_id=desk.ids["Amara"],
        rota_0_text_number="+44 7700 900123",
        rota_1_staff_id=desk.ids["Grace"],
        team_manager_id=desk.ids["Grace"],
        own_checked="y",
        numbers_1_is_checked="y",
        decisions_days=" 7 ",
        named_days="3",
    )
    assert answer.status_code == 303
    kept = desk.kept()
    assert (kept.name, kept.duty_number, kept.staffed_from) == ("Northmere reviews", "01632 960100", "08:30")
    assert (kept.decisions_days, kept.record_days, kept.distribution_days, kept.named_days) == (7, 15, 20, 3)
    assert kept.leaving_care_until == 25
    assert [(each.staff_id, each.text_number) for each in kept.rota] == [
        (desk.ids["Amara"], "+44 7700 900123"),
        (desk.ids["Grace"], ""),
    ]
    assert (kept.team_manager_id, kept.own_checked_on, kept.own_checked_by) == (
        desk.ids["Grace"],
        "2026-03-09",
        "Grace",
    )
    assert [(each.checked_on, each.number) for each in kept.numbers[:2]] == [("", "999"), ("2026-03-09", "0800 1111")]
    with desk.app.app_context():
        assert session().scalar(select(AuditEntry).where(AuditEntry.action == "settings changed"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Please give the service a name."),
        ({"duty_number": "ring <b>us</b>"}, "“ring &lt;b&gt;us&lt;/b&gt;” is not a telephone number"),
        ({"rota_0_text_number": "07700 900123"}, "Please choose whose number this is."),
        ({"staffed_from": "late"}, "Please write both hours like 09:00 and 17:00"),
        ({"staffed_from": "17:00", "staffed_until": "09:00"}, "the first one before the second"),
        ({"out_of_hours_mail": "nobody"}, "“nobody” is not a mail address."),
        ({"advocacy_number": "01632 960101"}, "Please say who answers the advocacy number."),
        ({"numbers_6_name": "Our own line"}, "Please give both: who answers, and the number."),
        ({"council": "x" * 201}, "This is too long."),
        ({"decisions_days": "0"}, "Please give a whole number of working days from 1 to 60."),
        ({"record_days": "61"}, "Please give a whole number of working days from 1 to 60."),
        ({"distribution_days": "soon"}, "Please give a whole number of working days from 1 to 60."),
    ],
)
def test_what_cannot_be_is_answered_in_a_sentence_and_nothing_typed_is_lost(
    desk: Desk, typed: dict[str, str], sentence: str
) -> None:
    before = desk.kept()
    answer = desk.save(**{"phone": "01632 960199", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    shown = fields_of(answer)
    assert shown["phone"] == "01632 960199"
    for name, value in typed.items():
        assert shown[re.sub(r"_(\d)_", r"-\1-", name)].strip() == value.strip()
    assert desk.kept() == before


@pytest.mark.parametrize("age", ["20", "26", "<b>"])
def test_care_leavers_are_asked_until_21_to_25(desk: Desk, age: str) -> None:
    assert desk.save(leaving_care_until=age).status_code == 422
    assert desk.kept().leaving_care_until == 21


def test_whoever_has_left_is_named_and_has_to_be_replaced(desk: Desk) -> None:
    assert desk.save(rota_0_staff_id=desk.ids["Ben"], rota_1_staff_id=desk.ids["Grace"]).status_code == 303
    with desk.app.app_context():
        ben = staff_by_email("ben@example.org")
        assert ben is not None
        disable(ben)
    assert "An account that is closed" in desk.browser.get("/staff/settings").text
    answer = desk.save(phone="01632 960199")
    assert answer.status_code == 422
    assert "no alert would reach them" in answer.text
    assert desk.save(rota_0_staff_id=desk.ids["Amara"]).status_code == 303


def test_the_same_person_stands_on_the_rota_once(desk: Desk) -> None:
    answer = desk.save(rota_0_staff_id=desk.ids["Ben"], rota_1_staff_id=desk.ids["Ben"])
    assert "The same person stands on the rota twice." in answer.text


def test_a_rota_of_one_is_no_rota_where_no_text_messages_are_sent(desk: Desk) -> None:
    answer = desk.save(rota_0_staff_id=desk.ids["Ben"], rota_0_text_number="07700 900123")
    assert (answer.status_code, desk.kept().rota) == (422, ())
    assert "Please add a second person: no text messages are sent here" in words_of(answer)
    assert desk.save(rota_0_staff_id=desk.ids["Ben"], rota_1_staff_id=desk.ids["Amara"]).status_code == 303


def test_a_number_without_a_person_is_one_mistake_for_nobody_stands_on_that_rota(desk: Desk) -> None:
    answer = desk.save(rota_0_text_number="07700 900123")
    assert "Please choose whose number this is." in words_of(answer)
    assert "Please add a second person" not in words_of(answer)
    both = desk.save(rota_0_text_number="07700 900123", rota_1_staff_id=desk.ids["Ben"])
    assert "Please add a second person" in words_of(both)
    assert '<a href="#rota-1-staff_id">Person: Please add' in both.text


def test_where_text_messages_are_sent_everybody_on_the_rota_has_a_number(make_app: Callable[..., Flask]) -> None:
    desk = Desk(make_app(text_gateway="sms.example.org"))
    people = {"rota_0_staff_id": desk.ids["Amara"], "rota_1_staff_id": desk.ids["Ben"]}
    answer = desk.save(**people, rota_0_text_number="07700 900123")
    assert (answer.status_code, desk.kept().rota) == (422, ())
    assert "without one Ben has no second way to be alerted." in words_of(answer)
    assert "without one Amara" not in words_of(answer)
    shown = fields_of(answer)
    assert (shown["rota-0-text_number"], shown["rota-1-staff_id"]) == ("07700 900123", desk.ids["Ben"])
    numbers = {"rota_0_text_number": "07700 900123", "rota_1_text_number": "07700 900124"}
    assert desk.save(**people, **numbers).status_code == 303
    assert desk.save(rota_1_staff_id="", rota_1_text_number="").status_code == 303, "one with a number has two ways"


def test_a_service_without_a_rota_can_still_set_everything_else(make_app: Callable[..., Flask]) -> None:
    desk = Desk(make_app(text_gateway="sms.example.org"))
    assert desk.save(phone="01632 960199").status_code == 303


@pytest.mark.parametrize("field", ["team_manager_id", "head_of_service_id"])
def test_only_a_manager_is_told_of_what_nobody_has_read_for_only_managers_see_it(desk: Desk, field: str) -> None:
    for chosen in (desk.ids["Amara"], "0" * 26):
        answer = desk.save(**{field: chosen})
        assert answer.status_code == 422
        assert "Please choose a manager who can sign in" in words_of(answer)
        assert ("An account that is closed" in words_of(answer)) == (chosen != desk.ids["Amara"])
    assert desk.save(**{field: desk.ids["Grace"]}).status_code == 303


def test_an_advocate_or_support_cannot_be_chosen(desk: Desk) -> None:
    with desk.app.app_context():
        support = factories.staff(Role.SUPPORT, name="Sol")[0].id
    assert "Sol" not in desk.browser.get("/staff/settings").text
    assert desk.save(rota_0_staff_id=support).status_code == 422


def test_two_managers_do_not_overwrite_each_other_unseen(desk: Desk) -> None:
    seen_before = desk.fields()
    assert desk.save(council="Northmere").status_code == 303
    answer = desk.browser.post("/staff/settings", data={**seen_before, "phone": "01632 960199"})
    assert answer.status_code == 409
    assert "Somebody else has changed the settings" in answer.text
    assert fields_of(answer)["phone"] == "01632 960199"
    assert desk.browser.post("/staff/settings", data=fields_of(answer)).status_code == 303
    assert desk.kept().phone == "01632 960199"


def test_words_of_a_language_are_kept_as_a_list_and_an_empty_list_goes(desk: Desk) -> None:
    shown = desk.fields()
    last = max(int(name.split("-")[1]) for name in shown if name.startswith("words-"))
    assert desk.save(**{"words_0_words": "unsafe, hit*\nhit*\n\n", f"words_{last}_language": "ps"}).status_code == 303
    assert desk.kept().sorting_words["en"] == ("unsafe", "hit*")
    assert "ps" not in desk.kept().sorting_words
    desk.save(**{f"words_{last}_language": "ps", f"words_{last}_words": "وهل*"})
    assert desk.kept().sorting_words["ps"] == ("وهل*",)


def test_words_typed_into_the_empty_row_join_the_list_that_the_language_has(desk: Desk) -> None:
    last = max(int(name.split("-")[1]) for name in desk.fields() if name.startswith("words-"))
    before = desk.kept().sorting_words
    assert desk.save(**{f"words_{last}_language": "en", f"words_{last}_words": "belt, hit*"}).status_code == 303
    assert desk.kept().sorting_words == {**before, "en": (*before["en"], "belt")}


def test_words_without_a_language_are_asked_about_and_stay(desk: Desk) -> None:
    before = desk.kept()
    last = max(int(name.split("-")[1]) for name in desk.fields() if name.startswith("words-"))
    answer = desk.save(**{f"words_{last}_words": "belt"})
    assert answer.status_code == 422
    assert "Please choose a language." in words_of(answer)
    assert f"#words-{last}-language" in answer.text
    assert fields_of(answer)[f"words-{last}-words"].strip() == "belt"
    assert desk.kept() == before
