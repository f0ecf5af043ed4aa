"""Where a submission comes from, in the staff's words."""

from flask_babel import pgettext

from participation.clock import local
from participation.submissions.models import Submission
from participation.web.languages import spoken_date


def provenance(submission: Submission) -> str:
    """When and with which letter something came; who typed it nobody can know."""
    invitation, day = submission.invitation, spoken_date(local(submission.sent_at).date())
    if submission.printing == invitation.printings and invitation.printed_at:
        letter = spoken_date(local(invitation.printed_at).date())
        # L10N: to staff, under what somebody sent; both are days
        words = pgettext("staff", "Sent on %(day)s with the letter of %(letter)s.")
        return str(words % {"day": day, "letter": letter})
    # L10N: to staff, under what somebody sent: the letter that it came with was replaced since
    return str(pgettext("staff", "Sent on %(day)s with an earlier letter that opens no more.") % {"day": day})
