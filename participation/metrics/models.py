"""Counters of coded answers. No answer of one child is kept here."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base

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
