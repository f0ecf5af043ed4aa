"""The way in: by the square on the letter, or by the code below it."""

from flask import redirect, render_template, request, session, url_for
from flask_wtf.csrf import generate_csrf

from participation import clock
from participation.answering.moved import moved, moved_token
from participation.answering.rescue import Page, in_a_moment
from participation.answering.visits import COOKIE_FIELD, VisitState, cookie, state
from participation.invitations.actions import is_over, open_with_code, open_with_token
from participation.invitations.behind_code import BehindCode, behind_code
from participation.invitations.models import Invitation
from participation.invitations.queries import invitation_by_token
from participation.invitations.secrets import CODE_LENGTH, Misread, digits_in, read_code, read_token
from participation.invitations.tries import CountedTry, TooManyTries, give_back, refuse_early, take_try
from participation.sealing.of_this_app import keyring
from participation.sealing.slow_hash import FOR_CODES, QueueIsFull
from participation.translating.known import Language
from participation.web import compression, languages
from participation.web.throttle import source_of

UNKNOWN = 404
FINISHED = 410
MISTYPED = 422
TOO_OFTEN = 429


def front() -> Page:
    """What this is, and the box for the typed code."""
    return _front()


def _front(typed: str = "", problem: str = "") -> str:
    return render_template(
        "public/front.html",
        guest=None,
        typed=typed,
        problem=problem,
        digits=digits_in(typed),
        chosen=_chosen() or None,
        is_open=state() is VisitState.OPEN,
        was_open=state() is not VisitState.OPEN and bool(cookie()),
        refuses_cookies=request.args.get("cookies") == "off" and not cookie(),
    )


def scan() -> Page:
    """Where the square leads: the same bytes for everybody; the secret stays after the #."""
    compression.the_same_for_everybody()
    return render_template("public/scan.html", guest=None)


def astray(rest: str) -> Page:
    """Away from an address that was retyped, cut or encoded. A secret in it is not read: it must not stay there.

    What stands after the # a browser carries on by itself.
    """
    return redirect(url_for(".scan"), 303)


def start() -> Page:
    """Open a visit."""
    chosen = _chosen()
    if chosen:
        languages.choose(chosen)
    sent = request.form.get("token") or request.form.get("code", "")
    # Either may stand in either box. A number is a code with digits too many: nobody draws a token without a letter.
    token = read_token(sent)
    if token and not token.isdecimal():
        return _start_with_token(token)
    if request.form.get("token") and isinstance(read_code(sent), Misread):
        # What cannot be a token is looked for too, so that the time tells nobody anything.
        return _start_with_token("")
    return _start_with_code(sent)


def _chosen() -> Language | None:
    """The language that somebody chose before the letter said which one is theirs."""
    code = request.form.get(languages.FIELD) or request.args.get(languages.FIELD)
    return languages.spoken_or_english(code) if code else None


def _start_with_token(token: str) -> Page:
    invitation = invitation_by_token(token)
    if invitation is None:
        return moved_token(token) or _unknown()
    language = language_of(invitation)
    return _finished(invitation) or _opened(open_with_token(invitation, token, language), language)


def _start_with_code(typed: str) -> Page:
    code = read_code(typed)
    if code is Misread.WRONG_CHECK_DIGIT:
        return _front(typed, problem="mistyped"), MISTYPED
    if isinstance(code, Misread):
        return _miscounted(typed) if typed.strip() else _unknown()
    source = source_of(request.remote_addr or "", keyring().secret("pepper"))
    try:
        counted, found = _tried(code, source)
    except TooManyTries as refused:
        return render_template("public/wait.html", minutes=refused.minutes), TOO_OFTEN
    except QueueIsFull:
        return in_a_moment(render_template("public/moment.html", typed=typed, chosen=_chosen()))
    if found is None:
        return _unknown(typed)
    give_back(counted)
    if found.invitation is None:
        return moved(found.moved_to, code, is_typed=True)
    language = language_of(found.invitation)
    return _finished(found.invitation) or _opened(open_with_code(found.invitation, found.key, language), language)


def _tried(code: str, source: str) -> tuple[CountedTry, BehindCode | None]:
    """What a code opens; one try, with however many peppers. Raises TooManyTries, QueueIsFull."""
    FOR_CODES.knock()
    refuse_early(source)
    with FOR_CODES.turn():
        return take_try(source), behind_code(code)


def language_of(invitation: Invitation) -> str:
    """The code of the language in which whoever holds this letter is spoken to."""
    return (_chosen() or _of_letter(invitation)).code


def _of_letter(invitation: Invitation) -> Language:
    """Lists say English where nobody knows better: then a phone that asks for another language knows."""
    own = languages.own_or_english(invitation.language)
    return own if own.code != "en" else languages.spoken_or_english(languages.of_this_browser())


def _miscounted(typed: str) -> Page:
    """No code at all: what stands there is kept, and it is said what is wrong with it."""
    return _front(typed, problem="mistyped" if digits_in(typed) == CODE_LENGTH else "count"), UNKNOWN


def _unknown(typed: str = "") -> Page:
    return render_template("public/unknown.html", typed=typed, chosen=_chosen()), UNKNOWN


def _finished(invitation: Invitation) -> Page | None:
    if not is_over(invitation, clock.today()):
        return None
    languages.choose(_chosen() or _of_letter(invitation))
    return render_template("public/finished.html", is_ended=invitation.is_ended), FINISHED


def _opened(cookie_token: str, language: str) -> Page:
    session.clear()
    session[COOKIE_FIELD] = cookie_token
    session[languages.FIELD] = language
    generate_csrf()  # now, so that the cookie is set once
    if "interpreter" in request.args:
        return redirect(url_for(".contact", interpreter=1), 303)
    return redirect(url_for(".home"), 303)
