"""Who read what: for managers, and looking is recorded too."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_pgettext

from participation.audit.actions import RESPONDENT
from participation.audit_pages import wording
from participation.audit_pages.actions import note_looking
from participation.audit_pages.forms import LookForm
from participation.audit_pages.queries import A_PAGE, SYSTEM, Wanted, entries, objects_of, verdict
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.queries import every_staff
from participation.staff.wording import isolated, name_of

blueprint = Blueprint("audit_pages", __name__)
shows(
    blueprint,
    Place(
        "audit",
        # L10N: staff navigation, who opened what
        lazy_pgettext("staff", "Audit"),
        frozenset({Role.MANAGER}),
        # L10N: under "More", what is to be found behind "Audit"
        about=lazy_pgettext("staff", "Who opened what, and when."),
    ),
)


@blueprint.get("/audit")
@for_roles(Role.MANAGER)
def audit() -> tuple[str, int]:
    """Entries by child or review, staff and days, fifty a page. They hold nobody's words."""
    form = LookForm(request.args)
    form.offer(list(every_staff()))
    is_valid = form.validate()
    wanted = _wanted(form) if is_valid else Wanted()
    note_looking(staff(), wanted)
    found = entries(wanted)
    page = render_template(
        "staff/audit.html",
        form=form,
        shown=found[:A_PAGE],
        older=_older(found[A_PAGE - 1].entry.number) if len(found) > A_PAGE else "",
        verdict=verdict(whole="whole" in request.args),
        wording=wording,
        system=SYSTEM,
        respondent=RESPONDENT,
        isolated=isolated,
        name_of=name_of,
    )
    return page, 200 if is_valid else 422


def _wanted(form: LookForm) -> Wanted:
    wanted = Wanted(
        staff_id=form.staff.data or "",
        first_on=form.first_on.data,
        last_on=form.last_on.data,
        with_program=form.with_program.data,
        before=request.args.get("before", 0, type=int),
    )
    return replace(wanted, objects=objects_of(form.number.data)) if form.number.data else wanted


def _older(number: int) -> str:
    """The address of the page after this one."""
    looked_for = {name: value for name, value in request.args.items() if name != "before"}
    return f"{url_for('staff.audit_pages.audit')}?{urlencode({**looked_for, 'before': number})}"
