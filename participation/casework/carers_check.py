"""Whether the fostering social worker has gone through the carer's form with the carer, to the officer. Pure."""

from collections.abc import Iterable

from flask_babel import pgettext

from participation.casework.replies import Arrival
from participation.reviews.models import PersonRole
from participation.submissions.actions import Opened

PURPOSE, QUESTION = "carer_check", "gone_through"


def check_chip(opened: Iterable[Opened], arrivals: Iterable[Arrival]) -> tuple[str, str] | None:
    """What stands in a chip, and its kind, by what was said last; None where nobody is asked to check it."""
    checks = [each for each in opened if each.submission.purpose == PURPOSE]
    last = max(checks, key=lambda each: each.submission.sent_at, default=None)
    said = last.answers.values.get(QUESTION) if last else ""
    if said == "yes":
        # L10N: chip on the officer's page: the fostering social worker has gone through the carer's form with the carer
        return str(pgettext("staff", "Carer’s form checked")), "in"
    if said == "partly":
        # L10N: chip on the officer's page: the fostering social worker says that the carer's form is not complete
        return str(pgettext("staff", "Carer’s form checked: something is missing")), "mind"
    if checks or any(each.respondent == PersonRole.FOSTERING_WORKER for each in arrivals):
        # L10N: chip on the officer's page: the fostering social worker has not gone through the carer's form
        return str(pgettext("staff", "Carer’s form not checked")), "wait"
    return None
