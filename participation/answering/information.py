"""Help now, privacy and accessibility: pages that open without a letter, a script or a database."""

import re
from datetime import date

from flask import current_app, render_template, request

from participation import service
from participation.answering.rescue import Page
from participation.web.languages import spoken_date, spoken_days

OWN_PAGE = re.compile(
    r"(?:/help\?back=)?/(?:home|lock|after|contact|complain|we-did|officer|help|privacy|accessibility"
    r"|answer/[a-z_]{1,40}(?:/[a-z0-9_]{1,40})?)?"
)
"""Pages to which the ways off may lead back: ours, and nobody else's."""
STATEMENT_OF = date(2026, 11, 22)
"""When somebody last looked through the accessibility statement; the law asks for it once in twelve months."""


def help_now() -> Page:
    """Whom to ring; and the way back to where somebody was."""
    service.without_database()
    came_from = request.args.get("back", "")
    return render_template("public/help.html", back=came_from if OWN_PAGE.fullmatch(came_from) else "")


def privacy() -> Page:
    """Who reads what, and how long it is kept."""
    service.without_database()
    days = {kind: period.days for kind, period in current_app.extensions["config"].periods.items()}
    kept = {kind: spoken_days(days[kind]) for kind in ("drafts", "withdrawn", "audit", "requests")}
    return render_template(
        "public/privacy.html", kept={**kept, "sent": spoken_days(max(days["sent"], days["feedback"]))}
    )


def accessibility() -> Page:
    """What works for whom, and what does not yet."""
    service.without_database()
    return render_template("public/accessibility.html", looked_through=spoken_date(STATEMENT_OF))
