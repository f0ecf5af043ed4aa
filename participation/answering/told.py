"""What the page after sending says of what was sent: noted when it is sent, for nobody here can open it any more."""

from typing import NamedTuple

from flask import session

from participation.questionnaires.answers import EACH, Answers
from participation.questionnaires.hearing import SAFETY, heard_in_all, stay_with_officer
from participation.questionnaires.missing import chosen, missing
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.path import holds

TOLD, KEPT = "told", "kept"
"""Where it is noted; that the officer is not told."""
WAYS = "contact_how"
"""The question of how somebody can be reached."""


class Told(NamedTuple):
    """Nothing of what was said is in it."""

    heard: str = ""
    """Who may hear it in all, KEPT, or "" where that is not asked."""
    is_safety_kept: bool = False
    """Some may be said in the meeting, and what stands there about feeling safe may not."""
    is_to_talk: bool = False
    is_observed: bool = False
    """A grown-up wrote what they saw, and the child said nothing."""
    wants_nobody: bool = False
    """It is the form that asks for an advocate, and they do not want one now."""
    is_reachable: bool = False
    """They said how somebody can get in touch, and gave what is needed for that."""


def note(asked: Questionnaire, answers: Answers) -> None:
    """For the page that comes."""
    session[TOLD] = {**session.get(TOLD, {}), asked.purpose: tuple(_told(asked, answers))}


def noted(purpose: str) -> Told:
    """What was noted of this questionnaire in this visit; nothing where it was sent in another."""
    return Told(*session.get(TOLD, {}).get(purpose, ()))


def _told(asked: Questionnaire, answers: Answers) -> Told:
    heard, rule = _heard(asked, answers), asked.asks_for_advocate_if
    return Told(
        heard=heard,
        is_safety_kept=heard == EACH and any(page.about == SAFETY for page in stay_with_officer(asked, answers)),
        is_to_talk=bool(answers.to_talk_about(asked)),
        is_observed=answers.is_observed(asked),
        wants_nobody=rule is not None and not holds(rule, answers.on_path(asked)),
        is_reachable=_is_reachable(asked, answers),
    )


def _heard(asked: Questionnaire, answers: Answers) -> str:
    if answers.is_kept_from_officer(asked):
        return KEPT
    return heard_in_all(asked, answers) if asked.envelope == "views" else ""


def _is_reachable(asked: Questionnaire, answers: Answers) -> bool:
    ways = [option for each in asked.questions if each.id == WAYS for option in chosen(each, answers)]
    return any(not way.is_way_out for way in ways) and not any(missing(asked, answers))
