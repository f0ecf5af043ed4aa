"""What stands in the lists of the settings page."""

from datetime import date

from flask_babel import pgettext


def day(iso: str) -> date:
    """A day as it is kept."""
    return date.fromisoformat(iso)


def nobody() -> str:
    """Nobody is chosen."""
    # L10N: settings page, in a list of people: nobody
    return str(pgettext("staff", "–"))


def every_manager() -> str:
    """No one person is chosen."""
    # L10N: settings page, in a list of people: each manager is told
    return str(pgettext("staff", "Every manager"))


def closed_account() -> str:
    """Somebody was chosen whose account is closed since."""
    # L10N: settings page, in a list of people: somebody who has left
    return str(pgettext("staff", "An account that is closed"))


def choose_language() -> str:
    """No language is chosen."""
    # L10N: settings page, in a list of languages
    return str(pgettext("staff", "Choose a language"))


def _hours() -> dict[str, str]:
    return {
        # L10N: when somebody answers the telephone
        "always": pgettext("help hours", "Day and night"),
        "weekdays_9_5": pgettext("help hours", "Monday to Friday, 9:00 to 17:00"),
        "office_hours": pgettext("help hours", "In office hours"),
    }


def hours_words(hours: str) -> str:
    """Hours as staff read them; children read the same in their language."""
    return _hours().get(hours, hours)


def hours_id(typed: str) -> str:
    """The id of hours that are translated, or the council's own words."""
    return next((id for id, words in _hours().items() if words == typed), typed)


def who(id: str) -> str:
    """Whose number a national one is; a council's own has a name of its own."""
    names: dict[str, str] = {
        # L10N: settings page: the number 999
        "emergency": pgettext("staff", "Police, ambulance, fire"),
        "childline": "Childline",
        "help_at_hand": "Help at Hand",
        "coram_voice": "Coram Voice",
        "shout": "Shout",
        "samaritans": "Samaritans",
    }
    return names.get(id, "")
