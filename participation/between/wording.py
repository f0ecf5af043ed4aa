"""What was done between meetings, in the officer's words."""

from flask_babel import pgettext

from participation.between.models import Known, OfficerVisit, OfficerVisitKind, OwnView


def kind_words(kind: str) -> str:
    """What it was."""
    words: dict[str, str] = {
        # L10N: to an officer, what they did with a child between two meetings
        OfficerVisitKind.VISIT: pgettext("staff", "Visit"),
        # L10N: to an officer, what they did with a child halfway between two meetings
        OfficerVisitKind.MIDWAY: pgettext("staff", "Midway review"),
        # L10N: to an officer, what they did: watched a baby, or a child who does not speak
        OfficerVisitKind.OBSERVATION: pgettext("staff", "Observation"),
        # L10N: to an officer, what they did with a young person of 18 or over
        OfficerVisitKind.PATHWAY: pgettext("staff", "About the pathway plan"),
    }
    return words[kind]


def how_words(visit: OfficerVisit) -> str:
    """Where the two were."""
    # L10N: to an officer: the child was seen by video or telephone
    virtual = pgettext("staff", "by video or telephone")
    # L10N: to an officer: the child was seen in one place with the officer
    return str(virtual if visit.is_virtual else pgettext("staff", "face to face"))


def known_words(answer: str) -> str:
    """Whether a child knows about advocates, or has one."""
    words: dict[str, str] = {
        # L10N: to an officer, an answer of a child
        Known.YES: pgettext("staff", "yes"),
        # L10N: to an officer, an answer of a child
        Known.NO: pgettext("staff", "no"),
        # L10N: to an officer: nobody asked the child
        Known.NOT_ASKED: pgettext("staff", "not asked"),
    }
    return words[answer]


def own_view_words(how: str) -> str:
    """How the child's own view was asked for."""
    words: dict[str, str] = {
        # L10N: to an officer: how a child's own view was asked for
        OwnView.SAID: pgettext("staff", "They said it"),
        # L10N: to an officer: how a child's own view was asked for
        OwnView.DRAWN: pgettext("staff", "They drew or showed it"),
        # L10N: to an officer: how a child's own view was asked for
        OwnView.SENT: pgettext("staff", "They had sent it"),
        # L10N: to an officer: a child was asked for their own view and gave none
        OwnView.NOTHING: pgettext("staff", "They were asked, and did not want to say"),
        # L10N: to an officer: a child was not asked for their own view
        OwnView.NOT_ASKED: pgettext("staff", "They were not asked"),
    }
    return words[how]
