"""What the tables and their rows are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext, pgettext

from participation.metrics.breakdowns.queries import VERSION
from participation.metrics.breakdowns.tables import NOBODY, NOT_ANSWERED, NOT_ASKED
from participation.metrics.glossary.advocacy_meanings import PARTS
from participation.metrics.glossary.inside_parts import place_words
from participation.questionnaires.model import LEVELS

TITLES: Mapping[str, LazyString] = {
    # L10N: heading of a table of figures: the four quarters of a year that begins in April
    "quarter": lazy_pgettext("staff", "By quarter"),
    # L10N: heading of a table of figures, to a manager
    "age": lazy_pgettext("staff", "By age on the day"),
    # L10N: heading of a table of figures, to a manager
    "sex": lazy_pgettext("staff", "By sex"),
    # L10N: heading of a table of figures, to a manager
    "ethnicity": lazy_pgettext("staff", "By ethnic group"),
    # L10N: heading of a table of figures, to a manager: unaccompanied asylum-seeking children
    "unaccompanied": lazy_pgettext("staff", "Came to England alone"),
    # L10N: heading of a table of figures, to a manager
    "disability": lazy_pgettext("staff", "Disabled"),
    # L10N: heading of a table of figures, to a manager
    "language": lazy_pgettext("staff", "By language"),
    # L10N: heading of a table of figures, to a manager
    "placed_outside": lazy_pgettext("staff", "Lives outside the council’s area"),
    # L10N: heading of a table of figures, to a manager
    "over_20_miles": lazy_pgettext("staff", "Lives more than 20 miles from home"),
    # L10N: heading of a table of figures, to a manager: a court's order
    "deprived_of_liberty": lazy_pgettext("staff", "Under a deprivation of liberty order on the day"),
    # L10N: heading of a table of figures, to a manager
    "officer": lazy_pgettext("staff", "By reviewing officer"),
    # L10N: heading of a table of figures, to a manager: the level of the questions a child was asked
    "level": lazy_pgettext("staff", "By level of questions"),
    # L10N: heading of a table of figures, to a manager: first, second, later, additional reviews
    "order": lazy_pgettext("staff", "By which review of the child it was"),
    # L10N: heading of a table of figures, to a manager: reasons for which dates of reviews were moved
    "moved": lazy_pgettext("staff", "By why the date was moved"),
    # L10N: heading of a table of figures, to a manager: which questionnaire the child answered before the review
    "questionnaire": lazy_pgettext("staff", "By level and version that the child answered"),
}
_ROWS: Mapping[str, LazyString] = {
    # L10N: a row in a table of figures
    "yes": lazy_pgettext("staff", "yes"),
    # L10N: a row in a table of figures
    "no": lazy_pgettext("staff", "no"),
    # L10N: a row in a table of figures: the review has no officer
    NOBODY: lazy_pgettext("staff", "without an officer"),
    # L10N: a row in a table of figures: the child got no letter
    NOT_ASKED: lazy_pgettext("staff", "not asked"),
    # L10N: a row in a table of figures: the child sent nothing of what they think
    NOT_ANSWERED: lazy_pgettext("staff", "not answered"),
    # L10N: a row in a table of figures: a level of questions, about 4 to 7
    "pictures": lazy_pgettext("staff", "in pictures"),
    # L10N: a row in a table of figures: a level of questions, 8 to 11
    "short": lazy_pgettext("staff", "short"),
    # L10N: a row in a table of figures: a level of questions, 12 to 17
    "full": lazy_pgettext("staff", "full"),
    # L10N: a row in a table of figures: a level of questions, 18 and over
    "leaving_care": lazy_pgettext("staff", "leaving care"),
}


def row_words(part: str) -> str:
    """What a row is called; an officer by their address."""
    level, _, version = part.partition(VERSION)
    if level in LEVELS and version:
        # L10N: a row in a table of figures: a level of questions, such as "short", and which version of them
        words = pgettext("staff", "%(level)s, version %(version)s")
        return str(words % {"level": row_words(level), "version": version})
    return str(_ROWS.get(part) or PARTS.get(part) or place_words(part) or part)
