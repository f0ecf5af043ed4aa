"""Printing, once and knowing what it ends; the code that is read out; and where each letter is."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import npgettext, pgettext
from werkzeug.wrappers import Response as AnyResponse

from participation import clock
from participation.invitations.models import Invitation
from participation.invitations.queries import open_letters
from participation.invitations.secrets import spaced
from participation.letters.actions import KEPT, POSTED, RETURNED, UNMARKED, mark_sheets
from participation.letters.by_mail import ask_for_mail, can_be_mailed
from participation.letters.envelopes import ENVELOPES, Addressed, few_lines
from participation.letters.once import MOST, WantedLetters, draw, key_of, lookup_of, result
from participation.letters.printing import address_to_type, can_be_signed, name_of
from participation.letters.queries import losses_of, run_of, sheets_of
from participation.reviews.narrowing import Narrowing
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role

KEY_FIELD = "printing"
"""In the browser's cookie: what opens the file that it asked for last."""
REPLACES_FIELD = "replaces"
"""Beside it: whether anybody had a letter on paper that opens nothing now."""
STOPPED = timedelta(minutes=1)
"""Nothing was drawn for so long: the server that drew has gone."""
LOOKS_EVERY = 2
"""Seconds."""
ALL, SPARING = "all", "sparing"
"""Print each, or leave those on which somebody is writing."""
PAPER, TELEPHONE, MAIL = "paper", "telephone", "mail"
"""How a letter reaches somebody."""

blueprint = Blueprint("printing", __name__)

Page = str | AnyResponse | tuple[str, int]


@blueprint.post("/letters/print")
@for_roles(Role.SUPPORT)
def print_letters() -> Page:
    """The letters that were ticked, or one; what a new letter would end is said first, and asked once."""
    return _printed(read_out=False)


@blueprint.post("/letters/telephone")
@for_roles(Role.SUPPORT)
def read_out() -> Page:
    """A new code for one letter, to be read out on the telephone; whatever is on paper stops opening."""
    return _printed(read_out=True)


def _printed(*, read_out: bool) -> Page:
    ids = _ids()[:1] if read_out else _ids()
    asked = [each for each in open_letters(ids) if can_be_signed(each) and (each.has_secrets or not read_out)]
    sure, key = request.form.get("sure", ""), key_of(request.form.get("key", ""), ids)
    if not asked:
        return redirect(_back(), 303)
    if run_of(lookup_of(key)) is None:
        if not sure and any(each.printings for each in asked):
            return _asking(asked, TELEPHONE if read_out else PAPER)
        if sure == SPARING:
            asked = _spared(asked)
        sheets = sheets_of(asked)
        on_paper = (
            each for each in asked if each.printings and not (each.id in sheets and sheets[each.id].read_out_at)
        )
        session[REPLACES_FIELD] = any(on_paper)
        ends_locks = bool(request.form.get("ends_locks"))
        addressed = None if read_out else _addressed(each.id for each in asked)
        draw(key, staff().id, WantedLetters([each.id for each in asked], ends_locks, read_out, addressed))
    session[KEY_FIELD] = key
    made = None if read_out else result(key)
    return _file(made) if made else redirect(url_for(".printing"), 303)


def _spared(asked: Sequence[Invitation]) -> list[Invitation]:
    """Without those on which somebody is writing."""
    losses = losses_of(asked)
    return [each for each in asked if each.id not in losses or losses[each.id].draft_saved_at is None]


@blueprint.post("/letters/mail")
@for_roles(Role.SUPPORT)
def mail() -> Page:
    """The ticked letters of adults with an address go as a link by mail; what that would end is said first."""
    ticked = open_letters(_ids())
    asked, sure = [each for each in ticked if can_be_mailed(each)], request.form.get("sure", "")
    if not sure and any(each.printings for each in asked):
        return _asking(asked, MAIL)
    count = ask_for_mail(staff().id, _spared(asked) if sure == SPARING else asked)
    # L10N: to support, after a press: how many letters will be mailed as a link
    words = [npgettext("staff", "%(num)d letter goes by mail.", "%(num)d letters go by mail.", count)]
    if count:
        # L10N: to support, after "2 letters go by mail."
        words.append(pgettext("staff", "In the hours of the service: until then they can still be printed instead."))
    if rest := len(ticked) - count:
        # L10N: to support, after "2 letters go by mail.": children, and adults without an address or just written to
        words.append(npgettext("staff", "%(num)d other does not.", "%(num)d others do not.", rest))
    flash(" ".join(words), "well" if count else "wait")
    return redirect(_back(), 303)


def _asking(asked: Sequence[Invitation], way: str) -> str:
    losses = losses_of(asked)
    drafts = sum(loss.draft_saved_at is not None for loss in losses.values())
    return render_template(
        "staff/letters_again.html",
        asked=asked,
        losses=losses,
        drafts=drafts,
        has_locks=any(loss.locked_at for loss in losses.values()),
        is_lost=any(each.is_lost for each in asked),
        way=way,
        key=request.form.get("key", ""),
        back=_back(),
        name_of=name_of,
        for_windows={name: request.form[name] for name in request.form if name == "envelope" or name[:3] == "to_"},
    )


@blueprint.get("/letters/printing")
@for_roles(Role.SUPPORT)
def printing() -> Page:
    """How far the letters are that this browser asked for last; the code, where one is to be read out."""
    key = str(session.get(KEY_FIELD, ""))
    run = run_of(lookup_of(key))
    if run is None:
        return redirect(url_for("staff.letters.letters"), 303)
    made = result(key)
    is_stopped = run.ended_at is None and clock.now() - run.moved_at > STOPPED
    page = Response(
        render_template(
            "staff/letters_printing.html",
            run=run,
            is_there=made is not None,
            is_stopped=is_stopped,
            replaces=session.get(REPLACES_FIELD, True),
            code=spaced(made.decode()) if made and run.is_read_out else "",
            address=address_to_type(),
            kept_until=run.begun_at + KEPT,
        )
    )
    if run.ended_at is None and not is_stopped:
        page.headers["Refresh"] = str(LOOKS_EVERY)
    return page


@blueprint.get("/letters/printing/file")
@for_roles(Role.SUPPORT)
def file() -> Page:
    """The file once more: for an hour, and for the browser that asked for it."""
    key = str(session.get(KEY_FIELD, ""))
    run, made = run_of(lookup_of(key)), result(key)
    if run is None or run.is_read_out or made is None:
        return redirect(url_for(".printing"), 303)
    return _file(made)


@blueprint.post("/letters/marks")
@for_roles(Role.SUPPORT)
def mark() -> Page:
    """Letters were posted, or came back; or a mark was wrong."""
    what = request.form.get("mark", "")
    if what not in (POSTED, RETURNED, UNMARKED):
        abort(400)
    count = mark_sheets(staff().id, open_letters(_ids()), what)
    words = {
        # L10N: to support, after a press: how many letters are marked now
        POSTED: npgettext(
            "staff", "%(num)d letter is marked as posted.", "%(num)d letters are marked as posted.", count
        ),
        # L10N: to support, after a press: how many letters are marked now as sent back by the post
        RETURNED: npgettext("staff", "%(num)d letter came back.", "%(num)d letters came back.", count),
        # L10N: to support, after a press: how many letters are marked no longer
        UNMARKED: npgettext("staff", "%(num)d mark is taken off.", "%(num)d marks are taken off.", count),
    }
    flash(words[what], "well" if count else "wait")
    return redirect(_back(), 303)


def _ids() -> list[str]:
    """One letter whose own button was pressed, else all that are ticked."""
    return [request.form["only"]] if "only" in request.form else request.form.getlist("of")[:MOST]


def _addressed(ids: Iterable[str]) -> Addressed | None:
    """The addresses that came with the form, for envelopes with windows. They are on nothing but the paper."""
    envelope = ENVELOPES.get(request.form.get("envelope", ""))
    if envelope is None:
        return None
    typed = {id: request.form.get(f"to_{id}", "") for id in ids}
    return Addressed(envelope, {id: few_lines(lines.splitlines()) for id, lines in typed.items() if lines})


def _back() -> str:
    return url_for("staff.letters.letters", **Narrowing.read(request.args).fields)


def _file(made: bytes) -> Response:
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="letters-{clock.today()}.pdf"'
    return response
