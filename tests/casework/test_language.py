"""An officer turns a language on for one child, also one that nobody else is offered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.db import session
from participation.reviews.models import Review
from participation.translating import known
from participation.translating.known import LANGUAGES, LanguageState
from participation.web.languages import available, interpreter_lines, written
from tests import factories
from tests.casework.desk import Desk
from tests.walking import Phone, hidden_fields

CACHES = (known._names, known._named, written, available, interpreter_lines)


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Tigrinya, which nobody is offered."""
    monkeypatch.setitem(LANGUAGES, "ti", replace(LANGUAGES["ti"], state=LanguageState.HIDDEN))
    for each in CACHES:
        each.cache_clear()
    yield "ti"
    for each in CACHES:
        each.cache_clear()


def turn_on(desk: Desk, review_id: str, code: str) -> int:
    form = hidden_fields(desk.open(review_id))
    return desk.browser.post(f"/staff/reviews/{review_id}/language", data={**form, "language": code}).status_code


def test_a_language_is_turned_on_for_one_child_and_for_nobody_else(desk: Desk, hidden: str) -> None:
    day = clock.today() + timedelta(days=10)
    mine, other = desk.review("Selam", day), desk.review("Leo", day)
    assert turn_on(desk, mine, hidden) == 303
    with desk.app.app_context():
        letters = {id: factories.letter(session().get_one(Review, id))[1] for id in (mine, other)}
        noted = session().scalars(select(AuditEntry).where(AuditEntry.action == "language")).one()
        assert (noted.object, noted.purpose) == (f"review/{mine}", hidden)
    selam, leo = (Phone(desk.app, letters[id], language="") for id in (mine, other))
    assert '<html lang="ti"' in selam.page.text
    assert '<html lang="ti"' in selam.open("/help").text
    selam.browser.post("/language", data=hidden_fields(selam.open("/home")))
    assert '<html lang="ti"' in selam.open("/home").text, "who only looks at the languages chooses none"
    assert 'name="spoken" value="ti"' in selam.open("/contact").text
    assert '<html lang="en"' in leo.page.text
    assert "ትግርኛ" not in leo.open("/languages").text
    assert '<html lang="en"' in desk.app.test_client().get("/?language=ti").text


def test_the_letters_that_are_out_open_in_it_too(desk: Desk) -> None:
    review_id = desk.review("Selam", clock.today() + timedelta(days=10))
    with desk.app.app_context():
        _, secrets = factories.letter(session().get_one(Review, review_id))
    assert turn_on(desk, review_id, "ps") == 303
    assert '<html lang="ps"' in Phone(desk.app, secrets, language="").page.text
    assert 'value="ps" selected' in desk.open(review_id).text


def test_nobody_is_spoken_to_in_what_is_not_here_nor_by_who_does_not_care_for_them(desk: Desk) -> None:
    mine = desk.review("Selam", clock.today() + timedelta(days=10))
    assert turn_on(desk, mine, "zh") == 400
    with desk.app.app_context():
        stranger = factories.review(factories.staff()[0], clock.today() + timedelta(days=10)).id
    form = hidden_fields(desk.open(mine))
    assert desk.browser.post(f"/staff/reviews/{stranger}/language", data={**form, "language": "ps"}).status_code == 404
