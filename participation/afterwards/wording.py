"""What is due after a review, in words."""

from flask_babel import npgettext, pgettext

from participation.afterwards.models import Act


def act_words(act: str) -> str:
    """What the act is called."""
    words: dict[str, str] = {
        # L10N: to an officer, the first of three things that are due after a review: the decisions are written down
        Act.DECISIONS: pgettext("staff", "Decisions"),
        # L10N: to an officer, the second of three things that are due after a review: the letter to the child about it
        Act.LETTER: pgettext("staff", "Letter"),
        # L10N: to an officer, the third of three things that are due after a review: everybody has been sent the record
        Act.DISTRIBUTION: pgettext("staff", "Sent to all"),
    }
    return words[act]


def press_words(act: str) -> str:
    """What the button says that marks it."""
    words: dict[str, str] = {
        # L10N: button of an officer: the decisions of a review are written down
        Act.DECISIONS: pgettext("staff", "Decisions are written"),
        # L10N: button of an officer: the child has been sent the letter about a review
        Act.LETTER: pgettext("staff", "Letter is sent"),
        # L10N: button of an officer: everybody who is ticked has been sent the record of a review
        Act.DISTRIBUTION: pgettext("staff", "Sent to those ticked"),
    }
    return words[act]


def days_words(days_left: int) -> str:
    """How many working days are left."""
    if days_left < 0:
        # L10N: to an officer, beside something to do; working days
        late: str = npgettext("staff", "%(num)d day late", "%(num)d days late", -days_left)
        return late
    if days_left == 0:
        # L10N: to an officer, beside something to do: today is its last day
        return str(pgettext("staff", "today"))
    # L10N: to an officer, beside something to do: so many working days are left for it
    left: str = npgettext("staff", "%(num)d day", "%(num)d days", days_left)
    return left
