"""One row of a list while it is read: each cell gives its value, or a problem and nothing."""

import re
from collections.abc import Mapping
from datetime import date

from participation.exchange.cells import A_DAY, YES_NO, day_in, is_email, is_reference
from participation.exchange.csv_rows import CsvRow, Rows
from participation.exchange.problems import Problem, quoted
from participation.translating import known

NOT_TAKEN = "this row is not taken"
LEFT_UNKNOWN = "it is left as unknown"
_BETWEEN_LANGUAGES = re.compile(r"[\s;,/|]+")


class CellReading:
    """What is asked of a row's cells. A row is refused as soon as one cell without which it cannot stand is wrong."""

    def __init__(self, rows: Rows, row: CsvRow) -> None:
        self.row = row
        self.is_refused = False
        self._rows = rows

    def note(self, column: str, rule: str, message: str) -> None:
        """List something about a cell."""
        found = self.row.cells.get(column, "")
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
        if not is_reference(self.row[column]):
            self.refuse(column, "id", "letters and digits, at most 64, with . - _ / between them")
        return self.row[column]

    def words(self, column: str, longest: int) -> str:
        """A name or another few words."""
        if len(self.row[column]) > longest:
            self.refuse(column, "long", f"at most {longest} characters")
        return self.row[column]

    def day(self, column: str, rule: str = "date") -> date | None:
        """A day without which the row cannot stand, unless the cell is empty."""
        found = self.row[column]
        day = day_in(found)
        if found and day is None:
            self.refuse(column, rule, A_DAY)
        return day

    def day_or_doubt(self, column: str) -> date | None:
        """A day that the row can do without."""
        found = self.row[column]
        day = day_in(found)
        if day is None:
            self.doubt(column, "date", A_DAY)
        return day

    def one_of(self, column: str, known: Mapping[str, str], rule: str, expected: str) -> str:
        """A word of a short list, without which the row cannot stand."""
        found = known.get(self.row[column].casefold().replace(" ", "_").replace("-", "_"), "")
        if not found:
            self.refuse(column, rule, expected)
        return found

    def code(self, column: str, known: Mapping[str, str], rule: str, expected: str) -> str:
        """A code, or nothing."""
        found = self.row[column]
        code = known.get(found.casefold(), "")
        if found and not code:
            self.doubt(column, rule, expected)
        return code

    def yes_no(self, column: str) -> bool | None:
        """Yes, no, or nobody has said."""
        found = self.row[column]
        answer = YES_NO.get(found.casefold())
        if found and answer is None:
            self.doubt(column, "yes_no", "yes or no")
        return answer

    def languages(self, column: str) -> list[str]:
        """The codes of the languages that this program knows, in their order: `prs;ps`, `so, ar`, or one alone."""
        named = [part for part in _BETWEEN_LANGUAGES.split(self.row[column]) if part]
        spoken = {part: known.language(part) for part in named}
        codes = list(dict.fromkeys(each.code for each in spoken.values() if each))
        for part in (part for part, each in spoken.items() if each is None):
            expected = known.asked_back(part) or "the code of a language such as ar or fa-AF"
            self.doubt(column, "language", expected, "the others are taken" if codes else "the letters are in English")
        return codes

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
