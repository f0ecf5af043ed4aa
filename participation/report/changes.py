"""What changed since the year before: worked out from what is shown, so that it tells nothing that is hidden."""

from flask_babel import format_percent, pgettext

from participation.metrics.dashboard import Dashboard, Sheet
from participation.metrics.figures import APART
from participation.metrics.glossary import labels
from participation.metrics.publication.suppression import HIDDEN
from participation.metrics.showing import Shown
from participation.report.tables import FigureTable, value

CHANGING = (
    *("reviews.held", "reviews.held_in_time", "reviews.rearranged", "views_given", "attended", "took_no_part"),
    *("decisions_in_time", "letters_in_time", "distributed_in_time", "visits.total", "advocacy.referrals"),
    *("challenge.raised", f"{APART}reviews.held", f"{APART}reviews.held_in_time"),
)
"""What services set beside the year before."""


def changes(page: Dashboard) -> tuple[FigureTable, ...]:
    """Both years and the change: of counts in per cent, of shares in points. Nothing while the year is running."""
    if not page.earlier or page.sheet.figures.is_running:
        return ()
    before, now = page.earlier[-1], page.sheet
    rows = tuple(_row(name, before, now) for name in CHANGING if name in before.shown)
    columns = (
        # L10N: heading of a column of names of figures
        pgettext("staff", "Figure"),
        before.figures.year,
        now.figures.year,
        # L10N: heading of a column: how much a figure has changed since the year before
        pgettext("staff", "Change"),
    )
    # L10N: caption of a table: figures of a year and of the year before it
    return (FigureTable(pgettext("staff", "Beside the year before"), columns, rows),)


def _row(name: str, before: Sheet, now: Sheet) -> tuple[str, ...]:
    first, both = now.figures.first, (before.shown[name], now.shown[name])
    return (labels.called(name, first), *map(value, both), change(*both))


def change(before: Shown, now: Shown) -> str:
    """+8.0%, or +1.6 points; a dash where there was nothing before."""
    if now.of is None:
        return _of_counts(before.n, now.n)
    if HIDDEN in (before.rate, now.rate):
        return HIDDEN
    if not isinstance(before.rate, float) or not isinstance(now.rate, float):
        return "–"
    # L10N: in a table: by how many percentage points a share has changed, such as +1.6
    return str(pgettext("staff", "%(change)s points", change=f"{100 * (now.rate - before.rate):+.1f}"))


def _of_counts(before: int | str, now: int | str) -> str:
    if isinstance(before, str) or isinstance(now, str):
        return HIDDEN
    return str(format_percent((now - before) / before, "+0.0%;-0.0%")) if before else "–"
