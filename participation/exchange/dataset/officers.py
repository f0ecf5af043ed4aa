"""Whose review it is: the tables name everybody who ever worked with a child, and none of them by an address."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from participation import clock
from participation.exchange.cells import coded
from participation.exchange.csv_rows import Rows
from participation.exchange.dataset.care import Cohort
from participation.exchange.dataset.tables import INVOLVEMENTS, PROFESSIONALS, Dataset, TableReading
from participation.exchange.identity import name_key
from participation.exchange.reading import CellReading

STAFF_COLUMNS = ("prof_staff_id", "name", "email")
STAFF_NEEDED = ("email",)
_IS_OFFICER = re.compile(r"\biro\b|independent review", re.IGNORECASE)
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|rev)\b\.? ", re.IGNORECASE)


class NoOfficers(Exception):
    """No involvement is an officer's by the roles that were given, or by their words; the text is one a line."""


@dataclass(frozen=True, slots=True)
class Professional:
    """Somebody who works with children, by `prof_professional_id`."""

    line: int
    staff_id: str
    name: str
    job_title: str


class StaffEntry(NamedTuple):
    """Somebody of the staff list."""

    email: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Involvement:
    """From when to when somebody was a child's officer."""

    first_on: date
    last_on: date
    professional: str


def name_as_said(name: str) -> str:
    """Equal for `Obi, Amara`, `Ms Amara Obi` and `Amara Obi`."""
    surname, _, rest = (part.strip() for part in name.partition(","))
    return name_key(_TITLE.sub("", " ".join(filter(None, (rest, surname)))))


class OfficersOfChildren:
    """Who was the officer of each child, and when."""

    def __init__(self, dataset: Dataset, cohort: Cohort, roles: Collection[str] = ()) -> None:
        self.professionals = dict(_professionals(dataset))
        self._cohort = cohort
        self._roles = {role.casefold() for role in roles}
        self._today = clock.today()
        self._of: dict[str, list[Involvement]] = defaultdict(list)
        self._read(dataset)

    def on(self, person: str, day: date) -> str:
        """The professional who was a child's officer on a day: of several the one who began last; "" of none."""
        fitting = [each for each in self._of.get(person, ()) if each.first_on <= day <= each.last_on]
        return max(fitting, key=lambda each: (each.first_on, each.last_on)).professional if fitting else ""

    def _read(self, dataset: Dataset) -> None:
        seen = Counter[str]()
        for reading in dataset.rows(INVOLVEMENTS):
            person = self._cohort.person_of(reading, "invo_person_id", referral="invo_referral_id")
            if person not in self._cohort.periods:
                dataset[INVOLVEMENTS].counts["others"] += 1
                continue
            role, professional = reading.row["invo_professional_role_id"], reading.id("invo_professional_id")
            found = self.professionals.get(professional)
            seen[role] += 1
            if self._is_officer(role, found.job_title if found else "") and professional:
                self._add(reading, person, professional)
        if not self._of and (seen or self._roles):
            titles = Counter(each.job_title for each in self.professionals.values() if each.job_title)
            raise NoOfficers(*_listed("Roles of involvements", seen), *_listed("Job titles", titles))

    def _is_officer(self, role: str, job_title: str) -> bool:
        if self._roles:
            return not self._roles.isdisjoint({role.casefold(), coded(role).casefold(), job_title.casefold()} - {""})
        return bool(_IS_OFFICER.search(role) or _IS_OFFICER.search(job_title))

    def _add(self, reading: TableReading, person: str, professional: str) -> None:
        first_on = reading.moment_day("invo_involvement_start_date") or date.min
        last_on = reading.moment_day("invo_involvement_end_date") or date.max
        self._of[person].append(Involvement(first_on, last_on, professional))


def _listed(what: str, seen: Counter[str]) -> list[str]:
    lines = [f"  {each or '(empty)'}: {count:,}" for each, count in seen.most_common()]
    return [f"{what}:", *lines] if lines else []


def _professionals(dataset: Dataset) -> Iterable[tuple[str, Professional]]:
    for reading in dataset.rows(PROFESSIONALS):
        name = reading.row["prof_professional_name"]
        staff_id, title = reading.id("prof_staff_id"), reading.row["prof_professional_job_title"]
        yield reading.id("prof_professional_id"), Professional(reading.line, staff_id, name, title)


class StaffList:
    """The addresses and names of the officers, as the council lists them: by `prof_staff_id` or by name."""

    def __init__(self, rows: Rows | None = None) -> None:
        self._listed: dict[str, StaffEntry] = {}
        if rows:
            for row in rows:
                self._add(CellReading(rows, row))

    def _add(self, reading: CellReading) -> None:
        if email := reading.email("email"):
            name = reading.row["name"]
            for key in _keys(reading.row["prof_staff_id"], name):
                self._listed.setdefault(key, StaffEntry(email, name))

    def entry_of(self, professional: Professional) -> StaffEntry:
        """What the list says of somebody; nothing where it does not have them."""
        keys = _keys(professional.staff_id, professional.name)
        return next((self._listed[key] for key in keys if key in self._listed), StaffEntry())


def _keys(staff_id: str, name: str) -> list[str]:
    by_id = [f"id {staff_id.casefold()}"] if staff_id else []
    return by_id + ([f"name {name_as_said(name)}"] if name else [])
