"""How endings are put into words for the staff."""

from flask_babel import pgettext

from participation.endings.models import Ending
from participation.endings.queries import Endable
from participation.endings.reasons import CHILD, LETTER, PERSON
from participation.staff.models import Role
from participation.staff.wording import name_of


def whose_words(role: str) -> str:
    """Whose endings somebody sees on the list of them."""
    if role == Role.MANAGER:
        # L10N: to a manager, beside the heading of the list of what was ended
        return str(pgettext("staff", "What anybody ended in the last four weeks"))
    if role == Role.SUPPORT:
        # L10N: to support, beside the heading of the list of what was ended
        return str(pgettext("staff", "Letters and people that anybody ended in the last four weeks"))
    # L10N: to an officer, beside the heading of the list of what was ended: what colleagues ended is not in it
    return str(pgettext("staff", "What you ended yourself in the last four weeks"))


def reason_words(reason: str) -> str:
    """Why something is no longer so."""
    words: dict[str, str] = {
        # L10N: staff, why a letter was ended
        "stolen": pgettext("staff", "It was stolen"),
        # L10N: staff, why a letter was ended
        "lost": pgettext("staff", "It was lost"),
        # L10N: staff, why a letter was ended: it was put into another letter box
        "astray": pgettext("staff", "It went to somebody else"),
        # L10N: staff, why an adult gets no letters about a child any more
        "replaced": pgettext("staff", "Somebody else has their place now"),
        # L10N: staff, why an adult gets no letters about a child any more
        "left": pgettext("staff", "They no longer work there"),
        # L10N: staff, why an adult gets no letters about a child any more
        "unsafe": pgettext("staff", "They must not be written to"),
        # L10N: staff, why a review will not be held
        "cancelled": pgettext("staff", "It was called off"),
        # L10N: staff, why a review will not be held
        "child_asked": pgettext("staff", "The child asked for it"),
        # L10N: staff, why a review will not be held
        "officer_away": pgettext("staff", "The officer could not come"),
        # L10N: staff, why a review will not be held
        "adult_away": pgettext("staff", "Another adult could not come"),
        # L10N: staff, why a review will not be held
        "not_ready": pgettext("staff", "Reports or plans were not ready"),
        # L10N: staff, why a review will not be held
        "duplicate": pgettext("staff", "It was entered twice"),
        # L10N: staff, what became of a child
        "left_care": pgettext("staff", "Has left care"),
        # L10N: staff, what became of a child
        "moved": pgettext("staff", "Moved to another council"),
        # L10N: staff, what became of a child
        "adopted": pgettext("staff", "Was adopted"),
        # L10N: staff, what became of a child
        "died": pgettext("staff", "Has died"),
        # L10N: staff, why something was ended: a reason of their own, which they write below
        "other": pgettext("staff", "Another reason"),
    }
    return words[reason]


def title_of(thing: Endable) -> str:
    """The heading of the page that ends something."""
    name = name_of(thing.child)
    if thing.what == LETTER:
        # L10N: heading of a staff page that ends one letter; %(mark)s stands on its sheet
        return str(pgettext("staff", "End the letter %(mark)s", mark=thing.mark))
    if thing.what == PERSON and thing.person:
        # L10N: heading of a staff page; %(name)s is an adult who is written to about a child no more
        return str(pgettext("staff", "%(name)s is no longer asked", name=thing.person.name))
    if thing.what == CHILD:
        # L10N: heading of a staff page; %(name)s is a child
        return str(pgettext("staff", "%(name)s is no longer in our care", name=name))
    # L10N: heading of a staff page; %(name)s is a child
    return str(pgettext("staff", "%(name)s’s review will not be held", name=name))


def question_of(what: str) -> str:
    """What is asked above the reasons."""
    if what == CHILD:
        # L10N: to staff, above a choice: left care, moved, adopted, died
        return str(pgettext("staff", "What happened?"))
    # L10N: to staff, above a choice of reasons
    return str(pgettext("staff", "Why?"))


def about(thing: Endable) -> str:
    """What was ended, in a list."""
    name = name_of(thing.child)
    if thing.what == CHILD:
        return name
    if thing.what == PERSON and thing.person:
        # L10N: in a list of what was ended: an adult and the child they were asked about
        return str(pgettext("staff", "%(name)s, about %(child)s", name=thing.person.name, child=name))
    if thing.what == LETTER:
        to = thing.person.name if thing.person else name
        # L10N: in a list of what was ended: the mark that stands on a letter's sheet, and whom it was to
        return str(pgettext("staff", "Letter %(mark)s to %(name)s", mark=thing.mark, name=to))
    # L10N: in a list of what was ended
    return str(pgettext("staff", "Review of %(name)s", name=name))


def by_whom(ending: Ending) -> str:
    """Who said so."""
    # L10N: in a list of what was ended, in place of a name: a list of the council's, or whoever runs this system
    return ending.by.name if ending.by else str(pgettext("staff", "a list or a command"))
