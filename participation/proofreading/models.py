"""Somebody checks a language, and what they say of each text."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id


class Proofreading(Base):
    """One person's checking of one language: the link that they were given, and the screens that it shows.

    The screens are kept with it, so that it reads nothing else: there are invented people on them alone.
    """

    __tablename__ = "proofreading"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(20))
    """Of the language."""
    by: Mapped[str] = mapped_column(String(80))
    """Initials and a role, as the register has it; never a name."""
    link: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the link's secret."""
    phone: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the cookie of the one browser that has opened the link; empty until then."""
    screens: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    invited_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_on: Mapped[date]
    """The last day on which it opens."""

    judgements: Mapped[list["Judgement"]] = relationship(back_populates="proofreading", cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("code", "by"),)


class Judgement(Base):
    """What somebody says of one text: with the English and the translation that they saw."""

    __tablename__ = "judgement"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    proofreading_id: Mapped[str] = mapped_column(ForeignKey("proofreading.id"), index=True)
    key: Mapped[str] = mapped_column(String(12))
    """By which the English is known, with its context."""
    english: Mapped[str] = mapped_column(Text)
    told: Mapped[str] = mapped_column(Text)
    """What translators were told about it."""
    seen: Mapped[list[str]] = mapped_column(JSON)
    """The translation as it stood: each of its forms."""
    opinion: Mapped[str] = mapped_column(String(6))
    forms: Mapped[list[str]] = mapped_column(JSON)
    """The words that they want instead; empty unless they change it."""
    question: Mapped[str] = mapped_column(Text, default="")
    judged_at: Mapped[datetime] = mapped_column(UTCDateTime)

    proofreading: Mapped[Proofreading] = relationship(back_populates="judgements")

    __table_args__ = (
        UniqueConstraint("proofreading_id", "key"),
        CheckConstraint("opinion in ('right', 'change', 'ask')", name="opinion_is_known"),
    )
