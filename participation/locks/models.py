"""The lock of a letter."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id


class Lock(Base):
    """A lock that a child has put on one printing of their letter. Nothing here says what opens it."""

    __tablename__ = "letter_lock"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"))
    printing: Mapped[int]
    """The letter that it opens with. Where it can go along to a new letter, this is the new one from then on."""
    kind: Mapped[str] = mapped_column(String(8))
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    """X25519: what is for the child alone is sealed to it."""
    private: Mapped[bytes] = mapped_column(LargeBinary)
    """The other half, wrapped under what the child chose and the letter's root secret."""
    for_next_letter: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The other half under what the child chose alone, sealed to the service: printing a new letter puts it under the
    new root. Locks of earlier versions have none."""
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    """Wrong tries since the last right one. A try is counted before it is looked at, and forgotten if it was right."""
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, deferred=True)
    """When something else was chosen for it last, as the public side says."""
    noted_private: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """What `private` was when the audit was told of this lock: it is another after each change. None: not told yet."""

    __table_args__ = (
        UniqueConstraint("invitation_id", "printing"),
        CheckConstraint("kind in ('pictures', 'digits')", name="kind_is_known"),
    )
