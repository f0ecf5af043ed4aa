"""An invitation, the letter that carries its secrets, and a visit with it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id, own_part
from participation.invitations.marks import OPENED, STARTED, marked
from participation.reviews.models import Person, PersonRole, Review

CHILD = "child"
"""The respondent who is the child; every other respondent is a PersonRole."""
HELPER: str = PersonRole.HELPER
"""Who gets a letter that opens nothing: there is no secret of it that could be lost."""
MARK_LENGTH = 6


def mark_of(id: str) -> str:
    """What stands on a letter's sheet, like 4K7-Q2M."""
    own = own_part(id, MARK_LENGTH).upper()
    return f"{own[:3]}-{own[3:]}"


def _one_for_each(name: str, column: Mapped[str | None]) -> Index:
    """No two letters with one secret. Partial: no key can refer to it, so printing anew waits for nobody who reads."""
    is_there = column.is_not(None)
    return Index(f"uq_invitation_{name}", name, unique=True, postgresql_where=is_there, sqlite_where=is_there)


class StillOpens(StrEnum):
    """What a letter opens that was ended; one that was lost opens nothing, as if it had never been."""

    FAREWELL = "farewell"
    """The page of a letter that has finished."""
    OWN_WORDS = "own_words"
    """What its child had sent, and the answers. Nothing is asked any more."""


class Invitation(Base):
    """Leave for one respondent to speak about one review. It has no secrets until its letter is drawn."""

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    respondent: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), unique=True)
    """The adult who is asked; none for the child."""
    language: Mapped[str] = mapped_column(String(20), default="en")
    """BCP 47: the language asked for, whether or not this program speaks it."""
    level: Mapped[str] = mapped_column(String(20))
    """Which level of the questionnaires is offered first."""
    is_unaccompanied: Mapped[bool] = mapped_column(default=False)
    """Whether a child is asked what only those are asked who came to this country alone."""
    invited_on: Mapped[date]
    ends_on: Mapped[date]
    """The last day it opens: 28 days after the review."""

    printings: Mapped[int] = mapped_column(default=0)
    """How often a letter was drawn. Each printing has its own secrets and ends the one before."""
    printed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    mail_asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When support last asked that the link go by mail; until it has gone, was refused, or is on paper instead."""
    mailed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the link last went by mail: at `printed_at`, if no paper has taken its place."""
    mail_refused_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the mail server would not take it for good: a letter is to be printed."""
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When a letter first asked for an answer before this day of meeting: from then on somebody can be late."""
    token_lookup: Mapped[str | None] = mapped_column(String(64))
    code_lookup: Mapped[str | None] = mapped_column(String(64))
    root_by_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The link's root secret, from which the drafts' key comes, wrapped by the token."""
    root_by_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    child_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    """How an adult's letter names the child, sealed with the root: whoever holds the letter reads it there too."""
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it was ended: nothing is asked with it and nobody is written to, unless it is issued again."""
    still_opens: Mapped[str | None] = mapped_column(String(12))
    """What it opens since then, for who holds it; None where the sheet itself is in wrong hands."""
    ending_id: Mapped[str | None] = mapped_column(String(26))
    """The entry of `ending` that ended it. The public side may know that there is one, not what it says."""
    opened_at: Mapped[datetime | None] = marked(OPENED, id)
    """When somebody who had opened it first pressed something, or was still there a minute later."""
    started_at: Mapped[datetime | None] = marked(STARTED, id)
    """When something about the review was first written, sent or not: drafts are deleted, the figure stays."""

    review: Mapped[Review] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def is_ended(self) -> bool:
        """Whether nothing is asked with it any more."""
        return self.revoked_at is not None

    @property
    def is_lost(self) -> bool:
        """Whether its sheet is in wrong hands, or in none: another may be issued."""
        return self.is_ended and self.still_opens is None

    @property
    def waits(self) -> bool:
        """Whether a sheet is to be printed: there was none, it was lost, or its mail was refused; and none is to go."""
        return self.mail_asked_at is None and (not self.printings or self.is_lost or self.mail_refused_at is not None)

    @property
    def went_by_mail(self) -> bool:
        """Whether the letter that is out is a link in a mail: there is no paper, and no code to type."""
        return self.mailed_at is not None and self.mailed_at == self.printed_at

    @property
    def has_secrets(self) -> bool:
        """Whether its letter opens anything."""
        return self.respondent != HELPER

    @property
    def mark(self) -> str:
        """What tells its sheet from others on a desk, like 4K7-Q2M: it says nothing of a child and opens nothing."""
        return mark_of(self.id)

    __table_args__ = (
        CheckConstraint("(respondent = 'child') = (person_id is null)", name="adults_have_names"),
        CheckConstraint(
            "printings = 0 or revoked_at is not null or (token_lookup is null) = (respondent = 'helper')",
            name="printed_opens",
        ),
        CheckConstraint(
            "respondent not in ('child', 'helper') or coalesce(mail_asked_at, mailed_at, mail_refused_at) is null",
            name="only_adults_get_mail",
        ),
        UniqueConstraint("review_id", "respondent", "person_id"),
        Index("ix_invitation_review_id", "review_id", "respondent", "invited_on"),
        _one_for_each("token_lookup", token_lookup),
        _one_for_each("code_lookup", code_lookup),
    )


_TO_A_SERVER = (
    "(substr(address, 1, 8) = 'https://' or substr(address, 1, 17) = 'http://127.0.0.1:')"
    " and replace(replace(replace(replace(address, '#', ''), '?', ''), '@', ''), ' ', '') = address"
)
"""Another council's PUBLIC_URL and nothing behind it; without TLS on this machine alone."""


class MovedLetter(Base):
    """A letter that opened here, of a child who is another council's now: its secret opens at that one's address."""

    __tablename__ = "moved_letter"

    lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    """What is kept of the secret: of a token, of a typed code, or of an interpreter's link."""
    address: Mapped[str] = mapped_column(String(200))
    """Where letters open there: its PUBLIC_URL, without a slash at its end."""
    ends_on: Mapped[date] = mapped_column(index=True)
    """The last day on which the secret opens anything."""

    __table_args__ = (CheckConstraint(_TO_A_SERVER, name="leads_to_a_server"),)


class Visit(Base):
    """One opening of a letter on one device; its cookie is the only key to the drafts while it lasts."""

    __tablename__ = "visit"

    lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the cookie's token."""
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), index=True)
    printing: Mapped[int]
    """Which printing it was opened with: another printing ends it."""
    root: Mapped[bytes] = mapped_column(LargeBinary)
    """The link's root secret, wrapped by the cookie's token."""
    lock_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What opens the letter's lock, wrapped by the cookie's token; nothing while the lock is closed."""
    language: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)

    invitation: Mapped[Invitation] = relationship()


class Failure(Base):
    """How often a typed code failed from one source, or in all, within a window of time. Success is never counted."""

    __tablename__ = "failure"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash of the address, or `all`."""
    window: Mapped[int] = mapped_column(primary_key=True)
    """Minutes since 1970, cut to the window's length."""
    count: Mapped[int] = mapped_column(default=0)
