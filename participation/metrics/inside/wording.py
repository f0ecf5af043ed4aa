"""What these figures are called where two years stand beside each other, and a figure in words."""

from datetime import date

from flask_babel import format_date, format_decimal, pgettext

from participation.metrics.figures import APART
from participation.metrics.glossary import labels
from participation.metrics.glossary.inside_parts import part_words
from participation.metrics.glossary.meanings import split, title
from participation.metrics.inside.average import Average
from participation.metrics.inside.figures import InsideFigure
from participation.metrics.showing import as_shown


def label(name: str) -> str:
    """What one figure is called within its group."""
    group, part = split(name)
    if not part:
        return called(name)
    if part.isdecimal():
        return _months(3 * int(part) - 2, 3) if group.endswith("_by_quarter") else _months(int(part), 1)
    return part_words(group, part)


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
