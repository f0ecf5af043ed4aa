"""The story, in sentences: read this first."""

from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask

from participation import clock
from tests import factories
from tests.databases import on_both
from tests.walking import Phone, signed_in, words_of

TWO_WEEKS_BEFORE = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
MEETING = date(2026, 3, 10)
LOUD = "My room is nice but it is loud at night"


@on_both
def test_what_a_child_types_reaches_the_officer_and_nobody_else(app: Flask) -> None:
    with clock.frozen(TWO_WEEKS_BEFORE):
        with app.app_context():
            amara, amaras_secret = factories.staff(email="amara@example.org")
            _, bens_secret = factories.staff(email="ben@example.org")
            review = factories.review(amara, MEETING)
            address = f"/staff/reviews/{review.id}"
            _, secrets = factories.letter(review)

        maya = Phone(app, secrets)
        maya.begin("my_views", "home")
        maya.press("next", answer_where_i_live="ok", answer_where_i_live_words=LOUD)
        assert LOUD in words_of(maya.skip_to_check())
        assert LOUD not in words_of(maya.send("my_views"))

        amaras_desk = signed_in(app, "amara@example.org", amaras_secret)
        assert LOUD in words_of(amaras_desk.get(address))

        bens_desk = signed_in(app, "ben@example.org", bens_secret)
        assert bens_desk.get(address).status_code == 404
        assert app.test_client().get(address).status_code == 303


def test_what_a_child_types_is_nowhere_in_the_database(app: Flask, database_url: str) -> None:
    with clock.frozen(TWO_WEEKS_BEFORE):
        with app.app_context():
            _, secrets = factories.letter(factories.review(factories.staff()[0], MEETING))
        maya = Phone(app, secrets)
        maya.begin("my_views", "feelings")
        maya.press("next", answer_feel_today="mixed", answer_feel_today_words=LOUD)
        folder = Path(database_url.removeprefix("sqlite:///")).parent
        stored = b"".join(path.read_bytes() for path in folder.glob("participation.sqlite*"))
        maya.skip_to_check()
        maya.send("my_views")
        stored += b"".join(path.read_bytes() for path in folder.glob("participation.sqlite*"))
    assert b"invitation" in stored
    for words in (LOUD, "loud at night"):
        assert words.encode() not in stored
        assert words.encode("utf-16-le") not in stored
