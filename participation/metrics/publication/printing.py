"""Figures as a person reads them in a terminal: each with its definition."""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from flask_babel import format_date, pgettext

from participation.metrics.figures import APART, BROKEN, FEEDBACK, PATHWAY_PLAN, Figures
from participation.metrics.glossary import labels
from participation.metrics.glossary.meanings import definition, split, title
from participation.metrics.publication.officers_work import CELLS
from participation.metrics.publication.suppression import HIDDEN
from participation.metrics.showing import Shown

WIDTH = 98


def as_text(figures: Figures, shown: Mapping[str, Shown], said: Mapping[str, str]) -> str:
    """Every group of figures under its name and definition."""
    return "\n".join(
        (
            _heading(figures),
            *_wrapped("! ", [*_about_hidden(shown), *said.values()]),
            *_groups(figures, _said(figures, shown)),
        )
    )


def _heading(figures: Figures) -> str:
    # L10N: above the printed figures; %(year)s is 2021-22, %(first)s and %(last)s are days
    words = pgettext("staff", "Figures for %(year)s, from %(first)s to %(last)s")
    first, last = (format_date(day, "d MMMM y") for day in (figures.first, figures.last))
    return str(words % {"year": figures.year, "first": first, "last": last})


def _about_hidden(shown: Mapping[str, Shown]) -> Iterator[str]:
    if any(HIDDEN in (each.n, each.of, each.rate) for each in shown.values()):
        # L10N: above printed figures that may be published; c stands in place of numbers
        yield str(pgettext("staff", "“c” stands for 1 to 4, and for whatever would tell such a number."))


def _groups(figures: Figures, shown: Mapping[str, Shown]) -> Iterator[str]:
    heading = table = ""
    question = ("", "")
    for name, figure in shown.items():
        if name.startswith(BROKEN):
            if (of_parts := name.split(".")[1]) != table:
                table = of_parts
                yield from ("", labels.table_title(table))
            yield _row(f"    {labels.in_table(name, figures.first)}", figure)
            continue
        group, part = split(name)
        before = f"{title(PATHWAY_PLAN)}: " if name.startswith(APART) else ""
        if (above := before + title(group)) != heading:
            heading = above
            meaning = _wrapped("    ", [definition(name.removesuffix(f".{part}"))])
            yield from ("", heading if part else _row(heading, figure), *meaning)
        if group in FEEDBACK and (asked := (part.split(".")[0], group)) != question:
            question = asked
            yield f"  {labels.question(*asked)}"
        if part:
            yield _row(f"    {labels.label(name, figures.first)}", figure)


def _said(figures: Figures, shown: Mapping[str, Shown]) -> Mapping[str, Shown]:
    """Without the noughts in the table of challenges, and about pathway plan reviews where none was held."""
    shown = {name: each for name, each in shown.items() if each.n or not name.startswith(CELLS)}
    if figures.values[f"{APART}reviews.held"]:
        return shown
    return {name: figure for name, figure in shown.items() if not name.startswith(APART)}


def _row(words: str, figure: Shown) -> str:
    if figure.of is None:
        return f"{words:<62}{figure.n:>7}"
    # L10N: so many of so many, in a table of figures
    of = pgettext("staff", "%(n)s of %(of)s") % {"n": figure.n, "of": figure.of}
    return f"{words:<62}{labels.share(figure):>7}   {of}"


def _wrapped(before: str, sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from wrap(sentence, WIDTH, initial_indent=before, subsequent_indent=" " * len(before))
