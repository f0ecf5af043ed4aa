"""Who said something for a child, in the staff's words."""

from flask_babel import pgettext


def said_by_words(said_by: str) -> str:
    """Who said it."""
    words = {
        # L10N: to staff, above what was said for a child: who told it to the meeting
        "officer": pgettext("staff", "The officer told the meeting"),
        # L10N: to staff, above what was said for a child: who told it to the meeting
        "advocate": pgettext("staff", "An advocate told the meeting"),
        # L10N: to staff, above what was said for a child who was there, by an advocate or by the officer
        "somebody": pgettext("staff", "Said at the meeting"),
        # L10N: to staff, above a child's words and their English, which the child was shown
        "interpreter": pgettext("staff", "Put into English"),
        # L10N: to staff, above the words of a letter that the child was shown before it is final
        "letter": pgettext("staff", "The letter, before it is final"),
    }
    return str(words[said_by])
