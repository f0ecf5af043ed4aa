"""What a part of a figure is called: a month, a respondent, a code, a question, one of its options."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from flask_babel import LazyString, format_date, format_percent, lazy_pgettext, pgettext

from participation.arranging.wording import reason_words
from participation.metrics.breakdowns.wording import TITLES, row_words
from participation.metrics.figures import APART, BROKEN, FEEDBACK, PATHWAY_PLAN
from participation.metrics.glossary.advocacy_meanings import ABOUT_ADVOCACY, advocacy_label
from participation.metrics.glossary.inside_meanings import ABOUT_INSIDE
from participation.metrics.glossary.inside_parts import part_words
from participation.metrics.glossary.meanings import MEANINGS, split, title
from participation.metrics.glossary.work_meanings import ABOUT_WORK, work_label
from participation.metrics.publication.suppression import HIDDEN
from participation.metrics.showing import Shown
from participation.outcomes.wording import meaning
from participation.questionnaires.kinds import NO_ANSWER
from participation.questionnaires.model import Question
from participation.service.questionnaires import library, translate

RESPONDENTS: Mapping[str, LazyString] = {
    # L10N: kind of respondent, heading of a row of figures
    "child": lazy_pgettext("staff", "Children"),
    # L10N: kind of respondent, heading of a row of figures
    "foster_carer": lazy_pgettext("staff", "Foster carers"),
    # L10N: kind of respondent, heading of a row of figures; a key worker in a children's home
    "key_worker": lazy_pgettext("staff", "Key workers"),
    # L10N: kind of respondent, heading of a row of figures
    "parent": lazy_pgettext("staff", "Parents"),
    # L10N: kind of respondent, heading of a row of figures
    "school": lazy_pgettext("staff", "Schools"),
    # L10N: kind of respondent, heading of a row of figures; nurses, doctors, therapists
    "health": lazy_pgettext("staff", "Health"),
    # L10N: kind of respondent, heading of a row of figures: the social workers of foster carers
    "fostering_worker": lazy_pgettext("staff", "Fostering social workers"),
    # L10N: kind of respondent, heading of a row of figures; they work with young people who leave care
    "personal_adviser": lazy_pgettext("staff", "Personal advisers"),
    # L10N: kind of respondent, heading of a row of figures: youth justice teams
    "youth_justice": lazy_pgettext("staff", "Youth justice"),
    # L10N: kind of respondent, heading of a row of figures: adult mental health, adult social care, housing
    "adult_services": lazy_pgettext("staff", "Adult services"),
    # L10N: kind of respondent, heading of a row of figures
    "social_worker": lazy_pgettext("staff", "Social workers"),
    # L10N: kind of respondent, heading of a row of figures
    "advocate": lazy_pgettext("staff", "Advocates"),
    # L10N: kind of respondent, heading of a row of figures
    "other": lazy_pgettext("staff", "Others"),
}

WHY_REARRANGED = "reviews.rearranged_why"


def label(name: str, first: date) -> str:
    """What one figure is called within its group; `first` is the first day of its year."""
    group, part = split(name)
    if not part:
        return title(group)
    if group in ("reviews.by_month", "reviews.by_quarter"):
        return (month if group == "reviews.by_month" else quarter)(int(part), first)
    if group == "participation":
        return f"{part}  {meaning(part)}"
    if group == WHY_REARRANGED:
        return _reason(part)
    if group in FEEDBACK:
        asked, _, chosen = part.partition(".")
        return option(asked, chosen, group)
    if group in ABOUT_ADVOCACY:
        return advocacy_label(group, part)
    if group in ABOUT_INSIDE:
        return month(int(part), first) if part.isdecimal() else part_words(group, part)
    return work_label(group, part) if group in ABOUT_WORK else respondent(part)


def called(name: str, first: date) -> str:
    """What one figure is called wherever it stands, with all that it is a part of; `first` begins its year."""
    if name.startswith(BROKEN):
        return f"{table_title(name.split('.')[1])}, {in_table(name, first)}"
    group, part = split(name)
    words = [title(PATHWAY_PLAN), title(group)] if name.startswith(APART) else [title(group)]
    if group in FEEDBACK:
        words.append(question(part.split(".")[0], group))
    if part:
        words.append(label(name, first))
    return ": ".join(words)


def table_title(table: str) -> str:
    """What a table of figures of parts of the children is called."""
    return str(TITLES[table])


def in_table(name: str, first: date) -> str:
    """What one figure of such a table is called below the name of the table."""
    _, _, part, own = name.split(".", 3)
    return f"{table_row(part, first)}: {called(own, first)}"


def table_row(part: str, first: date) -> str:
    """What one of its rows is called; `first` begins the year."""
    return quarter(int(part), first) if part.isdecimal() else row_words(part)


def heading(name: str) -> str:
    """What one figure is called where it stands alone."""
    group, part = split(name)
    if group == WHY_REARRANGED:
        return f"{title(group)}: {_reason(part)}"
    if group in ABOUT_ADVOCACY and part:
        return f"{title(group)}: {advocacy_label(group, part)}"
    return f"{title(group)}: {respondent(part)}" if part in RESPONDENTS else title(group)


def _reason(why: str) -> str:
    # L10N: in figures: why the date of a review was moved, where nobody noted it
    return reason_words(why) or str(pgettext("staff", "no reason noted"))


def share(figure: Shown) -> str:
    """97.2%, rounded once, as by hand and in Excel, or 97% where figures are rounded; a dash for no base."""
    if isinstance(figure.rate, str):
        return figure.rate
    if isinstance(figure.n, int) and isinstance(figure.of, int) and figure.of:
        exact = Decimal(str(figure.rate)) if figure.is_rounded else Decimal(figure.n) / figure.of
        place, pattern = ("0.01", "0%") if figure.is_rounded else ("0.001", "0.0%")
        return str(format_percent(exact.quantize(Decimal(place), ROUND_HALF_UP), pattern))
    return "–"


def share_of(part: Shown, total: int | str | None) -> str:
    """The share of a part that is shown without being a figure of its own."""
    n = part.n
    if isinstance(n, int) and isinstance(total, int):
        return share(Shown(n, total, n / total if total else None, is_rounded=part.is_rounded))
    return HIDDEN


def share_of_all(figure: Shown) -> str:
    """All of those whom a rate divides by."""
    return share_of(Shown(figure.of or 0, is_rounded=figure.is_rounded), figure.of)


def of(name: str, figure: Shown) -> str:
    """What a rate divides, in words: 730 of 751 reviews of children of 4 and over."""
    # L10N: in place of what a rate divides
    nothing = pgettext("staff", "nothing to count yet")
    # L10N: so many of so many, in a list of figures
    plain = pgettext("staff", "%(n)s of %(of)s")
    words = None if name.startswith(APART) else MEANINGS[split(name)[0]].of
    return str(words or plain) % {"n": figure.n, "of": figure.of} if figure.of else str(nothing)


def respondent(role: str) -> str:
    """A kind of respondent, in the plural."""
    return str(RESPONDENTS.get(role, role))


def month(number: int, first: date) -> str:
    """The month of a year that begins in April: 1 is April."""
    return str(format_date(date(first.year + (number > 9), (number + 2) % 12 + 1, 1), "MMMM y"))


def opens(last: date) -> str:
    """The first day after a year."""
    return str(format_date(last + timedelta(days=1), "d MMMM y"))


def short_month(number: int, first: date) -> str:
    """A month in three letters or so, below a bar."""
    return str(format_date(date(first.year, (number + 2) % 12 + 1, 1), "LLL"))


def quarter(number: int, first: date) -> str:
    """The three months of a quarter."""
    # L10N: a quarter of a year, from one month to another, such as April to June 2021
    words = pgettext("staff", "%(first)s to %(last)s")
    opens = format_date(date(first.year, number * 3 % 12 + 1, 1), "MMMM")
    return str(words % {"first": opens, "last": month(number * 3, first)})


def question(id: str, group: str = "feedback") -> str:
    """A question of the feedback, as children or these adults were asked it last."""
    asked = _asked(group)[id]
    return translate(asked.context, asked.text)


def option(question_id: str, id: str, group: str = "feedback") -> str:
    """One of the answers to it."""
    # L10N: how many answered a question at all
    answered = pgettext("staff", "Answered")
    # L10N: how many left a question out
    left_out = pgettext("staff", "No answer")
    own = dict.fromkeys(NO_ANSWER, left_out) | {"answered": answered}
    offered = (
        translate(asked.option_context(known), known.text)
        for asked in reversed(_versions(group))
        for known in asked.options
        if (asked.id, known.id) == (question_id, id)
    )
    return str(next(offered, own.get(id, id)))


def _asked(group: str) -> Mapping[str, Question]:
    """The questions of one feedback by id; of several versions the latest wording."""
    return {question.id: question for question in _versions(group)}


def _versions(group: str) -> list[Question]:
    """Every question of one feedback as each level and version asked it, the latest last."""
    asked = (each for each in library().all() if each.purpose == FEEDBACK[group])
    versions = sorted(asked, key=lambda each: each.version)
    return [question for each in versions for question in each.questions]
