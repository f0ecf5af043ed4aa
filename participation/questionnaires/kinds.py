"""The kinds of question: one class each, which owns the whole life of an answer."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from participation.questionnaires.model import GUEST_ANSWERS, PERSON_ID, Option, Question
from participation.questionnaires.own_words import in_usual_words
from participation.questionnaires.words import Translate, pgettext

Value = str | tuple[str, ...]

NO_ANSWER = ("no_answer",)
WRITTEN = ("written",)
GUEST = re.compile(f"{PERSON_ID.pattern}:({'|'.join(GUEST_ANSWERS)})")


class Kind(ABC):
    """Reads an answer as posted, says what is wrong with it, shows it and counts it."""

    # L10N: shown above a question that has to be answered and was left empty
    missing = pgettext("question problem", "Please answer this question.")

    def fields(self, question: Question) -> tuple[str, ...]:
        """The names under which a page posts an answer."""
        return (f"answer_{question.id}",)

    @abstractmethod
    def read(self, question: Question, raw: Sequence[str]) -> Value:
        """The value of what was posted; "" or () when there is nothing that the question knows."""

    def restore(self, question: Question, raw: Sequence[str]) -> Value:
        """The value of what comes out of an envelope: whoever holds the public side may have sealed it."""
        return self.read(question, raw)

    @abstractmethod
    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        """What a reader sees, line by line; nothing for no answer."""

    @abstractmethod
    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        """The ids that this answer counts under."""

    def problem(self, question: Question, value: Value, translate: Translate) -> str | None:
        """One sentence on what has to be put right, or None."""
        if question.required and not value:
            return translate(*self.missing)
        return None


class ShortText(Kind):
    """One line in the respondent's own words, or one of the usual words above its box."""

    def read(self, question: Question, raw: Sequence[str]) -> Value:
        """What is typed comes last, and before what is chosen."""
        given = [each for each in raw if each.strip()]
        return " ".join(_typed(given[-1:]).split("\n"))

    def problem(self, question: Question, value: Value, translate: Translate) -> str | None:
        too_long = len(value) - question.max_length
        if too_long <= 0:
            return super().problem(question, value, translate)
        # L10N: to somebody who wrote more than the box can keep; %(count)s is a number of letters
        sentence = pgettext("question problem", "This is too long by %(count)s letters. Please shorten it.")
        return translate(*sentence) % {"count": too_long}

    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        return tuple(in_usual_words(question.id, str(value), translate).split("\n")) if value else ()

    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        return WRITTEN if value else NO_ANSWER


class LongText(ShortText):
    """Several lines in the respondent's own words."""

    def read(self, question: Question, raw: Sequence[str]) -> Value:
        return _typed(raw)


class Choice(Kind):
    """One of some options."""

    # L10N: shown above a list of answers of which none was chosen, though one is needed
    missing = pgettext("question problem", "Please choose one answer.")

    def read(self, question: Question, raw: Sequence[str]) -> Value:
        known = {option.id for option in question.options}
        return next((posted for posted in raw if posted in known), "")

    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        chosen = (option for option in question.options if option.id == value)
        return tuple(_label(question, option, translate) for option in chosen)

    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        return (str(value),) if value else NO_ANSWER


class Faces(Choice):
    """One of some options that are drawn as faces."""


class Choices(Kind):
    """Any of some options, kept in the order of the file."""

    # L10N: shown above a list of answers of which none was chosen, though at least one is needed
    missing = pgettext("question problem", "Please choose at least one answer.")

    def read(self, question: Question, raw: Sequence[str]) -> Value:
        return tuple(option.id for option in question.options if option.id in raw)

    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        chosen = (option for option in question.options if option.id in value)
        return tuple(_label(question, option, translate) for option in chosen)

    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        return tuple(value) or NO_ANSWER


class People(Choices):
    """Any of the people of this review, and the options of the file."""

    def restore(self, question: Question, raw: Sequence[str]) -> Value:
        """Also somebody who has left the list since."""
        return tuple(dict.fromkeys(raw))

    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        offered, gone = {option.id for option in question.options}, _gone(translate)
        # Never drop a name in silence: it may be the one person who must not come.
        return (*super().display(question, value, translate), *(gone for id in value if id not in offered))

    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        """Persons count together: a figure about one person would be about that person."""
        ids = ("person" if Option(id, "").is_person else id for id in value)
        return tuple(dict.fromkeys(ids)) or NO_ANSWER


class Guests(People):
    """For each of the people of this review one answer, such as yes, for a part, or no: stored as person:answer.

    Those of the file's options that are no GUEST_ANSWERS stand below the people, any of them.
    """

    def fields(self, question: Question) -> tuple[str, ...]:
        """One for each person as well: their answers exclude each other."""
        name = f"answer_{question.id}"
        return (name, *(f"{name}.{option.id}" for option in question.options if option.is_person))

    def read(self, question: Question, raw: Sequence[str]) -> Value:
        known = {option.id for option in question.guest_answers}
        said = {person: given for person, _, given in (each.partition(":") for each in raw) if given in known}
        people = (f"{each.id}:{said[each.id]}" for each in question.options if each.is_person and each.id in said)
        return (*people, *(option.id for option in question.beside_guests if option.id in raw))

    def restore(self, question: Question, raw: Sequence[str]) -> Value:
        """Also of somebody who has left the list since; a text of another form was never an answer."""
        beside = {option.id for option in question.beside_guests}
        return tuple(dict.fromkeys(each for each in raw if each in beside or GUEST.fullmatch(each)))

    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        names = {option.id: option.text for option in question.options if option.is_person}
        labels = {each.id: _label(question, each, translate) for each in question.options if not each.is_person}
        said = (each.partition(":") for each in value)
        return tuple(
            f"{names.get(id, _gone(translate))}: {labels.get(given, given)}"
            if given
            else labels.get(id, _gone(translate))
            for id, _, given in said
        )

    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        """How often each answer was given, whoever the persons are."""
        people = (f"person_{given}" if given else id for id, _, given in (each.partition(":") for each in value))
        return tuple(dict.fromkeys(people)) or NO_ANSWER


class Scale(Kind):
    """A whole number between two ends, stored as its western digits."""

    # L10N: shown above a row of numbers of which none was chosen, though one is needed
    missing = pgettext("question problem", "Please choose a number.")

    def read(self, question: Question, raw: Sequence[str]) -> Value:
        typed = _typed(raw)
        if not typed.isdecimal() or len(typed) > 4:
            return ""
        return str(int(typed)) if question.lowest <= int(typed) <= question.highest else ""

    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        if not value:
            return ()
        # L10N: an answer on a scale, to its reader: 7 on a scale from 0 to 10
        sentence = pgettext("question scale", "%(number)s on a scale from %(lowest)s to %(highest)s")
        ends = {"lowest": question.lowest, "highest": question.highest}
        return (translate(*sentence) % {"number": value, **ends},)

    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        return (str(value),) if value else NO_ANSWER


class Date(Kind):
    """A day, stored as ISO; what is not a day is kept as typed, so that it can be put right."""

    def read(self, question: Question, raw: Sequence[str]) -> Value:
        typed = _typed(raw)
        day = _day(typed)
        return day.isoformat() if day else typed

    def problem(self, question: Question, value: Value, translate: Translate) -> str | None:
        if value and not _day(str(value)):
            # L10N: to somebody whose date could not be read; keep the example as day, month, year
            return translate(*pgettext("question problem", "Please write the date like this: 27/03/2031."))
        return super().problem(question, value, translate)

    def display(self, question: Question, value: Value, translate: Translate) -> tuple[str, ...]:
        day = _day(str(value))
        return (day.strftime("%d/%m/%Y"),) if day else (str(value),) if value else ()

    def tally(self, question: Question, value: Value) -> tuple[str, ...]:
        return WRITTEN if value else NO_ANSWER


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "short_text": ShortText(),
        "long_text": LongText(),
        "choice": Choice(),
        "choices": Choices(),
        "faces": Faces(),
        "scale": Scale(),
        "date": Date(),
        "people": People(),
        "guests": Guests(),
    }
)


def is_coded(question: Question) -> bool:
    """Whether its answers are ids or numbers. What somebody wrote is never counted, not even that they wrote."""
    return not isinstance(KINDS[question.kind], ShortText | Date)


def _typed(raw: Sequence[str]) -> str:
    """The first posted value with one kind of line end and without characters that no page can show."""
    text = raw[0].replace("\r\n", "\n").replace("\r", "\n") if raw else ""
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc").strip()


def _gone(translate: Translate) -> str:
    # L10N: to an officer, in place of a person whom the child chose and who has left the list since
    return translate(*pgettext("question people", "Someone who is no longer on the list"))


def _label(question: Question, option: Option, translate: Translate) -> str:
    """A person's name is shown as it is; an option of the file in the reader's language."""
    return option.text if option.is_person else translate(question.option_context(option), option.text)


def _day(typed: str) -> date | None:
    """2031-03-27 or 27/03/2031, in any script's digits and with any of the usual separators."""
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in typed)
    parts = digits.replace("-", "/").replace(".", "/").replace(" ", "/").split("/")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    year_first = len(parts[0]) == 4
    year, month, day = parts if year_first else reversed(parts)
    try:
        return date(int(year), int(month), int(day)) if len(year) == 4 else None
    except ValueError:
        return None
