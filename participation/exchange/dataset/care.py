"""Episodes: who is or was in care, in which periods, and how a period ended."""

from dataclasses import dataclass, field
from datetime import date

from participation.children.models import ADOPTED, DIED, LEFT_CARE, MOVED
from participation.exchange.cells import coded
from participation.exchange.dataset.tables import EPISODES, Dataset, DatasetTable, TableReading

MANY = "\0"
"""In the place of a person where an id names more than one."""
GOES_ON = "X1"
"""The reason of an episode after which another begins at once."""
_ENDED_AS = {"E11": ADOPTED, "E12": ADOPTED, "E2": DIED, "E3": MOVED}
_WORDS_OF_REASONS = (("adopt", ADOPTED), ("died", DIED), ("taken over by another", MOVED))


@dataclass(slots=True)
class TimeInCare:
    """A time in care without a day between: several episodes share it."""

    cla_id: str
    line: int
    """Of its last episode."""
    first_on: date
    last_on: date
    """When the last episode began."""
    entered_on: date | None = None
    """When the child came into care, where the table says so."""
    ceased_on: date | None = None
    ceased_by: str = ""
    placement: str = ""

    @property
    def came_on(self) -> date:
        """When the child came into care."""
        return self.entered_on or self.first_on

    def is_open(self, today: date) -> bool:
        """Whether the child is in care in it."""
        return self.ceased_on is None or self.ceased_on > today

    @property
    def goes_on_unseen(self) -> bool:
        """Whether another episode should follow that the table does not have."""
        return coded(self.ceased_by).upper() == GOES_ON or "new episode begins" in self.ceased_by.casefold()

    @property
    def ended_as(self) -> str:
        """What became of the child at its end, by the code or the words of the reason."""
        words = self.ceased_by.casefold()
        by_words = next((ended for word, ended in _WORDS_OF_REASONS if word in words), LEFT_CARE)
        return _ENDED_AS.get(coded(self.ceased_by).upper(), by_words)


@dataclass
class Cohort:
    """Everybody who has an episode, by `clae_person_id`."""

    periods: dict[str, dict[str, TimeInCare]] = field(default_factory=dict)
    """Of each person by `clae_cla_id`."""
    whose_period: dict[str, str] = field(default_factory=dict)
    whose_referral: dict[str, str] = field(default_factory=dict)
    contact_on: dict[str, date] = field(default_factory=dict)
    """The last day of a contact with the officer; each of a child's episodes repeats it, even old ones."""

    def latest(self, person: str) -> TimeInCare:
        """The period whose last episode began last."""
        return max(self.periods[person].values(), key=lambda period: (period.last_on, period.ceased_on is None))

    def person_of(self, reading: TableReading, person: str, period: str = "", referral: str = "") -> str:
        """Whom a row is about, by the first of these columns that says so: "" of nobody, or MANY."""
        if person and (found := reading.id(person)):
            return found
        if period and (found := reading.id(period)):
            return self.whose_period.get(found, "")
        found = reading.id(referral) if referral else ""
        return self.whose_referral.get(found, "") if found else ""


def cohort(dataset: Dataset) -> Cohort:
    """Read every episode. One without a person or a day that can be read is not taken."""
    found, table = Cohort(), dataset[EPISODES]
    for reading in table:
        person = reading.reference("clae_person_id")
        started_on = reading.moment_day_or_refuse("clae_cla_episode_start_date")
        ceased_on = reading.moment_day_or_refuse("clae_cla_episode_ceased_date")
        if started_on is None and not reading.row["clae_cla_episode_start_date"]:
            reading.refuse("clae_cla_episode_start_date", "date", "the day on which the episode began")
        if reading.is_refused or started_on is None:
            table.counts["refused"] += 1
            continue
        _add(found, reading, person, (started_on, ceased_on))
    _note_unfinished(found, table)
    return found


def _add(found: Cohort, reading: TableReading, person: str, days: tuple[date, date | None]) -> None:
    cla_id, (started_on, ceased_on) = reading.id("clae_cla_id"), days
    periods = found.periods.setdefault(person, {})
    period = periods.setdefault(cla_id, TimeInCare(cla_id, reading.line, started_on, started_on))
    period.first_on = min(period.first_on, started_on)
    entered_on = reading.moment_day("clae_entered_care_date")
    period.entered_on = min(filter(None, (period.entered_on, entered_on)), default=None)
    is_first = reading.line == period.line
    if is_first or (started_on, ceased_on or date.max) > (period.last_on, period.ceased_on or date.max):
        period.line, period.last_on, period.ceased_on = reading.line, started_on, ceased_on
        period.ceased_by = reading.row["clae_cla_episode_ceased_reason"]
        period.placement = reading.id("clae_cla_placement_id")
    if contact_on := reading.moment_day("clae_cla_last_iro_contact_date"):
        found.contact_on[person] = max(contact_on, found.contact_on.get(person, contact_on))
    for ids, column in ((found.whose_period, "clae_cla_id"), (found.whose_referral, "clae_referral_id")):
        if (said := reading.id(column)) and ids.setdefault(said, person) != person:
            ids[said] = MANY


def _note_unfinished(found: Cohort, table: DatasetTable) -> None:
    for person in found.periods:
        latest = found.latest(person)
        if latest.ceased_on and latest.goes_on_unseen:
            message = "Expected another episode after this one, found none; the child counts as still in care."
            table.note(latest.line, "clae_cla_episode_ceased_reason", "episode", latest.ceased_by, message)
