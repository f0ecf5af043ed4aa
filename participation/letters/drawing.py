"""Letters: one warm page each, in the respondent's language, drawn without opening any file or address."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import islice, product
from typing import TYPE_CHECKING, Any, BinaryIO

from babel.lists import format_list
from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup, escape

from participation import clock
from participation.drawing import qr
from participation.drawing.typesetting import Typesetter
from participation.invitations.secrets import spaced
from participation.letters.envelopes import AddressSheet
from participation.letters.pdf_join import Binding, mark_languages
from participation.service.chosen import Service
from participation.service.help_numbers import FIRST_FOR_CHILDREN, FIRST_FOR_LEAVERS, HelpNumber
from participation.translating.known import ENGLISH, Language
from participation.web.languages import said_in, spoken_date

if TYPE_CHECKING:
    from weasyprint import Document

TOGETHER = 25  # letters laid out at once: memory grows with them, and nothing is won by more
SIZES = {"ltr": (12, 11.2, 10.4, 9.6, 8.8, 8), "rtl": (10.5, 9.75, 9, 8.25, 7.5)}
"""Points; a letter that overflows its page is set smaller. Arabic script has taller lines."""
TAGGED = "pdf/ua-1"
FOR_CHILDREN = "letter to a child"
"""The context of the words in a child's letter."""

WORDING = {
    "child": "child",
    "foster_carer": "carer",
    "key_worker": "carer",
    "fostering_worker": "fostering",
    "parent": "parent",
    "helper": "helper",
}
"""Which words a respondent's letter has; everybody else is a partner."""


class DoesNotFit(Exception):
    """A name or an address in a letter must be very long."""


@dataclass(frozen=True)
class Officer:
    """Who writes the letter."""

    known_as: str
    phone: str
    picture: Markup | str
    """A drawn portrait, or the data address of a photo."""
    role: str = ""
    """What they do, in their own sentence; empty for ours."""


@dataclass(frozen=True)
class Letter:
    """All that stands in one letter. It holds secrets: it is drawn and forgotten, never kept or logged."""

    language: Language
    respondent: str
    name: str
    child: str
    officer: Officer
    meets_on: date | None
    starts_at: datetime | None
    """The hour, where it is known."""
    link: str
    address: str
    """What to type, without https://."""
    code: str
    read_by_on: date | None
    ends_on: date
    """The last day that it opens."""
    service_name: str
    help_numbers: tuple[HelpNumber, ...]
    reply_by_on: date | None = None
    """For adults: when the form is due; on the day of the meeting, as soon as they can before it."""
    mark: str = ""
    """By which support knows the sheet; it stands on its list too."""
    also_in: tuple[Language, ...] = ()
    """Other languages of a child's file, in which the letter says what matters most."""
    other_readers: tuple[str, ...] = ()
    """Who else may read what is sent, by name."""
    outside: AddressSheet | None = None
    """What an envelope with a window shows of it, on a sheet of its own before it; None for a plain envelope."""

    def __repr__(self) -> str:
        return f"<Letter to a {self.respondent}>"


def help_numbers(service: Service, respondent: str, *, has_left_care: bool = False) -> tuple[HelpNumber, ...]:
    """Whom to ring now: for a child also the national lines, for everybody the council's own."""
    lines = FIRST_FOR_LEAVERS if has_left_care else FIRST_FOR_CHILDREN
    wanted = (*lines, "help_at_hand") if respondent == "child" else ("emergency",)
    ours = (("duty", service.duty_number), ("out_of_hours", service.out_of_hours_number))
    national = tuple(number for number in service.numbers if number.id in wanted)
    return national + tuple(HelpNumber(who, number) for who, number in ours if number)


def write_pdf(letters: Iterable[Letter], file: BinaryIO) -> int:
    """Every letter into one file; returns how many."""
    written = 0
    binding = Binding(file)
    for document, languages, letters_in_it in _documents(letters):
        bound = partial(_bind, binding, languages)
        document.write_pdf(os.devnull, finisher=bound, pdf_variant=TAGGED)
        written += letters_in_it
        del document  # else it stays while the next is laid out
    binding.close()
    return written


def _bind(binding: Binding, languages: list[str], _document: object, pdf: Any) -> None:
    mark_languages(pdf, languages)
    binding.add(pdf)


def _documents(letters: Iterable[Letter]) -> Iterator[tuple["Document", list[str], int]]:
    """Letters laid out, with the language of each page, and how many they are."""
    press = Typesetter(render_template("letters/letter.css"))
    waiting = iter(letters)
    while together := list(islice(waiting, TOGETHER)):
        pages = [page for letter in together for page in _pages(press, letter)]
        yield _joined([document for document, _ in pages]), [code for _, code in pages], len(together)


def _pages(press: Typesetter, letter: Letter) -> Iterator[tuple["Document", str]]:
    """A letter, after the sheet with its address where it has one; each with its language."""
    if letter.outside:
        html = render_template("letters/address.html", sheet=letter.outside, mark=letter.mark)
        yield press.laid_out(html), ENGLISH.code
    yield _page(press, letter), letter.language.code


def _joined(documents: list["Document"]) -> "Document":
    return documents[0].copy([page for document in documents for page in document.pages])


def _page(press: Typesetter, letter: Letter) -> "Document":
    """One letter as a document of one page."""
    fewer = [replace(letter, also_in=letter.also_in[:most]) for most in range(len(letter.also_in), -1, -1)]
    # A further language is left out before a letter is refused for it.
    for tried, size in product(fewer, SIZES[letter.language.direction]):
        document = press.laid_out(html_of(tried, size))
        if len(document.pages) == 1:
            return document
    raise DoesNotFit(f"The letter to {letter.name[:40]} does not fit on a page, however small it is set.")


# WeasyPrint breaks a line after its first word if only the space at the end of the text does not fit.
_SPACE_AT_AN_END = re.compile(r"\s+(?=</(?:p|h1|h2|span|li)>|<p\b)")


def html_of(letter: Letter, size: float) -> str:
    """A letter in its own language, set in so many points."""
    wording = WORDING.get(letter.respondent, "partner")
    with force_locale(letter.language.locale):
        html = render_template(
            f"letters/{wording}.html",
            letter=letter,
            wording=wording,
            size=size,
            starts_at=letter.starts_at and clock.local(letter.starts_at),
            code=spaced(letter.code),
            square=qr.svg,
            readers=format_list(letter.other_readers, letter.language.lists, letter.language.locale),
            in_english=in_english,
            also=partial(_also, letter),
        )
    return without_spaces_at_ends(html)


def without_spaces_at_ends(html: str) -> str:
    """The page as WeasyPrint breaks its lines right."""
    return _SPACE_AT_AN_END.sub("", html)


def _also(letter: Letter, spoken: Language) -> Markup:
    """What matters most, in another language of the file: what it is and when, how to begin, whom to ask."""
    with force_locale(spoken.locale):
        when = f": {spoken_date(letter.meets_on)}" if letter.meets_on else ""
    phone = Markup('<bdi dir="ltr">{}</bdi>').format(letter.officer.phone)
    rings = escape(said_in(spoken, FOR_CHILDREN, "You can also ring or text me: %(phone)s.")) % {"phone": phone}
    lines = (
        Markup("{}{}.").format(said_in(spoken, FOR_CHILDREN, "Your meeting"), when),
        escape(said_in(spoken, FOR_CHILDREN, "Point a phone camera at the square.")),
        rings if letter.officer.phone else escape(said_in(spoken, FOR_CHILDREN, "Somebody you trust can help you.")),
    )
    return Markup(" ").join(lines)


def in_english(day: date) -> str:
    """For a worker who helps somebody to read their letter, and for the calendar on the wall."""
    with force_locale("en_GB"):
        return spoken_date(day)
