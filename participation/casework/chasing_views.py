"""Support's list: who was asked, who has opened, who has answered. Never what."""

from flask import Blueprint, render_template, request
from flask_babel import lazy_pgettext

from participation import clock, service
from participation.casework import wording
from participation.casework.queries import answered, asked_about, reviews_to_chase
from participation.casework.rows import chased
from participation.reviews.narrowing import Narrowing, officers_of
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import name_of

blueprint = Blueprint("chasing", __name__)
shows(
    blueprint,
    Place(
        "chasing",
        # L10N: staff navigation, who has opened and answered, and who has not yet
        lazy_pgettext("staff", "Chasing"),
        frozenset({Role.SUPPORT, Role.MANAGER}),
        daily=frozenset({Role.SUPPORT}),
        # L10N: under "More", what is to be found behind "Chasing"
        about=lazy_pgettext("staff", "Whose forms have not come."),
    ),
)


@blueprint.get("/chasing")
@for_roles(Role.SUPPORT, Role.MANAGER)
def chasing() -> str:
    """Who has not answered about the reviews of the next four weeks; or everybody who was asked."""
    found, narrowing = reviews_to_chase(clock.today()), Narrowing.read(request.args)
    reviews = [review for review in found if narrowing.keeps(review)]
    asked = chased(reviews, asked_about(reviews), answered(reviews), clock.today(), service.current())
    return render_template(
        "staff/chasing.html",
        asked=[each for each in asked if narrowing.shows_all or each.missing],
        not_printed=sum(each.not_printed for each in asked),
        is_anything_arranged=bool(found),
        narrowing=narrowing,
        officers=officers_of(found),
        wording=wording,
        name_of=name_of,
    )
