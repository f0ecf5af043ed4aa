"""What the figures about the course of reviews are called, and what they are; they stay inside the service."""

from flask_babel import lazy_pgettext

from participation.metrics.glossary.meaning import Meaning

ABOUT_COURSE = {
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
    "reviews.postponed_days": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Days later than first planned, on average"),
        # L10N: definition of the figure “Days later than first planned, on average”
        lazy_pgettext(
            "staff",
            "Of reviews held that were moved to a later day: the days from the earliest day on which each was"
            " to be held to the day when it was.",
        ),
    ),
    "distributed_in_time_by_month": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Sent to all in time, by month"),
        # L10N: definition of the figure “Sent to all in time, by month”
        lazy_pgettext(
            "staff",
            "Reviews after which an officer marked that the record had gone to all within "
            "%(distribution_days)s working days of the meeting, of reviews held in the month; the first is "
            "April.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews held"),
    ),
    "acts_not_recorded": Meaning(
        # L10N: name of a group of figures, to a manager: decisions, the letter, the record sent to all
        lazy_pgettext("staff", "After the review, not recorded"),
        # L10N: definition of the figure “After the review, not recorded”
        lazy_pgettext(
            "staff",
            "Reviews of children in care held in the year after which nobody has recorded this. They count as not in "
            "time.",
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
}
