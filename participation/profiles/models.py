"""What an officer tells children about themselves."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base
from participation.staff.models import Staff


class Profile(Base):
    """One officer's page: public to whoever holds a letter of theirs."""

    __tablename__ = "profile"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    known_as: Mapped[str] = mapped_column(String(100))
    """The name that children use."""
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    """Rich text, cleaned when it is kept."""
    likes: Mapped[str] = mapped_column(String(300), default="")
    speaks: Mapped[str] = mapped_column(String(200), default="")
    """Languages other than English."""
    phone: Mapped[str] = mapped_column(String(40), default="")
    """Rings; a mobile takes a text too."""
    email: Mapped[str] = mapped_column(String(320), default="")
    works: Mapped[str] = mapped_column(String(200), default="")
    """Days and hours, in words."""
    portrait: Mapped[str] = mapped_column(String(40), default="")
    """A drawn portrait's name, where there is no photo."""
    photo: Mapped[bytes | None] = mapped_column(LargeBinary)
    """WebP, re-encoded, without metadata."""
    published_on: Mapped[date | None]

    staff: Mapped[Staff] = relationship()

    @property
    def is_mobile(self) -> bool:
        """Whether the phone takes a text: numbers of mobiles begin with 07 in the United Kingdom."""
        return self.phone.replace(" ", "").replace("+44", "0", 1).startswith("07")
