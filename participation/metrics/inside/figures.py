"""All of these figures of one year by name, and returns agency by agency."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from participation import service
from participation.advocacy.queries import AdvocacyPath, paths
from participation.afterwards.models import Act
from participation.challenges.models import ChallengeCategory, ChallengeKind
from participation.challenges.queries import RaisedCounted, challenges_counted
from participation.endings.reasons import REASONS, REVIEW
from participation.metrics.advocacy_paths import DIMENSIONS
from participation.metrics.calendar import begin_of
from participation.metrics.composing import Named
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, PATHWAY_PLAN, CollectionYear
from participation.metrics.inside import queries
from participation.metrics.inside.average import Average
from participation.metrics.inside.course import (
    InCourse,
    about_caseload,
    about_course,
    about_missed,
    about_visited,
    in_course,
)
from participation.metrics.inside.rows import AskedAdult, AskedVisitor, CalledOff, NewChild, Ways
from participation.metrics.parts import NOT_KNOWN, age_part, ethnic_part, said_part, sex_part
from participation.metrics.queries import days_held
from participation.reviews.models import ReviewKind
from participation.reviews.timetable import add_working_days
from participation.service.challenge_levels import level_id

ENTERED_TWICE = "duplicate"
CALLED_OFF = tuple(reason for reason in REASONS[REVIEW] if reason != ENTERED_TWICE)
"""Why a review was not held; one that was entered twice was."""
LATE_NOTICE_DAYS = 3
"""Working days: from so many on the service was told late that a child came into care, as Kent counts it."""
AN_EARLIER_TIME = timedelta(days=31)
"""What was noted so long before a child came into care is about an earlier time in care."""

InsideFigure = int | Rate | Average


@dataclass(frozen=True)
class AgencyReturns:
    """Forms that one agency was asked for."""

    respondent: str
    agency: str
    returned: Rate
    on_time: Rate


@dataclass(frozen=True)
class InsideYear:
    """What is known of one year."""

    year: CollectionYear
    values: Mapping[str, InsideFigure]
    agencies: Sequence[AgencyReturns]


def inside(of: CollectionYear) -> InsideYear:
    """Count a year."""
    first, until = of.first, of.until
    rows, held = queries.reviews_of_children(first, until), days_held()
    course = [each for each in in_course(rows, held and held[0]) if each.row.on >= first]
    off = queries.called_off(first, until)
    raised, settled = challenges_counted(first, until), queries.challenges_settled(first, until)
    values: dict[str, InsideFigure] = {
        **about_course(course),
        **about_called_off(each for each in off if each.kind != PATHWAY_PLAN),
        **{APART + name: n for name, n in about_called_off(each for each in off if each.kind == PATHWAY_PLAN).items()},
        **about_missed(rows, first),
        **about_caseload((each.row for each in course), until),
        **about_visited((each.row for each in course), until),
        **about_new_children(queries.new_children(first, until), service.current().named_days),
        **about_visitors(queries.asked_visitors(first, until)),
        **about_distribution(course, queries.distributed(of.calendar)),
        **about_unrecorded(len(course), queries.recorded_acts(first, until)),
        **about_referrals(paths(begin_of(first), begin_of(until + timedelta(days=1)))),
        "languages.of_letters": queries.languages_of_letters(first, until),
        **about_ways(queries.ways_of_views(of.calendar)),
        **about_challenges(raised, settled, len(service.current().challenge_levels)),
    }
    return InsideYear(of, values, by_agency(queries.asked_adults(first, until), service.current().forms_due_days))


def about_called_off(rows: Iterable[CalledOff]) -> Named:
    """How many, and why."""
    why = Counter({row.reason: row.number for row in rows})
    return {
        "reviews.cancelled": sum(why[reason] for reason in CALLED_OFF),
        **{f"reviews.cancelled_why.{reason}": why[reason] for reason in CALLED_OFF},
    }


def about_new_children(rows: Sequence[NewChild], named_days: int) -> Named:
    """Whether an officer was named in time, and whether the service was told in time."""
    told = [(row.came_on, on) for row in rows if (on := _of_this_time(row.notified_on, row))]
    both = [
        (notified, named)
        for row in rows
        if (notified := _of_this_time(row.notified_on, row)) and (named := _of_this_time(row.named_on, row))
    ]
    return {
        "officers.named_in_time": Rate(
            sum(named <= add_working_days(notified, named_days) for notified, named in both), len(rows)
        ),
        "officers.named_not_recorded": len(rows) - len(both),
        "officers.notified_late": Rate(
            sum(on >= add_working_days(came_on, LATE_NOTICE_DAYS) for came_on, on in told), len(told)
        ),
    }


def _of_this_time(day: date | None, row: NewChild) -> date | None:
    return day if day and day >= row.came_on - AN_EARLIER_TIME else None


def about_visitors(rows: Sequence[AskedVisitor]) -> Named:
    """For whom an independent visitor was asked."""
    parts = {
        "age": Counter(age_part(row.born_on, row.on) for row in rows),
        "sex": Counter(sex_part(row.sex) for row in rows),
        "ethnicity": Counter(ethnic_part(row.ethnicity) for row in rows),
        "disability": Counter(said_part(row.is_disabled) for row in rows),
    }
    return {
        "independent_visitor.asked": len(rows),
        **{f"independent_visitor.by_{by}.{part}": n[part] for by, n in parts.items() for part in DIMENSIONS[by]},
    }


def about_distribution(found: Iterable[InCourse], in_time: Mapping[date, int]) -> Named:
    """Records that had gone to all in time, of reviews held in each month."""
    held, sent = Counter(_month(each.row.on) for each in found), Counter[int]()
    for on, number in in_time.items():
        sent[_month(on)] += number
    return {f"distributed_in_time_by_month.{month}": Rate(sent[month], held[month]) for month in range(1, 13)}


def about_unrecorded(held: int, recorded: Mapping[str, int]) -> Named:
    """After how many reviews nobody has recorded each act: they count as not in time."""
    return {f"acts_not_recorded.{act}": held - recorded.get(act, 0) for act in Act}


def _month(on: date) -> int:
    return (on.month - 4) % 12 + 1


def about_referrals(found: Sequence[AdvocacyPath]) -> Named:
    """Requests for an advocate, by whether the child is in care or a care leaver."""
    by_kind = Counter(each.kind for each in found)
    return {f"advocacy.by_review.{kind}": Rate(by_kind[kind], len(found)) for kind in ReviewKind}


def about_ways(ways: Ways) -> Named:
    """By which means views came."""
    return {f"views_by.{way}": Rate(getattr(ways, way), ways.of) for way in Ways._fields if way != "of"}


def about_challenges(counted: RaisedCounted, settled: int, levels: int) -> Named:
    """By category and by level alone, each at the highest level that it has reached."""
    raised = [each for each in counted.raised if each.kind == ChallengeKind.CHALLENGE]
    by_category, by_level = Counter(each.category for each in raised), Counter(each.level for each in raised)
    known = range(max((levels, *(each.level + 1 for each in raised))))
    return {
        **{f"challenge.by_category.{category}": by_category[category] for category in ChallengeCategory},
        **{f"challenge.by_level.{level_id(at)}": by_level[at] for at in known},
        "challenge.settled": Rate(settled, len(raised)),
    }


def by_agency(rows: Iterable[AskedAdult], days_before: int) -> tuple[AgencyReturns, ...]:
    """Who was asked most comes first. Spelt with other capitals or gaps it is the same agency."""
    asked, returned, on_time = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    spelt: dict[tuple[str, str], str] = {}
    for row in (row for row in rows if row.is_counted):
        agency = " ".join(row.agency.split())
        key = row.respondent, agency.casefold()
        spelt.setdefault(key, agency or NOT_KNOWN)
        asked[key] += 1
        returned[key] += row.sent_at is not None
        on_time[key] += row.is_in_time(days_before)
    return tuple(
        AgencyReturns(key[0], spelt[key], Rate(returned[key], number), Rate(on_time[key], number))
        for key, number in sorted(asked.items(), key=lambda item: (-item[1], item[0]))
    )
