"""Who is at the door: the visit behind the cookie, and whether it may still see what was typed."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from functools import wraps
from typing import Any

from flask import g, redirect, session, url_for

from participation import clock, languages
from participation.invitations.actions import root_of, touch
from participation.invitations.models import Visit
from participation.invitations.queries import visit_by_cookie

COOKIE_FIELD = "visit"
IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=12)


class State(Enum):
    """How far a visit still reaches."""

    OPEN = "open"
    WRITE_ONLY = "write only"
    """Idle too long: what is typed is saved, nothing is shown."""
    OVER = "over"


def cookie() -> str:
    """The visit's own secret, as the browser carries it."""
    return str(session.get(COOKIE_FIELD, ""))


def state_of(visit: Visit | None) -> State:
    """Whether this visit may see, only save, or neither."""
    now = clock.now()
    if visit is None or now - visit.started_at >= LONGEST or clock.today() > visit.invitation.ends_on:
        return State.OVER
    return State.OPEN if now - visit.seen_at < IDLE else State.WRITE_ONLY


def recognise() -> None:
    """Before each public page: find the visit and speak its language."""
    g.visit = visit_by_cookie(cookie()) if cookie() else None
    g.visit_state = state_of(g.visit)
    chosen = g.visit.language if g.visit else session.get("language")
    if chosen:
        languages.choose(languages.spoken_or_english(chosen))


def visit() -> Visit:
    """The visit of this request; only where `with_visit` stands before."""
    found: Visit = g.visit
    return found


def root() -> bytes:
    """The secret that opens this visit's drafts."""
    return root_of(visit(), cookie())


def with_visit(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page that only an open visit may see; anybody else is asked to scan the letter again."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if g.visit_state is not State.OPEN:
            return redirect(url_for("answering.front"), 303)
        touch(visit())
        return view(*args, **kwargs)

    return guarded
