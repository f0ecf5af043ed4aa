"""How far a request is, in words."""

from flask_babel import pgettext


def words_of(state: str) -> str:
    """To an advocate or an officer, beside a request; an empty state means that nobody has taken it."""
    words: dict[str, str] = {
        # L10N: how far a child's request for an advocate is: the provider has not looked at it yet
        "": pgettext("staff", "not taken yet"),
        # L10N: how far a child's request for an advocate is: somebody of the provider looks after it
        "taken": pgettext("staff", "taken"),
        # L10N: how far a child's request for an advocate is: the advocate has reached the child
        "contacted": pgettext("staff", "in touch"),
        # L10N: how far a child's request for an advocate is: the advocate and the child have met
        "met": pgettext("staff", "met"),
        # L10N: how far a child's request for an advocate is: nothing more is to be done
        "closed": pgettext("staff", "closed"),
    }
    return words[state]


def button_words(state: str) -> str:
    """What an advocate presses to note a step."""
    words: dict[str, str] = {
        # L10N: button for an advocate: from now on they look after this request
        "taken": pgettext("staff", "I take this"),
        # L10N: button for an advocate: they have reached the child
        "contacted": pgettext("staff", "We are in touch"),
        # L10N: button for an advocate: they have met the child
        "met": pgettext("staff", "We have met"),
        # L10N: button for an advocate: nothing more is to be done
        "closed": pgettext("staff", "Close it"),
    }
    return words[state]
