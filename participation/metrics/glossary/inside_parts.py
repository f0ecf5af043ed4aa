"""What the parts of the figures under *More figures* are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext

from participation.arranging.wording import reason_words
from participation.challenges import wording as challenges
from participation.endings.wording import reason_words as reason_of_ending
from participation.metrics.glossary.advocacy_meanings import PARTS
from participation.metrics.inside.rows import NOT_MOVED, NOT_SAID
from participation.metrics.parts import NOT_KNOWN

_PARTS: Mapping[str, LazyString] = {
    # L10N: a row in a table of figures: the review of a child in care
    "child_in_care": lazy_pgettext("staff", "children in care"),
    # L10N: a row in a table of figures: the review of a care leaver's pathway plan
    "pathway_plan": lazy_pgettext("staff", "care leavers"),
    # L10N: a row in a table of reviews: the first of a child
    "first": lazy_pgettext("staff", "first"),
    # L10N: a row in a table of reviews: the second of a child
    "second": lazy_pgettext("staff", "second"),
    # L10N: a row in a table of reviews: all after the second of a child
    "later": lazy_pgettext("staff", "later"),
    # L10N: a row in a table of reviews, below first, second and later ones: held well before it had to be
    "additional": lazy_pgettext("staff", "later, within three months of the one before"),
    # L10N: a row in a table of figures: nobody has said
    NOT_KNOWN: lazy_pgettext("staff", "not known"),
    # L10N: in figures: why a review was late: nobody had moved its date
    NOT_MOVED: lazy_pgettext("staff", "the date was not moved"),
    # L10N: in figures: why the date of a review was moved, where nobody noted it
    NOT_SAID: lazy_pgettext("staff", "no reason noted"),
    # L10N: a row in a table of what nobody recorded after a review
    "decisions": lazy_pgettext("staff", "the decisions"),
    # L10N: a row in a table of what nobody recorded after a review
    "letter": lazy_pgettext("staff", "the letter to the child"),
    # L10N: a row in a table of what nobody recorded after a review
    "distribution": lazy_pgettext("staff", "the record sent to all"),
    # L10N: a row in a table of how views reached a review
    "form": lazy_pgettext("staff", "a form sent here"),
    # L10N: a row in a table of how views reached a review: what somebody said for the child was noted
    "officer": lazy_pgettext("staff", "the officer said it"),
    # L10N: a row in a table of how views reached a review: what somebody said for the child was noted
    "advocate": lazy_pgettext("staff", "an advocate said it"),
    # L10N: a row in a table of how views reached a review
    "seen": lazy_pgettext("staff", "the officer talked with the child before"),
    # L10N: a row in a table of how views reached a review
    "observed": lazy_pgettext("staff", "the child was observed"),
}


def part_words(group: str, part: str) -> str:
    """What one of them is called within its group."""
    if group == "reviews.cancelled_why":
        return reason_of_ending(part)
    if group == "challenge.by_category":
        return challenges.category_words(part)
    if group == "challenge.by_level":
        return challenges.level_words(int(part.removeprefix("formal_")) if part != "informal" else 0)
    if group.startswith("independent_visitor."):
        return str(PARTS[part])
    return reason_words(part) or str(_PARTS[part])


def place_words(part: str) -> str:
    """Which review of a child, or why its date was moved: rows of tables; empty for another part."""
    return reason_words(part) or str(_PARTS.get(part, ""))
