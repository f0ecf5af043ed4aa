"""Every table in one place, for whoever needs to know them all."""

from participation import erasure, service
from participation.advocacy import models as advocacy
from participation.audit import models as audit
from participation.duty import models as duty
from participation.feedback import models as feedback
from participation.invitations import models as invitations
from participation.locks import models as locks
from participation.metrics import models as metrics
from participation.notices import models as notices
from participation.outcomes import models as outcomes
from participation.people import models as people
from participation.profiles import models as profiles
from participation.records import models as records
from participation.reviews import models as reviews
from participation.submissions import models as submissions
from participation.traces import models as traces

ALL = (
    people, profiles, reviews, invitations, locks, submissions, advocacy, outcomes, duty, notices, metrics,
    feedback, traces, records, audit, service, erasure,
)  # fmt: skip
