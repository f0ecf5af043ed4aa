"""Challenges in the staff's words."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString, lazy_pgettext, npgettext, pgettext

from participation.challenges.levels import own_due_on, working_days_until
from participation.challenges.models import (
    ChallengeCategory,
    ChallengedAgency,
    ChallengeKind,
    ChallengeOutcome,
    ChallengeStep,
    OfficerChallenge,
)
from participation.challenges.queries import Wish
from participation.outcomes.wording import came_words
from participation.questionnaires.model import Questionnaire
from participation.service import current
from participation.service.questionnaires import library, translate

_CATEGORIES: Mapping[str, LazyString] = {
    # L10N: to staff, what a challenge is about: the social worker's report for the meeting was not there in time
    ChallengeCategory.REPORT: lazy_pgettext("staff", "Report for the meeting"),
    # L10N: to staff, what a challenge is about
    ChallengeCategory.CARE_PLAN: lazy_pgettext("staff", "Care plan or pathway plan"),
    # L10N: to staff, what a challenge is about
    ChallengeCategory.NOT_DONE: lazy_pgettext("staff", "Something agreed is not done"),
    # L10N: to staff, what a challenge is about: nothing moves although it should
    ChallengeCategory.DRIFT: lazy_pgettext("staff", "Drift and delay"),
    # L10N: to staff, what a challenge is about: where a child will live for good
    ChallengeCategory.PERMANENCE: lazy_pgettext("staff", "Permanence"),
    # L10N: to staff, what a challenge is about: a child should not have to move again
    ChallengeCategory.PLACEMENT: lazy_pgettext("staff", "A stable, right place to live"),
    # L10N: to staff, what a challenge is about: the written plan for a placement
    ChallengeCategory.PLACEMENT_PLAN: lazy_pgettext("staff", "Placement plan"),
    # L10N: to staff, what a challenge is about: a meeting that should have been held was not
    ChallengeCategory.PLANNING_MEETING: lazy_pgettext("staff", "No planning meeting about permanence"),
    # L10N: to staff, what a challenge is about: the child is in care and lives with a parent
    ChallengeCategory.WITH_PARENTS: lazy_pgettext("staff", "Placement with parents"),
    # L10N: to staff, what a challenge is about: contact with the family
    ChallengeCategory.FAMILY_TIME: lazy_pgettext("staff", "Family time"),
    # L10N: to staff, what a challenge is about
    ChallengeCategory.EDUCATION: lazy_pgettext("staff", "Education"),
    # L10N: to staff, what a challenge is about
    ChallengeCategory.HEALTH: lazy_pgettext("staff", "Health"),
    # L10N: to staff, what a challenge is about: work with a child on their own story
    ChallengeCategory.LIFE_STORY: lazy_pgettext("staff", "Life story work"),
    # L10N: to staff, what a challenge is about: the list of events in a child's file
    ChallengeCategory.CHRONOLOGY: lazy_pgettext("staff", "Chronology"),
    # L10N: to staff, what a challenge is about
    ChallengeCategory.SAFETY: lazy_pgettext("staff", "Safety"),
    # L10N: to staff, what a challenge is about: hobbies, friends, talents
    ChallengeCategory.INTERESTS: lazy_pgettext("staff", "Interests and activities"),
    # L10N: to staff, what a challenge is about: between services, or with the child
    ChallengeCategory.COMMUNICATION: lazy_pgettext("staff", "Communication"),
    # L10N: to staff, what a challenge is about
    ChallengeCategory.OTHER: lazy_pgettext("staff", "Something else"),
}


def kind_words(kind: str) -> str:
    """Which way it points."""
    words: dict[str, str] = {
        # L10N: to staff: an officer asks somebody to put something right for a child
        ChallengeKind.CHALLENGE: pgettext("staff", "Challenge"),
        # L10N: to staff: an officer says what somebody did well for a child
        ChallengeKind.GOOD_PRACTICE: pgettext("staff", "Good practice"),
    }
    return words[kind]


def category_words(category: str) -> str:
    """What it is about."""
    return str(_CATEGORIES[category])


def agency_words(agency: str) -> str:
    """Whose work it is about."""
    words: dict[str, str] = {
        # L10N: to staff, whose work a challenge is about
        ChallengedAgency.LOCAL_AUTHORITY: pgettext("staff", "Local authority"),
        # L10N: to staff, whose work a challenge is about
        ChallengedAgency.HEALTH: pgettext("staff", "Health service"),
        # L10N: to staff, whose work a challenge is about
        ChallengedAgency.SCHOOL: pgettext("staff", "School"),
        # L10N: to staff, whose work a challenge is about
        ChallengedAgency.POLICE: pgettext("staff", "Police"),
        # L10N: to staff, whose work a challenge is about
        ChallengedAgency.OTHER: pgettext("staff", "Another agency"),
    }
    return words[agency]


def outcome_words(outcome: str) -> str:
    """What it changed for the child."""
    words: dict[str, str] = {
        # L10N: to staff: nobody has said yet what a challenge changed for the child
        "": pgettext("staff", "Not known yet"),
        # L10N: to staff: what a challenge changed for the child
        ChallengeOutcome.IMPROVED: pgettext("staff", "It is better for the child"),
        # L10N: to staff: what a challenge changed for the child
        ChallengeOutcome.PARTLY: pgettext("staff", "Partly better"),
        # L10N: to staff: what a challenge changed for the child
        ChallengeOutcome.NO_CHANGE: pgettext("staff", "No change"),
    }
    return words[outcome]


def level_words(level: int) -> str:
    """The council's own name for a level; of one that it has dropped, its number."""
    levels = current().challenge_levels
    # L10N: to staff: a level of challenges that has no name any more
    return levels[level].name if level < len(levels) else str(pgettext("staff", "Level %(number)d", number=level + 1))


def days_words(step: ChallengeStep, today: date) -> str:
    """How long somebody still has to answer, in working days."""
    return left_words(step.due_on, today)


def left_words(last: date, today: date) -> str:
    """How long there still is until the last day, in working days."""
    left = working_days_until(last, today)
    if last < today:
        # L10N: to staff, about a challenge that nobody has answered in time
        return str(npgettext("staff", "%(num)d working day late", "%(num)d working days late", max(1, -left)))
    # L10N: to staff, about a challenge
    return str(npgettext("staff", "%(num)d working day left", "%(num)d working days left", left))


def own_last_day(step: ChallengeStep) -> date:
    """The last day by the days of its level alone."""
    return own_due_on(step.asked_on, step.level, current().challenge_levels)


def wish_words(wish: Wish) -> str:
    """In which question a child asked for something, and what came of it. The words stand on the review's page."""
    of = next((each for each in library().all() if _is_of(each, wish)), None)
    asked = next((each for each in of.questions if each.id == wish.question), None) if of else None
    return f"{translate(asked.context, asked.text) if asked else wish.question} ({came_words(wish.state)})"


def _is_of(questionnaire: Questionnaire, wish: Wish) -> bool:
    its_own = (questionnaire.purpose, questionnaire.level, questionnaire.version)
    return its_own == (wish.purpose, wish.level, wish.version)


def state_words(challenge: OfficerChallenge, today: date) -> str:
    """How far it is."""
    now = challenge.now
    if now is None and not challenge.outcome:
        # L10N: to staff, how far good practice is that an officer raised
        return str(pgettext("staff", "noted"))
    if now is None or now.answered_on:
        return outcome_words(challenge.outcome)
    return days_words(now, today)
