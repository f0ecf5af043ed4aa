"""What only one may do at a time on PostgreSQL, and who is before whom. SQLite has one writer anyway.

A row of a table that is closed to the public side's role: an advisory lock anybody may take, and hold.
"""

from sqlalchemy import String, bindparam
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.db import Base


class Turn(Base):
    """Whoever has its lock goes on; the others wait for the end of that transaction."""

    __tablename__ = "turn"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)


_TAKES = (
    insert(Turn.__table__)  # type: ignore[arg-type]
    .values(name=bindparam("turn"))
    .on_conflict_do_update(index_elements=["name"], set_={"name": bindparam("turn")})
)
"""Each entry of the audit begins with it, so it is composed once."""


def take_turn(session: Session, name: str) -> None:
    """Wait for everybody who took this turn before, and keep it until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_TAKES, {"turn": name})
