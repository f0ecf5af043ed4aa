"""Days that cannot be are refused where an officer answers a child, on both pages."""

from datetime import UTC, date, datetime

import pytest

from participation import clock
from tests.casework.desk import Desk
from tests.casework.test_answers import ANSWER, WISH, Maya
from tests.walking import hidden_fields, words_of


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        ({"by_when": "2026-03-09"}, "This day is before the meeting."),
        ({"by_when": "2026-03-07"}, "This day is before the child asked, on Monday 9 March 2026."),
        ({"talked_about_on": "2026-03-08"}, "This day is before the child asked, on Monday 9 March 2026."),
        ({"talked_about_on": "2026-03-12"}, "This day has not come yet."),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_one_sentence_and_stays_in_its_box(
    desk: Desk, day: dict[str, str], refused: str
) -> None:
    maya = Maya(desk, has_lock=True)
    with clock.frozen(datetime(2026, 3, 11, 9, tzinfo=UTC)):
        page = maya.answered(state="agreed", words=ANSWER, **day)
        assert page.status_code == 422
        assert refused in words_of(page)
        assert f'value="{next(iter(day.values()))}"' in page.text
        assert ANSWER in page.text
        asked = f"a-{maya.submission_id}-ask_for-"
        path = f"/staff/reviews/{maya.review_id}/participation"
        said = {f"{asked}{name}": value for name, value in {"state": "agreed", "words": ANSWER, **day}.items()}
        desk.open(maya.review_id)
        page = desk.browser.post(path, data={**hidden_fields(desk.browser.get(path)), **said, "go": "record"})
        assert page.status_code == 422
        assert refused in words_of(page)
    assert [each.answered_at for each in maya.outcomes()] == [None]


def test_what_is_asked_after_the_meeting_was_not_talked_about_there(desk: Desk) -> None:
    with clock.frozen(datetime(2026, 3, 12, 9, tzinfo=UTC)):
        maya = Maya(desk, has_lock=True, ask_for=WISH, share_ask_for="meeting")
        assert 'value="2026-03-10"' not in maya.form().text
        assert maya.answered(state="agreed", words=ANSWER, talked_about_on="2026-03-12").status_code == 200
    (outcome,) = maya.outcomes()
    assert outcome.talked_about_on == date(2026, 3, 12)


def test_whoever_saw_a_child_years_before_did_not_see_them_before_this_meeting(desk: Desk) -> None:
    review = desk.review("Maya", date(2026, 3, 4))
    path = f"/staff/reviews/{review}/participation"
    typed = {**hidden_fields(desk.browser.get(path)), "attended": "yes", "how": "spoke", "code": "PN1", "go": "record"}
    page = desk.browser.post(path, data={**typed, "seen_before_on": "2016-03-01"})
    assert page.status_code == 422
    assert "This day is more than a year before the meeting." in words_of(page)
    assert 'value="2016-03-01"' in page.text
