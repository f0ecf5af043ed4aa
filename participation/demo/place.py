"""The invented service itself: its settings, its help numbers, its officers and everybody else who signs in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pyotp

from participation import clock
from participation.demo.actions import note_signed_in
from participation.demo.banks import bank
from participation.demo.queries import account
from participation.permissions.actions import enter_absence
from participation.profiles.actions import About, write_profile
from participation.service.chosen import OnDuty, Service
from participation.service.help_numbers import NATIONAL_NUMBERS, HelpNumber
from participation.settings.actions import edition_of, save, stored
from participation.staff.accounts import add_staff, invite_staff
from participation.staff.models import Absence, Role

CHECKED = timedelta(days=12)
CHECKED_LONG_AGO = timedelta(days=118)
STALE = "coram_voice"
"""One number that nobody has rung for too long, so that it can be seen what is said then."""


@dataclass(frozen=True)
class SignIn:
    """What somebody invented signs in with."""

    staff_id: str
    role: str
    name: str
    email: str
    password: str
    secret: str
    """The authenticator's."""


def invented_service(today: date) -> Service:
    """Its settings. Its own numbers are kept for fiction; the national ones are real."""
    given = bank("place")["service"]
    numbers = tuple(_checked(number, given["checked_by"], today) for number in NATIONAL_NUMBERS)
    settings = {name: value for name, value in given.items() if name != "checked_by"}
    return replace(Service(**settings), numbers=numbers, is_invented=True)


def _checked(number: HelpNumber, by: str, today: date) -> HelpNumber:
    on = today - (CHECKED_LONG_AGO if number.id == STALE else CHECKED)
    return replace(number, checked_on=on.isoformat(), checked_by=by)


def open_accounts() -> list[SignIn]:
    """Everybody of the service, with one password for all that is new in each demonstration."""
    letters = pyotp.random_base32().lower()
    password = "-".join(letters[start : start + 4] for start in range(0, 16, 4))
    return [_opened(number, each, password) for number, each in enumerate(bank("place")["staff"])]


def put_on_duty(accounts: Sequence[SignIn]) -> str:
    """Set the rota, as the manager does on the settings page, who approves pages and pictures from now on.

    Returns whom it asks first.
    """
    ids = {each.name: each.staff_id for each in accounts}
    rota = tuple(OnDuty(ids[each["name"]], each["text_number"]) for each in bank("place")["rota"])
    manager = next(each.staff_id for each in accounts if each.role == Role.MANAGER)
    settings = stored()
    save(account(manager), replace(settings, rota=rota, profiles_are_approved=True), edition_of(settings))
    return rota[0].staff_id


def put_away(accounts: Sequence[SignIn]) -> None:
    """Enter who is away from today on, as the manager does on the page for it."""
    ids = {each.name: each.staff_id for each in accounts}
    manager = next(each.staff_id for each in accounts if each.role == Role.MANAGER)
    for each in bank("place")["absences"]:
        absence = Absence(absent_id=ids[each["absent"]], deputy_id=ids[each["deputy"]], also_reads=True)
        absence.first_on, absence.last_on = clock.today(), clock.today() + timedelta(days=each["days"] - 1)
        enter_absence(account(manager), absence)


def invite_newcomer(accounts: Sequence[SignIn]) -> None:
    """A colleague who has not used their link yet; everybody else has signed in lately."""
    given, manager = bank("place")["newcomer"], next(each.staff_id for each in accounts if each.role == Role.MANAGER)
    invite_staff(account(manager), _email(given["name"]), given["name"], Role(given["role"]))
    note_signed_in([each.staff_id for each in accounts])


def _email(name: str) -> str:
    return f"{'.'.join(name.lower().split())}@northmere.example"


def _opened(number: int, given: dict[str, Any], password: str) -> SignIn:
    email = _email(given["name"])
    staff, secret = add_staff(email, given["name"], Role(given["role"]), password)
    if "known_as" in given:
        told = {name: value for name, value in given.items() if name not in ("role", "name")}
        write_profile(staff.id, About(**told, email=email, phone=f"01632 960{140 + number}"))
    return SignIn(staff.id, given["role"], given["name"], email, password, secret)
