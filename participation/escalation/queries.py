"""When something that works beside the pages was last awake."""

from datetime import datetime

from participation.db import session
from participation.escalation.models import Pulse


def last_awake(name: str) -> datetime | None:
    """When something that works beside the pages was last awake."""
    found = session().get(Pulse, name)
    return found.at if found else None
