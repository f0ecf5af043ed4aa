"""The staff of the service, how they sign in, and when they are away."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id


class Role(StrEnum):
    """What somebody of the staff may see."""

    OFFICER = "officer"
    SUPPORT = "support"
    MANAGER = "manager"
    ADVOCATE = "advocate"


class Staff(Base):
    """Somebody who works with the answers: an officer, support, a manager, an advocacy provider."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    """Lower case; the name to sign in with."""
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    """Argon2id. Empty: the account was made by an import and nobody has set it up."""
    totp_secret: Mapped[str] = mapped_column(String(500), default="")
    """The authenticator's secret, wrapped by a key outside the database."""
    totp_last_step: Mapped[int] = mapped_column(default=0)
    """The time step of the last code that was taken, so that none is taken twice."""
    openid_subject: Mapped[str] = mapped_column(String(255), default="")
    """The id that the council's own sign-in gave the person who first came with this address; empty before."""
    openid_issuer: Mapped[str] = mapped_column(String(255), default="")
    """Who gave that id; empty also where it was given before this was kept."""
    set_up_lookup: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the secret in the link by which its owner sets it up; empty where there is none."""
    set_up_ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Until when that link opens."""
    signed_in_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When somebody got in with it last, past every factor."""
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def is_set_up(self) -> bool:
        """Whether there is a way to sign in with it."""
        return bool(self.password_hash or self.openid_subject)

    __table_args__ = (CheckConstraint("role in ('officer', 'support', 'manager', 'advocate')", name="role_is_known"),)


class Absence(Base):
    """Somebody is away, and who stands in for them. It ends by itself."""

    __tablename__ = "absence"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    absent_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    deputy_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    also_reads: Mapped[bool]
    """The deputy covers: an officer's reviews are in their hands. Else they are alerted in the officer's place only."""
    entered_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """Who is away, or a manager. Empty: it once stood in the settings, which did not say who."""
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When somebody ended it before its last day."""

    absent: Mapped[Staff] = relationship(foreign_keys=absent_id)
    deputy: Mapped[Staff] = relationship(foreign_keys=deputy_id)
    entered_by: Mapped[Staff | None] = relationship(foreign_keys=entered_by_id)

    @property
    def says(self) -> tuple[str, str, date, date, bool]:
        """All that somebody enters."""
        return self.absent_id, self.deputy_id, self.first_on, self.last_on, self.also_reads

    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),
        CheckConstraint("absent_id <> deputy_id", name="is_for_somebody_else"),
    )


class StaffSession(Base):
    """Somebody of the staff, signed in on one browser."""

    __tablename__ = "staff_session"

    lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the cookie's token."""
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    has_second_factor: Mapped[bool] = mapped_column(default=False)
    challenge: Mapped[str] = mapped_column(String(64), default="")
    """What a passkey is asked to sign; asked once."""

    staff: Mapped[Staff] = relationship()


class Passkey(Base):
    """A second factor that a device or a key keeps for its owner: only its public half is here."""

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    """As its owner calls it."""
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    """How often it was used, where it counts; a count that falls tells of a copy."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class KnownBrowser(Base):
    """A browser in which somebody has signed in before. It opens nothing: their tries there are counted apart."""

    __tablename__ = "known_browser"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    lookup: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the token that the browser keeps."""
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """When they signed in there last."""

    __table_args__ = (UniqueConstraint("lookup", "staff_id"),)


class SignInFailure(Base):
    """How often signing in failed lately, at one counter. All workers count in the same row."""

    __tablename__ = "sign_in_failure"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash of what is counted: an account, one of its browsers, a network address."""
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UTCDateTime)
