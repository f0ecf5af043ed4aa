"""Every table in one place, for whoever needs to know them all."""

from participation import service
from participation.advocacy import models as advocacy
from participation.afterwards import models as afterwards
from participation.audit import models as audit
from participation.between import models as between
from participation.challenges import models as challenges
from participation.complaints import models as complaints
from participation.contact import models as duty
from participation.db import one_at_a_time
from participation.disclosure import models as records
from participation.feedback import models as feedback
from participation.handover import models as handed_over
from participation.interpreting import models as interpreting
from participation.invitations import marks
from participation.invitations import models as invitations
from participation.letters import models as paper
from participation.locks import models as locks
from participation.metrics import models as metrics
from participation.outbox import models as notices
from participation.outcomes import models as outcomes
from participation.profiles import models as profiles
from participation.proofreading import models as proofreading
from participation.retention import erasure
from participation.reviews import models as reviews
from participation.staff import models as people
from participation.submissions import models as submissions
from participation.submissions import traces

ALL = (
    people, profiles, proofreading, reviews, invitations, locks, paper, submissions, advocacy, outcomes, afterwards,
    between, challenges, complaints, duty, interpreting, notices, metrics, feedback, traces, records, audit, service,
    erasure, marks, one_at_a_time, handed_over,
)  # fmt: skip
