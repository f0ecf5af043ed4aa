"""Lists that support brings in: looked at first, row by row, then taken."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import Blueprint, render_template, request, session
from flask_babel import lazy_pgettext

from participation.exchange import caseload, people_list
from participation.exchange.actions import AmongInvented, take_caseload, take_people
from participation.exchange.csv_rows import open_rows
from participation.exchange.forms import CASELOAD, ImportForm
from participation.exchange.problems import Unreadable
from participation.exchange.writes import Taken
from participation.letters.queries import untrue_letters
from participation.staff.guard import COOKIE_FIELD, for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows

blueprint = Blueprint("exchange", __name__)
_SUPPORT = frozenset({Role.SUPPORT})
# L10N: staff navigation, bringing children, officers and reviews in from files
shows(blueprint, Place("imports", lazy_pgettext("staff", "Imports"), _SUPPORT, daily=_SUPPORT))

LARGEST_FILE = 10 * 1024 * 1024
COLUMNS = (caseload.COLUMNS, people_list.COLUMNS)
NEEDED = (caseload.NEEDED, people_list.NEEDED)
SHOWN = 500
"""Problems on one page; who has more puts these right first."""


@dataclass(frozen=True)
class Look:
    """What came of a file: seen only, or taken."""

    name: str
    taken: Taken
    absent: tuple[str, ...]
    """Columns that the file does not have."""
    is_taken: bool
    is_another: bool
    """It was to be taken, but it is not the file that was looked at."""
    fingerprint: str
    untrue: int
    """Letters that are out and say something that is no longer so."""


@blueprint.url_value_preprocessor
def allow_long_lists(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let those who are signed in send a larger file here than anywhere else. This runs before the form is read."""
    if COOKIE_FIELD in session:
        request.max_content_length = LARGEST_FILE


@blueprint.route("/imports", methods=["GET", "POST"])
@for_roles(Role.SUPPORT)
def imports() -> tuple[str, int]:
    """Look at a list, or take one that was looked at."""
    form = ImportForm()
    look, is_refused = None, False
    if form.validate_on_submit():
        try:
            look = _look(form)
        except Unreadable as unreadable:
            form.file.errors = [str(unreadable)]
        except AmongInvented:
            is_refused = True
    form.checked.data = look.fingerprint if look and not look.is_taken else ""
    page = render_template("staff/imports.html", form=form, look=look, shown=SHOWN, columns=COLUMNS, needed=NEEDED)
    return page, 422 if form.errors or is_refused else 200


def _look(form: ImportForm) -> Look:
    stream = form.file.data.stream
    fingerprint = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    is_wanted = request.form.get("go") == "take"
    is_same = form.checked.data == fingerprint
    name = PurePath(form.file.data.filename).name
    kind, take = (0, take_caseload) if form.lists.data == CASELOAD else (1, take_people)
    with open_rows(stream, name, COLUMNS[kind], NEEDED[kind]) as rows:
        taken = take(rows, dry_run=not (is_wanted and is_same), actor=staff().id)
    is_taken = is_wanted and is_same
    return Look(
        name,
        taken,
        people_list.worth_telling(rows.absent),
        is_taken,
        is_wanted and not is_same,
        fingerprint,
        len(untrue_letters()),
    )
