"""The forms of lists that come in."""

from flask_babel import lazy_pgettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from participation.exchange.caseload import CASELOAD
from participation.exchange.people_list import PEOPLE


class ImportForm(FlaskForm):  # type: ignore[misc]
    """A file and what it lists. It is looked at first; to be taken, the same file is given again."""

    lists = RadioField(
        # L10N: staff page where lists come in, above two choices
        lazy_pgettext("staff", "What the file lists"),
        choices=[
            # L10N: staff page where lists come in, one kind of list
            SelectChoice(CASELOAD, lazy_pgettext("staff", "Children, their officers and their next reviews")),
            # L10N: staff page where lists come in, one kind of list
            SelectChoice(PEOPLE, lazy_pgettext("staff", "People around reviews: carers, parents, schools and others")),
        ],
        default=CASELOAD,
    )
    file = FileField(
        # L10N: staff page where lists come in, label of the box for a file
        lazy_pgettext("staff", "The file, as CSV"),
        # L10N: staff page where lists come in, nothing was chosen
        [FileRequired(lazy_pgettext("staff", "Choose a file."))],
    )
    # L10N: staff page where lists come in, a tick under the choice of a file
    is_complete = BooleanField(lazy_pgettext("staff", "The list is complete"))
    checked = HiddenField()
    """What was looked at: the kind of list, whether it is complete, and the fingerprint of the file."""


class EnvelopeForm(FlaskForm):  # type: ignore[misc]
    """A list of addresses, and the envelopes that letters go in."""

    envelope = RadioField(
        # L10N: page of support about envelopes with windows, above two choices
        lazy_pgettext("staff", "The envelope"),
        choices=[
            # L10N: page of support about envelopes, one kind: 110 by 220 mm
            SelectChoice("dl", lazy_pgettext("staff", "DL, the sheet folded twice")),
            # L10N: page of support about envelopes, one kind: 162 by 229 mm
            SelectChoice("c5", lazy_pgettext("staff", "C5, the sheet folded once")),
        ],
        default="dl",
    )
    file = FileField(
        # L10N: page of support about envelopes with windows, label of the box for a file
        lazy_pgettext("staff", "Your list of addresses, as CSV"),
        [FileRequired(lazy_pgettext("staff", "Choose a file."))],
    )
