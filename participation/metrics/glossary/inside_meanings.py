"""What the figures that stay inside the service are called, and what they are."""

from flask_babel import lazy_pgettext

from participation.metrics.glossary.course_meanings import ABOUT_COURSE
from participation.metrics.glossary.meaning import Meaning

ABOUT_INSIDE = {
    **ABOUT_COURSE,
    "languages.of_letters": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Languages of children’s letters"),
        # L10N: definition of the figure “Languages of children’s letters”
        lazy_pgettext(
            "staff",
            "In how many languages children were asked about reviews held in the year, English among them.",
        ),
    ),
    "independent_visitor.matched": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "With an independent visitor"),
        # L10N: definition of the figure “With an independent visitor”
        lazy_pgettext(
            "staff",
            "Children linked with an independent visitor, as the last caseload says, of children in care on "
            "the last day.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children"),
    ),
    "independent_visitor.waiting": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Waiting for an independent visitor"),
        # L10N: definition of the figure “Waiting for an independent visitor”
        lazy_pgettext(
            "staff",
            "Children who wait for an independent visitor, as the last caseload says, of children in care on "
            "the last day.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s children"),
    ),
    "independent_visitor.asked": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Independent visitor asked for"),
        # L10N: definition of the figure “Independent visitor asked for”
        lazy_pgettext(
            "staff",
            "Children for whom an independent visitor was asked in the year, by the day in the caseload.",
        ),
    ),
    "independent_visitor.by_age": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Independent visitor asked for, by age"),
        # L10N: definition of the figure “Independent visitor asked for, by age”
        lazy_pgettext("staff", "Children for whom one was asked in the year, by their age on that day."),
    ),
    "independent_visitor.by_sex": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Independent visitor asked for, by sex"),
        # L10N: definition of the figure “Independent visitor asked for, by sex”
        lazy_pgettext("staff", "Children for whom one was asked in the year, as the caseload says."),
    ),
    "independent_visitor.by_ethnicity": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Independent visitor asked for, by ethnic group"),
        # L10N: definition of the figure “Independent visitor asked for, by ethnic group”
        lazy_pgettext("staff", "Children for whom one was asked in the year, by the main groups of the return."),
    ),
    "independent_visitor.by_disability": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Independent visitor asked for, disabled or not"),
        # L10N: definition of the figure “Independent visitor asked for, disabled or not”
        lazy_pgettext("staff", "Children for whom one was asked in the year, as the caseload says."),
    ),
    "advocacy.by_review": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service, in care or leaving"),
        # L10N: definition of the figure “Referred to the advocacy service, in care or leaving”
        lazy_pgettext(
            "staff",
            "Requests for an advocate made in the year, by the kind of the review before which they were "
            "made, of all requests.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s requests"),
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
