"""From counted rows to figures by name: pure, so that each rule can be read and tested by itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from participation.afterwards.models import Act
from participation.invitations.models import CHILD
from participation.invitations.purposes import BEFORE
from participation.metrics.definitions import (
    NOT_RECORDED,
    Rate,
    attended,
    by_month,
    by_quarter,
    participation,
    took_no_part,
    views_given,
)
from participation.metrics.models import ANSWERED
from participation.metrics.rows import (
    AdvocacyRequests,
    Chosen,
    Coded,
    DoneInTime,
    FirstForm,
    HeldReviews,
    InvitedForms,
    OfChildren,
    ReadInTime,
    Wishes,
)
from participation.outcomes.codes import ATTENDED, Code
from participation.questionnaires.kinds import NO_ANSWER, is_coded
from participation.questionnaires.model import Questionnaire
from participation.reviews.models import MoveReason

Figure = int | Rate
Named = dict[str, Figure]

ACTS = {
    Act.DECISIONS: "decisions_in_time",
    Act.LETTER: "letters_in_time",
    Act.DISTRIBUTION: "distributed_in_time",
}
"""The figure about each act that follows a review."""

WHY_REARRANGED = {
    **{f"reviews.rearranged_why.{why}": why.value for why in MoveReason},
    "reviews.rearranged_why.not_said": "",
}
"""The figure about each reason for which a date was moved last; a list says none."""

BY_AGE_AND_CODE = (
    *(f"by_age.{age}.{code}" for age in ("under_4", "of_4") for code in (Code.PN0.value, "other_code", NOT_RECORDED)),
    "by_age.agrees",
)
"""The cells of that table, and of how many the age is known and agrees with the code, or has none to agree with."""


def about_reviews(rows: Iterable[HeldReviews], year: str) -> Named:
    """Held, by month and quarter, in time, rearranged and why."""
    rows = tuple(rows)
    days = Counter[date]()
    for row in rows:
        days[row.on] += row.held
    held, dated = days.total(), sum(row.dated for row in rows)
    months, quarters = by_month(days, year), by_quarter(days, year)
    return {
        "reviews.held": held,
        "reviews.held_in_time": Rate(sum(row.in_time for row in rows), dated),
        "reviews.without_due_date": held - dated,
        "reviews.rearranged": Rate(sum(row.rearranged for row in rows), held),
        **{name: sum(row.rearranged for row in rows if (row.why or "") == why) for name, why in WHY_REARRANGED.items()},
        **{f"reviews.by_month.{month}": number for month, number in enumerate(months, start=1)},
        **{f"reviews.by_quarter.{quarter}": number for quarter, number in enumerate(quarters, start=1)},
    }


def about_children(rows: Iterable[OfChildren]) -> Named:
    """How many children were heard at every review of theirs, and had every one in time."""
    rows = tuple(rows)
    return {
        "children.heard_at_every_review": Rate(sum(row.heard for row in rows), sum(row.of_4 for row in rows)),
        "children.every_review_in_time": Rate(sum(row.in_time for row in rows), sum(row.dated for row in rows)),
    }


def about_acts(rows: Iterable[DoneInTime], held: Figure) -> Named:
    """Decisions, letter and distribution in time, each of all reviews held: what nobody has marked is not in time."""
    in_time = {row.act: row.in_time for row in rows}
    whole = held.of if isinstance(held, Rate) else held
    return {name: Rate(in_time.get(act, 0), whole) for act, name in ACTS.items()}


def about_codes(rows: Iterable[Coded]) -> Named:
    """How children took part, and what follows from it."""
    rows = tuple(rows)
    counts: Counter[str | None] = Counter()
    for row in rows:
        counts[row.code] += row.held
    by_code = participation(counts)
    of_4, came = [row for row in rows if not row.is_under_4], [row for row in rows if row.code in ATTENDED]
    held_4 = sum(row.held for row in of_4)
    return {
        "reviews.under_4": sum(counts.values()) - held_4,
        **{f"participation.{code}": number for code, number in by_code.items()},
        "participation.with_code": by_code["total"] - by_code[NOT_RECORDED],
        "participation.contradicts_age": sum(row.held for row in rows if row.contradicts_age),
        "participation.age_not_known": sum(row.undated for row in rows),
        "views_given": views_given(counts),
        "attended": attended(counts),
        "took_no_part": took_no_part(counts),
        "chaired": Rate(sum(row.chaired for row in came), sum(row.held for row in came)),
        "chaired_not_recorded": sum(row.chaired_unsaid for row in came),
        "seen_before_meeting": Rate(sum(row.seen_before for row in of_4), held_4),
        "invited_in_time": Rate(sum(row.invited_in_time for row in of_4), held_4),
    }


def by_age_and_code(rows: Iterable[Coded]) -> dict[str, int]:
    """The table of which codes and ages are the margins: no page prints it, but margins can tell what stands in it."""
    cells: Counter[str] = Counter()
    for row in rows:
        code = NOT_RECORDED if row.code is None else Code.PN0.value if row.code == Code.PN0 else "other_code"
        cells[f"by_age.{'under_4' if row.is_under_4 else 'of_4'}.{code}"] += row.held
        cells["by_age.agrees"] += row.held - row.undated if not row.contradicts_age else 0
    return {name: cells[name] for name in BY_AGE_AND_CODE}


def about_respondents(rows: Iterable[InvitedForms], returned: Iterable[FirstForm], days_before: int) -> Named:
    """Each kind of respondent from the invitation to the form, which adults owe so many days before the meeting."""
    by_respondent = {row.respondent: row for row in rows}
    in_time = Counter({who: row.in_time for who, row in by_respondent.items()})
    in_time.update(row.respondent for row in returned if row.is_in_time(days_before))
    nobody = InvitedForms("", "", 0, 0, 0, 0)
    asked = {who: by_respondent.get(who, nobody) for who in dict.fromkeys((*BEFORE, *sorted(by_respondent)))}
    adults = {who: row for who, row in asked.items() if who != CHILD}
    return {
        **{f"invited.{who}": row.invited for who, row in asked.items()},
        **{f"opened.{who}": Rate(row.opened, row.invited) for who, row in asked.items()},
        **{f"started.{who}": Rate(row.started, row.invited) for who, row in asked.items()},
        **{f"sent.{who}": Rate(row.sent, row.invited) for who, row in asked.items()},
        **{f"on_time.{who}": Rate(in_time[who], row.invited) for who, row in adults.items()},
        **{f"returned.{who}": Rate(row.sent, row.invited) for who, row in adults.items()},
    }


def about_hearing(read: Iterable[ReadInTime], answered: Iterable[Wishes]) -> Named:
    """What was read before the meeting, and what was answered after it."""
    read, answered = tuple(read), tuple(answered)
    return {
        "read_before_meeting": Rate(sum(row.read for row in read), sum(row.sent for row in read)),
        "answered": Rate(sum(row.in_time for row in answered), sum(row.asked for row in answered)),
        "answers_still_to_come": sum(row.can_still_be for row in answered),
    }


def about_advocacy(rows: Iterable[AdvocacyRequests], chosen: Iterable[Chosen]) -> Named:
    """Requests for an advocate, by who asked and how far they have come, beside what children say about it."""
    rows, times = tuple(rows), {(row.question, row.option): row.times for row in chosen}
    asked = sum(row.asked for row in rows)
    return {
        "advocacy.told_about": _share_of_yes("told_about_advocates", times),
        "advocacy.knew_before": _share_of_yes("knew_advocates", times),
        "advocacy.wants_one": _share_of_yes("wants_advocate", times),
        "advocacy.asked": asked,
        **{f"advocacy.asked_by.{row.respondent}": row.asked for row in sorted(rows, key=lambda row: row.respondent)},
        "advocacy.referred": Rate(sum(row.taken for row in rows), asked),
        "advocacy.contacted": Rate(sum(row.contacted for row in rows), asked),
        "advocacy.met": Rate(sum(row.met for row in rows), asked),
    }


def _share_of_yes(question: str, times: Mapping[tuple[str, str], int]) -> Rate:
    return Rate(times.get((question, "yes"), 0), times.get((question, ANSWERED), 0))


def about_feedback(rows: Iterable[Chosen], questionnaires: Iterable[Questionnaire], groups: Mapping[str, str]) -> Named:
    """What was said after reviews, by the group of figures to which each purpose belongs."""
    rows, questionnaires, figures = tuple(rows), tuple(questionnaires), Named()
    for group, purpose in groups.items():
        asked = (each for each in questionnaires if each.purpose == purpose)
        answers = _answers((row for row in rows if row.purpose == purpose), asked)
        figures |= {f"{group}.{name}": number for name, number in answers.items()}
    return figures


def _answers(rows: Iterable[Chosen], questionnaires: Iterable[Questionnaire]) -> Named:
    """Each question's options in the order of the file, with how many answered that question at all."""
    times: dict[str, dict[str, int]] = {}
    for row in rows:
        times.setdefault(row.question, {})[row.option] = row.times
    options: dict[str, dict[str, None]] = {}
    for question in (question for each in questionnaires for question in each.questions if is_coded(question)):
        known = options.setdefault(question.id, {})
        known.update(dict.fromkeys((*(option.id for option in question.options), *times.get(question.id, ()))))
    figures: Named = {}
    for question_id, offered in options.items():
        counted = times.get(question_id, {})
        for option in (*(each for each in offered if each not in (ANSWERED, *NO_ANSWER)), *NO_ANSWER):
            figures[f"{question_id}.{option}"] = counted.get(option, 0)
        figures[f"{question_id}.answered"] = counted.get(ANSWERED, 0)
    return figures
