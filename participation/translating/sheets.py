"""A language as a spreadsheet: out to somebody who speaks it, and back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from participation.translating.catalogue import digest, english, forms, key, texts, told
from participation.translating.checks import mistakes
from participation.translating.known import Language

HEADS = ("id", "where it stands", "English", "now", "right, change or ask", "your text", "your question", "was")
WIDTHS = (16, 40, 50, 50, 14, 50, 40, 14)
ID, NOW, ANSWER, TEXT, QUESTION, WAS = (HEADS.index(head) for head in (HEADS[0], *HEADS[3:]))
FIRST = 2
"""The row of the first text; rows are counted from 1, as spreadsheets show them."""
BY = "checked by"
"""The name of the second sheet, in whose cell B1 a reviewer says who they are."""
WHO = "Your initials and what you are, such as: AB, interpreter"


class Opinion(StrEnum):
    """What a reviewer says of a text."""

    RIGHT = "right"
    CHANGE = "change"
    ASK = "ask"


class NotFromHere(Exception):
    """The file is no spreadsheet that came from here."""


@dataclass(frozen=True)
class SheetRow:
    """One form of a text, as it came back."""

    number: int
    key: str
    answer: str
    text: str
    question: str
    was: str


@dataclass(frozen=True)
class SheetLine:
    """One form of a text, as it goes out: `now` is what somebody sees, and what is compared when it comes back."""

    id: str
    told: str
    english: str
    now: str
    answer: str = ""
    text: str = ""
    question: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of the columns."""
        return (self.id, self.told, self.english, self.now, self.answer, self.text, self.question, digest(self.now))


@dataclass(frozen=True)
class ReviewSheet:
    """What came back: the code of its language, who they say has checked it, and what they answered."""

    code: str
    by: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class Reviewed:
    """A text that its reviewer finds right, perhaps in new words."""

    message: Message
    forms: tuple[str, ...]


def take(found: Reviewed) -> bool:
    """Put it into its catalogue; whether these are new words."""
    new = found.forms if found.message.pluralizable else found.forms[0]
    is_changed = bool(found.message.string != new)
    found.message.string = new
    return is_changed


def write_sheet(spoken: Language, lines: Iterable[SheetLine], out: Path, by: str = "") -> int:
    """Texts with their context; only what a reviewer answers can be typed in. Returns how many rows."""
    import xlsxwriter

    rows = list(lines)
    with xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(spoken.code)
        wrapped = {"text_wrap": True, "valign": "top"}
        fixed = book.add_format(wrapped)
        open_cell = book.add_format({**wrapped, "locked": False, "bg_color": "#fff8e1"})
        sheet.write_row(0, 0, HEADS, book.add_format({"bold": True}))
        for at, row in enumerate(rows, FIRST - 1):
            for column, cell in enumerate(row.cells):
                sheet.write_string(at, column, cell, open_cell if ANSWER <= column <= QUESTION else fixed)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, None, {"hidden": column == WAS})
        allowed = {"validate": "list", "source": [answer.value for answer in Opinion]}
        sheet.data_validation(FIRST - 1, ANSWER, len(rows), ANSWER, allowed)
        sheet.freeze_panes(1, 3)
        sheet.protect()
        about = book.add_worksheet(BY)
        about.write_string(0, 0, WHO, fixed)
        about.write_string(0, 1, by, open_cell)
        about.set_column(0, 1, 40)
    return len(rows)


def every_text(template: Catalog, catalogue: Catalog) -> Iterator[SheetLine]:
    """A line for each form of each text of a language, for nobody has answered yet."""
    explained = {key(message): told(message) for message in texts(template)}
    for message in texts(catalogue):
        for number, form in enumerate(forms(message)):
            yield SheetLine(f"{key(message)}.{number}", explained.get(key(message), ""), english(message), form)


def read_sheet(path: Path) -> ReviewSheet:
    """What somebody answered; rows without an answer are left out. Raises NotFromHere."""
    from openpyxl import load_workbook  # here, because it takes an eighth of the memory of every other command
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True)
    except (InvalidFileException, OSError, KeyError, ValueError) as error:
        raise NotFromHere from error
    code = book.sheetnames[0]
    lines = [["" if cell is None else str(cell).strip() for cell in line] for line in book.worksheets[0].values]
    by = str(book[BY]["B1"].value or "").strip() if BY in book.sheetnames else ""
    book.close()
    if not lines or tuple(lines[0][: len(HEADS)]) != HEADS:
        raise NotFromHere
    rows = (
        SheetRow(number, line[ID], line[ANSWER].lower(), line[TEXT], line[QUESTION], line[WAS])
        for number, line in enumerate(lines[1:], FIRST)
    )
    return ReviewSheet(code, by, tuple(row for row in rows if row.answer or row.text or row.question))


def reviewed(spoken: Language, catalogue: Catalog, rows: Sequence[SheetRow]) -> tuple[list[Reviewed], list[str]]:
    """What may be taken, and a sentence on each row that may not; questions are among these."""
    by_key = {key(message): message for message in texts(catalogue)}
    taken, problems = list[Reviewed](), list[str]()
    for of, group in groupby(rows, key=lambda row: row.key.partition(".")[0]):
        found, wrong = _one(spoken, catalogue, by_key.get(of), list(group))
        taken += found
        problems += wrong
    return taken, problems


def _one(
    spoken: Language, catalogue: Catalog, message: Message | None, rows: list[SheetRow]
) -> tuple[list[Reviewed], list[str]]:
    if message is None:
        return [], [f"Row {rows[0].number}: the English has changed since this was sent out."]
    new = list(forms(message))
    for row in rows:
        at = int(row.key.partition(".")[2] or 0)
        if at >= len(new) or digest(new[at]) != row.was:
            return [], [f"Row {row.number}: the translation has changed since this was sent out."]
        if problem := _problem(row):
            return [], [f"Row {row.number}: {problem}"]
        new[at] = row.text if row.answer == Opinion.CHANGE else new[at]
    if len(rows) < len(new):
        return [], [f"Row {rows[0].number}: this text has {len(new)} forms; please answer all of them."]
    found = tuple(new)
    wrong = [f"Row {rows[0].number}: {each}." for each in mistakes(spoken, message, found, catalogue.num_plurals)]
    return ([] if wrong else [Reviewed(message, found)]), wrong


def _problem(row: SheetRow) -> str:
    if row.answer == Opinion.ASK:
        return f"asks: {row.question or row.text or 'nothing is written there'}"
    if row.answer == Opinion.CHANGE and not row.text:
        return "says change, and has no text."
    if row.answer == Opinion.RIGHT and row.text:
        return "says right, and has another text."
    return "" if row.answer in list(Opinion) else "says neither right nor change nor ask."
