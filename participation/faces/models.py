"""A picture of an adult around a review."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime
from participation.reviews.models import Person, PersonRole
from participation.staff.models import Staff

HAVE_FACES = (
    PersonRole.FOSTER_CARER,
    PersonRole.KEY_WORKER,
    PersonRole.SOCIAL_WORKER,
    PersonRole.PERSONAL_ADVISER,
)
"""Who may have one: whoever cares for the child day by day, and their own worker."""


class Face(Base):
    """What an adult around a review looks like, as far as they have sent a picture."""

    __tablename__ = "face"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    photo: Mapped[bytes | None] = mapped_column(LargeBinary)
    """WebP, re-encoded, without metadata; the child sees it."""
    waits: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Another one, not shown until a manager has looked, where the service wants that."""
    given_by_id: Mapped[str] = mapped_column(String(26), ForeignKey("staff.id"))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship()
    given_by: Mapped[Staff] = relationship()
