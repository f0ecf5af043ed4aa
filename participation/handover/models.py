"""What each side keeps of a handover: which children went where, so that it can be undone until it is closed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id


class Handover(Base):
    """Children whom one council handed to another, at once. Both keep such a row, under one id."""

    __tablename__ = "handover"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    other: Mapped[str] = mapped_column(String(80))
    """The other council, by the name of its settings."""
    went: Mapped[bool]
    """They went there; else they came from there."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    prefix: Mapped[str] = mapped_column(String(20))
    """What was put before each reference that went, or came; empty: nothing."""
    children: Mapped[list[str]] = mapped_column(JSON)
    """Their ids."""
    peppers: Mapped[list[str]] = mapped_column(JSON, default=list)
    """By name those that came along, without which no code and no lock of these children opens."""
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Since when nobody can undo it."""
    counters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Of those that came: `cells`, what they added to the counters of answers, each with its number; `elsewhere`, which
    submissions are in the counters of another council and not in these, and in whose; `requests`, to be contacted, that
    came without a letter; `made` and `opened`, who of the staff came with them, and whose row was there; `profiles`,
    which own pages were copied to whom of the staff who was there."""
