"""Another language, and away from here: both are buttons of the page's own form, so both keep what was typed."""

from flask import current_app, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from participation.answering.information import OWN_PAGE
from participation.answering.keeping import LEVEL, closed, draft_of, is_closed, keep_page, own_draft, two_versions
from participation.answering.offers import levels, offered
from participation.answering.pages import CHECK, MAP, comes_from, page_address, where_to_go_on
from participation.answering.rescue import Page, StorageFailed, may_write
from participation.answering.visits import VisitState, cookie, note_presence, state, visit
from participation.config import Config
from participation.invitations.actions import end_visit, touch
from participation.questionnaires.path import may_visit
from participation.service.questionnaires import library
from participation.submissions.drafts import Keep, TwoTabs, save_sharing, switch_level
from participation.web import errors, languages

PAGES = ("officer", "lock", "after")
"""Pages of a visit on which nothing is typed that has to be kept."""
FORGET = '"cache", "cookies", "storage"'


def tongues() -> Page:
    """Every language by its own name, and in each the way to an interpreter; then back to where somebody was."""
    came_from = request.args.get("back", "")
    back = came_from if OWN_PAGE.fullmatch(came_from) else ""
    return render_template("public/languages.html", back=back, is_visit=state() is VisitState.OPEN)


@may_write
def language() -> Page:
    """Go on in another language, on the page where the child is, with everything that was typed.

    Where none is chosen yet: keep what was typed, and show them all.
    """
    chosen = request.form.get(languages.FIELD, "")
    spoken = languages.spoken_or_english(chosen) if chosen else languages.current()
    session[languages.FIELD] = spoken.code
    languages.choose(spoken)
    purpose, page_id = request.form.get("purpose", ""), request.form.get("page", "")
    if page_id:
        if is_closed(purpose):
            return closed()
        try:
            keep_page(draft_of(purpose), page_id)
        except TwoTabs as two:
            return two_versions(two)
    if request.form.get("to") == CHECK and purpose and not is_closed(purpose):
        save_sharing(draft_of(purpose), request.form)
    if state() is VisitState.WRITE_ONLY:
        return render_template("public/saved.html")
    touch(visit(), spoken.code)
    here = request.form.get("back", "")
    here = here if OWN_PAGE.fullmatch(here) else _same_page(purpose, page_id)
    return redirect(here if chosen else url_for(".tongues", back=here.partition("?")[0]), 303)


@may_write
def level() -> Page:
    """Go on with other questions about the same, with what was answered so far."""
    purpose, page_id = request.form.get("purpose", ""), request.form.get("page", "")
    if is_closed(purpose):
        return closed()
    try:
        if page_id:
            keep_page(draft_of(purpose), page_id)
    except TwoTabs as two:
        return two_versions(two)
    if state() is VisitState.WRITE_ONLY:
        return render_template("public/saved.html")
    chosen = request.form.get("level", "")
    if chosen in levels():
        session[LEVEL] = chosen
    if purpose:
        return redirect(_at_level(purpose, page_id, chosen), 303)
    _all_at_level(chosen)
    return redirect(url_for(".home"), 303)


def _all_at_level(chosen: str) -> None:
    """Whatever was begun, where that level is written; what was not begins there by itself."""
    for purpose in offered(visit().invitation):
        if chosen in library().levels(purpose):
            switch_level(own_draft(purpose), chosen)


def _at_level(purpose: str, page_id: str, chosen: str) -> str:
    """That page where this level has it, else where to go on."""
    draft = draft_of(purpose)
    if chosen in library().levels(purpose):
        draft = switch_level(draft, chosen)
    page = next((page for page in draft.questionnaire.pages if page.id == page_id), None)
    if page and comes_from() != MAP and may_visit(draft.questionnaire, draft.answers, page):
        return page_address(purpose, page_id)
    return where_to_go_on(draft)


def _same_page(purpose: str, page_id: str) -> str:
    if page_id:
        return page_address(purpose, page_id)
    to = request.form.get("to")
    if to in (MAP, CHECK, "done") and purpose:
        return url_for(f".{to}", purpose=purpose)
    return url_for(f".{to}", purpose=purpose or None) if to in PAGES else url_for(".home")


def leave() -> Response:
    """Save what stands on the page, end the visit, and go somewhere neutral. Nothing may keep somebody here."""
    note_presence()
    if state() is not VisitState.OVER and request.form.get("page") and _is_own_letter():
        try:
            keep_page(own_draft(request.form.get("purpose", "")), request.form["page"], Keep.BOTH)
        except (StorageFailed, HTTPException, LookupError) as error:
            errors.note(error)
    return gone()


def _is_own_letter() -> bool:
    return request.form.get("ref") == visit().invitation_id


def gone() -> Response:
    """The visit has ended, and this browser is asked to forget it."""
    try:
        end_visit(cookie())
    except StorageFailed as error:
        errors.note(error)
    session.clear()
    config: Config = current_app.extensions["config"]
    response = redirect(config.leave_url, 303)
    response.headers["Clear-Site-Data"] = FORGET
    return response
