"""What the figures about everybody for whom an advocate was asked are called, and what they are."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext

from participation.advocacy.wording import source_words
from participation.metrics.glossary.meaning import Meaning

# L10N: definition of figures about requests for an advocate, by age, sex and so on
_OF_REFERRALS = lazy_pgettext(
    "staff", "Requests for an advocate made in the year, by children or officers; each child once for each request."
)

ABOUT_ADVOCACY = {
    "advocacy.knows_how": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Knows what an advocate is"),
        # L10N: definition of the figure “Knows what an advocate is”
        lazy_pgettext(
            "staff", "Visits at which the child knew what an advocate is, of visits at which they were asked."
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s visits at which it was asked"),
    ),
    "advocacy.referrals": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service"),
        # L10N: definition of the figure “Referred to the advocacy service”
        lazy_pgettext(
            "staff",
            "Requests for an advocate made in the year: a child’s own is its own referral, and officers ask for"
            " children who want it or cannot ask.",
        ),
    ),
    "advocacy.accepted": Meaning(
        # L10N: name of a figure, to a manager
        lazy_pgettext("staff", "Accepted by the advocacy service"),
        # L10N: definition of the figure “Accepted by the advocacy service”
        lazy_pgettext(
            "staff", "Requests of children and officers that the advocacy service has accepted or gone on with."
        ),
        # L10N: what that figure divides, in words
        lazy_pgettext("staff", "%(n)s of %(of)s referred"),
    ),
    "advocacy.by_source": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service, by who asked"),
        _OF_REFERRALS,
    ),
    "advocacy.by_age": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service, by age when asked"),
        _OF_REFERRALS,
    ),
    "advocacy.by_sex": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service, by sex"),
        _OF_REFERRALS,
    ),
    "advocacy.by_ethnicity": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service, by ethnic group"),
        _OF_REFERRALS,
    ),
    "advocacy.by_disability": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service, disabled or not"),
        _OF_REFERRALS,
    ),
    "advocacy.by_language": Meaning(
        # L10N: name of a group of figures, to a manager
        lazy_pgettext("staff", "Referred to the advocacy service, by language"),
        _OF_REFERRALS,
    ),
}
PARTS: Mapping[str, LazyString] = {
    # L10N: an age group in a table of figures
    "under_4": lazy_pgettext("staff", "under 4"),
    # L10N: an age group in a table of figures
    "4_to_7": lazy_pgettext("staff", "4 to 7"),
    # L10N: an age group in a table of figures
    "8_to_11": lazy_pgettext("staff", "8 to 11"),
    # L10N: an age group in a table of figures
    "12_to_15": lazy_pgettext("staff", "12 to 15"),
    # L10N: an age group in a table of figures
    "16_to_17": lazy_pgettext("staff", "16 and 17"),
    # L10N: an age group in a table of figures
    "18_and_over": lazy_pgettext("staff", "18 and over"),
    # L10N: a sex in a table of figures
    "female": lazy_pgettext("staff", "female"),
    # L10N: a sex in a table of figures
    "male": lazy_pgettext("staff", "male"),
    # L10N: an ethnic group in a table of figures
    "white": lazy_pgettext("staff", "White"),
    # L10N: an ethnic group in a table of figures
    "mixed": lazy_pgettext("staff", "Mixed or multiple ethnic groups"),
    # L10N: an ethnic group in a table of figures
    "asian": lazy_pgettext("staff", "Asian or Asian British"),
    # L10N: an ethnic group in a table of figures
    "black": lazy_pgettext("staff", "Black, Black British, Caribbean or African"),
    # L10N: an ethnic group or a language in a table of figures: none of those that have a row of their own
    "other": lazy_pgettext("staff", "another"),
    # L10N: a row in a table of figures: the child is disabled
    "yes": lazy_pgettext("staff", "disabled"),
    # L10N: a row in a table of figures: the child is not disabled
    "no": lazy_pgettext("staff", "not disabled"),
    # L10N: a language in a table of figures
    "english": lazy_pgettext("staff", "English"),
    # L10N: a row in a table of figures: nobody has said
    "not_known": lazy_pgettext("staff", "not known"),
}


def advocacy_label(group: str, part: str) -> str:
    """What one of these figures is called within its group."""
    return source_words(part) if group == "advocacy.by_source" else str(PARTS[part])
