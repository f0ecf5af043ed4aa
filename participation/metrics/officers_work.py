"""What officers did between meetings, what they raised, and what was complained of, as figures by name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from participation import service
from participation.between.models import OfficerVisitKind
from participation.between.queries import children_seen, midways_counted, visits_counted
from participation.challenges.models import ChallengeCategory, ChallengedAgency, ChallengeKind, ChallengeOutcome
from participation.challenges.queries import ChallengesCounted, challenges_counted, levels_answered
from participation.complaints.models import ComplaintKind
from participation.complaints.queries import ComplaintCounted, complaints_counted
from participation.metrics.composing import Named
from participation.metrics.definitions import Rate
from participation.service.challenge_levels import level_id


def about_officers_work(first: date, until: date) -> Named:
    """Everything, counted for these days."""
    levels = len(service.current().challenge_levels)
    return {
        **about_visits(visits_counted(first, until), Rate(*children_seen(first, until))),
        "midway.done": Rate(*midways_counted(first, until)),
        **about_challenges(challenges_counted(first, until), Rate(*levels_answered(first, until)), levels),
        **about_complaints(complaints_counted(first, until)),
    }


def about_visits(times: Mapping[str, int], seen: Rate) -> Named:
    """By kind, and how many children were seen."""
    return {
        **{f"visits.{kind}": times.get(kind, 0) for kind in OfficerVisitKind},
        "visits.total": sum(times.values()),
        "visits.children_seen": seen,
    }


def about_challenges(rows: Sequence[ChallengesCounted], in_time: Rate, levels: int) -> Named:
    """By level and category, by agency, by what changed. Each counts once: at the highest level that it has reached."""
    raised = [row for row in rows if row.kind == ChallengeKind.CHALLENGE]
    cells = _times(((row.level, row.category), row.times) for row in raised)
    by_agency = _times((row.agency, row.times) for row in raised)
    outcomes = _times((row.outcome, row.times) for row in raised if row.outcome)
    total = sum(row.times for row in raised)
    known = range(max((levels, *(row.level + 1 for row in raised))))
    return {
        **{f"challenge.{level_id(at)}.{about}": cells[at, about] for at in known for about in ChallengeCategory},
        "challenge.raised": total,
        **{f"challenge.by_agency.{agency}": by_agency[agency] for agency in ChallengedAgency},
        **{f"challenge.outcome.{outcome}": outcomes[outcome] for outcome in ChallengeOutcome},
        "challenge.with_outcome": Rate(sum(outcomes.values()), total),
        "challenge.answered_in_time": in_time,
        "challenge.good_practice": sum(row.times for row in rows) - total,
    }


def about_complaints(found: Sequence[ComplaintCounted]) -> Named:
    """By what they are about, and how many were acknowledged in time and answered."""
    kinds, due = Counter(each.about for each in found), [each for each in found if each.is_due]
    return {
        **{f"complaints.by_kind.{kind}": kinds[kind] for kind in ComplaintKind},
        "complaints.total": len(found),
        "complaints.acknowledged_in_time": Rate(sum(each.is_taken_in_time for each in due), len(due)),
        "complaints.told": Rate(sum(each.is_told for each in found), len(found)),
    }


def _times(pairs: Iterable[tuple[object, int]]) -> Counter[object]:
    found: Counter[object] = Counter()
    for key, times in pairs:
        found[key] += times
    return found
