"""What an officer tells children about themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime
from participation.staff.models import Staff

ENGLISH = "en"
LONGEST_GREETING = 120


@dataclass(frozen=True)
class OwnWords:
    """What an officer says in one language; `about` is rich text."""

    about: str = ""
    likes: str = ""
    works: str = ""
    greeting: str = ""


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
    greeting: Mapped[str] = mapped_column(String(LONGEST_GREETING), default="")
    """One line for children on the page that the square opens, in English."""
    in_languages: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    """The officer's own words in other languages, by code, each as `OwnWords`."""

    staff: Mapped[Staff] = relationship()

    @property
    def is_mobile(self) -> bool:
        """Whether the phone takes a text: numbers of mobiles begin with 07 in the United Kingdom."""
        return self.phone.replace(" ", "").replace("+44", "0", 1).startswith("07")

    def words(self, code: str) -> OwnWords:
        """In one language; what the officer did not write in it stands as they wrote it first, but for the greeting.

        Who cannot read English is greeted in their own language, by the officer or by nobody.
        """
        own = self.in_languages.get(code, {})
        texts = {name: own.get(name) or getattr(self, name) for name in ("about", "likes", "works")}
        return OwnWords(**texts, greeting=self.greeting if code == ENGLISH else own.get("greeting", ""))


class ProfileChange(Base):
    """What an officer wants to be shown, until a manager has approved it. The page that was approved stays."""

    __tablename__ = "profile_change"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    told: Mapped[dict[str, Any]] = mapped_column(JSON)
    """All that stands in a profile but its photo, by column."""
    photo: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Another photo; None leaves the one that is shown."""
    without_photo: Mapped[bool]
    is_wanted: Mapped[bool]
    """The officer wants it to be shown; else it is theirs alone, and nobody is asked."""
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When a manager gave it back, with words."""
    words: Mapped[str] = mapped_column(String(300), default="")

    staff: Mapped[Staff] = relationship()

    def as_page(self, shown: Profile | None) -> Profile:
        """The page as it would be. It belongs to no session, so that nothing of it is kept by accident."""
        photo = None if self.without_photo else self.photo or (shown.photo if shown else None)
        return Profile(staff_id=self.staff_id, photo=photo, published_on=None, **self.told)
