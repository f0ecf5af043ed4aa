"""Who is at the door: the visit behind the cookie, and whether it may still see what was typed."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import g, redirect, request, session, url_for

from participation import clock
from participation.invitations.actions import child_of, is_over, note_seen, root_of
from participation.invitations.models import CHILD
from participation.invitations.open_visits import OpenVisit
from participation.invitations.queries import visit_by_cookie
from participation.service.questionnaires import library
from participation.submissions.queries import visit_and_draft
from participation.web import languages
from participation.web.security import is_fetched_ahead, is_pressed

COOKIE_FIELD = "visit"
IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
"""Not every page has to write to the database that somebody is still there."""
STARTING = ("/", "/s", "/start")
"""The pages that have the button Start."""
SAME_FOR_EVERYBODY = {
    "answering.scan", "answering.astray", "answering.greeting",
    "answering.drawing", "answering.clip", "answering.symbol",
    "answering.interpret", "answering.show_texts", "answering.keep_english",
}  # fmt: skip
"""Here not even cookies are looked at."""
WITHOUT_DATABASE = {
    "answering.help_now", "answering.privacy", "answering.accessibility", "answering.contact", "answering.ask",
    *SAME_FOR_EVERYBODY,
}  # fmt: skip
"""These pages must open when nothing else does, so nobody is looked up for them; asking looks for itself."""


class VisitState(Enum):
    """How far a visit still reaches."""

    OPEN = "open"
    WRITE_ONLY = "write only"
    """Idle too long: what is typed is saved, nothing is shown."""
    OVER = "over"


def cookie() -> str:
    """The visit's own secret, as the browser carries it."""
    return str(session.get(COOKIE_FIELD, ""))


def state_of(visit: OpenVisit | None) -> VisitState:
    """Whether this visit may see, only save, or neither."""
    now = clock.now()
    if visit is None or now - visit.started_at >= LONGEST or is_over(visit.invitation, clock.today()):
        return VisitState.OVER
    return VisitState.OPEN if now - visit.seen_at < IDLE else VisitState.WRITE_ONLY


def recognise() -> None:
    """Before each public page: find the visit and speak its language."""
    g.visit, g.visit_root, g.visit_state = None, None, VisitState.OVER
    asked_for = request.args.get(languages.FIELD)
    if asked_for:
        languages.choose(languages.spoken_or_english(asked_for))
    elif own := _remembered() or languages.of_this_browser():
        languages.choose(languages.own_or_english(own))
    if request.endpoint in WITHOUT_DATABASE or not (token := cookie()):
        return
    found = g.visit = _found(token, (request.view_args or {}).get("purpose", ""))
    g.visit_state = state_of(found)
    if found and not asked_for:
        languages.choose(languages.own_or_english(found.language))


def _found(token: str, purpose: str) -> OpenVisit | None:
    """With what was saved of the questionnaire that the page is about: `own_draft` takes it from there."""
    if not library().levels(purpose):
        return visit_by_cookie(token)
    found, saved = visit_and_draft(token, purpose)
    g.saved = purpose, saved
    return found


def _remembered() -> str:
    return "" if request.endpoint in SAME_FOR_EVERYBODY else languages.remembered()


def state() -> VisitState:
    """How far the visit of this request reaches."""
    found: VisitState = g.visit_state
    return found


def visit() -> OpenVisit:
    """The visit of this request; only where `with_visit` or `may_write` stands before."""
    found: OpenVisit = g.visit
    return found


def root() -> bytes:
    """The secret that opens this visit's drafts."""
    found: bytes | None = g.visit_root
    if found is None:
        found = g.visit_root = root_of(visit(), cookie())
    return found


def voice() -> str:
    """A child is spoken to in other words than an adult who is asked about one."""
    return "child" if visit().invitation.respondent == CHILD else "adult"


def child() -> str:
    """Whom an adult is asked about, as their letter says it. Nothing after the idle time: somebody else may look."""
    return child_of(visit(), root()) if state() is VisitState.OPEN else ""


def note_presence() -> None:
    """The respondent is still there. After the idle time nothing brings a visit back but the letter."""
    if state() is VisitState.OPEN and not is_fetched_ahead(request) and _is_news():
        note_seen(visit())


def _is_news() -> bool:
    """Their first press, or that a minute has gone by."""
    # A clock that was put back must not leave a visit open for as long as it was ahead.
    is_later = abs(clock.now() - visit().seen_at) >= NOTED_EVERY
    return is_later or (request.method == "POST" and not visit().was_seen)


def with_visit(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page that only an open visit may see; anybody else is asked to scan the letter again."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if state() is not VisitState.OPEN:
            return redirect(url_for("answering.front", cookies="off" if _refuses_cookies() else None), 303)
        note_presence()
        return view(*args, **kwargs)

    return guarded


def _refuses_cookies() -> bool:
    """Whether the browser comes straight from Start, and without what Start gave it."""
    came_from = urlsplit(request.referrer or "")
    return not cookie() and is_pressed(request) and came_from.netloc == request.host and came_from.path in STARTING
