"""What the report holds: chapters of sentences that state figures, tables, and what does not add up. No praise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString, format_date, lazy_pgettext, pgettext

from participation import clock, service
from participation.metrics.composing import ACTS
from participation.metrics.dashboard import Dashboard, dashboard
from participation.metrics.figures import APART, figures
from participation.metrics.glossary import labels
from participation.metrics.glossary.meanings import definition
from participation.metrics.inside.figures import InsideYear
from participation.metrics.inside.tables import InsideCard, beside_the_year_before, cards
from participation.report import tables
from participation.report.changes import changes
from participation.report.tables import FigureTable, stated, value
from participation.web.standby import counted_at


@dataclass(frozen=True)
class Chapter:
    """One heading of the report, with what is known of the year."""

    title: str
    sentences: tuple[str, ...]
    tables: tuple[FigureTable, ...]
    draws_months: bool = False


@dataclass(frozen=True)
class Report:
    """All of it, in the words of a reader who has never seen this program."""

    title: str
    service: str
    period: str
    warning: str
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...]
    """What does not add up, by how much and why."""
    definitions: FigureTable
    page: Dashboard


@dataclass(frozen=True)
class _Plan:
    title: LazyString
    states: tuple[str, ...] = ()
    shows: tuple[Callable[[Dashboard], tuple[FigureTable, ...]], ...] = ()
    draws_months: bool = False
    inside: tuple[str, ...] = ()
    """Which cards of figures it holds besides, unless it is published."""


PLAN = (
    _Plan(
        # L10N: heading in the annual report: the four steps of taking part
        lazy_pgettext("staff", "The year at a glance"),
        shows=(tables.four_steps, changes),
    ),
    _Plan(
        # L10N: heading in the annual report
        lazy_pgettext("staff", "Reviews, and whether they were in time"),
        (
            "reviews.held",
            "reviews.held_in_time",
            "children.every_review_in_time",
            "reviews.rearranged",
            "reviews.under_4",
        ),
        (tables.months, tables.rearranged),
        draws_months=True,
        inside=("in_time", "order", "late"),
    ),
    _Plan(
        # L10N: heading in the annual report: the national codes PN0 to PN7
        lazy_pgettext("staff", "How children took part"),
        ("views_given", "took_no_part", "children.heard_at_every_review", "seen_before_meeting"),
        (tables.codes,),
        inside=("ways",),
    ),
    _Plan(
        # L10N: heading in the annual report: children who came to their reviews
        lazy_pgettext("staff", "At the meeting"),
        ("attended", "chaired"),
    ),
    _Plan(
        # L10N: heading of a table: who was asked before reviews, and who answered
        lazy_pgettext("staff", "Who was asked, and who answered"),
        ("invited_in_time", "read_before_meeting"),
        (tables.respondents,),
        inside=("agencies",),
    ),
    _Plan(
        # L10N: heading of the figures about requests for an advocate
        lazy_pgettext("staff", "Advocates"),
        (
            "advocacy.told_about",
            "advocacy.knows_how",
            "advocacy.knew_before",
            "advocacy.wants_one",
            "advocacy.asked",
            "advocacy.referred",
            "advocacy.accepted",
            "advocacy.met",
        ),
        (tables.advocacy_sources,),
        inside=("visitors",),
    ),
    _Plan(
        # L10N: heading in the annual report: feedback
        lazy_pgettext("staff", "What children said after their review"),
        shows=(tables.feedback,),
    ),
    _Plan(
        # L10N: heading in the annual report: feedback of carers, parents and partners
        lazy_pgettext("staff", "What adults said after the review"),
        shows=(tables.feedback_of_adults,),
    ),
    _Plan(
        # L10N: heading in the annual report: answers to what children asked for, and the papers after a review
        lazy_pgettext("staff", "What came of what children said"),
        ("answered", "decisions_in_time", "letters_in_time", "distributed_in_time"),
    ),
    _Plan(
        # L10N: heading in the annual report: visits of officers and midway reviews
        lazy_pgettext("staff", "Between meetings"),
        ("visits.total", "visits.children_seen", "midway.done"),
        (tables.visits,),
    ),
    _Plan(
        # L10N: heading over figures: how many children an officer has, and when an officer was named
        lazy_pgettext("staff", "Children and their officers"),
        inside=("officers",),
    ),
    _Plan(
        # L10N: heading in the annual report: what officers challenged, and complaints
        lazy_pgettext("staff", "Challenge and complaints"),
        (
            "challenge.raised",
            "challenge.answered_in_time",
            "challenge.with_outcome",
            "challenge.good_practice",
            "complaints.total",
            "complaints.acknowledged_in_time",
            "complaints.told",
        ),
        (tables.challenges, tables.challenged_agencies, tables.complaints),
        inside=("challenges",),
    ),
    _Plan(
        # L10N: heading over tables of figures by quarter, age, sex, ethnic group and so on
        lazy_pgettext("staff", "Part by part"),
        shows=(tables.part_by_part,),
    ),
    _Plan(
        # L10N: heading over further figures of a year: in time by month, officers named in time and so on
        lazy_pgettext("staff", "More figures"),
        shows=(tables.more_figures,),
    ),
    _Plan(
        # L10N: heading of the figures about reviews of care leavers of 18 to 21
        lazy_pgettext("staff", "Pathway plan reviews, 18 to 21"),
        tuple(APART + name for name in ("reviews.held", "reviews.held_in_time", "views_given", "attended")),
    ),
)
"""The chapters in their order. A figure that two chapters would state stands in the first of them."""


def to_report(year: str, *, is_published: bool) -> Dashboard:
    """The year with every figure of the years before it. ValueError for what is no year."""
    return dashboard(year, is_published=is_published, of_earlier=figures)


def report(page: Dashboard) -> Report:
    """The report of a year, as whole or as fit to be published as its page of figures."""
    sheet = page.sheet.figures
    years = () if page.is_published else beside_the_year_before(sheet)
    inside = {card.id: card for card in cards(years)} if years else {}
    # L10N: title of a part of a council's annual report; %(year)s is 2021-22
    title = pgettext("staff", "Children’s participation in their reviews, %(year)s")
    # L10N: below the title of the report: the days that its figures are about
    period = pgettext("staff", "Figures from %(first)s to %(last)s, counted on %(today)s.")
    days = {"first": _day(sheet.first), "last": _day(sheet.until), "today": _day(clock.local(counted_at()).date())}
    return Report(
        title % {"year": sheet.year},
        service.current().name,
        period % days,
        _warning(page),
        tuple(each for each in (_chapter(plan, page, inside) for plan in PLAN) if each.sentences or each.tables),
        (*_about_the_year(page), *_unrecorded(page, years), *_of_the_figures(page)),
        _definitions(page, inside),
        page,
    )


def _chapter(plan: _Plan, page: Dashboard, inside: Mapping[str, InsideCard]) -> Chapter:
    besides = (tables.of_card(inside[each]) for each in plan.inside if inside)
    return Chapter(
        str(plan.title),
        tuple(stated(page, name) for name in plan.states),
        tuple(table for found in (*(shows(page) for shows in plan.shows), *besides) for table in found if table.rows),
        plan.draws_months,
    )


def _warning(page: Dashboard) -> str:
    if page.is_published:
        # L10N: at the head of the annual report: what c means in its tables
        return str(pgettext("staff", "“c” stands for 1 to 4, and for whatever would tell such a number."))
    # L10N: at the head of a report that holds numbers of one to four children
    return str(pgettext("staff", "Not to be published: small numbers stand here whole, and may tell of one child."))


def _about_the_year(page: Dashboard) -> Iterator[str]:
    held = page.sheet.figures.values
    if not held["reviews.held"] and not held[f"{APART}reviews.held"]:
        # L10N: in the annual report, of a year about which nothing is known
        yield str(pgettext("staff", "No review of this year is held here, so every figure is nought."))
    if held[f"{APART}reviews.held"]:
        # L10N: in the annual report: which figures hold more than the reviews of children in care
        yield str(
            pgettext(
                "staff", "Feedback, requests for an advocate, visits and children seen are of pathway plan reviews too."
            )
        )
    # L10N: in the annual report: why figures about children of 4 and over divide by different numbers
    yield str(
        pgettext(
            "staff",
            "Of children of 4 and over, rates of how they took part divide by reviews with a code; rates of what was"
            " done for them divide by all.",
        )
    )


def _unrecorded(page: Dashboard, years: Sequence[InsideYear]) -> Iterator[str]:
    """What a low share may mean, and of how many reviews."""
    # L10N: in the annual report: what a low share may mean
    yield str(
        pgettext("staff", "What nobody has recorded counts as not done: in years before it was recorded here, too.")
    )
    told: Mapping[str, object] = (
        years[-1].values if years else {name: each.n for name, each in page.sheet.shown.items()}
    )
    numbers: dict[str, object] = {act.value: told[f"acts_not_recorded.{act}"] for act in ACTS}
    if any(numbers.values()):
        # L10N: in the annual report: after how many reviews nobody recorded these; c may stand in place of a number
        words = pgettext(
            "staff",
            "Not recorded in %(year)s: the decisions of %(decisions)s reviews, the letter to the child of %(letter)s,"
            " that all were sent the record of %(distribution)s.",
        )
        yield str(words) % {"year": page.sheet.figures.year, **numbers}


def _of_the_figures(page: Dashboard) -> tuple[str, ...]:
    return tuple(
        f"{sheet.figures.year}: {sentence}"
        for sheet in page.beside
        for sentence in dict.fromkeys(sheet.notes.values())
        if sheet is page.sheet or sentence in _about_codes(sheet.notes)
    )


def _about_codes(notes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sentence for name, sentence in notes.items() if name.startswith("participation."))


def _definitions(page: Dashboard, inside: Mapping[str, InsideCard]) -> FigureTable:
    names = dict.fromkeys(name for plan in PLAN for name in plan.states)
    return FigureTable(
        # L10N: caption of the last table of the report: what each figure counts, and what it divides that by
        pgettext("staff", "What each figure counts"),
        # L10N: heading of a column of names of figures
        (pgettext("staff", "Figure"), pgettext("staff", "Definition"), page.sheet.figures.year),
        tuple(
            (labels.called(name, page.sheet.figures.first), definition(name), value(page.sheet.shown[name]))
            for name in names
        )
        + tuple((name, words, "") for name, words in _of_the_inside(inside)),
    )


def _of_the_inside(inside: Mapping[str, InsideCard]) -> Iterator[tuple[str, str]]:
    """Of figures that stand in tables with their numbers."""
    return (each for card in inside.values() for each in card.definitions)


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y"))
