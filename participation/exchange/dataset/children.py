"""What the tables say of each child in care: the person, their status, disability and how far from home they live."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from participation import clock
from participation.children.models import DIED
from participation.children.numbers import number_key
from participation.exchange.caseload import A_SEX, AN_ETHNICITY, ETHNICITIES, NO_NAME, SEXES
from participation.exchange.dataset.care import Cohort, TimeInCare
from participation.exchange.dataset.tables import (
    BY_PERSON,
    DISABILITY,
    EPISODES,
    IMMIGRATION,
    LEGAL,
    PERSON,
    PLACEMENT,
    Dataset,
    TableReading,
)
from participation.exchange.likely_days import Days, unlikely
from participation.exchange.reading import NOT_TAKEN
from participation.exchange.rules import returned_day

ESTIMATED = "estimated"
"""The rule of a birthday that nobody knows for certain."""
_SEXES = SEXES | {"i": "", "indeterminate": "", "indeterminate/unknown": "", "not known": "", "not specified": ""}
_UNACCOMPANIED = ("unaccompanied", "uasc")
_SHORT_BREAKS = re.compile(r"v[34]\b|.*\bshort([ -]term)? breaks?\b")
"""The codes of the return, or its words for them."""
_DISABILITIES = {
    "none": "no",
    **dict.fromkeys(("mob", "hand", "pc", "inc", "comm", "ld", "hear", "vis", "beh", "con", "aut", "dda"), "yes"),
}
"""What a code says; a council's own words may say no as well, so they are listed."""


@dataclass(slots=True)
class FoundChild:
    """A child of the cohort, as the tables tell of them."""

    person: str
    number: str
    line: int
    """Of the person; of the last episode where there is none."""
    table: str
    period: TimeInCare
    name: str = ""
    surname: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    """What is known beside the name. What the tables do not say is not in it, so that it changes nothing."""
    died_on: date | None = None
    is_short_breaks: bool = False
    """In care for nothing but a series of short breaks, which have no reviews."""

    @property
    def gone_on(self) -> date | None:
        """When a child who is no longer in care left it."""
        return self.died_on or self.period.ceased_on

    def ended_as(self, today: date) -> str:
        """What became of a child who is no longer in care; "" of one who is."""
        if self.died_on:
            return DIED
        return "" if self.period.is_open(today) or self.period.goes_on_unseen else self.period.ended_as


class Children:
    """Gathers the children of a cohort, table by table."""

    def __init__(self, dataset: Dataset, cohort: Cohort, by: str = BY_PERSON) -> None:
        self._dataset = dataset
        self._cohort = cohort
        self._by = by
        self._today = clock.today()
        self.of: dict[str, FoundChild] = {}
        """By `clae_person_id`; who was refused is not among them."""
        self.refused: dict[str, str] = {}
        """By `clae_person_id` where it is said why."""
        self._numbers: dict[str, str] = {}

    def gather(self) -> dict[str, FoundChild]:
        """Read every table that tells of children."""
        self._read_persons()
        if self._by == BY_PERSON:
            self._add_unnamed()
        self._read_statuses()
        self._read_disabilities()
        self._read_legal_statuses()
        self._read_distances()
        return self.of

    def _read_persons(self) -> None:
        table = self._dataset[PERSON]
        for reading in table:
            person = reading.id("pers_person_id")
            if person not in self._cohort.periods:
                table.counts["others"] += 1
                continue
            if person in self.of or person in self.refused:
                message = f"This person stands on another line already; {NOT_TAKEN}."
                table.refuse(reading.line, "pers_person_id", "duplicate", person, message)
                continue
            child = self._child(reading, person)
            if child is None:
                table.counts["refused"] += 1
                self.refused[person] = f"{table.name}, line {reading.line}"
            else:
                self.of[person] = child

    def _child(self, reading: TableReading, person: str) -> FoundChild | None:
        number, period = reading.reference(self._by), self._cohort.latest(person)
        name = reading.childs_name("pers_forename", NO_NAME)
        child = FoundChild(person, number, reading.line, PERSON, period, name, reading.row["pers_surname"])
        died_on = reading.moment_day("pers_death_date")
        child.died_on = died_on if died_on and died_on <= self._today else None
        child.about = _known(
            born_on=self._born_on(reading),
            sex=reading.code("pers_sex", _SEXES, "sex", A_SEX),
            ethnicity=reading.code("pers_ethnicity", ETHNICITIES, "ethnicity", AN_ETHNICITY),
            came_into_care_on=period.came_on,
        )
        self._judge(reading, child)
        other = self._numbers.setdefault(number_key(number), person)
        if not reading.is_refused and other != person:
            reading.is_refused = True
            reading.note(self._by, "same", f"This number looks like that of the person {other}; {NOT_TAKEN}.")
        return None if reading.is_refused else child

    def _born_on(self, reading: TableReading) -> date | None:
        born_on = reading.moment_day_or_refuse("pers_dob")
        if born_on is None and not reading.is_refused:
            expected_on = reading.moment_day("pers_expected_dob")
            if expected_on and expected_on < self._today:
                message = f"No day of birth is known; {returned_day(expected_on)} is taken, which is an estimate."
                reading.note("pers_expected_dob", ESTIMATED, message)
                return expected_on
        return born_on

    def _judge(self, reading: TableReading, child: FoundChild) -> None:
        """Name each day of a child's that cannot be so."""
        about = child.about
        for each in unlikely(Days(about.get("born_on"), about["came_into_care_on"], None, None, None), self._today):
            if each.of == "born_on":
                column = "pers_dob" if reading.row["pers_dob"] else "pers_expected_dob"
                reading.refuse(column, each.rule, each.expected)
            else:
                found, line = returned_day(child.period.came_on), child.period.line
                said = f"Expected {each.expected}, found “{found}”; {each.so}."
                self._dataset[EPISODES].note(line, "clae_entered_care_date", each.rule, found, said)
                del about["came_into_care_on"]

    def _add_unnamed(self) -> None:
        """Who has an episode and is no person of the tables: nothing is known of them but their number."""
        episodes = self._dataset[EPISODES]
        for person in self._cohort.periods:
            if person in self.of or person in self.refused:
                continue
            period = self._cohort.latest(person)
            message = f"This child is not in {self._dataset[PERSON].name}; nothing is known of them but their number."
            episodes.note(period.line, "clae_person_id", "person", person, message)
            about = {"came_into_care_on": period.came_on}
            self.of[person] = FoundChild(person, person, period.line, EPISODES, period, about=about)

    def _ours(self, table: str, column: str) -> Iterator[tuple[TableReading, FoundChild]]:
        for reading in self._dataset.rows(table):
            if child := self.of.get(reading.id(column)):
                yield reading, child
            else:
                self._dataset[table].counts["others"] += 1

    def _read_statuses(self) -> None:
        if IMMIGRATION not in self._dataset.tables:
            return
        for child in self.of.values():
            child.about["is_unaccompanied"] = False
        for reading, child in self._ours(IMMIGRATION, "immi_person_id"):
            status = reading.row["immi_immigration_status"].casefold()
            child.about["is_unaccompanied"] |= any(word in status for word in _UNACCOMPANIED)

    def _read_disabilities(self) -> None:
        for reading, child in self._ours(DISABILITY, "disa_person_id"):
            said = reading.code("disa_disability_code", _DISABILITIES, "disability", "a DfE code such as NONE or LD")
            if said:
                child.about["is_disabled"] = child.about.get("is_disabled", False) or said == "yes"

    def _read_legal_statuses(self) -> None:
        """Of a status that nobody wrote down nobody knows what it is: then reviews are expected."""
        said: dict[str, bool] = {}
        for reading, child in self._ours(LEGAL, "lega_person_id"):
            status = reading.row["lega_legal_status"].casefold()
            said[child.person] = said.get(child.person, True) and bool(_SHORT_BREAKS.match(status))
        for person, is_short_breaks in said.items():
            self.of[person].is_short_breaks = is_short_breaks

    def _read_distances(self) -> None:
        """Of the placement of the last episode, or else of the open one that began last."""
        chosen: dict[str, tuple[bool, date]] = {}
        for reading in self._dataset.rows(PLACEMENT):
            child = self.of.get(self._cohort.whose_period.get(reading.id("clap_cla_id"), ""))
            if child is None or child.ended_as(self._today) or child.period.cla_id != reading.id("clap_cla_id"):
                self._dataset[PLACEMENT].counts["others"] += 1
                continue
            is_last = bool(child.period.placement) and reading.id("clap_cla_placement_id") == child.period.placement
            started_on = reading.moment_day("clap_cla_placement_start_date") or date.min
            ended_on = reading.moment_day("clap_cla_placement_end_date")
            is_open = ended_on is None or ended_on > self._today
            if (is_open or is_last) and (is_last, started_on) >= chosen.get(child.person, (False, date.min)):
                chosen[child.person] = is_last, started_on
                child.about["miles_from_home"] = reading.miles("clap_cla_placement_distance")


def _known(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}
