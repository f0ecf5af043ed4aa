"""The settings, on one page with one button."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.casework.queries import missed_lately
from participation.config import Config
from participation.permissions.gaps import CAN_BE_ALERTED, Plan, Reach
from participation.service.chosen import Service
from participation.settings import wording
from participation.settings.actions import ChangedMeanwhile, edition_of, save, stored
from participation.settings.forms import SettingsForm, given
from participation.settings.reminder_fields import who_is_reminded
from participation.settings.rules import Correction, of_absences, problems
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role, Staff
from participation.staff.navigation import Place, shows
from participation.staff.queries import absences_from, can_be_alerted

blueprint = Blueprint("settings", __name__)
shows(
    blueprint,
    Place(
        "settings",
        # L10N: staff navigation
        lazy_pgettext("staff", "Settings"),
        frozenset({Role.MANAGER}),
        # L10N: under "More", what is to be found behind "Settings"
        about=lazy_pgettext("staff", "Numbers for children, hours, the duty rota, what is due when."),
    ),
)

Page = str | Response | tuple[str, int]
MISSED_SHOWN = 20


@blueprint.get("/settings")
@for_roles(Role.MANAGER)
def settings() -> Page:
    """Everything that is set."""
    known = stored()
    return _page(SettingsForm(formdata=None, edition=edition_of(known), data=given(known)), known)


@blueprint.post("/settings")
@for_roles(Role.MANAGER)
def change() -> Page:
    """Keep it all, or show what has to be put right."""
    known, people = stored(), can_be_alerted(CAN_BE_ALERTED)
    form = SettingsForm()
    form.offer(people)
    wanted = form.settings(known, clock.today(), staff().name)
    form.validate()
    for problem in _problems(known, wanted, people):
        form.place(problem)
    if any(form.wrong()):
        return _page(form, known), 422
    try:
        save(staff(), wanted, form.edition.data or "")
    except ChangedMeanwhile:
        form.edition.data = edition_of(known)
        return _page(form, known, _changed()), 409
    # L10N: settings page, after saving
    flash(pgettext("staff", "Saved."), "well")
    return redirect(url_for("staff.settings.settings"), 303)


def _problems(known: Service, wanted: Service, people: Sequence[Staff]) -> Iterator[Correction]:
    config: Config = current_app.extensions["config"]
    today, reach = clock.today(), Reach.of(people, has_texts=bool(config.text_gateway))
    absences = absences_from(today)
    yield from problems(wanted, reach)
    yield from of_absences(Plan(known, absences), Plan(wanted, absences), reach, today)


def _changed() -> str:
    # L10N: settings page: two managers have changed the settings at the same time
    words = pgettext(
        "staff", "Somebody else has changed the settings since you opened this page. To keep yours instead, save again."
    )
    return str(words)


def _page(form: SettingsForm, known: Service, changed: str = "") -> str:
    form.offer(can_be_alerted(CAN_BE_ALERTED))
    wrong = list(form.wrong())
    missed = missed_lately(MISSED_SHOWN)
    return render_template(
        "staff/settings.html",
        form=form,
        known=known,
        wrong=wrong,
        changed=changed,
        missed=missed,
        wording=wording,
        who_is_reminded=who_is_reminded,
    )
