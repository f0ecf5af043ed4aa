"""Every public address. Letters are printed with them, so what stands here stays."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request
from werkzeug.routing import PathConverter

from participation.answering import (
    after,
    complaining,
    contact,
    greeting,
    home,
    information,
    interpret,
    lock,
    meeting,
    officer,
    own_files,
    pages,
    rescue,
    sending,
    start,
    ways_off,
)
from participation.answering.visits import recognise
from participation.web.security import CONTENT_SECURITY_POLICY, csrf, is_from_our_pages, side


class Astray(PathConverter):
    """The square's address with more behind it than there should be, or in a capital letter; no other word."""

    regex = r"[sS](?s:[^A-Za-z0-9_].*)?"
    part_isolating = False


blueprint = Blueprint("answering", __name__)
blueprint.record_once(lambda setup: setup.app.url_map.converters.update(astray=Astray))
blueprint.before_request(recognise)
# Nothing is at stake before there is a visit, and the page that the square opens sets no cookie.
csrf.exempt(start.start)
csrf.exempt(greeting.greeting)
# Nor may a cookie that was dropped keep somebody from asking for help; `security` refuses what other sites send.
csrf.exempt(contact.ask)
# An interpreter has no cookie: the secret stands in each form.
csrf.exempt(interpret.show_texts)
csrf.exempt(interpret.keep_english)

blueprint.get("/")(start.front)
blueprint.get("/s")(start.scan)
blueprint.get("/<astray:rest>")(start.astray)
blueprint.post("/greeting")(greeting.greeting)
blueprint.post("/start")(start.start)
blueprint.get("/home")(home.home)
blueprint.get("/answer/<purpose>", endpoint="map")(pages.the_map)
blueprint.get("/answer/<purpose>/<page_id>")(pages.page)
blueprint.post("/answer/<purpose>/<page_id>")(pages.save)
blueprint.get("/answer/<purpose>/check")(sending.check)
blueprint.post("/answer/<purpose>/send")(sending.send)
blueprint.get("/answer/<purpose>/done")(sending.done)
blueprint.get("/lock")(lock.lock)
blueprint.post("/lock", endpoint="press_lock")(lock.press)
blueprint.get("/after")(after.after)
blueprint.post("/after", endpoint="press_after")(after.press)
blueprint.get("/meeting")(meeting.meeting)
blueprint.post("/meeting", endpoint="press_meeting")(meeting.press)
blueprint.get("/choose")(meeting.choices)
blueprint.post("/choose")(meeting.choose)
blueprint.get("/meeting.ics")(meeting.calendar)
blueprint.get("/officer")(officer.officer)
blueprint.get("/officer/photo")(officer.photo)
blueprint.get("/people/<person_id>/face")(officer.face)
blueprint.get("/officer/drawn/<name>.svg")(officer.drawing)
blueprint.get("/clips/<path:name>")(own_files.clip)
blueprint.get("/symbols/<path:name>")(own_files.symbol)
blueprint.get("/languages")(ways_off.tongues)
blueprint.post("/language")(ways_off.language)
blueprint.post("/level")(ways_off.level)
blueprint.post("/leave")(ways_off.leave)
blueprint.get("/contact")(contact.contact)
blueprint.post("/contact")(contact.ask)
blueprint.get("/interpret")(interpret.interpret)
blueprint.post("/interpret")(interpret.show_texts)
blueprint.post("/interpret/english")(interpret.keep_english)
blueprint.get("/complain")(complaining.write_complaint)
blueprint.post("/complain")(complaining.send_complaint)
blueprint.get("/we-did")(complaining.we_did)
blueprint.get("/help")(information.help_now)
blueprint.get("/privacy")(information.privacy)
blueprint.get("/accessibility")(information.accessibility)


@blueprint.errorhandler(Exception)
def give_back(error: Exception) -> rescue.Page:
    """Nobody is kept from leaving; everybody else gets their words back."""
    if request.endpoint == "answering.leave" and is_from_our_pages(request):
        return ways_off.gone()
    return rescue.give_back(error)


@blueprint.after_request
def lead_without_words(response: Response) -> Response:
    """No browser shows what a redirect says, so it says nothing."""
    if response.location:
        response.set_data(b"")
    return response


@blueprint.after_app_request
def let_leave(response: Response) -> Response:
    """A browser counts the page that Leave leads to as a target of our forms, on a page for no address too."""
    if response.location or side() != "public":
        return response
    away = urlsplit(current_app.extensions["config"].leave_url)
    policy = CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self' {away.scheme}://{away.netloc}")
    response.headers["Content-Security-Policy"] = policy
    return response
