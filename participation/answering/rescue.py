"""When something cannot be saved: the words are shown again, so that nothing that somebody typed is lost."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError as StorageFailed
from werkzeug.wrappers import Response

from participation.answering.visits import State, recognise, state, visit
from participation.library import library
from participation.log import LOG
from participation.questionnaires.kinds import KINDS, Date, ShortText
from participation.security import is_from_our_pages

ANSWER = "answer_"
CONFLICT = 409
FORGED = 400
FORBIDDEN = 403
TROUBLE = 503

__all__ = ["Page", "StorageFailed", "forged", "may_write", "not_saved", "typed_words"]

Page = str | Response | tuple[str, int]


def may_write(view: Callable[..., Any]) -> Callable[..., Any]:
    """A POST that keeps what was typed: also after the idle time, but never for another letter."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if state() is State.OVER:
            return not_saved("over", CONFLICT)
        if request.form.get("ref", visit().invitation_id) != visit().invitation_id:
            return not_saved("other_letter", CONFLICT)
        try:
            return view(*args, **kwargs)
        except StorageFailed as error:
            # The type only: the message would hold what the statement was to write.
            LOG.error("%s in %s", type(error).__name__, request.endpoint)
            return not_saved("trouble", TROUBLE)

    return guarded


def not_saved(why: str, status: int) -> Page:
    """The words once more, to copy or to keep open; nobody is sent away from them."""
    words = typed_words()
    if not words and why == "over":
        return redirect(url_for("answering.front"), 303)
    return render_template("public/not_saved.html", why=why, words=words), status


def typed_words() -> list[str]:
    """What was typed in one's own words on the page that was posted; choices are quickly made again."""
    asked = {question.id: question for each in library().all() for question in each.questions}
    fields = [name for name in request.form if name.startswith(ANSWER)]
    questions = [asked[name.removeprefix(ANSWER)] for name in fields if name.removeprefix(ANSWER) in asked]
    kept = (q for q in questions if isinstance(KINDS[q.kind], ShortText | Date))
    return [typed for q in kept if (typed := request.form[ANSWER + q.id].strip())]


def forged(_error: CSRFError) -> Page:
    """The proof that one of our own pages was sent is missing or old; the browser may have dropped its cookie."""
    if not is_from_our_pages(request):
        return render_template("errors/403.html", side="public"), FORBIDDEN
    recognise()
    return not_saved("over" if state() is State.OVER else "forged", FORGED)
