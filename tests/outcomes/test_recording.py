"""What is recorded of a review is the officer's own, possible at the child's age, and told in words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.outcomes.actions import Beside, Impossible, TooEarly, record_participation
from participation.outcomes.codes import REASONS, Code, Reason, Suggestion
from participation.outcomes.models import Participation
from participation.outcomes.queries import history
from participation.outcomes.wording import because, meaning
from tests import factories
from tests.databases import on_both

MEETING = date(2026, 3, 10)
NOTHING = Suggestion(None, ())
ABOUT = {"was_under_4": "3", "views_carried_by": "advocate"}


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with clock.frozen(datetime(2026, 3, 11, 9, tzinfo=UTC)):
        yield


@on_both
def test_recording_again_replaces_and_both_are_audited(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        review = factories.review(officer, MEETING)
        suggested = Suggestion(Code.PN6, (Reason("did_not_come"), Reason("sent_before", "2026-03-01")))
        record_participation(officer, review.id, Code.PN7, NOTHING, Beside())
        record_participation(officer, review.id, Code.PN6, suggested, Beside(seen_before_on=date(2026, 3, 4)))
        found = db.session().scalars(select(Participation)).one()
        assert (found.code, found.suggested, found.seen_before_on) == ("PN6", "PN6", date(2026, 3, 4))
        assert [Reason.parse(stored) for stored in found.reasons] == list(suggested.reasons)
        audited = db.session().scalars(select(AuditEntry.purpose).where(AuditEntry.action == "recorded participation"))
        assert audited.all() == ["PN7", "PN6"]


def test_a_review_of_somebody_else_is_not_there(app: Flask) -> None:
    with app.app_context():
        review, (ben, _) = factories.review(factories.staff()[0], MEETING), factories.staff()
        with pytest.raises(LookupError):
            record_participation(ben, review.id, Code.PN1, NOTHING, Beside())
        assert db.session().scalars(select(Participation)).all() == []


@pytest.mark.parametrize(
    ("born", "code", "rule"), [(date(2022, 3, 10), Code.PN0, "440"), (date(2022, 3, 11), Code.PN1, "441")]
)
def test_a_code_that_the_age_forbids_is_refused_with_its_rule(app: Flask, born: date, code: Code, rule: str) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        review = factories.review(officer, MEETING, born_on=born)
        with pytest.raises(Impossible) as refused:
            record_participation(officer, review.id, code, NOTHING, Beside())
        assert refused.value.rule == rule


def test_the_day_before_is_too_early_and_the_day_itself_is_not(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        tomorrow, today = factories.review(officer, date(2026, 3, 12)), factories.review(officer, date(2026, 3, 11))
        with pytest.raises(TooEarly):
            record_participation(officer, tomorrow.id, Code.PN1, NOTHING, Beside())
        record_participation(officer, today.id, Code.PN1, NOTHING, Beside())


def test_the_history_of_a_child_ends_before_the_day_and_holds_no_other_child(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        mayas, _leos = factories.review(officer, MEETING), factories.review(officer, MEETING)
        record_participation(officer, mayas.id, Code.PN1, NOTHING, Beside())
        assert history(mayas.child_id, date(2026, 3, 11)) == [(MEETING, "PN1")]
        assert history(mayas.child_id, MEETING) == []


@pytest.mark.parametrize("id", REASONS)
def test_every_reason_is_a_sentence(app: Flask, id: str) -> None:
    with app.test_request_context():
        sentence = because(Reason(id, ABOUT.get(id, "2026-03-01" if id.startswith("sent_") else "")))
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert ("1 March 2026" in sentence) == id.startswith("sent_")


@pytest.mark.parametrize("code", list(Code))
def test_every_code_says_what_it_means(app: Flask, code: Code) -> None:
    with app.test_request_context():
        assert meaning(code)
