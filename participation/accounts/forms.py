"""A new account, what can be changed of one, and whose its reviews are."""

from collections.abc import Sequence

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from participation.endings.actions import Takers
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.staff.navigation import role_name

# L10N: to a manager, under a field that was left empty
NEEDED = lazy_pgettext("staff", "Please fill this in.")
# L10N: to a manager, under a field that holds more than fits
TOO_LONG = lazy_pgettext("staff", "This is too long.")
# L10N: to a manager, under a choice in which nothing was chosen
CHOOSE = lazy_pgettext("staff", "Please choose one.")
# L10N: to a manager, under the field for a colleague's email address
NO_EMAIL = lazy_pgettext("staff", "This is not an email address.")
EACH = "to-"
"""Begins the name of the field of one review; its id follows."""


def _plain(typed: str | None) -> str:
    return " ".join((typed or "").split())


class WhoForm(FlaskForm):  # type: ignore[misc]
    """The name and the role of an account."""

    # L10N: page about a staff account, label of a field
    name = StringField(
        lazy_pgettext("staff", "Name, as colleagues know them"),
        [DataRequired(NEEDED), Length(max=200, message=TOO_LONG)],
        filters=[_plain],
    )
    # L10N: page about a staff account, above the roles: officer, support, manager, advocate
    role = RadioField(lazy_pgettext("staff", "What they may see"), [InputRequired(CHOOSE)])

    def __init__(self, staff: Staff | None = None) -> None:
        """Filled with what is kept, if anything is."""
        super().__init__(data={"name": staff.name, "role": staff.role} if staff else None)
        self.role.choices = [(role.value, role_name(role)) for role in Role]


class NewAccountForm(WhoForm):
    """With the address that it is signed in with, which does not change."""

    # L10N: page about a staff account, label of a field
    email = EmailField(
        lazy_pgettext("staff", "Email"),
        [
            DataRequired(NEEDED),
            Length(max=320, message=TOO_LONG),
            Regexp(r"[^@\s<>]+@[^@\s<>]+\Z", message=NO_EMAIL),
        ],
        filters=[_plain],
    )


class TakersForm(FlaskForm):  # type: ignore[misc]
    """Whose reviews are from now on: all of them, or each."""

    # L10N: page about an officer's account, label of a list of other officers
    others = SelectField(lazy_pgettext("staff", "All of them to"), default="")

    @property
    def takers_of(self) -> "dict[str, str]":
        """The id of whoever was chosen for one review, by the review's."""
        return {name.removeprefix(EACH): given for name, given in self.data.items() if name.startswith(EACH) and given}

    def takers(self, officers: Sequence[Staff]) -> Takers:
        """What was chosen, once it is valid."""
        known = {each.id: each for each in officers}
        return Takers(known.get(self.others.data), {id: known[taker] for id, taker in self.takers_of.items()})


def takers_form(reviews: Sequence[Review], officers: Sequence[Staff]) -> TakersForm:
    """With a list of officers for each of these reviews."""
    people = [(each.id, each.name) for each in officers]
    # L10N: in a list of officers, for one review: who takes all of them takes this one too
    same = [("", pgettext("staff", "as above")), *people]
    # L10N: in a list of officers of whom one takes over all reviews: nobody takes them all
    nobody = [("", pgettext("staff", "nobody yet")), *people]
    # L10N: to screen readers: whose one review is from now on
    label = pgettext("staff", "This one to")
    rows = [f"{EACH}{each.id}" for each in reviews]
    form: TakersForm = type("RowsForm", (TakersForm,), {row: SelectField(label, default="") for row in rows})()
    form.others.choices = nobody
    for row in rows:
        form[row].choices = same
    return form
