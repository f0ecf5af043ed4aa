"""How far a request is, by whom it was made and who must interpret, in words."""

from flask_babel import pgettext

from participation.advocacy.models import ReferralSource
from participation.translating import known


def words_of(state: str) -> str:
    """To an advocate or an officer, beside a request; an empty state means that nobody has accepted it."""
    words: dict[str, str] = {
        # L10N: how far a child's request for an advocate is: it is with the provider, who has not accepted it yet
        "": pgettext("staff", "not accepted yet"),
        # L10N: how far a child's request for an advocate is: the provider has accepted it
        "taken": pgettext("staff", "accepted"),
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
        # L10N: button for an advocate: from now on the provider looks after this request
        "taken": pgettext("staff", "Accept it"),
        # L10N: button for an advocate: they have reached the child
        "contacted": pgettext("staff", "We are in touch"),
        # L10N: button for an advocate: they have met the child
        "met": pgettext("staff", "We have met"),
        # L10N: button for an advocate: nothing more is to be done
        "closed": pgettext("staff", "Close it"),
    }
    return words[state]


def source_words(source: str) -> str:
    """By whom a request was made."""
    words: dict[str, str] = {
        # L10N: by whom an advocate was asked for
        ReferralSource.CHILD: pgettext("staff", "The child asked"),
        # L10N: by whom an advocate was asked for
        ReferralSource.OFFICER: pgettext("staff", "The officer asked, because the child wants it"),
        # L10N: by whom an advocate was asked for: for a baby, or a child who has no way to say it
        ReferralSource.NON_INSTRUCTED: pgettext("staff", "The officer asked for a child who cannot ask"),
    }
    return words[source]


def choice_words(source: str) -> str:
    """To the officer who chooses between these."""
    words: dict[str, str] = {
        # L10N: choice of an officer who asks for an advocate
        ReferralSource.OFFICER: pgettext("staff", "The child wants one, and I ask for them"),
        # L10N: choice of an officer who asks for an advocate: for a baby, or a child who has no way to say it
        ReferralSource.NON_INSTRUCTED: pgettext("staff", "I ask, because the child cannot"),
    }
    return words[source]


def language_words(code: str) -> str:
    """In English, for staff."""
    spoken = known.language(code)
    return spoken.english_name if spoken else code


def interpreter_words(needs: bool | None) -> str:
    """Whether somebody must interpret."""
    if needs is None:
        # L10N: to an advocate, beside a language: nobody has said whether an interpreter is needed
        return str(pgettext("staff", "Ask whether an interpreter is wanted"))
    # L10N: to an advocate, beside a language: the child needs an interpreter, or none
    return str(pgettext("staff", "An interpreter is needed") if needs else pgettext("staff", "No interpreter needed"))
