"""Counters of coded answers, and what was published. No answer of one child is kept here."""

from datetime import date, datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id

ANSWERED = ""
"""Instead of an option: how often the question was answered at all. Of several options chosen, one answer."""


class Tally(Base):
    """How often an option was chosen in what was sent about the reviews of one year, for one questionnaire.

    No officer stands here, and what several children said is always added at once.
    """

    __tablename__ = "tally"

    year: Mapped[str] = mapped_column(String(7), primary_key=True)
    """The collection year of the review: 2021-22."""
    purpose: Mapped[str] = mapped_column(String(40), primary_key=True)
    level: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    option: Mapped[str] = mapped_column(String(60), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class Publication(Base):
    """What was published of a year: it cannot be taken back, so what comes later is held against it."""

    __tablename__ = "publication"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    year: Mapped[str] = mapped_column(String(7), index=True)
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    numbers: Mapped[dict[str, int]] = mapped_column(JSON)
    """Every number by name, as it was counted then, printed or not."""
    hidden: Mapped[dict[str, str]] = mapped_column(JSON)
    """Which of them were not shown, and what each would have given away."""


BIRTHDAYS = (4, 8, 12, 16, 18)
"""At these ages a new part of the tables by age begins."""


class CalendarDay(Base):
    """What a day means for a review held on it, for the views of analysts; the figures themselves reckon it."""

    __tablename__ = "calendar_day"

    on: Mapped[date] = mapped_column(primary_key=True)
    year: Mapped[str] = mapped_column(String(7))
    """The collection year: 2021-22."""
    month: Mapped[int]
    """From 1, April, to 12."""
    of_4_born_on: Mapped[date]
    """Who was born later is under 4 on it, and so on."""
    of_8_born_on: Mapped[date]
    of_12_born_on: Mapped[date]
    of_16_born_on: Mapped[date]
    of_18_born_on: Mapped[date]
    letters_on: Mapped[date]
    decisions_on: Mapped[date]
    record_on: Mapped[date]
    distribution_on: Mapped[date]
