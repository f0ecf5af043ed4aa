"""What is held back from an access request."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime
from participation.staff.models import Staff
from participation.submissions.models import Submission


class Hold(Base):
    """Somebody decided that one submission is not handed out: it could do serious harm, or it is another's alone."""

    __tablename__ = "hold"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed: it may speak of a child."""
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    submission: Mapped[Submission] = relationship()
    by: Mapped[Staff] = relationship()
