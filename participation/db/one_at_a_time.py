"""What only one may do at a time on PostgreSQL, and who is before whom. SQLite has one writer anyway.

A row of a table that is closed to the public side's role: an advisory lock anybody may take, and hold.
"""

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.db import Base


class Turn(Base):
    """Whoever has its lock goes on; the others wait for the end of that transaction."""

    __tablename__ = "turn"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)


def take_turn(session: Session, name: str) -> None:
    """Wait for everybody who took this turn before, and keep it until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        first = insert(Turn).values(name=name)
        session.execute(first.on_conflict_do_update(index_elements=["name"], set_={"name": name}))
