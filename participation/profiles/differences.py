"""What would be different of an officer's page, line by line. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import pgettext
from markupsafe import Markup

from participation.profiles.models import Profile
from participation.profiles.rich_text import clean
from participation.translating.known import LANGUAGES


class Difference(NamedTuple):
    """One line that is not as it was."""

    label: str
    before: str | Markup
    after: str | Markup


def differences(shown: Profile | None, wanted: Profile) -> Iterator[Difference]:
    """Each text that was changed, added or taken away; a page that is new differs in all that it says."""
    before = shown or Profile(in_languages={})
    for name, label in _labels().items():
        if (old := getattr(before, name) or "") != (new := getattr(wanted, name) or ""):
            yield Difference(label, _said(name, old), _said(name, new))
    for code in sorted(before.in_languages.keys() | wanted.in_languages.keys()):
        old_words, new_words = (each.in_languages.get(code, {}) for each in (before, wanted))
        for name in ("greeting", "about", "likes", "works"):
            if (old := old_words.get(name, "")) != (new := new_words.get(name, "")):
                label = f"{_labels()[name]} ({LANGUAGES[code].english_name})"
                yield Difference(label, _said(name, old), _said(name, new))


def _said(name: str, text: str) -> str | Markup:
    return clean(text) if name == "about" else text


def _labels() -> dict[str, str]:
    return {
        # L10N: to a manager, beside what an officer wrote: the name that children use
        "known_as": pgettext("staff", "What children call them"),
        # L10N: to a manager, beside what an officer wrote: such as "she/her"
        "pronouns": pgettext("staff", "Pronouns"),
        # L10N: to a manager, beside what an officer wrote: one line on the first page of a letter
        "greeting": pgettext("staff", "Greeting"),
        # L10N: to a manager, beside what an officer wrote
        "about": pgettext("staff", "About them"),
        # L10N: to a manager, beside what an officer wrote: hobbies and favourite things
        "likes": pgettext("staff", "What they like"),
        # L10N: to a manager, beside what an officer wrote
        "speaks": pgettext("staff", "Languages besides English"),
        # L10N: to a manager, beside what an officer wrote: days and hours
        "works": pgettext("staff", "When they work"),
        # L10N: to a manager, beside what an officer wrote
        "phone": pgettext("staff", "Telephone for children"),
        # L10N: to a manager, beside what an officer wrote
        "email": pgettext("staff", "Email for children"),
    }
