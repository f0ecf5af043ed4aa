"""The child's walk, and every other respondent's: start, home, one page a question, check, send, done."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from participation import clock, languages
from participation.answering.visits import COOKIE_FIELD, cookie, recognise, root, visit, with_visit
from participation.invitations.actions import end_visit, is_over, open_with_code, open_with_token
from participation.invitations.models import Invitation
from participation.invitations.purposes import purposes
from participation.invitations.queries import invitation_by_code_lookup, invitation_by_token
from participation.invitations.secrets import Misread, code_secrets, read_code, read_token
from participation.library import translate
from participation.questionnaires.path import first_unanswered, may_visit, next_page, previous_page, step
from participation.security import csrf
from participation.submissions.actions import save_page, submit
from participation.submissions.queries import OpenDraft, open_draft, receipts_of
from participation.vault import keyring

blueprint = Blueprint("answering", __name__)
blueprint.before_request(recognise)

Page = str | Response | tuple[str, int]


@blueprint.get("/")
def front() -> Page:
    """What this is, and the box for the typed code."""
    return render_template("public/front.html")


@blueprint.get("/s")
def scan() -> Page:
    """Where the QR leads: the same bytes for everybody; the secret stays after the #."""
    return render_template("public/scan.html")


@blueprint.post("/start")
@csrf.exempt  # nothing is at stake before there is a visit, and a letter's address must work from any page
def start() -> Page:
    """Open a visit."""
    language = languages.spoken_or_english(request.form.get("language", "en"))
    languages.choose(language)
    opened = _opened(language.code)
    if opened is None:
        return render_template("public/unknown.html"), 404
    invitation, cookie_token = opened
    if is_over(invitation, clock.today()):
        return render_template("public/finished.html"), 410
    session.clear()
    session[COOKIE_FIELD] = cookie_token
    return redirect(url_for("answering.home"), 303)


def _opened(language: str) -> tuple[Invitation, str] | None:
    token = read_token(request.form.get("token", ""))
    if token:
        invitation = invitation_by_token(token)
        return (invitation, open_with_token(invitation, token, language)) if invitation else None
    code = read_code(request.form.get("code", ""))
    if isinstance(code, Misread):
        return None
    lookup, key = code_secrets(code, keyring().secret("pepper"))
    invitation = invitation_by_code_lookup(lookup)
    return (invitation, open_with_code(invitation, key, language)) if invitation else None


@blueprint.get("/home")
@with_visit
def home() -> Page:
    """What there is to do."""
    invitation = visit().invitation
    offered = purposes(invitation.respondent, invitation.review.meets_on, clock.today())
    drafts = [open_draft(invitation, purpose, root()) for purpose in offered]
    return render_template("public/home.html", drafts=drafts, receipts=receipts_of(invitation.id))


def _draft(purpose: str) -> OpenDraft:
    invitation = visit().invitation
    if purpose not in purposes(invitation.respondent, invitation.review.meets_on, clock.today()):
        abort(404)
    return open_draft(invitation, purpose, root())


@blueprint.get("/answer/<purpose>/<page_id>")
@with_visit
def page(purpose: str, page_id: str) -> Page:
    """One question."""
    draft = _draft(purpose)
    try:
        asked = draft.questionnaire.page(page_id)
    except KeyError:
        abort(404)
    if not may_visit(draft.questionnaire, draft.answers, asked):
        first = first_unanswered(draft.questionnaire, draft.answers)
        return redirect(url_for(".page", purpose=purpose, page_id=first.id) if first else url_for(".home"), 303)
    number = step(draft.questionnaire, draft.answers, asked)
    return render_template("public/question.html", draft=draft, page=asked, step=number, t=translate)


@blueprint.post("/answer/<purpose>/<page_id>")
@with_visit
def save(purpose: str, page_id: str) -> Page:
    """Keep the page, then go where the button says."""
    draft = _draft(purpose)
    asked = draft.questionnaire.page(page_id)
    go = request.form.get("go", "next")
    saved = save_page(visit().invitation, root(), purpose, page_id, request.form, keep_blank=go in ("next", "skip"))
    if go == "later":
        return redirect(url_for(".home"), 303)
    turn = previous_page if go == "back" else next_page
    after = turn(saved.questionnaire, saved.answers, asked)
    if after:
        return redirect(url_for(".page", purpose=purpose, page_id=after.id), 303)
    return redirect(url_for(".home") if go == "back" else url_for(".check", purpose=purpose), 303)


@blueprint.get("/answer/<purpose>/check")
@with_visit
def check(purpose: str) -> Page:
    """Everything that was answered, before it is sent."""
    draft = _draft(purpose)
    return render_template("public/check.html", draft=draft, lines=draft.answers.lines(draft.questionnaire, translate))


@blueprint.post("/answer/<purpose>/send")
@with_visit
def send(purpose: str) -> Page:
    """Send it, once, however often it is pressed."""
    _draft(purpose)
    submit(visit(), root(), purpose, request.form.get("draft", ""))
    return redirect(url_for(".done", purpose=purpose), 303)


@blueprint.get("/answer/<purpose>/done")
@with_visit
def done(purpose: str) -> Page:
    """Who reads it, and by when."""
    return render_template("public/done.html", purpose=purpose)


@blueprint.post("/leave")
def leave() -> Page:
    """End the visit and go somewhere neutral."""
    end_visit(cookie())
    session.clear()
    return redirect(url_for(".front"), 303)
