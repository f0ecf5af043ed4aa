"""Support's page: which files went to the case record, what waits, and whether the folder can be written."""

from pathlib import Path

from flask import Blueprint, current_app, render_template, request
from flask_babel import lazy_pgettext

from participation import clock
from participation.children.queries import child_with_number
from participation.config import Config
from participation.filing.folder import is_writable
from participation.filing.queries import NEWEST, due, receipts
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.staff.navigation import Place, shows

blueprint = Blueprint("filing", __name__)
shows(
    blueprint,
    Place(
        "records",
        # L10N: staff navigation, which files went to the case record
        lazy_pgettext("staff", "Case records"),
        frozenset({Role.SUPPORT, Role.MANAGER}),
        # L10N: under "More", what is to be found behind "Case records"
        about=lazy_pgettext("staff", "What was put into the folder for the children’s files."),
    ),
)


@blueprint.get("/records")
@for_roles(Role.SUPPORT, Role.MANAGER)
def records() -> str:
    """The receipts, of one child if that is asked, and what waits."""
    config: Config = current_app.extensions["config"]
    folder, number = config.record_folder, request.args.get("child", "").strip()[:64]
    child = child_with_number(number) if number else None
    return render_template(
        "staff/records.html",
        folder=folder,
        is_writable=bool(folder) and is_writable(Path(folder)),
        waiting=due(clock.today()) if folder else (),
        number=number,
        child=child,
        receipts=() if number and child is None else receipts(child.id if child else None),
        newest=NEWEST,
    )
