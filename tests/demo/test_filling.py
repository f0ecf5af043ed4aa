"""A filled database shows every state, every desk has work on it, and figures add up: on both databases."""

import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask

from participation import clock
from participation.advocacy.models import AdvocacyReferral, AdvocacyStep, ReferralStep
from participation.afterwards.models import Act, ReviewAct
from participation.audit.chain import first_broken
from participation.audit.queries import chain
from participation.children.models import Child
from participation.contact.models import ContactRequest
from participation.demo.banks import bank
from participation.escalation.advocates import overdue
from participation.invitations.models import CHILD, Invitation
from participation.invitations.purposes import BEFORE
from participation.letters.facts import Fact
from participation.letters.models import PrintedSheet
from participation.letters.queries import untrue_letters
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.outbox.models import Notice
from participation.outcomes.codes import Code
from participation.outcomes.models import Outcome, Participation
from participation.profiles.models import Profile
from participation.reviews.models import Move, Person, Review
from participation.reviews.timetable import age_on, collection_year, forms_due_on
from participation.sealing.of_this_app import keyring
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Staff
from participation.submissions.models import Draft, Reading, Submission
from tests.demo.looking import CHILDREN, NOW, desk, found, lines, officers, rows
from tests.walking import words_of

TODAY = NOW.date()
YEAR = collection_year(TODAY)


@pytest.fixture
def app(demonstration: Flask) -> Flask:
    return demonstration


def test_there_are_as_many_children_as_were_asked_for_and_a_whole_service(app: Flask) -> None:
    with app.app_context():
        assert len(rows(Child)) == CHILDREN
        assert Counter(staff.role for staff in rows(Staff)) == {"officer": 9, "support": 1, "manager": 1, "advocate": 1}
        profiles = rows(Profile)
        assert len(profiles) == 8
        assert all(profile.published_on and profile.about and profile.portrait for profile in profiles)


def test_the_database_itself_says_that_people_are_invented(app: Flask) -> None:
    with app.app_context():
        assert [row.settings["is_invented"] for row in rows(ServiceRow)] == [True]
    assert "everybody here is invented" in app.test_client().get("/staff/sign-in").text


def test_reviews_are_in_every_state(app: Flask) -> None:
    with app.app_context():
        reviews, moves = rows(Review), rows(Move)
        coded = {row.review_id for row in rows(Participation)}
        held = [review for review in reviews if review.meets_on and review.meets_on < TODAY]
        coming = [review for review in reviews if review not in held]
        assert {review.kind for review in reviews} == {"child_in_care", "pathway_plan"}
        assert any(review.meets_on > review.due_on for review in held)
        assert sum(review.meets_on <= review.due_on for review in held) > 0.8 * len(held)
        assert any(review.id not in coded for review in held)
        assert any(review.meets_on is None for review in coming)
        assert any(review.due_on < TODAY for review in coming)
        assert {move.review_id for move in moves} & {review.id for review in held}
        assert {move.review_id for move in moves} & {review.id for review in coming}
        assert min(review.meets_on for review in held).year < TODAY.year - 1


def test_what_is_due_after_reviews_is_done_in_time_late_and_still_to_do(app: Flask) -> None:
    with app.app_context():
        acts, values = rows(ReviewAct), figures(YEAR).values
        for name in ("decisions_in_time", "letters_in_time", "distributed_in_time"):
            rate = values[name]
            assert isinstance(rate, Rate)
            assert 0 < rate.n < rate.of
        assert {each.act for each in acts} == set(Act)
        assert all(each.recipients for each in acts if each.act == Act.DISTRIBUTION)
        lately = {each.id for each in rows(Review) if each.meets_on and -40 < (each.meets_on - TODAY).days < 0}
        assert lately - {each.review_id for each in acts if each.act == Act.LETTER}


def test_invitations_are_in_every_state(app: Flask) -> None:
    with app.app_context():
        invitations, begun = rows(Invitation), {draft.invitation_id for draft in rows(Draft)}
        sent = {submission.invitation_id for submission in rows(Submission)}
        open_ones = [each for each in invitations if each.ends_on >= TODAY and each.review.meets_on >= TODAY]
        assert any(not each.printings for each in open_ones)
        assert any(each.printings and not each.opened_at and not each.revoked_at for each in open_ones)
        assert any(each.opened_at and each.id not in begun | sent for each in open_ones)
        assert {each.id for each in open_ones} & begun
        assert {each.id for each in open_ones} & sent
        assert any(each.revoked_at for each in invitations)
        assert any(each.printings > 1 for each in invitations)
        assert any(each.ends_on < TODAY for each in invitations)
        invited = {each.review_id for each in invitations}
        assert any(review.meets_on and review.meets_on > TODAY and review.id not in invited for review in rows(Review))


def test_what_letters_say_is_still_so_but_for_what_moved_and_some_adults_can_be_reached(app: Flask) -> None:
    with app.app_context():
        assert all(Fact.OFFICER in each.digests for each in rows(PrintedSheet))
        assert {fact for each in untrue_letters() for fact in each.changed} <= {Fact.DAY, Fact.HOUR}
        people = rows(Person)
        assert {bool(each.email) for each in people} == {bool(each.phone) for each in people} == {True, False}
        assert all(each.email.endswith("@example.org") for each in people if each.email)


def test_nobody_under_4_is_asked_and_no_answer_is_older_than_its_letter(app: Flask) -> None:
    with app.app_context():
        for each in rows(Invitation):
            if each.respondent == CHILD:
                assert age_on(each.review.child.born_on, each.review.meets_on) >= 4
            if each.opened_at and each.printed_at and each.printings == 1:
                assert each.printed_at < each.opened_at <= clock.now()
        for submission in rows(Submission):
            assert submission.invitation.opened_at <= submission.sent_at < clock.now()


def test_some_have_begun_and_sent_nothing_and_the_figures_say_so(app: Flask) -> None:
    with app.app_context():
        for submission in rows(Submission):
            started_at = submission.invitation.started_at
            assert submission.kind not in ("views", "adult") or started_at <= submission.sent_at
        values = figures(YEAR).values
        began, sent = (sum(values[f"{stage}.{who}"].n for who in BEFORE) for stage in ("started", "sent"))
        opened = sum(values[f"opened.{who}"].n for who in BEFORE)
        assert opened > began > sent


def test_every_questionnaire_was_answered_early_and_late(app: Flask) -> None:
    with app.app_context():
        submissions = rows(Submission)
        by_adults = [each for each in submissions if each.kind == "adult"]
        due = {each.id: forms_due_on(each.review.meets_on, None, Service().forms_due_days) for each in by_adults}
        assert {each.purpose for each in submissions} == {
            "my_views", "my_meeting", "my_advocate", "after_review", "carer_view", "carer_check", "parent_view",
            "partner_view", "carer_after", "parent_after", "partner_after",
        }  # fmt: skip
        assert {clock.local(each.sent_at).date() > due[each.id] for each in by_adults} == {True, False}
        assert {each.is_kept_from_officer for each in submissions if each.purpose == "my_advocate"} == {True, False}


def test_every_code_was_recorded_and_no_code_contradicts_an_age(app: Flask) -> None:
    with app.app_context():
        recorded = rows(Participation)
        assert {row.code for row in recorded} == set(Code)
        assert {row.recorded_by is None for row in recorded} == {True, False}
        assert all(
            (row.code == Code.PN0) == (age_on(row.review.child.born_on, row.review.meets_on) < 4) for row in recorded
        )
        assert {row.chaired for row in recorded} >= {"", "none", "part", "all"}
        assert any(row.reasons for row in recorded)


def test_requests_for_an_advocate_and_things_asked_for_are_in_every_state(app: Flask) -> None:
    with app.app_context():
        asked = {each.id for each in rows(Submission) if each.asks_for_advocate}
        steps = rows(AdvocacyStep)
        assert {step.state for step in steps} == {"taken", "contacted", "met", "closed"}
        assert all(step.note for step in steps)
        assert {each.source for each in rows(AdvocacyReferral)} == {"officer", "non_instructed"}
        assert {step.state for step in rows(ReferralStep)} == {"taken", "contacted", "met", "closed"}
        assert overdue()
        assert asked - {step.submission_id for step in steps}
        assert {outcome.state for outcome in rows(Outcome)} == {"open", "agreed", "partly", "not_agreed", "done"}
        assert {notice.about for notice in rows(Notice)} >= {"advocate_asked"}
        assert {notice.sent_at is None for notice in rows(Notice)} == {True, False}


def test_somebody_is_on_duty_and_requests_to_be_contacted_are_in_every_state(app: Flask) -> None:
    with app.app_context():
        asked = rows(ContactRequest)
        states = {request.steps[-1].state if request.steps else "" for request in asked}
        assert states >= {"", "noted", "done"}
        assert {request.is_for_managers for request in asked} == {True, False}
        assert {request.invitation_id is None for request in asked} == {True, False}
        on_duty = next(each for each in officers() if each.name == bank("place")["rota"][0]["name"])
    assert "nobody has acknowledged" in words_of(desk(app, on_duty).get("/staff/contact"))


def test_most_is_read_before_the_meeting_and_the_readings_are_in_the_audit(app: Flask) -> None:
    with app.app_context():
        figure = figures(YEAR).values["read_before_meeting"]
        assert 0.6 < figure.n / figure.of < 1
        read = {reading.submission_id for reading in rows(Reading)}
        assert any(each.id not in read for each in rows(Submission) if each.kind == "views")
        assert first_broken(keyring().secret("audit"), chain()) is None


def test_figures_of_every_year_add_up(app: Flask) -> None:
    with app.app_context():
        for year in {collection_year(review.meets_on) for review in rows(Review) if review.meets_on}:
            values = figures(year).values
            codes = [values[f"participation.{code}"] for code in Code]
            assert sum(codes) + values["participation.not_recorded"] == values["reviews.held"]
            assert not values["views_given"].of or values["views_given"].n / values["views_given"].of > 0.8
        values = figures(YEAR).values
        assert values["feedback.listened_to.answered"] > 0


def test_every_officer_has_reviews_and_can_open_one(app: Flask) -> None:
    with app.app_context():
        accounts = officers()
    for account in accounts:
        browser = desk(app, account)
        found = re.search("/staff/reviews/[0-9a-z]{26}", browser.get("/staff/").text)
        assert found is not None, account.name
        assert browser.get(found[0]).status_code == 200


def test_somebody_is_away_and_who_covers_has_their_reviews_too(app: Flask) -> None:
    given = bank("place")["absences"][0]
    with app.app_context():
        manager = next(each for each in found().accounts if each.role == "manager")
        deputy = next(each for each in officers() if each.name == given["deputy"])
    assert f"{given['absent']} {given['deputy']} also reads" in words_of(desk(app, manager).get("/staff/cover"))
    assert f"You cover for {given['absent']} until" in words_of(desk(app, deputy).get("/staff/"))


def test_the_officer_whose_sign_in_is_shown_has_words_to_read_first(app: Flask) -> None:
    with app.app_context():
        account = officers()[0]
        reviews = [review for review in rows(Review) if review.child.reference == "NM10004"]
        address = f"/staff/reviews/{max(reviews, key=lambda review: review.meets_on).id}"
    assert 'id="first"' in desk(app, account).get(address).text, "whoever has opened it before keeps it in mind"


@pytest.mark.parametrize(
    ("role", "address"),
    [("support", "letters"), ("support", "chasing"), ("manager", "metrics"), ("advocate", "advocacy")],
)
def test_everybody_else_has_work_on_their_desk(app: Flask, role: str, address: str) -> None:
    with app.app_context():
        account = next(each for each in found().accounts if each.role == role)
    assert desk(app, account).get(f"/staff/{address}").status_code == 200


def test_no_invented_word_of_a_child_lies_open_in_the_database(app: Flask) -> None:
    url = app.extensions["config"].database_url
    if url.startswith("sqlite"):
        stored = b"".join(path.read_bytes() for path in Path(url.removeprefix("sqlite:///")).parent.glob("*.sqlite*"))
    else:
        with app.app_context():
            stored = b"".join(submission.envelope for submission in rows(Submission))
    plain = [line for line in lines("young", "older") if "{" not in line and len(line) > 12]
    assert len(plain) > 200
    assert not any(line.encode() in stored for line in plain)
