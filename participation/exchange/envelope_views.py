"""Letters for envelopes with windows: support gives a list of addresses, looks at what fits, and prints."""

from datetime import timedelta
from pathlib import PurePath

from flask import Blueprint, render_template

from participation import clock
from participation.exchange.addresses import COLUMNS, addresses_in, lines_by_id
from participation.exchange.forms import EnvelopeForm
from participation.exchange.problems import Unreadable
from participation.exchange.views import LARGEST_FILE
from participation.invitations.queries import letters_to_issue
from participation.letters.envelopes import ENVELOPES, Addressed
from participation.letters.fonts import undrawn
from participation.letters.once import MOST, new_key
from participation.letters.printing import can_be_signed, name_of
from participation.staff.guard import for_roles, takes_files_of
from participation.staff.models import Role

AHEAD = timedelta(days=28)

blueprint = Blueprint("envelopes", __name__)
takes_files_of(blueprint, LARGEST_FILE)


@blueprint.route("/letters/envelopes", methods=["GET", "POST"])
@for_roles(Role.SUPPORT)
def envelopes() -> tuple[str, int]:
    """The letters that wait, each with its address from a list that is read here and forgotten.

    An address that does not fit into the window has no lines.
    """
    form, today = EnvelopeForm(), clock.today()
    waiting = [each for each in letters_to_issue(today, today + AHEAD) if each.waits and can_be_signed(each)][:MOST]
    known = lines = None
    if form.validate_on_submit():
        try:
            file = form.file.data
            known = addresses_in(file.stream.read(), PurePath(file.filename).name)
            found = lines_by_id(known, waiting)
            on = Addressed(ENVELOPES[form.envelope.data], found)
            lines = {id: on.sheet(id).lines for id in found}
        except Unreadable as unreadable:
            form.file.errors = [str(unreadable)]
    page = render_template(
        "staff/envelopes.html",
        form=form,
        columns=COLUMNS,
        waiting=waiting,
        lines=lines,
        undrawn=undrawn,
        wrong=known.problems if known else (),
        key=new_key(),
        name_of=name_of,
    )
    return page, 422 if form.errors else 200
