"""The pages about who sees what are valid HTML."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from participation import clock, db
from participation.db import inserting
from participation.feedback.models import FeedbackBands
from participation.staff.models import Role
from tests.parts.nu import html_errors
from tests.staff.world import World

NOW = datetime(2026, 3, 10, 8, 55, tzinfo=UTC)
BANDS = {"listened_to": {"yes": "most", "no": "few"}, "right_people": {"yes": "some", "no": "some"}}


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def world(app: Flask) -> World:
    """Everything of which these pages show something, and Ben away."""
    made = World(app)
    made.cover(made.ben, made.amara)
    with app.app_context(), db.transaction() as session:
        period = {"officer_id": made.amara.staff_id, "first_on": date(2025, 4, 1), "last_on": date(2025, 9, 30)}
        session.execute(inserting(FeedbackBands).values(**period, bands=BANDS, noted_at=NOW))
    return made


def pages(world: World) -> dict[Role, list[str]]:
    """By who opens them."""
    own = [f"/staff/reviews/{world.his}", "/staff/", "/staff/feedback", "/staff/cover", "/staff/reviews/elsewhere"]
    about = f"/staff/feedback/{world.amara.staff_id}/2026-01"
    managers = [*own[2:], about, f"/staff/reviews/{world.hers}", "/staff/audit", "/staff/audit?number=C-none"]
    return {Role.OFFICER: [*own, f"/staff/reviews/{world.hers}", "/staff/account"], Role.MANAGER: managers}


def test_the_html_is_valid(world: World) -> None:
    found = {
        f"{role} {path}": world.browser(role).get(path).text for role, paths in pages(world).items() for path in paths
    }
    assert "Read by others" in found[f"officer /staff/reviews/{world.hers}"]
    assert "for Amara" in found["officer /staff/"] or "You cover for" in found["officer /staff/"]
    assert html_errors(found) == []
