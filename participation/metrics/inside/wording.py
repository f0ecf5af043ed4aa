"""What parts of these figures are called, and a figure in words."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString, format_date, format_decimal, lazy_pgettext, pgettext

from participation.arranging.wording import reason_words
from participation.challenges import wording as challenges
from participation.endings.wording import reason_words as reason_of_ending
from participation.metrics.figures import APART
from participation.metrics.glossary import labels
from participation.metrics.glossary.advocacy_meanings import PARTS
from participation.metrics.glossary.meanings import split, title
from participation.metrics.inside.average import Average
from participation.metrics.inside.figures import InsideFigure
from participation.metrics.parts import NOT_KNOWN
from participation.metrics.showing import as_shown

_PARTS: Mapping[str, LazyString] = {
    # L10N: a row in a table of figures: the review of a child in care
    "child_in_care": lazy_pgettext("staff", "children in care"),
    # L10N: a row in a table of figures: the review of a care leaver's pathway plan
    "pathway_plan": lazy_pgettext("staff", "care leavers"),
    # L10N: a row in a table of reviews: the first of a child
    "first": lazy_pgettext("staff", "first"),
    # L10N: a row in a table of reviews: the second of a child
    "second": lazy_pgettext("staff", "second"),
    # L10N: a row in a table of reviews: all after the second of a child
    "later": lazy_pgettext("staff", "later"),
    # L10N: a row in a table of figures: nobody has said
    NOT_KNOWN: lazy_pgettext("staff", "not known"),
    # L10N: in figures: why a review was late: nobody had moved its date
    "not_moved": lazy_pgettext("staff", "the date was not moved"),
    # L10N: in figures: why the date of a review was moved, where nobody noted it
    "not_said": lazy_pgettext("staff", "no reason noted"),
    # L10N: a row in a table of how views reached a review
    "form": lazy_pgettext("staff", "a form sent here"),
    # L10N: a row in a table of how views reached a review: what somebody said for the child was noted
    "officer": lazy_pgettext("staff", "the officer said it"),
    # L10N: a row in a table of how views reached a review: what somebody said for the child was noted
    "advocate": lazy_pgettext("staff", "an advocate said it"),
    # L10N: a row in a table of how views reached a review
    "seen": lazy_pgettext("staff", "the officer talked with the child before"),
    # L10N: a row in a table of how views reached a review
    "observed": lazy_pgettext("staff", "the child was observed"),
}


def label(name: str) -> str:
    """What one figure is called within its group."""
    group, part = split(name)
    if not part:
        return called(name)
    if part.isdecimal():
        return _months(3 * int(part) - 2, 3) if group.endswith("_by_quarter") else _months(int(part), 1)
    if group == "reviews.cancelled_why":
        return reason_of_ending(part)
    if group == "challenge.by_category":
        return challenges.category_words(part)
    if group == "challenge.by_level":
        return challenges.level_words(int(part.removeprefix("formal_")) if part != "informal" else 0)
    return reason_words(part) or str(PARTS[part] if group.startswith("independent_visitor.") else _PARTS[part])


def _months(number: int, how_many: int) -> str:
    """Without a year, because two years stand beside each other; 1 is April."""
    first, last = (format_date(date(2000, (each + 2) % 12 + 1, 1), "LLLL") for each in (number, number + how_many - 1))
    # L10N: a quarter of any year, from one month to another, such as April to June
    return str(first if how_many == 1 else pgettext("staff", "%(first)s to %(last)s", first=first, last=last))


def called(name: str) -> str:
    """The figure, or the group that it belongs to, and whether it is of pathway plans."""
    return f"{title('pathway_plan')}: {title(name)}" if name.startswith(APART) else title(name)


def said(name: str, figure: InsideFigure | None) -> str:
    """A number, or a share or an average with what it divides; a dash for a year of which nothing is known."""
    if figure is None:
        return "–"
    if isinstance(figure, Average):
        if figure.mean is None:
            return "–"
        # L10N: in a table: how many children an officer has on average, and how many children for how many officers
        words = pgettext("staff", "%(mean)s (%(n)s for %(of)s)")
        return str(words % {"mean": format_decimal(figure.mean), "n": figure.n, "of": figure.of})
    shown = as_shown(figure)
    if shown.of is None:
        return str(shown.n)
    # L10N: in a table: a share, and so many of so many
    words = pgettext("staff", "%(share)s (%(n)s of %(of)s)")
    return str(words % {"share": labels.share(shown), "n": shown.n, "of": shown.of}) if shown.of else "–"
