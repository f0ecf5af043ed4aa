"""Lists that support brings in: looked at first, row by row, then taken; templates, and invented lists to try."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import lazy_pgettext

from participation import clock, service
from participation.exchange import caseload, examples, people_list
from participation.exchange.actions import AmongInvented, look_at_invented, take_caseload, take_people
from participation.exchange.caseload import CASELOAD
from participation.exchange.csv_rows import open_rows
from participation.exchange.forms import ImportForm
from participation.exchange.people_list import PEOPLE
from participation.exchange.problems import NO_LONGER_NAMED, Problem, Unreadable, to_put_right
from participation.exchange.queries import child_ids, review_numbers
from participation.exchange.writes import Taken
from participation.letters.queries import untrue_letters
from participation.staff.guard import for_roles, staff, takes_files_of
from participation.staff.models import Role
from participation.staff.navigation import Place, shows

blueprint = Blueprint("exchange", __name__)
_SUPPORT = frozenset({Role.SUPPORT})
# L10N: staff navigation, bringing children, officers and reviews in from files
shows(blueprint, Place("imports", lazy_pgettext("staff", "Imports"), _SUPPORT, daily=_SUPPORT))

LARGEST_FILE = 10 * 1024 * 1024
LISTS = {CASELOAD: (caseload.COLUMNS, caseload.NEEDED), PEOPLE: (people_list.COLUMNS, people_list.NEEDED)}
SHOWN = 500
"""Problems on one page; who has more puts these right first."""
SAVED = 5_000
"""Problems in the file that the page holds."""


@dataclass(frozen=True)
class Look:
    """What came of a file: seen only, or taken."""

    name: str
    taken: Taken
    absent: tuple[str, ...]
    """Columns that the file does not have."""
    is_taken: bool = False
    differs: str = ""
    """It was to be taken, but another `file` was looked at, or the same with another `choice`."""
    seen: str = ""
    """What was looked at, to know it again."""

    @property
    def wrong(self) -> list[Problem]:
        """What is to be put right."""
        return [each for each in self.taken.problems if each.rule != NO_LONGER_NAMED]

    @property
    def missing(self) -> list[str]:
        """Who is not on a list that is complete."""
        return [each.found for each in self.taken.problems if each.rule == NO_LONGER_NAMED]

    @property
    def saved(self) -> str:
        """The first problems as the address of a file, so that nothing has to be kept here to save them."""
        listed = to_put_right(self.taken.problems[:SAVED])
        return f"data:text/csv;charset=utf-8;base64,{b64encode(listed.encode()).decode()}"


takes_files_of(blueprint, LARGEST_FILE)


@blueprint.route("/imports", methods=["GET", "POST"])
@for_roles(Role.SUPPORT)
def imports() -> tuple[str, int]:
    """Look at a list, or take one that was looked at."""
    form = ImportForm()
    look, is_refused = None, False
    tried = request.form.get("try", "")
    if tried in LISTS and service.current().is_invented:
        look = _try(tried)
    elif form.validate_on_submit():
        try:
            look = _look(form)
        except Unreadable as unreadable:
            form.file.errors = [str(unreadable)]
        except AmongInvented:
            is_refused = True
    form.checked.data = look.seen if look and not look.is_taken else ""
    page = render_template(
        "staff/imports.html",
        form=form,
        look=look,
        shown=SHOWN,
        lists=LISTS,
        ends=child_ids(look.missing[:SHOWN]) if look else {},
        untrue=len(untrue_letters()) if look and look.is_taken else 0,
    )
    return page, 422 if form.errors or is_refused else 200


@blueprint.get("/imports/<any(template, invented):what>-<any(caseload, people):lists>.csv")
@for_roles(Role.SUPPORT)
def list_to_begin_with(what: str, lists: str) -> Response:
    """A template; in a demonstration also an invented list to try."""
    if what == "invented" and not service.current().is_invented:
        abort(404)
    text = _invented(lists) if what == "invented" else examples.template(lists, clock.today())
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{what}-{lists}.csv"'
    return response


def _invented(lists: str) -> str:
    return examples.invented(lists, clock.today(), next(review_numbers(), ""))


def _try(lists: str) -> Look:
    columns, needed = LISTS[lists]
    with open_rows(BytesIO(_invented(lists).encode()), f"invented-{lists}.csv", columns, needed) as rows:
        return Look(rows.name, look_at_invented(rows, lists), people_list.worth_telling(rows.absent))


def _look(form: ImportForm) -> Look:
    stream = form.file.data.stream
    choice, fingerprint = (
        f"{form.lists.data} {form.is_complete.data}",
        hashlib.file_digest(stream, "sha256").hexdigest(),
    )
    stream.seek(0)
    is_wanted = request.form.get("go") == "take"
    seen = f"{choice} {fingerprint}"
    before = form.checked.data or ""
    differs = "" if before == seen else "choice" if before.endswith(fingerprint) else "file"
    take = take_caseload if form.lists.data == CASELOAD else take_people
    with open_rows(stream, PurePath(form.file.data.filename).name, *LISTS[form.lists.data]) as rows:
        is_taken = is_wanted and not differs
        taken = take(rows, dry_run=not is_taken, actor=staff().id, complete=form.is_complete.data)
    absent = people_list.worth_telling(rows.absent)
    return Look(rows.name, taken, absent, is_taken, differs if is_wanted else "", seen)
