"""Why each number is not published: for managers, never among what is published."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask_babel import LazyString, format_date, lazy_pgettext, pgettext

from participation.clock import local
from participation.metrics.composing import BY_AGE_AND_CODE
from participation.metrics.figures import APART, BROKEN, FEEDBACK, PATHWAY_PLAN, Figures
from participation.metrics.glossary import labels
from participation.metrics.glossary.meanings import split, title
from participation.metrics.publication.beside import AGAIN
from participation.metrics.publication.comparing import ONCE, SINCE, changed
from participation.metrics.publication.relations import BETWEEN, LEFT_OUT, REST, SHORT, WITHHELD
from participation.metrics.publication.suppression import HIDDEN, SMALL
from participation.metrics.showing import Shown, numbers

UNPRINTED: Mapping[str, LazyString] = {
    # L10N: a number that no page prints, of some of the children: reviews with PN0 or without a code
    "in_no_rate": lazy_pgettext("staff", "PN0, or not recorded"),
    # L10N: a number that no page prints, of some of the children
    "came_and_heard": lazy_pgettext("staff", "came and gave their views"),
    # L10N: a number that no page prints, of some of the children
    "heard_elsewhere": lazy_pgettext("staff", "gave their views and did not come"),
    # L10N: a number that no page prints, of some of the children: reviews without a code
    "of_4_in_no_rate": lazy_pgettext("staff", "4 and over, not recorded"),
}


class HiddenNumber(NamedTuple):
    """One figure of which a “c” is printed, and why."""

    figure: str
    why: str


def reasons(figures: Figures, kept: Mapping[str, str], shown: Mapping[str, Shown]) -> tuple[HiddenNumber, ...]:
    """One for each figure, in their order; of a rate, what is small in it before what is hidden for another."""
    found = dict[str, str]()
    for name in sorted(kept, key=lambda name: kept[name] != name):
        if (figure := _figure(figures, name)) in figures.values:
            found.setdefault(figure, _why(figures, name, kept[name]))
    # L10N: to a manager: why a share is not published
    telling = str(pgettext("staff", "beside rounded numbers the share would tell them"))
    found |= {name: telling for name, each in shown.items() if each.rate == HIDDEN and name not in found}
    return tuple(HiddenNumber(_called(figures, name), found[name]) for name in figures.values if name in found)


def in_lines(figures: Figures, kept: Mapping[str, str], shown: Mapping[str, Shown]) -> Iterator[str]:
    """One line for each, to be read in a terminal."""
    for figure, why in reasons(figures, kept, shown):
        # L10N: to a manager, one line for each number that is not published: which one, and why
        yield pgettext("staff", "c  %(figure)s: %(why)s") % {"figure": figure, "why": why}


def beside_the_last(figures: Figures) -> str:
    """What has changed since the year was published last; empty where it never was."""
    if not figures.editions:
        return ""
    last = figures.editions[-1]
    names = dict.fromkeys(_figure(figures, name) for name in changed(numbers(figures), last))
    whole = [_called(figures, name) for name in names if name in figures.values and not name.startswith(BROKEN)]
    tables = dict.fromkeys(name.split(".")[1] for name in names if name.startswith(BROKEN))
    told = {"year": figures.year, "day": format_date(local(last.published_at), "d MMMM y")}
    told["figures"] = " · ".join((*whole, *map(labels.table_title, tables)))
    if not names:
        # L10N: to a manager, above figures that may be published
        words = pgettext("staff", "%(year)s was published on %(day)s, and nothing has changed since.")
        return str(words) % told
    # L10N: to a manager, above figures that may be published; %(figures)s are names of figures
    words = pgettext(
        "staff",
        "%(year)s was published on %(day)s, and these figures have changed since: %(figures)s. What both publications"
        " together would tell of 1 to 4 children stays hidden.",
    )
    return str(words) % told


def _figure(figures: Figures, name: str) -> str:
    """`views_given` of `views_given.n`."""
    own = name.removesuffix(".n").removesuffix(".of")
    return own if own in figures.values else name


def _why(figures: Figures, name: str, secret: str) -> str:
    if name.removeprefix(APART) == WITHHELD:
        # L10N: to a manager: why a number is not published
        return str(
            pgettext("staff", "hidden unless it is nought: ages and codes beside it would tell of single children")
        )
    if name.endswith(LEFT_OUT):
        # L10N: to a manager: why a number is not published
        return str(pgettext("staff", "hidden for every question or for none: one would tell the others"))
    if secret.endswith(AGAIN):
        # L10N: to a manager: why a number is not published
        return str(pgettext("staff", "published before with other numbers: both together would tell what has changed"))
    if secret == name:
        # L10N: to a manager: why a number is not published
        hidden_before = pgettext("staff", "hidden when the year was published before")
        # L10N: to a manager: why a number is not published
        return str(pgettext("staff", "1 to 4") if numbers(figures)[name] in SMALL else hidden_before)
    of, is_change, _ = secret.partition(SINCE)
    if is_change:
        # L10N: to a manager: why a number is not published; %(figure)s is what has changed
        words = pgettext("staff", "beside what was published before it would tell a change of 1 to 4: %(figure)s")
        return str(words) % {"figure": _called(figures, of)}
    # L10N: to a manager: why a number is not published; %(secret)s is another that is small
    words = pgettext("staff", "subtracting it would tell: %(secret)s")
    return str(words) % {"secret": _called(figures, secret)}


def _called(figures: Figures, name: str) -> str:
    """A number in words, printed or not."""
    name = name.partition(ONCE)[0]
    if SHORT in name or BETWEEN in name:
        pair = name.rsplit(SHORT, 1)[::-1] if SHORT in name else name.split(BETWEEN)
        whole, part = (_called(figures, each) for each in pair)
        # L10N: a number that no page prints: those in one figure that are not in another
        return str(pgettext("staff", "%(whole)s, without %(part)s")) % {"whole": whole, "part": part}
    if name.startswith(BROKEN):
        _, table, part, own = name.split(".", 3)
        return f"{labels.table_title(table)}, {labels.table_row(part, figures.first)}: {_called(figures, own)}"
    if name in UNPRINTED:
        return str(UNPRINTED[name])
    if name.endswith(REST):
        # L10N: a number that no page prints: those whom a rate leaves, such as not held in time
        return str(pgettext("staff", "what is left of %(figure)s")) % {"figure": _called(figures, name[: -len(REST)])}
    own = _figure(figures, name)
    if own.removeprefix(APART) in BY_AGE_AND_CODE:
        own = own.replace(own.removeprefix(APART), WITHHELD)
    before = f"{title(PATHWAY_PLAN)}: " if own.startswith(APART) else ""
    group, part = split(own)
    if group in FEEDBACK:
        words = f"{labels.question(part.split('.')[0], group)} {labels.label(own, figures.first)}"
        return words if group == "feedback" else f"{title(group)}: {words}"
    return before + (f"{title(group)}: {labels.label(own, figures.first)}" if part else title(group))
