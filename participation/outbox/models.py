"""The outbox."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id

MAIL, TEXT, SECOND = "mail", "text", "second"
OUT_OF_HOURS = "out_of_hours"
"""Instead of a role: the mail of the line that is there at night."""
RESPONDENT = "respondent"
"""Instead of a role: somebody who was asked for a view; the key says by which invitation."""


class Notice(Base):
    """Something waits for somebody. Written with the thing itself; sent later. Holds no name and no word."""

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    """Also the Message-ID, so that a mail sent twice shows as one."""
    about: Mapped[str] = mapped_column(String(40))
    """views_sent, advocate_asked, ..."""
    to_staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    to_role: Mapped[str] = mapped_column(String(20), default="")
    channel: Mapped[str] = mapped_column(String(8), default=MAIL)
    """`mail`, `text`, or `second`: by whatever way reaches this person when mail does not."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    refusal: Mapped[int | None]
    """What the mail server answered when it last refused this for good: 550, 552 ..."""
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When somebody said that it has reached them; only the morning's test asks for that."""
    key: Mapped[str] = mapped_column(String(120), unique=True)
    """What happened to which row: the same event makes one notice."""

    __table_args__ = (CheckConstraint("to_staff_id is not null or to_role <> ''", name="is_for_somebody"),)
