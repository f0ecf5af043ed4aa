"""An officer names a helper whom the child trusts: they get a letter on how to help, and see no word."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import force_locale, lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from participation import clock
from participation.arranging.actions import Helper, name_helper
from participation.casework import what_was_said
from participation.casework.settling_forms import in_one_line
from participation.casework.topics import staff_words
from participation.casework.what_came import is_asked
from participation.casework.what_was_said import Said
from participation.db import as_one
from participation.locks.queries import lock_of_letter
from participation.outcomes.actions import Decision, answer
from participation.outcomes.models import NAMES_ONE, WANTS_ONE
from participation.outcomes.queries import answers_of, to_answer
from participation.permissions.queries import review_for
from participation.reviews.models import PersonRole, Review
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role, Staff
from participation.staff.wording import isolated, name_of
from participation.submissions.actions import read
from participation.web import languages
from participation.web.languages import own_or_english

blueprint = Blueprint("helper", __name__)

NOT_HELPERS = (
    PersonRole.FOSTER_CARER,
    PersonRole.KEY_WORKER,
    PersonRole.SOCIAL_WORKER,
    PersonRole.FOSTERING_WORKER,
)


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

    def __init__(self, officer: Staff, review: Review, wanted: str = "") -> None:
        super().__init__(name=wanted)
        self.language.choices = [(each.code, each.english_name) for each in languages.written()]
        of_care = (each.name for each in review.people if each.role in NOT_HELPERS and each.ending_id is None)
        self._is_over = review.is_over(clock.today())
        # Who covers for a colleague is not the only officer in it.
        officers = [each.name for each in (officer, review.officer) if each]
        self._not_these = {name.casefold() for name in (*officers, *of_care)}

    def validate_name(self, field: StringField) -> None:
        """Neither carer nor social worker nor the officer: the letter tells a helper to stand beside the child."""
        if self._is_over:
            # L10N: to an officer who names an adult whom a child trusts, once the meeting has been
            raise ValidationError(
                pgettext(
                    "staff",
                    "The meeting has been: no letter for it is printed any more. Please answer the child instead.",
                )
            )
        if field.data.casefold() in self._not_these:
            # L10N: to an officer who names a carer, a social worker or themselves as an adult whom a child trusts
            raise ValidationError(pgettext("staff", "Please name somebody else: they have a part in this review."))


@blueprint.route("/reviews/<review_id>/helper", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def name(review_id: str) -> str | Response | tuple[str, int]:
    """One name and a language; the letter waits in the post room then."""
    review = review_for(staff(), review_id) or abort(404)
    return _named(review, HelperForm(staff(), review))


@blueprint.route("/reviews/<review_id>/helper/<submission_id>", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def wished(review_id: str, submission_id: str) -> str | Response | tuple[str, int]:
    """Somebody whom the child has named: one press; the child reads behind their lock what came of it."""
    sent = to_answer(staff(), review_id, submission_id) or abort(404)
    # All of it is shown here, so it counts as read.
    found = what_was_said.said(read(staff(), [sent], "answering the child"), staff_words)
    wishes = {each.line.question.id: each for each in found if is_asked(each)}
    wish = wishes.get(NAMES_ONE) or wishes.get(WANTS_ONE) or abort(404)
    wanted = ", ".join(wish.line.value) if wish.is_words else ""
    return _named(sent.review, HelperForm(staff(), sent.review, wanted), wish, found)


def _named(
    review: Review, form: HelperForm, wish: Said | None = None, found: Sequence[Said] = ()
) -> str | Response | tuple[str, int]:
    if form.validate_on_submit():
        helper = Helper(form.name.data, form.language.data)
        try:
            with as_one():
                is_new = name_helper(staff(), review.id, helper)
                if wish:
                    _answer(wish)
        except LookupError:
            abort(404)
        # L10N: to an officer who named an adult whom a child trusts; %(name)s is that adult, support prints letters
        new = pgettext("staff", "%(name)s gets a letter on how to help; support prints it.")
        # L10N: to an officer who named an adult whom a child trusts a second time; %(name)s is that adult
        flash((new if is_new else pgettext("staff", "%(name)s is named already.")) % {"name": isolated(helper.name)})
        return redirect(url_for("staff.casework.review", review_id=review.id, _anchor="people"), 303)
    words = [each for each in found if each.is_words]
    shown = render_template("staff/helper.html", form=form, review=review, name=name_of(review.child), words=words)
    return (shown, 422) if form.errors else shown


def _answer(wish: Said) -> None:
    """Say to the child what they get, in their language; what was answered before stays."""
    sent, question = wish.submission, wish.line.question.id
    before = answers_of(staff(), sent.review_id).get(wish.key)
    if before and before.outcome.answered_at:
        return
    lock = lock_of_letter(sent.invitation)
    with force_locale(own_or_english(sent.review.child.language).locale):
        # L10N: the officer to a child, behind their lock, about somebody whom the child has named to help them
        words = pgettext("after", "They get a letter from me on how to help you. They never see what you write.")
    answer(staff(), sent.review_id, sent.id, question, Decision("agreed", words if lock else ""))
