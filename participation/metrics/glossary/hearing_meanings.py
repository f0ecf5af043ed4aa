"""What the figures about who was asked, heard and answered are called, and what they are."""

from flask_babel import lazy_pgettext

from participation.metrics.glossary.meaning import Meaning

# L10N: definition of figures of what carers, parents or partners chose in the form after a review
_OF_ADULTS = lazy_pgettext(
    "staff",
    "How often these adults gave this answer in feedback on reviews held, pathway plan reviews among them. "
    "Each question has its own base: how many answered it.",
)

ABOUT_HEARING = {
    "invited": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Invited"),
        # L10N: definition of the figure “Invited”
        lazy_pgettext("staff", "Invitations issued for reviews held."),
    ),
    "opened": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Opened"),
        # L10N: definition of the figure “Opened”
        lazy_pgettext(
            "staff",
            "Invitations that somebody opened and then pressed a button, or was still there after a minute, of "
            "invitations issued. What only looks through mail is not counted.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s invited"),
    ),
    "started": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Started"),
        # L10N: definition of the figure “Started”
        lazy_pgettext(
            "staff",
            "Something written about the review, sent or not, of invitations issued.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s invited"),
    ),
    "sent": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Sent"),
        # L10N: definition of the figure “Sent”
        lazy_pgettext(
            "staff",
            "At least one form about the review sent, of invitations issued. Feedback and requests for an "
            "advocate are counted elsewhere.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s invited"),
    ),
    "on_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Sent in time"),
        # L10N: definition of the figure “Sent in time”
        lazy_pgettext(
            "staff",
            "Adults’ forms sent by the day for which their first letter asked, of forms asked for: a working day, "
            "%(forms_days)s days before the meeting or, for letters printed late, three working days after printing.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s asked"),
    ),
    "returned": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Came back"),
        # L10N: definition of the figure “Came back”
        lazy_pgettext("staff", "Adults’ forms sent, in time or late, of forms asked for."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s asked"),
    ),
    "read_before_meeting": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Read before the meeting"),
        # L10N: definition of the figure “Read before the meeting”
        lazy_pgettext(
            "staff",
            "Read by an officer before the meeting started, of what was sent before it. Where no hour is "
            "recorded, before the day of the meeting.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s sent before it"),
    ),
    "answered": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Answered"),
        # L10N: definition of the figure “Answered”
        lazy_pgettext(
            "staff",
            "Things a child asked for whose answer the child was shown within 20 working days of the review, "
            "of things asked for.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s things asked for"),
    ),
    "answers_still_to_come": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Answers still to come"),
        # L10N: definition of the figure “Answers still to come”
        lazy_pgettext(
            "staff",
            "Things asked for that are not answered and not late yet. They are among the things asked for.",
        ),
    ),
    "decisions_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Decisions in time"),
        # L10N: definition of the figure “Decisions in time”
        lazy_pgettext(
            "staff",
            "Reviews after which an officer marked that the decisions were written within %(decisions_days)s working "
            "days of the meeting, of reviews held.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews held"),
    ),
    "letters_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Letters in time"),
        # L10N: definition of the figure “Letters in time”
        lazy_pgettext(
            "staff",
            "Reviews after which an officer printed the letter or marked it as sent, or the child read it on its page, "
            "within %(record_days)s working days of the meeting, of reviews held.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews held"),
    ),
    "distributed_in_time": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Sent to all in time"),
        # L10N: definition of the figure “Sent to all in time”
        lazy_pgettext(
            "staff",
            "Reviews after which an officer marked that the record had gone to all within %(distribution_days)s "
            "working days of the meeting, of reviews held.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s reviews held"),
    ),
    "advocacy.told_about": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Told about advocates"),
        # L10N: definition of the figure “Told about advocates”
        lazy_pgettext(
            "staff",
            "Yes to “Has anybody told you about advocates?” after the review, of answers to that question.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s who answered"),
    ),
    "advocacy.knew_before": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Knew before that they can have an advocate"),
        # L10N: definition of the figure “Knew before that they can have an advocate”
        lazy_pgettext(
            "staff",
            "Yes to “Did you know before that you can have an advocate?” where an advocate is offered, of answers to"
            " that question.",
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s who answered"),
    ),
    "advocacy.wants_one": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Would like an advocate"),
        # L10N: definition of the figure “Would like an advocate”
        lazy_pgettext("staff", "Yes to “Would you like an advocate?”, of answers to that question."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s who answered"),
    ),
    "advocacy.asked": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Asked for an advocate"),
        # L10N: definition of the figure “Asked for an advocate”
        lazy_pgettext(
            "staff",
            "Requests for an advocate sent in the year, whether or not the review was held: yes, not sure, or"
            " to talk first.",
        ),
    ),
    "advocacy.asked_by": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Asked for an advocate, by who asked"),
        # L10N: definition of the figure “Asked for an advocate, by who asked”
        lazy_pgettext("staff", "Requests for an advocate sent in the year, by the kind of respondent who sent them."),
    ),
    "advocacy.referred": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Taken up by an advocate"),
        # L10N: definition of the figure “Taken up by an advocate”
        lazy_pgettext("staff", "Requests that the advocacy service has taken up, of requests sent in the year."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s requests"),
    ),
    "advocacy.contacted": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Contacted by an advocate"),
        # L10N: definition of the figure “Contacted by an advocate”
        lazy_pgettext("staff", "Requests whose child an advocate has contacted or met, of requests sent in the year."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s requests"),
    ),
    "advocacy.met": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Met an advocate"),
        # L10N: definition of the figure “Met an advocate”
        lazy_pgettext("staff", "Requests whose child an advocate has met, of requests sent in the year."),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s requests"),
    ),
    "feedback": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "After the review"),
        # L10N: definition of the figure “After the review”
        lazy_pgettext(
            "staff",
            "How often this answer was given in feedback on reviews held, pathway plan reviews among them. "
            "Each question has its own base: how many answered it.",
        ),
    ),
    "feedback_waiting": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Feedback not counted yet"),
        # L10N: definition of the figure “Feedback not counted yet”
        lazy_pgettext(
            "staff",
            "Feedback on reviews held that was sent and waits to be counted: "
            "what fewer than five children said is never counted by itself.",
        ),
    ),
    # L10N: name of a figure, to a manager: what foster carers and key workers said about how a review was
    "feedback_of_adults.carers": Meaning(lazy_pgettext("staff", "Carers, after the review"), _OF_ADULTS),
    # L10N: name of a figure, to a manager: what parents said about how a review was
    "feedback_of_adults.parents": Meaning(lazy_pgettext("staff", "Parents, after the review"), _OF_ADULTS),
    # L10N: name of a figure, to a manager: what schools, health and other services said about how a review was
    "feedback_of_adults.partners": Meaning(lazy_pgettext("staff", "Partners, after the review"), _OF_ADULTS),
    "feedback_of_adults.waiting": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Feedback of adults not counted yet"),
        # L10N: definition of the figure “Feedback of adults not counted yet”
        lazy_pgettext(
            "staff",
            "Feedback of adults on reviews held that was sent and waits to be counted: what was said about fewer than "
            "five children is never counted by itself.",
        ),
    ),
}
