"""An officer names a helper whom the child trusts: they get a letter on how to help, and see no word."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from participation.arranging.actions import Helper, name_helper
from participation.casework.settling_forms import in_one_line
from participation.permissions.queries import review_for
from participation.reviews.models import PersonRole, Review
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role, Staff
from participation.staff.wording import isolated, name_of
from participation.web import languages

blueprint = Blueprint("helper", __name__)

NOT_HELPERS = (PersonRole.FOSTER_CARER, PersonRole.KEY_WORKER, PersonRole.SOCIAL_WORKER)


class HelperForm(FlaskForm):  # type: ignore[misc]
    """Who they are, and in which language they read."""

    name = StringField(
        # L10N: label of a box: an officer names an adult whom a child trusts
        lazy_pgettext("staff", "Their name"),
        [
            # L10N: to an officer who names nobody
            InputRequired(lazy_pgettext("staff", "Please give their name: the letter begins with it.")),
            # L10N: to an officer, beside a name that is too long
            Length(max=200, message=lazy_pgettext("staff", "This is too long: 200 letters at most.")),
        ],
        filters=[in_one_line],
    )
    # L10N: label of a list of languages, on the page on which an officer names an adult whom a child trusts
    language = SelectField(lazy_pgettext("staff", "Language of their letter"), default="en")

    def __init__(self, officer: Staff, review: Review) -> None:
        super().__init__()
        self.language.choices = [(each.code, each.english_name) for each in languages.written()]
        of_care = (each.name for each in review.people if each.role in NOT_HELPERS and each.ending_id is None)
        self._not_these = {name.casefold() for name in (officer.name, *of_care)}

    def validate_name(self, field: StringField) -> None:
        """Neither carer nor social worker nor the officer: the letter tells a helper to stand beside the child."""
        if field.data.casefold() in self._not_these:
            # L10N: to an officer who names a carer, a social worker or themselves as an adult whom a child trusts
            raise ValidationError(pgettext("staff", "Please name somebody else: they have a part in this review."))


@blueprint.route("/reviews/<review_id>/helper", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def name(review_id: str) -> str | Response | tuple[str, int]:
    """One name and a language; the letter waits in the post room then."""
    review = review_for(staff(), review_id) or abort(404)
    form = HelperForm(staff(), review)
    if form.validate_on_submit():
        helper = Helper(form.name.data, form.language.data)
        try:
            is_new = name_helper(staff(), review_id, helper)
        except LookupError:
            abort(404)
        # L10N: to an officer who named an adult whom a child trusts; %(name)s is that adult, support prints letters
        new = pgettext("staff", "%(name)s gets a letter on how to help; support prints it.")
        # L10N: to an officer who named an adult whom a child trusts a second time; %(name)s is that adult
        flash((new if is_new else pgettext("staff", "%(name)s is named already.")) % {"name": isolated(helper.name)})
        return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="people"), 303)
    shown = render_template("staff/helper.html", form=form, review=review, name=name_of(review.child))
    return (shown, 422) if form.errors else shown
