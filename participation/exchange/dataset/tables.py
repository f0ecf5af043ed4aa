"""The tables of the dataset: which columns are read, and what all case systems write for nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from participation.children.numbers import number_as_meant
from participation.exchange.cells import A_DAY, is_reference, moment_in
from participation.exchange.csv_rows import CsvRow, Rows
from participation.exchange.plausibility import is_no_day, is_placeholder
from participation.exchange.problems import Problem, Unreadable
from participation.exchange.reading import CellReading

PERSON, EPISODES, REVIEWS = "ssd_person", "ssd_cla_episodes", "ssd_cla_reviews"
PLACEMENT, PROFESSIONALS, INVOLVEMENTS = "ssd_cla_placement", "ssd_professionals", "ssd_involvements"
IMMIGRATION, DISABILITY, LEGAL = "ssd_immigration_status", "ssd_disability", "ssd_legal_status"
BY_PERSON, BY_LEGACY = "pers_person_id", "pers_legacy_id"
"""Which number is the child's, in a council that has moved from one system to another."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    PERSON: (
        "pers_person_id", "pers_legacy_id", "pers_forename", "pers_surname", "pers_sex", "pers_ethnicity", "pers_dob",
        "pers_expected_dob", "pers_death_date",
    ),
    EPISODES: (
        "clae_person_id", "clae_cla_placement_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date",
        "clae_cla_episode_ceased_reason", "clae_cla_id", "clae_referral_id", "clae_cla_last_iro_contact_date",
        "clae_entered_care_date",
    ),
    REVIEWS: (
        "clar_cla_review_id", "clar_cla_id", "clar_cla_person_id", "clar_cla_review_due_date", "clar_cla_review_date",
        "clar_cla_review_cancelled", "clar_cla_review_participation",
    ),
    PLACEMENT: (
        "clap_cla_placement_id", "clap_cla_id", "clap_cla_placement_start_date", "clap_cla_placement_distance",
        "clap_cla_placement_end_date",
    ),
    PROFESSIONALS: (
        "prof_professional_id", "prof_staff_id", "prof_professional_name", "prof_professional_job_title",
    ),
    INVOLVEMENTS: (
        "invo_professional_id", "invo_professional_role_id", "invo_person_id", "invo_involvement_start_date",
        "invo_involvement_end_date", "invo_referral_id",
    ),
    IMMIGRATION: ("immi_person_id", "immi_immigration_status"),
    DISABILITY: ("disa_person_id", "disa_disability_code"),
    LEGAL: ("lega_person_id", "lega_legal_status"),
}  # fmt: skip
NEEDED_OF: Mapping[str, tuple[str, ...]] = {
    PERSON: ("pers_person_id", "pers_dob"),
    EPISODES: ("clae_person_id", "clae_cla_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    REVIEWS: ("clar_cla_id", "clar_cla_review_date"),
    PLACEMENT: ("clap_cla_id", "clap_cla_placement_distance"),
    PROFESSIONALS: ("prof_professional_id",),
    INVOLVEMENTS: ("invo_professional_id", "invo_professional_role_id"),
    IMMIGRATION: COLUMNS[IMMIGRATION],
    DISABILITY: COLUMNS[DISABILITY],
    LEGAL: COLUMNS[LEGAL],
}
"""The columns without which a table cannot be read: versions and systems differ in the others."""
NEEDED = (PERSON, EPISODES, REVIEWS)
"""Of a folder without one of the others what these say stays as it was."""
_NOTHING = frozenset({"null", "\\n", "(null)", "<null>"})
"""How databases write that there is nothing; `NONE` is a code in one of the tables."""
_NOBODY = "-1"
_NOBODYS_DAY = date(1900, 1, 1)


class DatasetTable:
    """The rows of one table, read as they are asked for, and how many of them there were of whom."""

    def __init__(self, rows: Rows) -> None:
        self.counts = Counter[str]()
        """Rows that were `read`, were not `ours` to take, or were `refused`."""
        self._rows = rows

    @property
    def name(self) -> str:
        """Of the file."""
        return self._rows.name

    @property
    def problems(self) -> list[Problem]:
        """Of the file, in the order in which they were found."""
        return self._rows.problems

    @property
    def absent(self) -> tuple[str, ...]:
        """The columns that the file does not have."""
        return self._rows.absent

    def __iter__(self) -> Iterator["TableReading"]:
        for row in self._rows:
            self.counts["read"] += 1
            yield TableReading(self._rows, row)
        if line := self._rows.breaks_off_on:
            raise Unreadable(
                f"{self.name}, line {line}: a cell does not end, as if a quotation mark were missing, and what stands"
                " after it cannot be read; nothing was taken from any table."
            )
        self.counts["read"] += self._rows.lost
        self.counts["refused"] += self._rows.lost

    def refuse(self, line: int, column: str, rule: str, found: str, message: str) -> None:
        """List a row that is not taken, long after it was read."""
        self.counts["refused"] += 1
        self.note(line, column, rule, found, message)

    def note(self, line: int, column: str, rule: str, found: str, message: str) -> None:
        """List something about a row, long after it was read."""
        self._rows.note(Problem(self.name, line, column, rule, found, message))


class TableReading(CellReading):
    """One row of a table. Ids are text, and only what a program added to one is taken off again."""

    def __init__(self, rows: Rows, row: CsvRow) -> None:
        cells = {name: "" if cell.casefold() in _NOTHING else cell for name, cell in row.cells.items()}
        super().__init__(rows, CsvRow(row.line, cells, row.unclean))

    @property
    def line(self) -> int:
        """Of the file, where the row starts."""
        return self.row.line

    def id(self, column: str) -> str:
        """The id in a column, as it stands in the other tables; "" of nobody."""
        found = number_as_meant(self.row[column])
        return "" if found == _NOBODY else found

    def id_of_review(self, column: str) -> str:
        """An id that can stand for a review here, or "": then its child and day tell it."""
        found = self.id(column)
        if not found or (is_reference(found) and not is_placeholder(found)):
            return found
        self.doubt(column, "id", "letters and digits, at most 64", "the child and the day stand for it")
        return ""

    def moment_day(self, column: str) -> date | None:
        """A day that the row can do without, with whatever hour beside it."""
        return self._day_in(column, is_needed=False)

    def moment_day_or_refuse(self, column: str) -> date | None:
        """A day that may be missing, but that cannot be guessed where it cannot be read."""
        return self._day_in(column, is_needed=True)

    def _day_in(self, column: str, *, is_needed: bool) -> date | None:
        found = self.row[column]
        if not found:
            return None
        moment = None if self._is_month_first(column, found) else moment_in(found)
        if moment:
            return None if moment.day == _NOBODYS_DAY else moment.day
        if not is_no_day(found):
            wrong = self.refuse if is_needed else self.doubt
            wrong(column, "date", self._not_month_first(column, A_DAY))
        return None


@dataclass(frozen=True)
class Dataset:
    """The tables of a folder by name; those that it does not have are not in it."""

    tables: Mapping[str, DatasetTable]

    def __getitem__(self, table: str) -> DatasetTable:
        return self.tables[table]

    def rows(self, table: str) -> Iterator[TableReading]:
        """The rows of a table; none of one that is not there."""
        yield from self.tables.get(table, ())
