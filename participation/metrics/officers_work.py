"""What officers did between meetings, what they raised, and what was complained of, as figures by name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from participation import service
from participation.between.counted.queries import work_counted
from participation.between.models import OfficerVisitKind
from participation.challenges.models import ChallengeCategory, ChallengedAgency, ChallengeKind, ChallengeOutcome
from participation.challenges.queries import RaisedCounted, challenges_counted
from participation.complaints.models import ComplaintKind
from participation.complaints.queries import ComplaintCounted, complaints_counted
from participation.metrics.composing import Named
from participation.metrics.definitions import Rate
from participation.service.challenge_levels import level_id


def about_officers_work(first: date, until: date) -> Named:
    """Everything, counted for these days."""
    work, raised = work_counted(first, until), challenges_counted(first, until)
    return {
        **about_visits(work.times, Rate(work.seen, work.with_review)),
        "advocacy.knows_how": Rate(work.knew_of_advocates, work.asked_of_advocates),
        "midway.done": Rate(work.midways_done, work.midways_due),
        **about_challenges(raised, len(service.current().challenge_levels)),
        **about_complaints(complaints_counted(first, until)),
    }


def about_visits(times: Mapping[str, int], seen: Rate) -> Named:
    """By kind, and how many children were seen."""
    return {
        **{f"visits.{kind}": times.get(kind, 0) for kind in OfficerVisitKind},
        "visits.total": sum(times.values()),
        "visits.children_seen": seen,
    }


def about_challenges(counted: RaisedCounted, levels: int) -> Named:
    """By level and category, by agency, by what changed. Each counts once: at the highest level that it has reached."""
    raised = [each for each in counted.raised if each.kind == ChallengeKind.CHALLENGE]
    cells = Counter((each.level, each.category) for each in raised)
    by_agency = Counter(each.agency for each in raised)
    outcomes = Counter(each.outcome for each in raised if each.outcome)
    known = range(max((levels, *(each.level + 1 for each in raised))))
    return {
        **{f"challenge.{level_id(at)}.{about}": cells[at, about] for at in known for about in ChallengeCategory},
        "challenge.raised": len(raised),
        **{f"challenge.by_agency.{agency}": by_agency[agency] for agency in ChallengedAgency},
        **{f"challenge.outcome.{outcome}": outcomes[outcome] for outcome in ChallengeOutcome},
        "challenge.with_outcome": Rate(outcomes.total(), len(raised)),
        "challenge.answered_in_time": Rate(counted.in_time, counted.over),
        "challenge.good_practice": len(counted.raised) - len(raised),
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
