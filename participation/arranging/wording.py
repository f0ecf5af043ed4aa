"""Why a meeting moved, in the officer's words."""

from flask_babel import pgettext

from participation.reviews.models import MoveReason


def reason_words(why: str) -> str:
    """Why it moved; nothing where a list moved it."""
    words: dict[str, str] = {
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.CHILD_ASKED: pgettext("staff", "The child asked for it"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.CHILD_COULD_NOT: pgettext("staff", "The child could not come"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.OFFICER_COULD_NOT: pgettext("staff", "The officer could not come"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.ADULT_COULD_NOT: pgettext("staff", "Another adult could not come"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.NOT_READY: pgettext("staff", "Reports or plans were not ready"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.PLACE: pgettext("staff", "The place was not free"),
        # L10N: to an officer, why a meeting moved to another day or hour
        MoveReason.OTHER: pgettext("staff", "Something else"),
    }
    return words.get(why, "")
