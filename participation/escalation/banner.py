"""What every staff page says first: who waits to be contacted, or that alerts may not get through."""

from dataclasses import dataclass

from flask import Flask, current_app, g, url_for
from flask_babel import lazy_pgettext, npgettext, pgettext

from participation import clock, service
from participation.audit.queries import newest
from participation.contact.queries import how_many_are_left, how_many_wait, may_see_today
from participation.escalation.actions import HEARTBEAT, UNREAD, is_asleep, is_heartbeat_missing
from participation.escalation.advocates import UNANSWERED
from participation.outbox.mail import URGENT, WAITING, Subject, leads
from participation.outbox.queries import refused
from participation.service.rota import on_duty
from participation.staff.models import Role, Staff
from participation.staff.navigation import is_demo
from participation.staff.queries import absences_of_the_page, address_of

CONTACT, ALARMS = "staff.contact.contacts", "staff.escalation.alarms"
MORNING = Subject(
    # L10N: subject of a mail that is sent each morning to try whether alerts arrive
    lazy_pgettext("staff", "This morning’s test of the alerts"),
    # L10N: a mail to staff, sent each morning; %(address)s is where to confirm that it has arrived, %(head)s a number
    # and letters: with them one can see later whether the record of who opened what was cut
    lazy_pgettext(
        "staff",
        "This is a test. Please say by 9:15 that it has reached you: %(address)s\n"
        "Please keep this mail. The record of who opened what ends with %(head)s",
    ),
    lambda: {"head": str(newest())},
)
_ROTA = "rota_is_set_by"


@dataclass(frozen=True)
class Alarm:
    """One sentence, and what its reader can do about it; `address` leads there, or to the page that says it."""

    sentence: str
    to_do: str
    where: str = ""
    """The page on which its reader can do something themselves; empty where they have none."""
    is_red: bool = True

    @property
    def address(self) -> str:
        """A page that its reader may open."""
        return self.where or url_for(ALARMS)


def alarms() -> list[Alarm]:
    """For whoever is signed in."""
    who: Staff | None = g.get("staff")
    if who is None:
        return []
    return [*_waiting(who), *_left(who), *_not_getting_through(who), *_refused(who)]


def _waiting(who: Staff) -> list[Alarm]:
    waiting = how_many_wait(who)
    if not waiting:
        return []
    # L10N: in red on every staff page: somebody asked to be contacted, and nobody on duty has acknowledged it
    sentence = npgettext(
        "staff", "%(num)d person waits to be contacted.", "%(num)d people wait to be contacted.", waiting
    )
    if may_see_today(who):
        # L10N: to whoever is on duty, on the page about alarms: what to do about it
        return [Alarm(sentence, pgettext("staff", "Take it on, and talk to them."), url_for(CONTACT))]
    # L10N: to whoever is not on duty, on the page about alarms: what to do about it
    to_do = pgettext("staff", "Only who is on duty and managers can open it. Please tell one of them.")
    return [Alarm(sentence, to_do)]


def _left(who: Staff) -> list[Alarm]:
    left = how_many_are_left(who) if may_see_today(who) else 0
    if not left:
        return []
    # L10N: on every page of whoever took on such requests and has not pressed "I have talked to them" yet
    sentence = npgettext(
        "staff",
        "You took on %(num)d request to be contacted and have not talked to them yet.",
        "You took on %(num)d requests to be contacted and have not talked to them yet.",
        left,
    )
    # L10N: to whoever took on a request to be contacted, on the page about alarms: what to do about it
    return [Alarm(sentence, pgettext("staff", "Talk to them, and say so on its page."), url_for(CONTACT), is_red=False)]


def _not_getting_through(who: Staff) -> list[Alarm]:
    if is_demo():
        return []  # nobody invented reads mail
    if not on_duty(service.current(), clock.today(), absences_of_the_page()):
        # L10N: in red on every staff page
        words = pgettext("staff", "Alerts may not be working: nobody is on the duty rota.")
        # L10N: to staff, on the page about alarms: what to do about it
        to_do = pgettext("staff", "A manager puts people on the duty rota, on the page of settings. Please tell one.")
        return [Alarm(words, to_do, _settings(who))]
    if is_asleep():
        # L10N: in red on every staff page: the program that sends mail does not run; `participation worker` stays
        words = pgettext("staff", "Alerts may not be working: “participation worker” has not run for 15 minutes.")
        return [Alarm(words, _tell_the_operator())]
    if is_heartbeat_missing():
        # L10N: in red on every staff page: the mail that is sent each morning as a test was not confirmed
        words = pgettext("staff", "Alerts may not be working: nobody has confirmed this morning’s test by 9:15.")
        # L10N: to staff, on the page about alarms: what to do about it
        to_do = pgettext("staff", "Whoever is on duty looks for this morning’s mail, and opens the address in it.")
        return [Alarm(words, to_do)]
    return []


def _settings(who: Staff) -> str:
    return url_for(current_app.extensions[_ROTA]) if who.role == Role.MANAGER else ""


def _tell_the_operator() -> str:
    # L10N: to staff, on the page about alarms: what to do about something that none of them can mend
    words = pgettext(
        "staff", "Tell whoever runs this system. Until then look at your pages yourself: perhaps no mail comes."
    )
    return str(words)


def _refused(who: Staff) -> list[Alarm]:
    if who.role not in (Role.MANAGER, Role.SUPPORT):
        return []
    found = {(address, notice.refusal) for notice in refused() if (address := _address(notice.to_staff_id))}
    # L10N: to managers and support: the mail server answered that it will never take mail to this address
    words = pgettext("staff", "Mail to %(address)s is refused (%(code)s). Please correct the address.")
    # L10N: to managers and support, on the page about alarms: what to do about a mail address that is refused
    to_do = pgettext(
        "staff",
        "That of the out-of-hours line stands on the page of settings. That of an account is put right by whoever runs"
        " this system: please tell them.",
    )
    return [Alarm(words % {"address": address, "code": code}, to_do, _settings(who)) for address, code in sorted(found)]


def _address(staff_id: str | None) -> str:
    return (address_of(staff_id) or "") if staff_id else service.current().out_of_hours_mail


def init_app(app: Flask, rota_is_set_by: str) -> None:
    """Let the base of every staff page ask; `rota_is_set_by` is the view that can mend an empty rota."""
    app.jinja_env.globals["alarms"] = alarms
    app.extensions[_ROTA] = rota_is_set_by
    leads(app, UNREAD, "/staff/unread", URGENT)
    leads(app, UNANSWERED, "/staff/unread", WAITING)
    leads(app, HEARTBEAT, "/staff/alerts/{id}", MORNING)
