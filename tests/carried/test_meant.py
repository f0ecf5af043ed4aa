"""What others said for a child is shown to the child, who says that it is what they meant, or puts it right."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.carried.actions import ToSay, note_meant, say_for
from participation.carried.models import MEANT as IS_MEANT
from participation.carried.models import NOT_MEANT, SaidBy, SaidForChild
from participation.carried.queries import said_beside
from participation.disclosure.dossier import dossier
from participation.disclosure.telling import said_for
from participation.invitations.actions import draw_secrets
from participation.invitations.models import CHILD
from participation.invitations.queries import invitations_of
from participation.locks.models import Lock
from participation.locks.queries import lock_of_child
from participation.outcomes.models import Outcome
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.models import Submission
from tests import factories
from tests.answering.test_lock import put_on
from tests.carried.spoken import AFTER, ENGLISH, MEANT, MEETING, TIGRINYA, TOLD, SpokenFor, interpreted
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of


@on_both
def test_a_child_says_behind_the_lock_that_it_is_what_they_meant(maya: SpokenFor) -> None:
    page = words_of(maya.tell())
    assert "Recorded as PN5. What was said for them is saved." in page
    assert "waits for Maya’s word" in page
    phone = maya.look()
    assert "Amara told the meeting this for you" in words_of(phone.page)
    assert TOLD in phone.page.text
    assert "Amara can see that." in words_of(maya.say(phone, "ok_yes"))
    assert "Maya says: that is what I meant" in words_of(maya.desk.open(maya.id))


@on_both
def test_a_child_who_puts_it_right_is_answered_and_the_record_holds_both(app: Flask, maya: SpokenFor) -> None:
    maya.tell()
    maya.put_right(maya.look())
    page = words_of(maya.desk.open(maya.id))
    assert "Maya says: not quite" in page
    assert page.index(TOLD) < page.index("What Maya says instead") < page.rindex(MEANT)
    with app.app_context():
        waiting = db.session().scalars(select(Outcome).where(Outcome.review_id == maya.id)).one()
        assert (waiting.question, waiting.state) == ("meant_words", "open"), "it is back among what is still to do"
        held = dossier(db.session().get_one(Review, maya.id).child)
        corrected = db.session().scalars(select(Submission).where(Submission.purpose == "my_correction")).one()
        record = said_for(said_beside(corrected))
    assert held["said_for_the_child"] == record
    assert [(each["by"], each["words"], each["is_what_the_child_meant"]) for each in record] == [
        ("officer", TOLD, False)
    ]
    assert MEANT in str(held["sent"])


def test_in_other_words_it_is_asked_again_and_what_was_said_before_stays_on_record(app: Flask, maya: SpokenFor) -> None:
    maya.tell()
    maya.put_right(maya.look())
    with clock.frozen(AFTER + timedelta(minutes=5)):
        assert "What was said for them is saved." in words_of(maya.tell(MEANT))
        phone = maya.look()
        assert TOLD not in phone.page.text
        maya.say(phone, "ok_yes")
        page = words_of(maya.desk.open(maya.id))
    assert "Maya says: that is what I meant" in page
    assert "Maya says: not quite" not in page
    with app.app_context():
        held = dossier(db.session().get_one(Review, maya.id).child)
    said = [(each["words"], each["is_what_the_child_meant"]) for each in held["said_for_the_child"]]
    assert said == [(TOLD, False), (MEANT, True)]


def test_saving_the_same_again_asks_nobody_again(app: Flask, maya: SpokenFor) -> None:
    maya.tell()
    maya.say(maya.look(), "ok_yes")
    assert "What was said for them is saved." not in words_of(maya.tell())
    with app.app_context():
        assert len(db.session().scalars(select(SaidForChild)).all()) == 1
        written = select(AuditEntry).where(AuditEntry.action == "wrote what was said for")
        assert len(db.session().scalars(written).all()) == 1


@pytest.mark.parametrize(
    ("happened", "heading"),
    [
        ({"attended": "no", "carried_by": "advocate", "code": "PN5"}, "An advocate told the meeting this for you"),
        ({"attended": "yes", "how": "advocate_spoke", "code": "PN2"}, "This was said for you at the meeting"),
    ],
)
def test_the_child_reads_who_spoke(maya: SpokenFor, happened: dict[str, str], heading: str) -> None:
    maya.tell(TOLD, **happened)
    assert heading in words_of(maya.look().page)


def test_for_a_child_who_spoke_for_themselves_nobody_spoke(app: Flask, maya: SpokenFor) -> None:
    refused = maya.tell(TOLD, attended="yes", how="spoke", code="PN1")
    assert "Please say above who spoke for them, or empty this box." in words_of(refused)
    assert TOLD in refused.text
    with app.app_context():
        assert db.session().scalars(select(SaidForChild)).all() == []


def test_nothing_is_asked_of_who_has_said_nothing_or_that_it_is_right(maya: SpokenFor) -> None:
    maya.tell()
    phone = maya.look()
    assert phone.browser.get("/answer/my_correction/meant").status_code == 404
    maya.say(phone, "ok_yes")
    assert phone.browser.get("/answer/my_correction/meant").status_code == 404
    assert "Put it right" not in words_of(phone.open("/home"))
    phone.open("/after")
    maya.say(phone, "ok_no")
    assert phone.page.request.path == "/answer/my_correction/meant"
    assert "Put it right" in words_of(phone.open("/home"))


def test_without_a_lock_it_is_for_the_record_and_a_lock_set_later_needs_it_once_more(app: Flask) -> None:
    maya = SpokenFor(Desk(app, "ben@example.org"), has_lock=False)
    assert "not shown to Maya" in words_of(maya.tell())
    put_on(Phone(app, maya.secrets))
    with clock.frozen(AFTER + timedelta(minutes=5)):
        assert TOLD not in maya.look().page.text
        assert "waits for Maya’s word" in words_of(maya.tell())
        assert TOLD in maya.look().page.text


def test_a_new_letter_shows_nothing_that_was_sealed_to_the_old_lock(app: Flask, maya: SpokenFor) -> None:
    maya.tell()
    with app.app_context():
        child = next(each for each in invitations_of(maya.id) if each.respondent == CHILD)
        maya.secrets = draw_secrets(child)
    put_on(Phone(app, maya.secrets))
    assert TOLD not in maya.look().page.text


def test_only_the_reviews_own_officer_says_anything_in_their_name(app: Flask, maya: SpokenFor) -> None:
    with app.app_context():
        stranger, _ = factories.staff(name="Ben")
        factories.absence(maya.desk.staff_id, stranger.id, "2026-03-09", "2026-03-11")
        stranger = db.session().get_one(Staff, stranger.id)
        with pytest.raises(LookupError):
            say_for(stranger, maya.id, ToSay(SaidBy.OFFICER, TOLD))
        assert db.session().scalars(select(SaidForChild)).all() == []


def test_another_lock_says_nothing_of_it(app: Flask, maya: SpokenFor) -> None:
    maya.tell()
    with app.app_context():
        other = SpokenFor(Desk(app, "ben@example.org")).id
        said = db.session().scalars(select(SaidForChild)).one()
        locks = lock_of_child(maya.id), lock_of_child(other)
        assert isinstance(locks[0], Lock)
        assert isinstance(locks[1], Lock)
        with pytest.raises(LookupError):
            note_meant(locks[1], said.id, NOT_MEANT)
        with pytest.raises(ValueError, match="perhaps"):
            note_meant(locks[0], said.id, "perhaps")
        note_meant(locks[0], said.id, NOT_MEANT)
        note_meant(locks[0], said.id, IS_MEANT)
    assert "Maya says: not quite" in words_of(maya.desk.open(maya.id)), "nobody takes a no back"


@on_both
def test_english_is_shown_beside_the_childs_own_words_and_put_right(app: Flask, maya: SpokenFor) -> None:
    asked = interpreted(app, maya)
    assert ENGLISH not in maya.look().page.text, "nobody has read what came back"
    page = maya.desk.open(maya.id)
    assert "Show Maya the English" in words_of(page)
    data = {**hidden_fields(page), "line": f"{asked}-ask_for"}
    maya.desk.browser.post(f"/staff/reviews/{maya.id}/english", data=data)
    phone = maya.look()
    shown = phone.page.text
    assert "These are your words in English" in words_of(phone.page)
    assert shown.index(TIGRINYA) < shown.index(ENGLISH)
    maya.put_right(phone)
    said = words_of(maya.desk.open(maya.id))
    assert "Show Maya the English" not in said
    assert "Maya says: not quite" in said
    with app.app_context():
        record = said_for(said_beside(db.session().get_one(Submission, asked)))
    pack = words_of(maya.desk.open(maya.id, "/pack"))
    assert "Maya says: not quite" in pack[pack.index(ENGLISH) :]
    assert MEANT not in pack, "that is for the officer"
    assert [(each["of"], each["words"]) for each in record] == [(TIGRINYA, ENGLISH)]


def test_english_of_what_the_child_wanted_no_copy_of_is_not_shown_behind_the_lock(app: Flask, maya: SpokenFor) -> None:
    asked = interpreted(app, maya, keep_copy=False)
    page = maya.desk.open(maya.id)
    assert ENGLISH in page.text
    assert "Show Maya the English" not in words_of(page), "the lock may be somebody else's"
    data = {**hidden_fields(page), "line": f"{asked}-ask_for"}
    maya.desk.browser.post(f"/staff/reviews/{maya.id}/english", data=data)
    with app.app_context():
        assert db.session().scalars(select(SaidForChild)).all() == []


def test_what_is_not_in_english_or_not_hers_cannot_be_shown(app: Flask, maya: SpokenFor) -> None:
    asked, ben = interpreted(app, maya), Desk(app, "ben@example.org")
    other = ben.review("Leo", MEETING)
    for line in ("", f"{asked}-want_different", f"{asked}-ask_for"):
        data = {**hidden_fields(ben.open(other)), "line": line}
        ben.browser.post(f"/staff/reviews/{other}/english", data=data)
    data = {**hidden_fields(maya.desk.open(maya.id)), "line": f"{asked}-want_different"}
    maya.desk.browser.post(f"/staff/reviews/{maya.id}/english", data=data)
    with app.app_context():
        assert db.session().scalars(select(SaidForChild)).all() == []


def test_the_letter_is_shown_before_it_is_final_and_the_child_may_say_something_about_it(maya: SpokenFor) -> None:
    path = f"/staff/reviews/{maya.id}/letter"
    assert "waits behind the child’s lock" in words_of(maya.show_letter())
    phone = maya.look()
    assert "Your letter, before it is final Read your letter" in words_of(phone.page)
    assert TOLD not in phone.page.text
    assert TOLD in maya.read_letter(phone).text
    with clock.frozen(AFTER + timedelta(minutes=5)):
        phone = maya.look()
        maya.put_right(phone)
        maya.desk.open(maya.id)
        page = maya.desk.browser.get(path)
        assert "Maya says: not quite" in words_of(page)
        assert page.text.index(MEANT) < page.text.index('name="words"'), "above the form, and not a thing of the letter"
        assert page.text.count(MEANT) == 1
        data = {**hidden_fields(page), "words": MEANT, "go": "print"}
        assert maya.desk.browser.post(path, data=data).mimetype == "application/pdf"


def test_without_a_lock_no_letter_is_shown(app: Flask) -> None:
    maya = SpokenFor(Desk(app, "ben@example.org"), has_lock=False)
    path = f"/staff/reviews/{maya.id}/letter"
    page = maya.desk.browser.get(path)
    assert "Save, and show Maya first" not in words_of(page)
    maya.desk.browser.post(path, data={**hidden_fields(page), "words": TOLD, "go": "show"})
    with app.app_context():
        assert db.session().scalars(select(SaidForChild)).all() == []
