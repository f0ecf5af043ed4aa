"""The pages of whoever checks a language: they show invented people alone, and keep opinions alone."""

from typing import Any

from flask import Blueprint, Flask, abort, g, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from participation.proofreading.actions import judge, open_link
from participation.proofreading.models import Proofreading
from participation.proofreading.progress import HowFar, progress_of
from participation.proofreading.queries import judgements_of, open_on
from participation.proofreading.saying import Card, posted, said, shown
from participation.proofreading.texts import Screens, isolated, unpacked
from participation.proofreading.wording import problem_words
from participation.staff.guard import open_to_anyone
from participation.translating.known import LANGUAGES

ADDRESS, COOKIE = "/staff/words", "words"
COOKIE_FIELD = "proofreading"
NOT_RIGHT, USED = 422, 410

blueprint = Blueprint("proofreading", __name__, url_prefix="/words")


def init_app(app: Flask) -> None:
    """A cookie of its own, which no page of staff or children looks at."""
    app.config["OWN_COOKIES"][ADDRESS] = COOKIE
    app.jinja_env.filters.update(problem_words=problem_words, isolated=isolated)


@blueprint.get("")
@open_to_anyone
def door() -> str:
    """Where the link leads: its secret stands after the #, so no server is sent it before somebody presses Start."""
    return render_template("proofreading/door.html", is_open=_found() is not None, is_used=False)


@blueprint.post("/start")
@open_to_anyone
def start() -> Any:
    """Open the link on this phone, and on no other from now on."""
    if cookie := open_link(_secret(request.form.get("link", ""))):
        session.clear()
        session[COOKIE_FIELD] = cookie
        session.permanent = True
    elif _found() is None:
        return render_template("proofreading/door.html", is_open=False, is_used=True), USED
    return redirect(url_for(".overview"), 303)


def _secret(typed: str) -> str:
    return typed.rpartition("#")[2].strip()


@blueprint.get("/screens")
@open_to_anyone
def overview() -> Any:
    """How far it is, and every screen."""
    found = _found()
    if found is None:
        return _away()
    screens = unpacked(found.screens)
    return render_template("proofreading/overview.html", **_about(found), progress=_progress(found, screens))


@blueprint.get("/screens/<int:at>")
@open_to_anyone
def screen(at: int) -> Any:
    """One screen, and its texts."""
    found = _found()
    if found is None:
        return _away()
    screens = _screens(found, at)
    return _page(found, screens, at, shown(screens.on(at), _kept(found)))


@blueprint.post("/screens/<int:at>")
@open_to_anyone
def say(at: int) -> Any:
    """Keep what is said of it, and go on; what has something wrong with it is shown again."""
    found = _found()
    if found is None:
        return _away()
    screens, form = _screens(found, at), request.form
    cards = posted(
        LANGUAGES[found.code], shown(screens.on(at), _kept(found)), form, rest_is_right=form.get("go") == "rest"
    )
    judge(found, said(cards))
    if any(card.problem for card in cards):
        return _page(found, screens, at, cards), NOT_RIGHT
    wanted = form.get("to", "")
    if wanted.isdecimal() and int(wanted) in screens.home_of:
        return redirect(_address_of(screens, int(wanted)), 303)
    following = _progress(found, screens).next_after(at)
    return redirect(url_for(".overview") if following is None else url_for(".screen", at=following), 303)


@blueprint.get("/texts/<int:number>")
@open_to_anyone
def text(number: int) -> Any:
    """The screen on which a text is asked about."""
    found = _found()
    if found is None:
        return _away()
    screens = unpacked(found.screens)
    if number not in screens.home_of:
        abort(404)
    return redirect(_address_of(screens, number), 303)


def _address_of(screens: Screens, number: int) -> str:
    return url_for(".screen", at=screens.home_of[number], _anchor=f"text_{number}")


def _found() -> Proofreading | None:
    if "proofreading" not in g:
        g.proofreading = open_on(str(session.get(COOKIE_FIELD, "")))
    found: Proofreading | None = g.proofreading
    return found


def _away() -> Response:
    return redirect(url_for(".door"), 303)


def _screens(found: Proofreading, at: int) -> Screens:
    screens = unpacked(found.screens)
    if at >= len(screens.screens):
        abort(404)
    return screens


def _kept(found: Proofreading) -> dict[str, Any]:
    return {each.key: each for each in judgements_of(found)}


def _progress(found: Proofreading, screens: Screens) -> HowFar:
    return progress_of(screens, _kept(found))


def _about(found: Proofreading) -> dict[str, Any]:
    return {"spoken": LANGUAGES[found.code], "proofreading": found}


def _page(found: Proofreading, screens: Screens, at: int, cards: tuple[Card, ...]) -> str:
    seen = screens.screens[at]
    inside = render_template(
        "proofreading/inside.html",
        **_about(found),
        body=Markup(seen.body),  # noqa: S704 - a page of ours, with invented people
        styles=seen.styles,
    )
    return render_template(
        "proofreading/screen.html",
        **_about(found),
        screen=seen,
        at=at,
        cards=cards,
        inside=inside if seen.body else "",
        progress=_progress(found, screens),
    )
