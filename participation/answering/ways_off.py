"""Another language, and away from here: both are buttons of the page's own form, so both keep what was typed."""

from flask import current_app, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from participation.answering.keeping import closed, draft_of, is_closed, keep_page, own_draft, two_versions
from participation.answering.pages import page_address
from participation.answering.rescue import Page, StorageFailed, may_write
from participation.answering.visits import VisitState, cookie, note_presence, state, visit
from participation.config import Config
from participation.invitations.actions import end_visit, touch
from participation.submissions.drafts import Keep, TwoTabs
from participation.web import languages
from participation.web.log import LOG

PAGES = ("officer", "lock", "after")
"""Pages of a visit on which nothing is typed that has to be kept."""
FORGET = '"cache", "cookies", "storage"'


@may_write
def language() -> Page:
    """Go on in another language, on the page where the child is, with everything that was typed."""
    spoken = languages.spoken_or_english(request.form.get("language", ""))
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
    if state() is VisitState.WRITE_ONLY:
        return render_template("public/saved.html")
    touch(visit(), spoken.code)
    return redirect(_same_page(purpose, page_id), 303)


def _same_page(purpose: str, page_id: str) -> str:
    if page_id:
        return page_address(purpose, page_id)
    to = request.form.get("to")
    if to in ("check", "done") and purpose:
        return url_for(f".{to}", purpose=purpose)
    return url_for(f".{to}" if to in PAGES else ".home")


def leave() -> Response:
    """Save what stands on the page, end the visit, and go somewhere neutral. Nothing may keep somebody here."""
    note_presence()
    if state() is not VisitState.OVER and request.form.get("page") and _is_own_letter():
        try:
            keep_page(own_draft(request.form.get("purpose", "")), request.form["page"], Keep.BOTH)
        except (StorageFailed, HTTPException, LookupError) as error:
            LOG.error("%s in %s", type(error).__name__, request.endpoint)
    return gone()


def _is_own_letter() -> bool:
    return request.form.get("ref") == visit().invitation_id


def gone() -> Response:
    """The visit has ended, and this browser is asked to forget it."""
    try:
        end_visit(cookie())
    except StorageFailed as error:
        LOG.error("%s in %s", type(error).__name__, request.endpoint)
    session.clear()
    config: Config = current_app.extensions["config"]
    response = redirect(config.leave_url, 303)
    response.headers["Clear-Site-Data"] = FORGET
    return response
