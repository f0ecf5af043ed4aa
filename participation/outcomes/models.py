"""How the child took part, and what came of what they asked for."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint, exists, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.invitations.marks import IS_OK, SHOWN, Mark, marked
from participation.reviews.models import Review

NAMES_ONE, WANTS_ONE = "helper_who", "helper_wanted"
WANTS_HELPER = (NAMES_ONE, "helper_stop", WANTS_ONE)
"""Questions in which children say who should help them, or stop: these wait for the officer before the meeting."""
ASKING = ("want_different", "ask_for", "talk_about_words", "meant_words", *WANTS_HELPER)
"""Questions in which children ask for something, or put it right; each that is answered is to get an answer."""
ANSWERS = ("agreed", "partly", "done", "not_agreed")
"""What may come of it; until then it is open."""
PROMISED = ("agreed", "partly")
"""What is to be done; once it is, its row says on which day."""
NEEDS_A_REASON = ("partly", "not_agreed")
"""Whoever does not get all that they asked for is told why."""
TOLD = ("in_person", "by_letter")
"""How a child without a lock is told."""


def asks(question: str, values: Mapping[str, object]) -> bool:
    """Whether something is asked for in this answer. A yes to a helper asks where the child names nobody."""
    if question == WANTS_ONE:
        return values.get(question) == "yes" and not values.get(NAMES_ONE)
    return question in ASKING


class Participation(Base):
    """One review's national code, confirmed by the officer, with the reasons for the one that was suggested."""

    __tablename__ = "participation"

    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3))
    suggested: Mapped[str] = mapped_column(String(3), default="")
    """The code that the evidence suggested; empty for a code that came with a return."""
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    chaired: Mapped[str] = mapped_column(String(4), default="")
    """Whether the child chaired: none, part, all; empty where nobody said."""
    seen_before_on: Mapped[date | None]
    """When the officer saw or spoke with the child before the meeting."""
    why: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Why it is not the code that was suggested, in the officer's words, sealed to the service."""
    observed: Mapped[bool] = mapped_column(default=False)
    """Local participation: a baby or a child without speech was observed. Beside the code, never instead of it."""
    recorded_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """None for a code that came with a return."""
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    review: Mapped[Review] = relationship()

    __table_args__ = (
        CheckConstraint("code in ('PN0','PN1','PN2','PN3','PN4','PN5','PN6','PN7')", name="code_is_national"),
        CheckConstraint("chaired in ('', 'none', 'part', 'all')", name="chaired_is_known"),
    )


class Outcome(Base):
    """One thing that a child asked for, and the answer they are shown."""

    __tablename__ = "outcome"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    question: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(12), default="open")
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The officer's words, why, and who does it: sealed to the service, for the staff to read again."""
    by_when: Mapped[date | None]
    """The day by which it is to be done."""
    talked_about_on: Mapped[date | None]
    done_on: Mapped[date | None]
    told: Mapped[str] = mapped_column(String(10), default="")
    """How the child was told without a lock: in_person, by_letter."""
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the officer said that the child was told without a lock."""
    shown_at: Mapped[datetime | None] = marked(SHOWN, id, first=told_at)
    """When the child first saw an answer behind the lock, or was told."""

    review: Mapped[Review] = relationship()

    __table_args__ = (
        CheckConstraint("state in ('open', 'agreed', 'partly', 'not_agreed', 'done')", name="state_is_known"),
        CheckConstraint("done_on is null or state in ('agreed', 'partly', 'done')", name="done_is_agreed"),
        UniqueConstraint("submission_id", "question"),
    )


class Reply(Base):
    """The officer's words and who does it once more, for the child alone: sealed to the lock of their letter."""

    __tablename__ = "reply"

    outcome_id: Mapped[str] = mapped_column(ForeignKey("outcome.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str | None] = mapped_column(String(26), default=new_id)
    """Of this answer: what the child says of it is not said of the next one."""
    lock_id: Mapped[str] = mapped_column(String(26), index=True)
    """No reference: whoever held the lock's row on the public side would hold up the officer who answers."""
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    looked_at: Mapped[datetime | None] = marked(SHOWN, id)

    def seen_at(self, outcome: Outcome) -> datetime | None:
        """When the child first saw this very answer: what they saw before it was given, was another."""
        first, given = outcome.shown_at, outcome.answered_at
        return self.looked_at or (first if first and given and first >= given else None)


class ChildsLetter(Base):
    """The letter to the child after a review, as far as its officer has written it."""

    __tablename__ = "childs_letter"

    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), primary_key=True)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    """The officer's words, and which of the child's things stand in it with which words: sealed to the service."""
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    printed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it was drawn last as it stands."""


HAS_CODE = exists().where(Participation.review_id == Review.id).correlate(Review)
"""Part of a query: it is recorded how the child took part in a review."""
IS_NOT_OK = (
    exists().where(Reply.outcome_id == Outcome.id, Mark.about_id == Reply.id, Mark.kind == IS_OK[-1]).correlate(Outcome)
)
"""Part of a query: the child says that the answer is not OK, and the officer has not answered again."""
NEEDS_ANSWER = or_(Outcome.state == "open", IS_NOT_OK)
"""Part of a query: something that a child asked for waits for its officer, or waits for them again."""
