"""When something that works beside the pages was last awake."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime


class Pulse(Base):
    """When something that works beside the pages was last awake."""

    __tablename__ = "pulse"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
