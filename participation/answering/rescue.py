"""When something cannot be saved: the words are shown again, so that nothing that somebody typed is lost."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError as StorageFailed
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from participation.answering.visits import VisitState, recognise, state, visit
from participation.questionnaires.kinds import KINDS, Date, ShortText
from participation.sealing.slow_hash import MOMENT
from participation.service.questionnaires import library
from participation.web import errors
from participation.web.security import is_from_our_pages

ANSWER, ENGLISH = "answer_", "english_"
"""How the names of boxes begin: of an answer, and of what an interpreter writes."""
COMPLAINT = "complaint"
"""The box of a complaint."""
CONFLICT = 409
FORBIDDEN = 403
TOO_LARGE = 413
TROUBLE = 503
WHY = {TOO_LARGE: "long"}
"""The reasons that `not_saved.html` explains, by status."""
LARGEST_SHOWN = 8 * 1024 * 1024
"""Bytes: so much is not kept, but still given back."""

__all__ = ["Page", "StorageFailed", "give_back", "in_a_moment", "may_write", "not_saved", "typed_words"]

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


def in_a_moment(page: str) -> Page:
    """So many guess now that somebody could not be heard, who will be if they press once more."""
    return page, TROUBLE, {"Retry-After": str(MOMENT)}


def may_write(view: Callable[..., Any]) -> Callable[..., Any]:
    """A POST that keeps what was typed: also after the idle time, but never for another letter."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if state() is VisitState.OVER:
            return not_saved("over", CONFLICT)
        own = visit().invitation_id
        if request.form.get("ref", own) != own:
            return not_saved("other_letter", CONFLICT)
        return view(*args, **kwargs)

    return guarded


def give_back(error: Exception) -> Page:
    """Whatever went wrong on the way: the words that were typed are shown again, and not an error in their place."""
    code = _status_of(error)
    if code >= errors.BROKEN:
        errors.note(error)
    if request.method != "POST":
        return errors.page(code)
    if not is_from_our_pages(request):
        # Else anybody could let our page say theirs.
        return errors.page(FORBIDDEN)
    _find_out_who_it_is()
    if isinstance(error, CSRFError):
        # Its proof is missing or old: the browser may have dropped its cookie.
        return not_saved("over" if state() is VisitState.OVER else "forged", code)
    if code == TOO_LARGE:
        request.max_content_length = request.max_form_memory_size = LARGEST_SHOWN
    return not_saved(WHY.get(code, "trouble"), code) if code == TROUBLE or typed_words() else errors.page(code)


def _status_of(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.code or errors.BROKEN
    return TROUBLE if isinstance(error, StorageFailed) else errors.BROKEN


def _find_out_who_it_is() -> None:
    """As far as that is possible: what went wrong may have come before anybody asked, or be the database."""
    if "visit_state" not in g:
        with suppress(StorageFailed):
            recognise()


def not_saved(why: str, status: int) -> Page:
    """The words once more, to copy or to keep open; nobody is sent away from them."""
    words = typed_words()
    if not words and why == "over":
        return redirect(url_for("answering.front"), 303)
    return render_template("public/not_saved.html", why=why, words=words), status


def typed_words() -> list[str]:
    """What was typed in one's own words on the page that was posted; choices are quickly made again."""
    try:
        form = request.form
    except HTTPException:  # too large, or broken on its way
        return []
    asked = {question.id: question for each in library().all() for question in each.questions}
    questions = [asked[id] for name in form if (id := name.removeprefix(ANSWER)) != name and id in asked]
    kept = (q for q in questions if isinstance(KINDS[q.kind], ShortText | Date))
    names = [*(ANSWER + q.id for q in kept), *(name for name in form if name.startswith(ENGLISH) or name == COMPLAINT)]
    return [typed for name in names if (typed := form[name].strip())]
