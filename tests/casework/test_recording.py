"""The officer says what happened, is told a code and why, and confirms it or knows better."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.outcomes.models import Participation
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields, words_of

MEETING = date(2026, 3, 9)


@pytest.fixture
def maya(desk: Desk) -> str:
    """Maya's review is today."""
    return desk.review("Maya", MEETING)


def say(desk: Desk, review_id: str, **answers: str) -> TestResponse:
    """Post what happened, or a code."""
    page = desk.open(review_id, "/participation")
    token = hidden_fields(page)["csrf_token"]
    return desk.browser.post(f"/staff/reviews/{review_id}/participation", data={"csrf_token": token, **answers})


def kept(desk: Desk, review_id: str) -> Participation | None:
    with desk.app.app_context():
        return db.session().get(Participation, review_id)


def test_a_child_who_came_and_spoke_is_pn1_with_its_reasons(desk: Desk, maya: str) -> None:
    page = words_of(say(desk, maya, attended="yes", how="spoke", chaired="part"))
    assert "Suggested: PN1" in page
    assert "The child came. The child spoke for themselves." in page
    assert kept(desk, maya) is None, "nothing is recorded before it is confirmed"


def test_a_child_who_did_not_come_and_sent_views_before_is_pn6(desk: Desk, maya: str) -> None:
    with clock.frozen(datetime(2026, 3, 1, 18, tzinfo=UTC)):
        desk.receive(maya, "my_views", where_i_live="good")
    page = words_of(say(desk, maya, attended="no"))
    assert "Suggested: PN6" in page
    assert "The child sent their views before the meeting, on Sunday 1 March 2026." in page


def test_a_carers_form_is_never_the_childs_view(desk: Desk, maya: str) -> None:
    with clock.frozen(datetime(2026, 3, 1, 18, tzinfo=UTC)):
        desk.receive(maya, "carer_view", "foster_carer", going_well="Swimming")
    assert "Suggested: PN7" in words_of(say(desk, maya, attended="no"))


@pytest.mark.parametrize(("carrier", "words"), [("advocate", "carried by an advocate"), ("officer", "carried by you")])
def test_views_that_were_carried_are_pn5(desk: Desk, maya: str, carrier: str, words: str) -> None:
    page = words_of(say(desk, maya, attended="no", carried_by=carrier))
    assert "Suggested: PN5" in page
    assert words in page


@on_both
def test_what_is_confirmed_is_kept_with_what_was_suggested_and_why(desk: Desk, maya: str) -> None:
    happened = {"attended": "yes", "how": "spoke", "chaired": "all", "seen_before_on": "2026-03-05", "observed": "y"}
    done = say(desk, maya, **happened, code="PN1", go="record")
    assert done.location == f"/staff/reviews/{maya}"
    found = kept(desk, maya)
    assert found is not None
    assert (found.code, found.suggested, found.reasons) == ("PN1", "PN1", ["came", "spoke"])
    assert (found.chaired, found.seen_before_on, found.observed) == ("all", date(2026, 3, 5), True)
    assert found.recorded_by == desk.staff_id
    page = words_of(desk.open(maya))
    assert "Recorded as PN1." in page
    assert "PN1 · Came and spoke for themselves" in page


def test_an_officer_who_knows_better_chooses_another_code_and_says_why(desk: Desk, maya: str) -> None:
    refused = say(desk, maya, attended="no", code="PN5", go="record")
    assert refused.status_code == 422
    assert "Please say why it is not the suggested code." in words_of(refused)
    assert kept(desk, maya) is None
    say(desk, maya, attended="no", code="PN5", why="Her aunt told me on the telephone", go="record")
    found = kept(desk, maya)
    assert found is not None
    assert (found.code, found.suggested, found.reasons) == ("PN5", "PN7", ["did_not_come", "nothing_before"])
    assert "Suggested was PN7. Her aunt told me on the telephone" in words_of(desk.open(maya))
    assert b"aunt" not in (found.why or b"")
    with desk.app.app_context():
        wanted = select(AuditEntry).where(AuditEntry.object == f"review/{maya}", AuditEntry.action != "read")
        told = db.session().scalars(wanted.order_by(AuditEntry.number)).all()
        assert [(each.action, each.purpose) for each in told] == [
            ("recorded participation", "PN5"),
            ("knew better", "suggested PN7"),
        ]


def test_what_was_recorded_can_be_put_right_and_comes_back_into_the_form(desk: Desk, maya: str) -> None:
    say(desk, maya, attended="yes", how="without_speech", chaired="part", code="PN3", go="record")
    form = desk.open(maya, "/participation").text
    ticked = [tag for tag in form.split("<input") if " checked" in tag.split(">")[0]]
    for value in ("yes", "without_speech", "part"):
        assert any(f'value="{value}"' in tag for tag in ticked), value
    say(desk, maya, attended="no", code="PN7", go="record")
    found = kept(desk, maya)
    assert found is not None
    assert (found.code, found.chaired) == ("PN7", "")


def test_a_child_under_four_is_pn0_and_is_only_asked_about_observing(desk: Desk) -> None:
    billy = desk.review("Billy", MEETING, born_on=date(2022, 3, 10))
    form = words_of(desk.open(billy, "/participation"))
    assert "Suggested: PN0" in form
    assert "Did the child come?" not in form
    assert "I observed a baby" in form
    page = words_of(say(desk, billy, observed="y"))
    assert "Suggested: PN0" in page
    assert "The child was 3 on the day" in page
    assert "PN1 ·" not in page
    say(desk, billy, observed="y", code="PN0", go="record")
    found = kept(desk, billy)
    assert found is not None
    assert (found.code, found.observed) == ("PN0", True)


def test_on_the_fourth_birthday_a_child_is_counted(desk: Desk) -> None:
    four = desk.review("Four", MEETING, born_on=date(2022, 3, 9))
    page = words_of(say(desk, four, attended="no", code="PN0", go="record"))
    assert "Please choose a code." in page
    assert kept(desk, four) is None


def test_what_is_missing_or_cannot_be_is_said_beside_its_question(desk: Desk, maya: str) -> None:
    page = say(desk, maya)
    assert (page.status_code, "Please choose yes or no." in words_of(page)) == (422, True)
    page = say(desk, maya, attended="yes")
    assert "Please choose how the child took part." in words_of(page)
    page = say(desk, maya, attended="no", seen_before_on="2026-03-10")
    assert "This day is after the meeting." in words_of(page)


@pytest.mark.parametrize("nonsense", [{"attended": "maybe"}, {"attended": "yes", "how": "danced"}])
def test_an_answer_that_the_form_does_not_offer_is_refused(desk: Desk, maya: str, nonsense: dict[str, str]) -> None:
    assert say(desk, maya, **nonsense, code="PN1", go="record").status_code == 422
    assert kept(desk, maya) is None


def test_nothing_is_recorded_before_the_day_of_the_meeting(desk: Desk) -> None:
    tomorrow = desk.review("Maya", MEETING + timedelta(days=1))
    page = say(desk, tomorrow, attended="yes", how="spoke", code="PN1", go="record")
    assert page.status_code == 422
    assert "from the day of the meeting" in words_of(page)
    assert kept(desk, tomorrow) is None


def test_an_unknown_date_of_birth_leaves_every_code_and_says_so(desk: Desk) -> None:
    id = desk.review("Nameless", MEETING, born_on=None)
    page = words_of(say(desk, id, attended="no"))
    assert "The date of birth is not known." in page
    assert "PN0 · Was under 4" in page


def test_what_a_grown_up_saw_of_a_child_too_young_to_choose_is_no_view_of_the_childs(desk: Desk) -> None:
    lily = desk.review("Lily", MEETING, born_on=date(2020, 1, 1))
    with clock.frozen(datetime(2026, 3, 1, 18, tzinfo=UTC)):
        desk.receive(lily, "my_views", helped_by="carer", understands="no", seen_happy="She laughs at the dog")
    assert "Suggested: PN7" in words_of(say(desk, lily, attended="no"))
    with clock.frozen(datetime(2026, 3, 2, 18, tzinfo=UTC)):
        desk.receive(lily, "my_views", helped_by="carer", understands="yes", feel_today="happy")
    assert "Suggested: PN6" in words_of(say(desk, lily, attended="no"))
