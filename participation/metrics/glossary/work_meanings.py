"""What the figures about officers' work between meetings are called, and what they are."""

from flask_babel import lazy_pgettext

from participation.between import wording as between
from participation.challenges import wording as challenges
from participation.complaints import wording as complaints
from participation.metrics.glossary.meaning import Meaning

ABOUT_WORK = {
    "visits": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Visits between meetings, by kind"),
        # L10N: definition of the figures “Visits between meetings, by kind”
        lazy_pgettext("staff", "What officers wrote down of visits in the year, face to face or virtual, by its kind."),
    ),
    "visits.total": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Visits between meetings"),
        # L10N: definition of the figure “Visits between meetings”
        lazy_pgettext("staff", "Visits, midway reviews, observations and pathway talks that officers wrote down."),
    ),
    "visits.children_seen": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Children seen between meetings"),
        # L10N: definition of the figure “Children seen between meetings”
        lazy_pgettext(
            "staff", "Children with at least one of these in the year, of children with a review held in the year."
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children with a review"),
    ),
    "midway.done": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Midway reviews held"),
        # L10N: definition of the figure “Midway reviews held”
        lazy_pgettext(
            "staff",
            "Midway reviews written down between a meeting and the next, of those that fell due in the year: of"
            " children in care, when half of the time to the next review had passed or after the days set here.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s that fell due"),
    ),
    "challenge": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Challenges, by level and category"),
        # L10N: definition of the figures “Challenges, by level and category”
        lazy_pgettext("staff", "Challenges raised in the year, each once, at the highest level that it has reached."),
    ),
    "challenge.raised": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Challenges raised"),
        # L10N: definition of the figure “Challenges raised”
        lazy_pgettext("staff", "What officers asked others to put right for a child, informally or formally."),
    ),
    "challenge.by_agency": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Challenges, by agency"),
        # L10N: definition of the figures “Challenges, by agency”
        lazy_pgettext("staff", "Challenges raised in the year, by whose work they are about."),
    ),
    "challenge.outcome": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Challenges, by what changed"),
        # L10N: definition of the figures “Challenges, by what changed”
        lazy_pgettext("staff", "Challenges raised in the year for which the officer said what changed for the child."),
    ),
    "challenge.with_outcome": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Challenges with an outcome for the child"),
        # L10N: definition of the figure “Challenges with an outcome for the child”
        lazy_pgettext("staff", "Challenges whose officer said what changed for the child, of challenges raised."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s raised"),
    ),
    "challenge.answered_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Challenges answered in time"),
        # L10N: definition of the figure “Challenges answered in time”
        lazy_pgettext(
            "staff",
            "Levels answered within their working days, of levels asked in the year that were answered or are late.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s levels"),
    ),
    "challenge.good_practice": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Good practice raised"),
        # L10N: definition of the figure “Good practice raised”
        lazy_pgettext("staff", "How often officers told others in the year what they did well for a child."),
    ),
    "complaints.by_kind": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Complaints, by what they are about"),
        # L10N: definition of the figures “Complaints, by what they are about”
        lazy_pgettext("staff", "Complaints that came in the year, as whoever complained said what they are about."),
    ),
    "complaints.total": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Complaints"),
        # L10N: definition of the figure “Complaints”
        lazy_pgettext("staff", "Complaints of children and adults that came in the year."),
    ),
    "complaints.acknowledged_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Complaints acknowledged in time"),
        # L10N: definition of the figure “Complaints acknowledged in time”
        lazy_pgettext(
            "staff",
            "Complaints acknowledged within the thirty days of the law, of those that were acknowledged or whose days"
            " are over.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s complaints"),
    ),
    "complaints.told": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Complaints answered"),
        # L10N: definition of the figure “Complaints answered”
        lazy_pgettext(
            "staff", "Complaints of which somebody was told what came of it, of those that came in the year."
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s complaints"),
    ),
}


def work_label(group: str, part: str) -> str:
    """What one of these figures is called within its group."""
    if group == "visits":
        return between.kind_words(part)
    if group == "challenge.by_agency":
        return challenges.agency_words(part)
    if group == "challenge.outcome":
        return challenges.outcome_words(part)
    if group == "complaints.by_kind":
        return complaints.about_words(part)
    level, _, category = part.partition(".")
    number = int(level.removeprefix("formal_")) if level != "informal" else 0
    return f"{challenges.level_words(number)}: {challenges.category_words(category)}"
