"""One page a review: the child's own words on top, and everything about it in its place."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask

from participation import clock, db
from participation.db import transaction
from participation.outcomes.models import Participation
from participation.questionnaires.library import DEFINITIONS
from participation.reviews.models import Move, Person, Review
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.maya import LAUGHS, LOUD, MEETING, maya
from tests.casework.sending import send_with
from tests.document import Document, Element
from tests.walking import words_of

__all__ = ["maya"]


def blocks(desk: Desk, review_id: str) -> dict[str, Element]:
    """The parts of the page by their headings."""
    page = Document.read(desk.open(review_id).text)
    return {next(part.all("h2")).text: part for part in page.all("section") if any(part.all("h2"))}


def test_the_childs_own_words_are_the_largest_and_say_who_may_hear_them(desk: Desk, maya: str) -> None:
    desk.receive(
        maya, "my_views", where_i_live_words=LOUD, share_where_i_live_words="meeting", school_words="Two girls laugh"
    )
    words = blocks(desk, maya)["In Maya’s words"]
    shared, private = words.all("blockquote")
    assert shared.text == LOUD
    assert private.text == "Two girls laugh"
    assert [topic.text for topic in words.all("h3")] == ["Home", "School · What do you like, and what is hard?"]
    assert [tag.text for tag in words.all("p")] == [
        "Mon 9 Mar 08:55 · may be said in the meeting",
        "Mon 9 Mar 08:55 · only you",
    ]


def test_no_sentence_stands_without_its_topic_and_its_hour(desk: Desk, maya: str) -> None:
    """ "Do you want to say more?" is asked on several pages, and says nothing by itself."""
    desk.receive(maya, "my_views", where_i_live_words=LOUD, health_words="Cant sleep")
    with clock.frozen(MORNING + timedelta(minutes=2)):
        desk.receive(maya, "my_meeting", talk_about_words="My phone")
    found = blocks(desk, maya)
    asked, words = found["What Maya asked for"], found["In Maya’s words"]
    assert [topic.text for topic in asked.all("h3")] == [
        "What to talk about · What do you want people to say or decide?"
    ]
    assert next(asked.all("p")).text == "Mon 9 Mar 08:57 · only you"
    assert [topic.text for topic in words.all("h3")] == ["Home", "Health"]
    assert [tag.text for tag in words.all("p")] == ["Mon 9 Mar 08:55 · only you"] * 2
    assert "Do you want to say more?" not in words_of(desk.open(maya))


def test_what_the_child_said_again_stands_first_and_the_older_is_marked_everywhere(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", school="good", school_words="It was fine", ask_for="A bike")
    with clock.frozen(MORNING + timedelta(minutes=1)):
        desk.receive(maya, "my_meeting", meeting_where="school")
    with clock.frozen(MORNING + timedelta(minutes=2)):
        desk.receive(maya, "my_views", school="not_good", ask_for="A dog")
    found = blocks(desk, maya)
    assert [quote.text for quote in found["In Maya’s words"].all("blockquote")] == ["It was fine"]
    assert [tag.text for tag in found["In Maya’s words"].all("p")] == ["said before, Mon 9 Mar 08:55 · only you"]
    asked = found["What Maya asked for"]
    assert [quote.text for quote in asked.all("blockquote")] == ["A dog", "A bike"]
    assert [tag.text for tag in asked.all("p") if "only you" in tag.text] == [
        "Mon 9 Mar 08:57 · only you",
        "said before, Mon 9 Mar 08:55 · only you",
    ]
    (school,) = (row.text for row in found["By topic"].all("tr") if row.text.startswith("School"))
    again = "School How is school? Not good only you How is school? Good said before, Mon 9 Mar 08:55 only you"
    assert school.startswith(f"{again} What do you like, and what is hard? It was fine said before, Mon 9 Mar 08:55")
    assert "said before" not in found["The meeting Maya wants"].text


def test_read_first_shows_the_hour_and_what_was_written_beside_the_answer(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", feel_safe="yes", school_words="It was fine")
    with clock.frozen(MORNING + timedelta(minutes=2)):
        desk.receive(
            maya, "my_views", school_words="Not so", feel_safe="no", unsafe_where=["home"], unsafe_words="at night"
        )
    first = blocks(desk, maya)["Read first"].text
    assert "Maya, Mon 9 Mar 08:57" in first
    assert "Do you feel safe? No Where is it hard to feel safe? Where I live" in first
    assert "at night" in first
    for elsewhere in ("Not so", "It was fine", "Yes, always"):
        assert elsewhere not in first


def test_what_the_child_wants_for_the_meeting_stands_beside(desk: Desk, maya: str) -> None:
    with desk.app.app_context():
        ids = {person.name: person.id for person in db.session().get_one(Review, maya).people}
    desk.receive(
        maya,
        "my_meeting",
        meeting_where="home",
        meeting_when=["afternoon"],
        guests=[f"{ids['Jo']}:yes", f"{ids['Sam']}:no", "someone_else"],
        guests_words="My brother, yes",
        take_part="come",
        run_meeting="some",
        run_parts=["welcome"],
        talk_about=["school"],
        talk_about_words="When I can see Tom",
        not_in_front_words=LAUGHS,
    )
    found = blocks(desk, maya)
    wishes = found["The meeting Maya wants"].text
    for wish in (
        "Where I live",
        "In the afternoon",
        "Jo: Yes, Sam: No, Somebody else",
        "My brother",
        "I come to all of it",
    ):
        assert wish in wishes
    for wish in ("Yes, some of it", "Say hello and start it", "School", f"“{LAUGHS}”".strip("“”")):
        assert wish in wishes
    assert "only you" in wishes
    assert "When I can see Tom" in found["What Maya asked for"].text


def test_where_a_council_asks_on_several_pages_who_should_come_and_should_not_is_marked(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    shutil.copy(DEFINITIONS / "my_meeting.short.v1.toml", tmp_path / "my_meeting.short.v9.toml")
    desk = Desk(make_app(questionnaires_dir=str(tmp_path)))
    maya = desk.review("Maya", MEETING, people=[("foster_carer", "Jo"), ("parent", "Sam")])
    with desk.app.app_context():
        ids = {person.name: person.id for person in db.session().get_one(Review, maya).people}
    desk.receive(maya, "my_meeting", people_come=[ids["Jo"], ids["Sam"]], people_not=[ids["Sam"]])
    wishes = blocks(desk, maya)["The meeting Maya wants"].text
    assert wishes.count("also chosen on another page: Sam. Ask which is right.") == 2


def test_who_should_stay_away_stands_there_for_the_officer_alone_also_when_they_leave_the_list(
    desk: Desk, maya: str
) -> None:
    with desk.app.app_context():
        ids = {person.name: person.id for person in db.session().get_one(Review, maya).people}
    desk.receive(maya, "my_meeting", guests=[f"{ids['Jo']}:part", f"{ids['Sam']}:no"], talk_about=["plan"])
    with desk.app.app_context(), transaction() as session:
        session.delete(session.get_one(Person, ids["Sam"]))
    wishes = blocks(desk, maya)["The meeting Maya wants"].text
    assert "Jo: For a part, Sam: No only you" in wishes
    assert "What happens next for me" in wishes


def test_what_must_be_read_first_is_said_with_the_letter_it_came_with(desk: Desk, maya: str) -> None:
    with desk.app.app_context():
        _, letter = factories.letter(db.session().get_one(Review, maya))
        send_with(letter, "my_views", feel_safe="not_always", helped_by="told_what_to_say", where_i_live="not_good")
    first = blocks(desk, maya)["Read first"].text
    assert "Do you feel safe? Not always" in first
    assert "Somebody told me what to say" in first
    assert "Not good" not in first
    assert "with the letter of Monday 9 March 2026" in first
    assert "Talk it through" in first


def test_nothing_is_to_be_read_first_where_nobody_said_so(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", feel_safe="yes")
    assert "Read first" not in blocks(desk, maya)


def test_child_and_adults_stand_side_by_side_by_topic(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", school="not_good", school_words="Two girls laugh")
    desk.receive(maya, "carer_view", "foster_carer", school_words="Happy there")
    desk.receive(maya, "partner_view", "school", service="school", school_words="Good at drawing")
    table = next(blocks(desk, maya)["By topic"].all("table"))
    columns = [cell.text for cell in next(table.all("thead")).all("th")]
    assert columns == ["Topic", "Maya", "Carer, Jo", "School, Ms Field"]
    school = next(row for row in table.all("tr") if next(row.all("th")).text == "School")
    child, carer, teacher = (cell.text for cell in school.all("td"))
    assert "Not good" in child
    assert "Happy there" in carer
    assert "Good at drawing" in teacher


def test_a_topic_of_one_name_is_one_row_whatever_the_form(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", anything_else="Thank you", helped_by="nobody")
    desk.receive(maya, "carer_view", "foster_carer", anything_else="He sleeps better")
    table = next(blocks(desk, maya)["By topic"].all("table"))
    titles = [next(row.all("th")).text for row in table.all("tr")][1:]
    assert titles.count("At the end") == 1


def test_words_of_another_language_keep_their_language_and_direction(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", language="ar", where_i_live="good", where_i_live_words="غرفتي جميلة")
    found = blocks(desk, maya)
    (words,) = found["In Maya’s words"].all("blockquote")
    assert (words["lang"], words["dir"], words.text) == ("ar", "auto", "غرفتي جميلة")
    assert "Good" in found["By topic"].text


def test_words_are_shown_as_they_were_typed_and_never_as_markup(desk: Desk, maya: str) -> None:
    typed = "<script>alert(1)</script> {{ 7 * 7 }} \"'&amp;"
    desk.receive(maya, "my_views", where_i_live_words=typed)
    page = desk.open(maya)
    assert "<script>alert" not in page.text
    (words,) = blocks(desk, maya)["In Maya’s words"].all("blockquote")
    assert words.text == typed


def test_the_earlier_reviews_of_this_child_are_listed_with_their_codes(desk: Desk, maya: str) -> None:
    with desk.app.app_context(), transaction() as session:
        child_id = session.get_one(Review, maya).child_id
        for day, code in ((date(2025, 9, 16), "PN6"), (date(2025, 6, 20), None)):
            before = Review(child_id=child_id, officer_id=None, meets_on=day)
            session.add(before)
            session.flush()
            if code:
                session.add(Participation(review_id=before.id, code=code, recorded_at=clock.now()))
    earlier = blocks(desk, maya)["Earlier reviews"].text
    assert earlier == "Earlier reviews Tuesday 16 September 2025 PN6 Friday 20 June 2025 no code"


def test_before_the_meeting_the_form_is_closed_and_says_why_and_what_to_expect(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", where_i_live="good")
    part = blocks(desk, maya)["How Maya took part"]
    assert "from the day of the meeting, Tuesday 10 March 2026" in part.text
    assert "If Maya comes and speaks it will be PN1; without coming, PN6." in part.text
    assert not list(part.all("form"))
    (button,) = part.all("button")
    assert "disabled" in button


def test_the_hour_the_place_and_a_move_stand_beside_the_name(desk: Desk, maya: str) -> None:
    with desk.app.app_context(), transaction() as session:
        review = session.get_one(Review, maya)
        review.starts_at, review.venue = datetime(2026, 3, 10, 15, 30, tzinfo=UTC), "Home, in the kitchen"
        session.add(Move(review=review, from_on=date(2026, 3, 3), to_on=MEETING, moved_at=clock.now()))
    page = words_of(desk.open(maya))
    assert "Tuesday 10 March 2026, 15:30 · Home, in the kitchen" in page
    assert "moved from Tue 3 Mar" in page


def test_a_child_under_4_is_met_and_watched_and_has_not_failed_to_write(desk: Desk) -> None:
    baby = desk.review("Reece", MEETING, born_on=date(2025, 6, 1))
    page = words_of(desk.open(baby))
    assert "Reece is under 4: met and watched by the officer." in page
    for blame in ("written nothing", "Nothing said yet", "asked for nothing in their own words"):
        assert blame not in page


def test_a_day_that_has_passed_is_said_in_red_on_the_reviews_page_too(desk: Desk, maya: str) -> None:
    with desk.app.app_context(), transaction() as session:
        session.get_one(Review, maya).due_on = date(2026, 3, 2)
    red = [
        each.text
        for each in Document.read(desk.open(maya).text).all("span")
        if "class" in each and each["class"] == "late-word"
    ]
    assert red == ["was due Mon 2 Mar"]
    with desk.app.app_context(), transaction() as session:
        session.get_one(Review, maya).due_on = date(2026, 3, 12)
    assert "due by Thu 12 Mar" in words_of(desk.open(maya))
    assert "late-word" not in desk.open(maya).text


def test_a_last_day_that_no_list_gave_says_so(desk: Desk) -> None:
    review_id = desk.review("Maya", MORNING.date() + timedelta(days=20))
    assert "worked out here" not in desk.open(review_id).text
    with desk.app.app_context(), transaction() as writer:
        of_maya = writer.get_one(Review, review_id)
        of_maya.is_derived, of_maya.meets_on = True, None
    assert "· worked out here" in desk.open(review_id).text
