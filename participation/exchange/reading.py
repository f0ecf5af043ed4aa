"""One row of a list while it is read: each cell gives its value, or a problem and nothing."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from participation import clock
from participation.children.numbers import number_as_meant
from participation.exchange.cells import (
    A_DAY,
    A_MOMENT,
    YES_NO,
    Moment,
    coded,
    could_be_month_first,
    day_in,
    is_email,
    is_reference,
    moment_in,
)
from participation.exchange.csv_rows import CsvRow, RowsOfCells
from participation.exchange.identity import SHORTENED
from participation.exchange.plausibility import (
    DAMAGED,
    NOTE,
    PLACEHOLDER,
    as_it_was,
    fault_in_childs_name,
    fault_in_name,
    fault_in_words,
    has_controls,
    is_no_day,
    is_placeholder,
)
from participation.exchange.problems import Problem, quoted
from participation.translating import known

NOT_TAKEN = "this row is not taken"
UNSEEN = "unseen"
"""The rule of signs that turn a text around or mean nothing, and that nobody sees."""
LEFT_UNKNOWN = "it is left as unknown"
FAULTS = {
    PLACEHOLDER: "{}, or an empty cell where nothing is known",
    DAMAGED: "every letter as it is spelt (save the list as “CSV UTF-8”)",
    NOTE: "a name and nothing beside it",
}
_NOBODYS_DAY = date(1900, 1, 1)
"""What many systems write where they know no birthday."""
_BETWEEN_DIGITS = re.compile(r"[\s().-]+")
_NUMBER = re.compile(r"\+?\d{9,15}", re.ASCII)
"""Of a telephone."""
_BETWEEN_LANGUAGES = re.compile(r"[\s;,/|]+")
NOT_KNOWN_MILES = 999
"""999.9 says that a distance is not known; no child lives so far away."""


class CellReading:
    """What is asked of a row's cells. A row is refused as soon as one cell without which it cannot stand is wrong."""

    def __init__(self, rows: RowsOfCells, row: CsvRow) -> None:
        self.row = row
        self.is_refused = False
        self._rows = rows

    def has_no(self, column: str) -> bool:
        """Whether the file has no such column at all."""
        return column in self._rows.absent

    def note(self, column: str, rule: str, message: str, found: str | None = None) -> None:
        """List something about a cell, or about what is missing where it stands."""
        found = self.row.cells.get(column, "") if found is None else found
        if self.row.of:
            message = f"{self.row.of}: {message}"
        self._rows.note(Problem(self._rows.name, self.row.line, column, rule, found, message))

    def refuse(self, column: str, rule: str, expected: str) -> None:
        """A cell without which the row cannot stand."""
        self.is_refused = True
        self._note_wrong(column, rule, expected, NOT_TAKEN)

    def doubt(self, column: str, rule: str, expected: str, so: str = LEFT_UNKNOWN) -> None:
        """A cell that the row can do without."""
        self._note_wrong(column, rule, expected, so)

    def _note_wrong(self, column: str, rule: str, expected: str, so: str) -> None:
        self.note(column, rule, f"Expected {expected}, found {quoted(self.row[column])}; {so}.")

    def reference(self, column: str) -> str:
        """A child's or a review's number."""
        found = self.row[column]
        if not is_reference(found):
            whole = "the whole number, which Excel has shortened (show the column as text, then save again)"
            is_short = SHORTENED.fullmatch(found)
            self.refuse(
                column, "id", whole if is_short else "letters and digits, at most 64, with . - _ / between them"
            )
        elif is_placeholder(found):
            self.refuse(column, PLACEHOLDER, "a number")
        return number_as_meant(found)

    def words(self, column: str, longest: int) -> str:
        """A few words; nothing where a system wrote that it has none, or where their letters are lost."""
        found = self._not_too_long(column, longest)
        return self._whole(column, found, fault_in_words(found), "it is left out")

    def childs_name(self, column: str, so: str, longest: int = 200) -> str:
        """What a child is called, as it can stand in a letter, or nothing; `so` says what happens then."""
        found = self._not_too_long(column, longest)
        return self._whole(column, found, fault_in_childs_name(found), so, "a name")

    def name(self, column: str, so: str, longest: int = 200) -> str:
        """Somebody's name as it can stand in a letter, or nothing; `so` says what happens then."""
        found = self._not_too_long(column, longest)
        return self._whole(column, found, fault_in_name(found), so, "a name")

    def _not_too_long(self, column: str, longest: int) -> str:
        if len(self.row[column]) > longest:
            self.refuse(column, "long", f"at most {longest} characters")
            return ""
        return self.row[column]

    def _whole(self, column: str, found: str, fault: str, so: str, what: str = "words") -> str:
        whole = next((cell for name, cell in self.row.unclean if name == column), "") if self.row.unclean else ""
        if found and whole and not fault:
            fault = self._lost_signs(column, whole, what)
        if not found or not fault:
            return found
        expected = FAULTS[fault].format(what)
        if fault == DAMAGED and (before := as_it_was(whole or found)):
            expected += f", perhaps “{before}”"
        self.doubt(column, fault, expected, so)
        return ""

    def _lost_signs(self, column: str, whole: str, what: str) -> str:
        """Whether letters went with the signs that nobody sees; where none did it is only said that there were some."""
        if has_controls(whole):
            return DAMAGED
        self.doubt(column, UNSEEN, f"{what} without signs that nobody sees", "they are left out")
        return ""

    def day(self, column: str, *, is_needed: bool = True) -> date | None:
        """A day, unless the cell says that there is none; whether the row cannot stand where it cannot be read."""
        wrong = self.refuse if is_needed else self.doubt
        found = self.row[column]
        day = day_in(found) if found else None
        if day and self._is_month_first(column, found):
            wrong(column, "month_first", self._not_month_first(column, A_DAY))
            return None
        if day == _NOBODYS_DAY or (day is None and found and is_no_day(found)):
            self.doubt(column, PLACEHOLDER, f"{A_DAY}, or an empty cell")
            return None
        if found and day is None:
            wrong(column, "date", self._not_month_first(column, A_DAY))
        return day

    def needed_day(self, column: str, rule: str, what: str) -> date | None:
        """A day without which the row cannot stand."""
        found = self.row[column]
        day = day_in(found)
        if not found:
            self.refuse(column, rule, what)
        elif day is None or self._is_month_first(column, found):
            self.refuse(column, rule, self._not_month_first(column, A_DAY))
        return day

    def past_day(self, column: str) -> date | None:
        """A day that has come, which the row can do without."""
        day = self.day(column, is_needed=False)
        if day is None or day <= clock.today():
            return day
        self.doubt(column, "future", "a day that has come")
        return None

    def day_or_doubt(self, column: str) -> date | None:
        """A day that the row can do without."""
        found = self.row[column]
        day = None if self._is_month_first(column, found) else day_in(found)
        if day is None:
            self.doubt(column, "date", self._not_month_first(column, A_DAY))
        return day

    def moment(self, column: str) -> Moment | None:
        """A day, perhaps with an hour, without which the row cannot stand, unless the cell is empty."""
        found = self.row[column]
        moment = moment_in(found) if found else None
        if moment and self._is_month_first(column, found):
            self.refuse(column, "month_first", self._not_month_first(column, A_MOMENT))
        elif found and moment is None:
            self.refuse(column, "date", self._not_month_first(column, A_MOMENT))
        return moment

    def _is_month_first(self, column: str, found: str) -> bool:
        """Whether this cell would be another day if the column is written as it looks."""
        return column in self._rows.month_first and could_be_month_first(found)

    def _not_month_first(self, column: str, expected: str) -> str:
        line = self._rows.month_first.get(column)
        return f"{expected} (this column looks like month first, see line {line})" if line else expected

    def one_of(self, column: str, known: Mapping[str, str], rule: str, expected: str) -> str:
        """A word of a short list, without which the row cannot stand."""
        found = known.get(self.row[column].casefold().replace(" ", "_").replace("-", "_"), "")
        if not found:
            self.refuse(column, rule, expected)
        return found

    def code(self, column: str, known: Mapping[str, str], rule: str, expected: str) -> str:
        """A code, perhaps with words after it, or nothing."""
        found = self.row[column].casefold()
        if found in known:
            return known[found]
        code = coded(found)
        if found and code not in known:
            self.doubt(column, rule, expected)
        return known.get(code, "")

    def yes_no(self, column: str) -> bool | None:
        """Yes, no, or nobody has said."""
        found = self.row[column]
        answer = YES_NO.get(found.casefold())
        if found and answer is None:
            self.doubt(column, "yes_no", "yes or no")
        return answer

    def miles(self, column: str) -> float | None:
        """A distance, to a tenth; 999.9 stands for one that nobody knows, as in the national return."""
        found = self.row[column]
        try:
            miles = float(found or NOT_KNOWN_MILES)
        except ValueError:
            miles = -1
        if not 0 <= miles <= NOT_KNOWN_MILES + 1:
            self.doubt(column, "miles", "a number of miles such as 12.5")
            return None
        return round(miles, 1) if miles < NOT_KNOWN_MILES else None

    def languages(self, column: str) -> list[str]:
        """The codes of the languages that this program knows, in their order: `prs;ps`, `so, ar`, or one alone."""
        codes, unknown = _spoken(self.row[column])
        for part in unknown:
            expected = known.asked_back(part) or "the code of a language such as ar or fa-AF"
            self.doubt(column, "language", expected, "the others are taken" if codes else "the letters are in English")
        return list(codes)

    def language(self, column: str) -> str:
        """The code of the first language that this program knows, or nothing."""
        return next(iter(self.languages(column)), "")

    def email(self, column: str) -> str:
        """An address in lower case, or nothing."""
        found = self.row[column].lower()
        if found and not is_email(found):
            self.doubt(column, "email", "an email address")
            return ""
        return found

    def phone(self, column: str) -> str:
        """A telephone number as it is dialled, or nothing."""
        found = _BETWEEN_DIGITS.sub("", self.row[column])
        if found and not _NUMBER.fullmatch(found):
            self.doubt(column, "phone", "a telephone number of 9 to 15 digits")
            return ""
        return found


@lru_cache(maxsize=256)
def _spoken(cell: str) -> tuple[Sequence[str], Sequence[str]]:
    """The codes of the languages that a cell names, and what it names that is none here."""
    spoken = {part: known.language(part) for part in _BETWEEN_LANGUAGES.split(cell) if part}
    codes = dict.fromkeys(each.code for each in spoken.values() if each)
    return tuple(codes), tuple(part for part, each in spoken.items() if each is None)
