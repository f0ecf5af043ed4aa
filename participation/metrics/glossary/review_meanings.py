"""What the figures about reviews and how children took part are called, and what they are."""

from flask_babel import lazy_pgettext

from participation.metrics.glossary.meaning import Meaning

ABOUT_REVIEWS = {
    "reviews.held": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Reviews held"),
        # L10N: definition of the figure “Reviews held”
        lazy_pgettext("staff", "Reviews whose day has come in the year, from 1 April to 31 March."),
    ),
    "reviews.by_month": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Held by month"),
        # L10N: definition of the figure “Held by month”
        lazy_pgettext("staff", "Reviews held in each month, the first is April."),
    ),
    "reviews.by_quarter": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Held by quarter"),
        # L10N: definition of the figure “Held by quarter”
        lazy_pgettext("staff", "Reviews held in each quarter, the first is April to June."),
    ),
    "reviews.held_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Held in time"),
        # L10N: definition of the figure “Held in time”
        lazy_pgettext("staff", "Held on or before the due date, of reviews held that have a due date."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews that have a due date"),
    ),
    "reviews.without_due_date": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Held, no due date known"),
        # L10N: definition of the figure “Held, no due date known”
        lazy_pgettext(
            "staff",
            "Reviews held for which nobody has said when they were due. They are outside “Held in time”.",
        ),
    ),
    "reviews.rearranged": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Rearranged"),
        # L10N: definition of the figure “Rearranged”
        lazy_pgettext("staff", "Reviews whose date was moved at least once, of reviews held."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews held"),
    ),
    "reviews.rearranged_why": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Rearranged, by reason"),
        # L10N: definition of the figure “Rearranged, by reason”
        lazy_pgettext("staff", "Reviews whose date was moved, by the reason of the last move. Lists give none."),
    ),
    "reviews.under_4": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Of children under 4"),
        # L10N: definition of the figure “Of children under 4”
        lazy_pgettext(
            "staff",
            "Reviews held of children under 4 on the day; they are 4 on the birthday itself. Where the date "
            "of birth is not known, PN0 tells.",
        ),
    ),
    "participation": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "How children took part"),
        # L10N: definition of the figure “How children took part”
        lazy_pgettext(
            "staff",
            "Reviews held that have this code, as the officer recorded it. PN0 is outside every rate.",
        ),
    ),
    "participation.not_recorded": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Not recorded"),
        # L10N: definition of the figure “Not recorded”
        lazy_pgettext("staff", "Reviews held that have no code yet. They are outside every rate."),
    ),
    "participation.total": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "All reviews held"),
        # L10N: definition of the figure “All reviews held”
        lazy_pgettext("staff", "PN0 to PN7 and not recorded, together."),
    ),
    "participation.with_code": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "With a code"),
        # L10N: definition of the figure “With a code”
        lazy_pgettext("staff", "PN0 to PN7, together."),
    ),
    "participation.contradicts_age": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Code against age"),
        # L10N: definition of the figure “Code against age”
        lazy_pgettext(
            "staff",
            "PN0 for a child of 4 or over, or another code for a child under 4. They are counted as recorded.",
        ),
    ),
    "participation.age_not_known": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Date of birth not known"),
        # L10N: definition of the figure “Date of birth not known”
        lazy_pgettext(
            "staff",
            "Reviews held of children whose date of birth nobody has said. Without PN0 they count as 4 and over.",
        ),
    ),
    "views_given": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Views given"),
        # L10N: definition of the figure “Views given”
        lazy_pgettext("staff", "PN1, PN2, PN3, PN5 and PN6, of PN1 to PN7."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews of children of 4 and over"),
    ),
    "attended": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Came to the meeting"),
        # L10N: definition of the figure “Came to the meeting”
        lazy_pgettext("staff", "PN1, PN2, PN3 and PN4, of PN1 to PN7."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews of children of 4 and over"),
    ),
    "children.heard_at_every_review": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Heard at every review"),
        # L10N: definition of the figure “Heard at every review”
        lazy_pgettext("staff", "Children whose every review held has PN1, PN2, PN3, PN5 or PN6."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children of 4 and over with a review"),
    ),
    "children.every_review_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Every review in time"),
        # L10N: definition of the figure “Every review in time”
        lazy_pgettext("staff", "Children whose every review held was in time, as far as its due date is known."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children with a review and a due date"),
    ),
    "took_no_part": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Neither came nor sent views"),
        # L10N: definition of the figure “Neither came nor sent views”
        lazy_pgettext("staff", "PN7, of PN1 to PN7. Children under 4 are in neither number."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews of children of 4 and over"),
    ),
    "chaired": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Chaired by the child"),
        # L10N: definition of the figure “Chaired by the child”
        lazy_pgettext(
            "staff",
            "Reviews that the child chaired, all or part, as the officer recorded it, of reviews that the "
            "child came to: PN1 to PN4.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews that the child came to"),
    ),
    "chaired_not_recorded": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Chairing not recorded"),
        # L10N: definition of the figure “Chairing not recorded”
        lazy_pgettext("staff", "Reviews that the child came to, where nobody recorded whether the child chaired."),
    ),
    "seen_before_meeting": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Seen before the meeting"),
        # L10N: definition of the figure “Seen before the meeting”
        lazy_pgettext(
            "staff",
            "The officer saw or spoke with the child up to the day of the meeting, of reviews held of "
            "children of 4 and over.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews of children of 4 and over"),
    ),
    "invited_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Invited in time"),
        # L10N: definition of the figure “Invited in time”
        lazy_pgettext(
            "staff",
            "The child was invited %(letters_days)s days before the meeting or earlier, of reviews held of "
            "children of 4 and over.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews of children of 4 and over"),
    ),
    "pathway_plan": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Pathway plan reviews"),
        # L10N: before the definition of a figure
        lazy_pgettext("staff", "About pathway plan reviews, of 18 to 21, which are not in the national return."),
    ),
}
