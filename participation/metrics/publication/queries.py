"""What was published before."""

from sqlalchemy import select

from participation.db import session
from participation.metrics.models import Publication
from participation.metrics.rows import Edition


def editions(year: str) -> list[Edition]:
    """What was published of a year, the earliest first."""
    of_year = select(Publication.published_at, Publication.numbers, Publication.hidden).where(Publication.year == year)
    earliest_first = of_year.order_by(Publication.published_at, Publication.id)
    return [Edition(*row) for row in session().execute(earliest_first)]
