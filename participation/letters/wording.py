"""What support reads about letters that are out."""

from collections.abc import Iterable

from flask_babel import pgettext

from participation.letters.facts import Fact
from participation.web.languages import listed


def changed_words(changed: Iterable[Fact]) -> str:
    """What of a letter is no longer so, in one line."""
    words = {
        # L10N: to support: what a letter says that is no longer so: the day of the meeting
        Fact.DAY: pgettext("staff", "the day"),
        # L10N: to support: what a letter says that is no longer so: the hour of the meeting
        Fact.HOUR: pgettext("staff", "the hour"),
        # L10N: to support: what a letter says that is no longer so: who the officer is, their name or their number
        Fact.OFFICER: pgettext("staff", "the officer, or their number"),
        # L10N: to support: what a letter says that is no longer so: the name of whom it is to
        Fact.NAME: pgettext("staff", "the name it greets"),
        # L10N: to support: what an adult's letter says that is no longer so: the name of the child
        Fact.CHILD: pgettext("staff", "the child’s name"),
        # L10N: to support: the file names another language than the one that a letter is in
        Fact.LANGUAGE: pgettext("staff", "the language"),
        # L10N: to support: where the meeting is has changed since a letter was printed
        Fact.PLACE: pgettext("staff", "the place (no letter names it)"),
    }
    return listed(words[fact] for fact in changed)
