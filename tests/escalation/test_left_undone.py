"""What officers left undone, for managers: with whom it waits, one press to remind, one to give it to somebody."""

from datetime import date, timedelta

from sqlalchemy import event, select

from participation import clock, db
from participation.endings.actions import HANDED_OVER, end
from participation.endings.reasons import Cause
from participation.escalation.reminding import LEFT_UNDONE
from participation.invitations.marks import Mark
from participation.outcomes.actions import note_asked
from participation.outcomes.models import Outcome, Participation, Reply
from participation.reviews.models import Review
from participation.staff.accounts import invite_staff
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission
from tests.accounts.office import Office
from tests.databases import on_both
from tests.document import Document
from tests.endings.scene import MORNING
from tests.walking import words_of

SOON, HELD = date(2026, 3, 20), date(2026, 3, 2)
WAITING = "/staff/unread"


def coded(office: Office, review_id: str) -> None:
    """It is recorded how the child took part."""
    with office.app.app_context(), db.transaction() as session:
        session.add(Participation(review_id=review_id, code="PN1", recorded_at=clock.now()))


def asked_for(office: Office, review_id: str) -> str:
    """A child asked for something before a meeting, and nobody has answered it."""
    sent = office.amara.receive(review_id, "my_views", where_i_live="good")
    office.amara.browser.get(f"/staff/submissions/{sent}")
    with office.app.app_context():
        submission = db.session().get_one(Submission, sent)
        note_asked([(submission, "want_different"), (submission, "ask_for")])
    return sent


def lines(office: Office, address: str = WAITING) -> list[str]:
    """The rows of each table."""
    rows = Document.read(office.mo.get(address).text).all("tbody")
    return [row.text for body in rows for row in body.all("tr")]


@on_both
def test_each_officer_stands_there_with_what_waits(office: Office) -> None:
    asked_for(office, office.amara.review("Maya", HELD))
    coded(office, office.amara.review("Ella", HELD))
    office.ben.receive(office.ben.review("Leo", SOON), "my_views", where_i_live="good")
    ended, early = office.ben.review("Zoe", HELD), office.ben.review("Ida", SOON)
    coded(office, ended)
    asked_for(office, early)
    with_whom = [line for line in lines(office) if "Remind" in line]
    assert sorted(line.split()[1:4] for line in with_whom) == [["2", "–", "–"], ["–", "2", "1"]]


@on_both
def test_what_one_officer_left_undone_is_listed_and_nobody_elses(office: Office) -> None:
    maya, ella = office.amara.review("Maya", HELD), office.amara.review("Ella", date(2026, 2, 20))
    asked_for(office, maya)
    coded(office, maya)
    office.ben.review("Leo", HELD)
    left = lines(office, f"{WAITING}?officer={office.amara.staff_id}")[-2:]
    assert ["Maya", "2 answers"] == [part for part in ("Maya", "no code", "2 answers") if part in left[0]]
    assert ["Ella", "no code"] == [part for part in ("Ella", "no code", "answer") if part in left[1]]
    assert "Leo" not in "".join(left)
    assert office.officer_of(ella) == office.amara.staff_id


@on_both
def test_what_is_counted_against_an_officer_is_what_stands_on_their_list(office: Office) -> None:
    old, gone = office.amara.review("Maya", date(2025, 3, 3)), office.amara.review("Ella", HELD)
    asked_for(office, old)
    asked_for(office, gone)
    coded(office, gone)
    office.amara.receive(office.amara.review("Leo", SOON), "after_review", listened_to="yes")
    assert "2 answers" in lines(office, f"{WAITING}?officer={office.amara.staff_id}")[-1]
    assert [line.split()[1:4] for line in lines(office) if "Remind" in line] == [["–", "4", "1"]]
    with office.app.app_context():
        end(None, "child", db.session().get_one(Review, gone).child_id, Cause("moved"))
    assert [line.split()[1:4] for line in lines(office) if "Remind" in line] == [["–", "2", "1"]]
    todo = next(words for heading, words in office.amara.sections().items() if "Maya" in words)
    assert "2 open" in todo
    assert "Ella, Answers" not in todo


@on_both
def test_an_answer_that_the_child_says_is_not_ok_waits_for_its_officer_again(office: Office) -> None:
    maya = office.amara.review("Maya", date(2026, 1, 5))
    coded(office, maya)
    asked_for(office, maya)
    say_no(office)
    todo = next(words for heading, words in office.amara.sections().items() if "Maya" in words)
    assert "2 open, 20 days" in todo, "from the day on which the child said no"
    assert [line.split()[1:4] for line in lines(office) if "Remind" in line] == [["–", "2", "–"]]


def say_no(office: Office) -> None:
    """Both were answered, and the child says today that neither answer is OK."""
    with office.app.app_context(), db.transaction() as session:
        for each in session.scalars(select(Outcome)):
            each.state, each.answered_at = "agreed", clock.now()
            session.add(Reply(outcome_id=each.id, id=each.id, lock_id="", envelope=b""))
            session.add(Mark(about_id=each.id, kind="ok_no", at=clock.now()))


@on_both
def test_a_reminder_is_one_mail_a_day_and_is_recorded(office: Office) -> None:
    office.amara.review("Maya", HELD)
    address = f"{WAITING}/remind/{office.amara.staff_id}"
    assert office.press(address, WAITING).status_code == 303
    assert "Reminded: a mail says that something waits." in words_of(office.mo.get(WAITING))
    office.press(address, WAITING)
    assert "They were reminded today already." in words_of(office.mo.get(WAITING))
    assert office.told(LEFT_UNDONE) == [office.amara.staff_id]
    assert office.noted("reminded") == [(office.mo_id, f"staff/{office.amara.staff_id}", "")]
    with clock.frozen(MORNING + timedelta(minutes=10)):
        assert office.press(f"{WAITING}/remind/{office.mo_id}", WAITING).status_code == 404


@on_both
def test_a_review_is_given_in_one_press_and_who_held_it_stays_known(office: Office) -> None:
    held, soon = office.amara.review("Maya", HELD), office.amara.review("Leo", SOON)
    letter_to = office.ben.staff_id
    for review in (held, soon):
        assert office.press(f"{WAITING}/{review}/give", WAITING, to=letter_to).status_code == 303
        assert office.officer_of(review) == office.ben.staff_id
    assert set(office.told(HANDED_OVER)) == {office.ben.staff_id}
    assert [what for _, what, _ in office.noted("handed over")] == [f"review/{held}", f"review/{soon}"]
    about = {review: office.amara.receive(review, "after_review", listened_to="yes") for review in (held, soon)}
    with office.app.app_context():
        of = {id: db.session().get_one(Submission, sent).about_officer_id for id, sent in about.items()}
    assert of == {held: office.amara.staff_id, soon: office.ben.staff_id}
    assert "Maya" in office.ben.list()
    assert office.amara.open(held).status_code == 404


def test_it_is_given_to_the_open_account_of_another_officer_or_not_at_all(office: Office) -> None:
    review = office.amara.review("Maya", HELD)
    with office.app.app_context():
        manager = db.session().get_one(Staff, office.mo_id)
        new = invite_staff(manager, "ruth@example.org", "Ruth", Role.OFFICER)[0].id
    assert "Ruth" not in office.mo.get(WAITING).text
    for taker in ("", new, office.mo_id, office.amara.staff_id, "0" * 26):
        office.press(f"{WAITING}/{review}/give", WAITING, to=taker)
        assert "Nothing was given: please choose another officer first." in words_of(office.mo.get(WAITING))
    assert office.officer_of(review) == office.amara.staff_id
    assert office.told(HANDED_OVER) == []


def test_the_page_asks_as_often_for_many_reviews_as_for_few(office: Office) -> None:
    address = f"{WAITING}?officer={office.amara.staff_id}"
    few = _asked(office, address)
    for number in range(6):
        review = office.amara.review(f"Maya {number}", HELD)
        office.amara.receive(review, "my_views", where_i_live="good")
    assert _asked(office, address) <= few + 4, "what is there at all is asked for once"


def _asked(office: Office, address: str) -> int:
    office.amara.review("Ella", HELD)
    office.mo.get(address)
    asked: list[str] = []
    engine = office.app.extensions["engine"]

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert office.mo.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)
