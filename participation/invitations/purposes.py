"""What an invitation asks for, by who is asked and whether the meeting has been."""

from datetime import date

from participation.invitations.models import CHILD

BEFORE = {
    CHILD: ("my_views", "my_meeting", "my_advocate", "my_helper"),
    "foster_carer": ("carer_view",),
    "key_worker": ("carer_view",),
    "fostering_worker": ("carer_check",),
    "parent": ("parent_view",),
    "school": ("partner_view",),
    "health": ("partner_view",),
    "personal_adviser": ("partner_view",),
    "youth_justice": ("partner_view",),
    "adult_services": ("partner_view",),
}
AFTER = {
    CHILD: ("after_review", "my_advocate"),
    "foster_carer": ("carer_after",),
    "key_worker": ("carer_after",),
    "parent": ("parent_after",),
    "school": ("partner_after",),
    "health": ("partner_after",),
    "personal_adviser": ("partner_after",),
    "youth_justice": ("partner_after",),
    "adult_services": ("partner_after",),
}
"""How it was. Who checks a carer's form was asked about that form, and about no review."""
NAMES_HELPER = "my_helper"
"""In which a child says who shall help them: that is no view of theirs on their review."""
PUT_RIGHT = "my_correction"
"""Of a child who has said that something which was said for them is not quite what they meant."""


def ever_asked(respondent: str) -> tuple[str, ...]:
    """Everything that somebody in this part is asked on one day or another."""
    corrections = (PUT_RIGHT,) if respondent == CHILD else ()
    return (*BEFORE.get(respondent, ()), *AFTER.get(respondent, ()), *corrections)


def purposes(respondent: str, meets_on: date | None, today: date) -> tuple[str, ...]:
    """Questionnaires to offer, in their order. On the day of the meeting both: it may still be to come."""
    if meets_on is None or today < meets_on:
        return BEFORE.get(respondent, ())
    if today == meets_on:
        return (*BEFORE.get(respondent, ()), *(p for p in AFTER.get(respondent, ()) if p != "my_advocate"))
    return AFTER.get(respondent, ())
