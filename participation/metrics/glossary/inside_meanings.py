"""What the figures that stay inside the service are called, and what they are."""

from flask_babel import lazy_pgettext

from participation.metrics.glossary.meaning import Meaning

ABOUT_INSIDE = {
    "reviews.by_order": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Held: first, second and later"),
        # L10N: definition of the figure “Held: first, second and later”
        lazy_pgettext(
            "staff",
            "Reviews of children in care held in the year, by which review of this time in care it was: from "
            "the day of coming into care in the caseload or return. Not known where the reviews before ours "
            "began are missing.",
        ),
    ),
    "reviews.in_time_by_order": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "In time: first, second and later"),
        # L10N: definition of the figure “In time: first, second and later”
        lazy_pgettext("staff", "Held on or before the due date, of such reviews held that have a due date."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s that have a due date"),
    ),
    "reviews.additional": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Additional reviews"),
        # L10N: definition of the figure “Additional reviews”
        lazy_pgettext(
            "staff",
            "Reviews after the second that were held within three months of the one before, where six are "
            "allowed, of all reviews after the second. No list says which were additional.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s later reviews"),
    ),
    "reviews.in_time_by_month": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "In time by month"),
        # L10N: definition of the figure “In time by month”
        lazy_pgettext(
            "staff",
            "Held on or before the due date, of reviews held in the month that have a due date; the first is April.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s that have a due date"),
    ),
    "reviews.in_time_by_quarter": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "In time by quarter"),
        # L10N: definition of the figure “In time by quarter”
        lazy_pgettext(
            "staff",
            "Held on or before the due date, of reviews held in the quarter that have a due date; the first "
            "is April to June.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s that have a due date"),
    ),
    "reviews.late": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Held late"),
        # L10N: definition of the figure “Held late”
        lazy_pgettext("staff", "Held after the due date, of reviews held that have a due date."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s that have a due date"),
    ),
    "reviews.late_why": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Held late, by reason"),
        # L10N: definition of the figure “Held late, by reason”
        lazy_pgettext(
            "staff",
            "Reviews held after their due date, by the reason that the officer noted when the date was last moved.",
        ),
    ),
    "reviews.certainly_late": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Certainly late, no due date known"),
        # L10N: definition of the figure “Certainly late, no due date known”
        lazy_pgettext(
            "staff",
            "Reviews without a due date that were held more than six months after the one before in the same "
            "time in care, of reviews without a due date. No review may come later than that.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s without a due date"),
    ),
    "reviews.cancelled": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Called off"),
        # L10N: definition of the figure “Called off”
        lazy_pgettext(
            "staff",
            "Reviews that were to be held in the year and that somebody ended, or a list called cancelled; "
            "not those that were entered twice.",
        ),
    ),
    "reviews.cancelled_why": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Called off, by reason"),
        # L10N: definition of the figure “Called off, by reason”
        lazy_pgettext(
            "staff",
            "Reviews that were to be held in the year, by the reason that was noted when they were ended. A "
            "list gives none.",
        ),
    ),
    "children.missed_again": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Children missed again"),
        # L10N: definition of the figure “Children missed again”
        lazy_pgettext(
            "staff",
            "Children whose last two reviews or more all have PN7, of children of 4 and over with a review "
            "held in the year. Reviews without a code are passed over.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children of 4 and over"),
    ),
    "caseload.children": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Children in care on the last day"),
        # L10N: definition of the figure “Children in care on the last day”
        lazy_pgettext(
            "staff",
            "Children with a review held in the year who were not noted as gone by its last day, or by today."
            " Who waits for a first review is not among them.",
        ),
    ),
    "caseload.officers": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Officers with children"),
        # L10N: definition of the figure “Officers with children”
        lazy_pgettext("staff", "Officers who held the last review of at least one of these children."),
    ),
    "caseload.average": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Children for each officer, on average"),
        # L10N: definition of the figure “Children for each officer, on average”
        lazy_pgettext(
            "staff",
            "These children, each with the officer who held their last review of the year, by the number of "
            "these officers.",
        ),
    ),
    "caseload.smallest": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Fewest children with one officer"),
        # L10N: definition of the figure “Fewest children with one officer”
        lazy_pgettext(
            "staff",
            "The smallest number of these children with one officer. Who stood in for one review counts too.",
        ),
    ),
    "caseload.largest": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Most children with one officer"),
        # L10N: definition of the figure “Most children with one officer”
        lazy_pgettext("staff", "The largest number of these children with one officer."),
    ),
    "caseload.unaccompanied": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Came to England alone"),
        # L10N: definition of the figure “Came to England alone”
        lazy_pgettext(
            "staff",
            "Unaccompanied asylum-seeking children, as the caseload or return says, of children in care on "
            "the last day.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children"),
    ),
    "officers.named_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Officer named in time"),
        # L10N: definition of the figure “Officer named in time”
        lazy_pgettext(
            "staff",
            "Children for whom an officer was named within %(named_days)s working days of the day when the "
            "service was told, of children who came into care in the year. Both days come with the caseload.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children who came into care"),
    ),
    "officers.named_not_recorded": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Officer named, not recorded"),
        # L10N: definition of the figure “Officer named, not recorded”
        lazy_pgettext(
            "staff",
            "Children who came into care in the year for whom the caseload lacks one of the two days. They "
            "count as not in time.",
        ),
    ),
    "officers.notified_late": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Told late of a child"),
        # L10N: definition of the figure “Told late of a child”
        lazy_pgettext(
            "staff",
            "Children of whom the service was told three working days or more after they came into care, of "
            "children who came in the year and for whom that day is known.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children with such a day"),
    ),
    "views_by": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "How views reached the review"),
        # L10N: definition of the figure “How views reached the review”
        lazy_pgettext(
            "staff",
            "Reviews of children of 4 and over to which views came in this way, of those with a code; one "
            "review can have several: a form sent here before the meeting, what officer or advocate was noted"
            " to have said for the child, a talk before the meeting, observation.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews of children of 4 and over"),
    ),
    "challenge.by_category": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Challenges, by category"),
        # L10N: definition of the figure “Challenges, by category”
        lazy_pgettext("staff", "Challenges raised in the year, by what they are about, at whatever level."),
    ),
    "challenge.by_level": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Challenges, by level"),
        # L10N: definition of the figure “Challenges, by level”
        lazy_pgettext("staff", "Challenges raised in the year, each once, at the highest level that it has reached."),
    ),
    "challenge.settled": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Challenges answered"),
        # L10N: definition of the figure “Challenges answered”
        lazy_pgettext(
            "staff",
            "Challenges raised in the year that were answered at the highest level that they have reached, in"
            " time or late, of challenges raised.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s raised"),
    ),
}
