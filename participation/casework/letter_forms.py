"""What an officer writes to a child after a review."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length

from participation.casework.letter_after import key_of
from participation.casework.what_came import Thing
from participation.outcomes.childs_letter import WrittenToChild

LONGEST = 4000
"""Characters."""
# L10N: under a box into which an officer writes to a child
TOO_LONG = lazy_pgettext("staff", "This is too long for the letter: 4,000 letters at most.")


class LetterForm(FlaskForm):  # type: ignore[misc]
    """The officer's own words."""

    # L10N: label of a box: what an officer writes to a child after a review
    words = TextAreaField(lazy_pgettext("staff", "Your words to the child"), [Length(max=LONGEST, message=TOO_LONG)])


class ThingForm(FlaskForm):  # type: ignore[misc]
    """One thing that the child asked for."""

    # L10N: tick: something that the child asked for stands in the letter to the child
    stands = BooleanField(lazy_pgettext("staff", "In the letter"))
    # L10N: label of a box: what an officer says in a letter about something that the child asked for
    words = TextAreaField(lazy_pgettext("staff", "What you say to it"), [Length(max=LONGEST, message=TOO_LONG)])


@dataclass(frozen=True)
class LetterPage:
    """Every form of the page."""

    letter: LetterForm
    things: Sequence[tuple[Thing, ThingForm]]

    @classmethod
    def of(cls, things: Sequence[Thing], before: WrittenToChild) -> "LetterPage":
        """The forms, with what stood there."""
        return cls(LetterForm(words=before.words), [(each, _form(each, before)) for each in things])

    @property
    def forms(self) -> tuple[FlaskForm, ...]:
        """Each of them."""
        return self.letter, *(form for _, form in self.things)

    @property
    def written(self) -> WrittenToChild:
        """What is to be kept."""
        chosen = {key_of(each): _said(form.words.data) for each, form in self.things if form.stands.data}
        return WrittenToChild(_said(self.letter.words.data), chosen)

    def is_in_order(self) -> bool:
        """Whether it can be kept; each form says what is not right."""
        wrong = [form for form in self.forms if not form.validate()]
        return not wrong


def _form(thing: Thing, before: WrittenToChild) -> ThingForm:
    key = key_of(thing)
    given = {"stands": key in before.things, "words": before.things.get(key, "")}
    return ThingForm(prefix=f"t-{key}", meta={"csrf": False}, **given)


def _said(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()
