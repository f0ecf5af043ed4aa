"""The evidence in words: one heading for each column, one row for each review."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flask_babel import LazyString, lazy_pgettext, pgettext

from participation.challenges import wording as challenges
from participation.inspection.lines import IN_TIME, EvidenceLine
from participation.inspection.queries import AskedThing
from participation.metrics.breakdowns.wording import row_words
from participation.metrics.glossary import labels, meanings
from participation.metrics.inside import wording as inside
from participation.outcomes.wording import came_words, meaning

_ASKED: Mapping[str, LazyString] = {
    # L10N: in evidence for inspectors: what kind of thing a child asked for, not in their words
    "want_different": lazy_pgettext("staff", "something to be different"),
    # L10N: in evidence for inspectors: what kind of thing a child asked for
    "ask_for": lazy_pgettext("staff", "something of the meeting"),
    # L10N: in evidence for inspectors: what kind of thing a child asked for
    "talk_about_words": lazy_pgettext("staff", "something to be talked about"),
    # L10N: in evidence for inspectors: the child corrected what somebody had said for them
    "meant_words": lazy_pgettext("staff", "something put right that was said for them"),
    # L10N: in evidence for inspectors: a thing that a child asked for, whose words are deleted
    "": lazy_pgettext("staff", "something whose words are deleted"),
}
_CAME: Mapping[str, LazyString] = {
    # L10N: in evidence for inspectors: how far a request for an advocate has come
    "": lazy_pgettext("staff", "asked for"),
    # L10N: in evidence for inspectors: how far a request for an advocate has come
    "taken": lazy_pgettext("staff", "accepted"),
    # L10N: in evidence for inspectors: how far a request for an advocate has come
    "contacted": lazy_pgettext("staff", "in contact"),
    # L10N: in evidence for inspectors: how far a request for an advocate has come
    "met": lazy_pgettext("staff", "met the child"),
}


def columns() -> tuple[str, ...]:
    """The headings, the child's first."""
    return (
        # L10N: heading of a column in evidence for inspectors: which child of the document, a number
        str(pgettext("staff", "Child no.")),
        # L10N: heading of a column in evidence for inspectors
        str(pgettext("staff", "Age")),
        # L10N: heading of a column in evidence for inspectors
        str(pgettext("staff", "Review")),
        # L10N: heading of a column in evidence for inspectors: the national code, and what it says
        str(pgettext("staff", "How the child took part")),
        # L10N: heading of a column in evidence for inspectors
        str(pgettext("staff", "How views came")),
        # L10N: heading of a column in evidence for inspectors
        str(pgettext("staff", "Advocate")),
        # L10N: heading of a column in evidence for inspectors
        str(pgettext("staff", "What the child asked for, and what came of it")),
        *(meanings.title(name) for name in IN_TIME),
        # L10N: heading of a column in evidence for inspectors: what the officer challenged
        str(pgettext("staff", "Challenges")),
    )


def row(line: EvidenceLine, first: date) -> tuple[str, ...]:
    """One review; `first` is the first day of its year."""
    return (
        str(line.child),
        row_words(line.age),
        f"{line.review}: {labels.month(line.month, first)}",
        f"{line.code}: {meaning(line.code)}" if line.code else _none(),
        _listed(inside.label(f"views_by.{way}") for way in line.ways),
        _listed(str(_CAME.get(came, came)) for came in line.advocates),
        _listed(_wish(each) for each in line.wishes),
        *(_yes_or_no(line.said[name]) for name in IN_TIME),
        _listed(
            f"{challenges.category_words(each.category)} ({challenges.outcome_words(each.outcome)})"
            for each in line.challenges
        ),
    )


def _wish(wish: AskedThing) -> str:
    # L10N: in evidence for inspectors: whether a child knows what came of a thing they asked for
    told = pgettext("staff", "the child was told") if wish.is_told else pgettext("staff", "the child was not told yet")
    return f"{_ASKED[wish.question]}: {came_words(wish.state)}, {told}" if wish.state else f"{_ASKED['']}: {told}"


def _listed(each: Iterator[str]) -> str:
    return "; ".join(each) or _none()


def _yes_or_no(said: bool | None) -> str:
    return _none() if said is None else row_words("yes" if said else "no")


def _none() -> str:
    return "–"


def rows(lines: Sequence[EvidenceLine], first: date) -> list[tuple[str, ...]]:
    """All of them."""
    return [row(line, first) for line in lines]
