"""What somebody said for a child: carried to the meeting, put into English, or about to be sent to them as a letter."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id
from participation.invitations.marks import IS_OK, SHOWN, marked

MEANT, _, NOT_MEANT = IS_OK
"""What a child says of it; nobody takes the second back, for whoever wrote it then writes it anew."""


class SaidBy(StrEnum):
    """Who said it for the child."""

    OFFICER = "officer"
    ADVOCATE = "advocate"
    SOMEBODY = "somebody"
    """One of the two, beside a child who came."""
    INTERPRETER = "interpreter"
    LETTER = "letter"
    """The officer, in the letter after the review, which is not final yet."""


CARRIED = (SaidBy.OFFICER, SaidBy.ADVOCATE, SaidBy.SOMEBODY)
"""Who told it to the meeting."""


class SaidForChild(Base):
    """One thing that was said for a child. In other words it is another row: this one stays, and is shown no more."""

    __tablename__ = "said_for_child"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    said_by: Mapped[str] = mapped_column(String(12))
    """Who said it for the child, one of SaidBy."""
    submission_id: Mapped[str | None] = mapped_column(ForeignKey("submission.id"), index=True)
    """Of an interpreter's English: in what the child's own words stand."""
    question: Mapped[str] = mapped_column(String(60), default="")
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    words: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed to the service, for the record."""
    lock_id: Mapped[str | None] = mapped_column(String(26), index=True)
    """Whose lock opens it; none where the letter had no lock, or something else has been said in its place since."""
    for_child: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Once more, sealed to that lock."""
    talked_about_on: Mapped[date | None]
    """When its officer talked with the child about their "not quite"; until then it waits, unless it was put right."""
    meant_at: Mapped[datetime | None] = marked(MEANT, id)
    read_at: Mapped[datetime | None] = marked(SHOWN, id)
    """When the child opened it: only of the letter after the review, which is closed until then."""
    not_meant_at: Mapped[datetime | None] = marked(NOT_MEANT, id)

    __table_args__ = (
        CheckConstraint(
            "said_by in ('officer', 'advocate', 'somebody', 'interpreter', 'letter')", name="said_by_is_known"
        ),
        CheckConstraint("(lock_id is null) = (for_child is null)", name="is_sealed_to_its_lock"),
    )

    @property
    def slot(self) -> tuple[str, str, str]:
        """In the place of what it is said: whoever carries the views to the meeting, there is one account of them."""
        return "" if self.is_carried else self.said_by, self.submission_id or "", self.question

    @property
    def is_closed(self) -> bool:
        """A letter that the child has not opened yet."""
        return self.said_by == SaidBy.LETTER and self.read_at is None

    @property
    def is_carried(self) -> bool:
        """Somebody told it to the meeting."""
        return self.said_by in CARRIED
