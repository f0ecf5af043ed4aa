"""Support's list: who was asked, who has opened, who has answered. Never what."""

from flask import Blueprint, render_template

from participation import clock, service
from participation.people.guard import for_roles
from participation.people.models import Role
from participation.people.wording import name_of
from participation.preparing import wording
from participation.preparing.queries import answered, asked_about, reviews_to_chase
from participation.preparing.rows import chased

blueprint = Blueprint("chasing", __name__)


@blueprint.get("/chasing")
@for_roles(Role.SUPPORT, Role.MANAGER)
def chasing() -> str:
    """Every respondent of the next four weeks, review by review."""
    reviews = reviews_to_chase(clock.today())
    asked = chased(reviews, asked_about(reviews), answered(reviews), clock.today(), service.current().forms_due_days)
    return render_template("staff/chasing.html", asked=asked, wording=wording, name_of=name_of)
