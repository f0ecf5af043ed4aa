"""Respondents in the staff's words."""

from flask_babel import pgettext

from participation.invitations.models import CHILD


def role_words(respondent: str) -> str:
    """Who somebody is to the child."""
    words: dict[str, str] = {
        # L10N: to staff, who somebody is: the child or young person whose review it is
        CHILD: pgettext("staff", "Child"),
        # L10N: to staff, who somebody is to the child
        "foster_carer": pgettext("staff", "Carer"),
        # L10N: to staff, who somebody is to the child: works in the home where the child lives
        "key_worker": pgettext("staff", "Key worker"),
        # L10N: to staff, who somebody is to the child
        "parent": pgettext("staff", "Parent"),
        # L10N: to staff, who somebody is to the child: somebody of the school
        "school": pgettext("staff", "School"),
        # L10N: to staff, who somebody is to the child: a nurse, doctor, therapist
        "health": pgettext("staff", "Health"),
        # L10N: to staff, who somebody is to the child
        "social_worker": pgettext("staff", "Social worker"),
        # L10N: to staff, who somebody is to the child: the social worker of the foster carer
        "fostering_worker": pgettext("staff", "Fostering social worker"),
        # L10N: to staff, who somebody is to the child: works with a young person who leaves care
        "personal_adviser": pgettext("staff", "Personal adviser"),
        # L10N: to staff, who somebody is to the child: somebody of the youth justice team
        "youth_justice": pgettext("staff", "Youth justice"),
        # L10N: to staff, who somebody is to the child: somebody of adult mental health, adult social care or housing
        "adult_services": pgettext("staff", "Adult services"),
        # L10N: to staff, who somebody is to the child: an adult whom the child trusts and who helps them to say it
        "helper": pgettext("staff", "Helper"),
        # L10N: to staff, who somebody is to the child: helps the child to be heard; not a lawyer
        "advocate": pgettext("staff", "Advocate"),
        # L10N: to staff, who somebody is to the child: none of the other words
        "other": pgettext("staff", "Other"),
    }
    return words[respondent]
