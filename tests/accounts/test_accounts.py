"""Managers open accounts and close them; whose are the reviews then?"""

from datetime import date, timedelta

import pytest
from flask import Flask

from participation import clock, db
from participation.afterwards.actions import mark_done
from participation.afterwards.models import Act
from participation.endings.actions import HANDED_OVER
from participation.outcomes.models import Participation
from participation.staff.accounts import SET_UP, disable, invite_staff
from participation.staff.models import Role, Staff
from tests import factories
from tests.accounts.office import CHOSEN, Office, link_on
from tests.databases import on_both
from tests.endings.scene import MORNING
from tests.walking import hidden_fields, let_in, words_of

SOON, LATER, HELD = date(2026, 3, 20), date(2026, 3, 24), date(2026, 3, 2)
RUTH = {"email": " Ruth@Example.org", "name": "Ruth  Lane", "role": "officer"}


@on_both
def test_a_new_colleague_sets_their_account_up_by_a_link_that_works_once(office: Office) -> None:
    shown = office.press("/staff/accounts", **RUTH)
    link = link_on(shown)
    assert link.startswith("http://127.0.0.1:8000/staff/set-up#"), "the secret is sent to no server"
    assert "not set up" in words_of(office.mo.get("/staff/accounts"))
    done = office.set_up(link)
    assert (done.status_code, done.location) == (303, "/staff/")
    ruth = office.account("ruth@example.org")
    assert (ruth.name, ruth.role, ruth.signed_in_at) == ("Ruth Lane", "officer", MORNING)
    assert office.noted("account added")[-1] == (office.mo_id, f"staff/{ruth.id}", "as officer")
    assert office.told(SET_UP) == [ruth.id], "whoever had the link need not be Ruth"
    assert office.set_up(link).status_code == 410


def test_a_link_ends_after_seven_days_and_when_another_is_made(office: Office) -> None:
    first = link_on(office.press("/staff/accounts", **RUTH))
    ruth = office.account("ruth@example.org")
    second = link_on(office.press(f"/staff/accounts/{ruth.id}/link", f"/staff/accounts/{ruth.id}"))
    assert office.set_up(first).status_code == 410
    with clock.frozen(MORNING + timedelta(days=7)):
        assert office.set_up(second).status_code == 410
    assert office.set_up(second).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "too short", "again": "too short"}, "Please choose at least 12 characters."),
        ({"again": "something else"}, "The two are not the same."),
        ({"code": "000000"}, "That code is not right."),
        ({"code": ""}, "Please fill this in."),
    ],
)
def test_what_is_wrong_is_said_and_the_link_is_not_spent(office: Office, typed: dict[str, str], said: str) -> None:
    link = link_on(office.press("/staff/accounts", **RUTH))
    refused = office.set_up(link, **typed)
    assert refused.status_code == 422
    assert said in words_of(refused)
    assert not office.account("ruth@example.org").is_set_up
    assert office.set_up(link).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "nobody"}, "This is not an email address."),
        ({"name": " "}, "Please fill this in."),
        ({"role": "head"}, "Not a valid choice"),
        ({"email": "BEN@example.org"}, "There is an account with this address."),
    ],
)
def test_what_cannot_be_an_account_is_said_at_its_field(office: Office, typed: dict[str, str], said: str) -> None:
    refused = office.press("/staff/accounts", **{**RUTH, **typed})
    assert refused.status_code == 422
    assert said in words_of(refused)
    assert "Ruth" in refused.text or "name" in typed
    assert "Ruth" not in office.mo.get("/staff/accounts").text
    assert office.account("ben@example.org").password_hash, "whose address it is signs in as before"


@on_both
def test_an_account_is_closed_once_each_review_has_somebody(office: Office) -> None:
    maya, leo = office.amara.review("Maya", SOON), office.amara.review("Leo", LATER)
    held, finished = office.amara.review("Ella", HELD), office.amara.review("Zoe", HELD)
    finish(office, finished)
    with office.app.app_context():
        grace = factories.staff(email="grace@example.org", name="Grace")[0].id
    assert office.amara.browser.get("/staff/").status_code == 200
    refused = office.act(office.amara, "/reviews", go="close", **{f"to-{maya}": grace})
    assert refused.status_code == 422
    assert "Please say whose these reviews are now" in words_of(refused)
    assert "Ella" in refused.text, "what was held is not done with"
    assert "Zoe" not in refused.text
    assert office.officer_of(maya) == office.amara.staff_id, "nothing was changed"
    chosen = {"go": "close", "others": office.ben.staff_id, f"to-{maya}": grace}
    assert office.act(office.amara, "/reviews", **chosen).status_code == 303
    assert (office.officer_of(maya), office.officer_of(leo)) == (grace, office.ben.staff_id)
    assert (office.officer_of(held), office.officer_of(finished)) == (office.ben.staff_id, office.amara.staff_id)
    assert office.amara.browser.get("/staff/").status_code == 303, "she is out at the next press"
    assert sorted(map(str, office.told(HANDED_OVER))) == sorted((grace, office.ben.staff_id))
    assert office.noted("account disabled") == [(office.mo_id, f"staff/{office.amara.staff_id}", "")]
    assert {who for who, _, _ in office.noted("handed over")} == {office.mo_id}


@on_both
def test_what_an_account_that_is_closed_left_open_is_given_in_one_press(office: Office) -> None:
    held, finished = office.amara.review("Ella", HELD), office.amara.review("Zoe", HELD)
    finish(office, finished)
    with office.app.app_context():
        disable(db.session().get_one(Staff, office.amara.staff_id))
    waiting = office.mo.get("/staff/unread")
    assert f'href="{office.of(office.amara)}#reviews"' in waiting.text
    page = office.mo.get(office.of(office.amara))
    assert ("Ella" in page.text, "Zoe" in page.text, "close the account" in page.text) == (True, False, False)
    assert office.act(office.amara, "/reviews", go="give", others=office.ben.staff_id).status_code == 303
    assert (office.officer_of(held), office.officer_of(finished)) == (office.ben.staff_id, office.amara.staff_id)
    assert "Ella" in office.ben.list()
    assert office.ben.open(held, "/participation").status_code == 200


def finish(office: Office, review_id: str) -> None:
    """How the child took part is recorded, and all that is due after a review is done."""
    with office.app.app_context(), db.transaction() as session:
        session.add(Participation(review_id=review_id, code="PN1", recorded_at=clock.now()))
    with office.app.app_context():
        officer = db.session().get_one(Staff, office.amara.staff_id)
        for act in Act:
            assert mark_done(officer, review_id, act, clock.today())


def test_reviews_are_given_and_the_account_stays(office: Office) -> None:
    maya, leo = office.amara.review("Maya", SOON), office.amara.review("Leo", LATER)
    assert office.act(office.amara, "/reviews", go="give").status_code == 422, "nobody was chosen"
    chosen = {"go": "give", f"to-{leo}": office.ben.staff_id}
    assert office.act(office.amara, "/reviews", **chosen).status_code == 303
    assert (office.officer_of(maya), office.officer_of(leo)) == (office.amara.staff_id, office.ben.staff_id)
    assert office.amara.browser.get("/staff/").status_code == 200


@pytest.mark.parametrize("taker", ["amara", "support", "closed", "new", "unknown"])
def test_only_the_open_account_of_another_officer_takes_over(office: Office, taker: str) -> None:
    maya = office.amara.review("Maya", SOON)
    with office.app.app_context():
        support = factories.staff(Role.SUPPORT)[0].id
        manager = db.session().get_one(Staff, office.mo_id)
        new = invite_staff(manager, "ruth@example.org", "Ruth", Role.OFFICER)[0].id
    assert "Ruth" not in office.mo.get(office.of(office.amara)).text
    office.act(office.ben, "/reviews", go="close")
    ids = {
        "new": new,
        "amara": office.amara.staff_id,
        "support": support,
        "closed": office.ben.staff_id,
        "unknown": "0" * 26,
    }
    assert office.act(office.amara, "/reviews", go="close", others=ids[taker]).status_code == 422
    assert office.officer_of(maya) == office.amara.staff_id


def test_nobody_closes_renews_or_changes_their_own_account(office: Office) -> None:
    own = f"/staff/accounts/{office.mo_id}"
    assert "Close the account" not in office.mo.get(own).text
    refused = office.press(f"{own}/reviews", own, go="close")
    assert refused.status_code == 422
    assert "another manager has to do this" in words_of(refused)
    refused = office.press(own, name="Mo", role="officer")
    assert "another manager has to do this" in words_of(refused)
    assert [office.press(f"{own}/{rest}", own).status_code for rest in ("link", "sign-out")] == [404, 404]
    assert office.press(own, name="Mo Field", role="manager").status_code == 303
    assert office.account("mo@example.org").name == "Mo Field"


@on_both
def test_of_two_managers_who_close_each_other_one_is_left(office: Office) -> None:
    with office.app.app_context():
        made, secret = factories.staff(Role.MANAGER, email="kit@example.org")
        kit = made.id
    other = let_in(office.app, "kit@example.org", secret)
    token = hidden_fields(other.get(f"/staff/accounts/{office.mo_id}"))["csrf_token"]
    assert office.press(f"/staff/accounts/{kit}/reviews", f"/staff/accounts/{kit}", go="close").status_code == 303
    late = other.post(f"/staff/accounts/{office.mo_id}/reviews", data={"csrf_token": token, "go": "close"})
    assert late.location == "/staff/sign-in"
    assert office.account("mo@example.org").disabled_at is None


def test_an_officer_with_reviews_keeps_the_role_and_anybody_elses_changes(office: Office) -> None:
    office.amara.review("Maya", SOON)
    refused = office.press(office.of(office.amara), name="Amara", role="support")
    assert "please give theirs to somebody first" in words_of(refused)
    assert office.press(office.of(office.ben), name="Ben", role="manager").status_code == 303
    assert office.ben.browser.get("/staff/accounts").status_code == 200
    assert office.noted("role changed") == [(office.mo_id, f"staff/{office.ben.staff_id}", "officer to manager")]


@on_both
def test_a_new_link_ends_what_opened_the_account_and_opens_one_that_was_closed(office: Office, app: Flask) -> None:
    assert office.amara.browser.get("/staff/").status_code == 200
    link = link_on(office.act(office.amara, "/link"))
    assert office.amara.browser.get("/staff/").status_code == 303
    assert not office.account("amara@example.org").is_set_up
    office.act(office.amara, "/reviews", go="close")
    assert office.set_up(link).status_code == 410, "a closed account has no link"
    assert "closed" in words_of(office.mo.get("/staff/accounts"))
    link = link_on(office.act(office.amara, "/link"))
    assert office.set_up(link, CHOSEN).status_code == 303
    assert office.account("amara@example.org").disabled_at is None


def test_a_manager_signs_somebody_out_everywhere(office: Office) -> None:
    assert office.amara.browser.get("/staff/").status_code == 200
    assert office.act(office.amara, "/sign-out").status_code == 303
    assert office.amara.browser.get("/staff/").status_code == 303
    assert office.account("amara@example.org").is_set_up


def test_the_list_says_who_signed_in_how_and_how_much_they_have(office: Office) -> None:
    office.amara.review("Maya", SOON)
    assert office.amara.browser.get("/staff/").status_code == 200
    listed = words_of(office.mo.get("/staff/accounts"))
    assert "Amara reviewing officer amara@example.org Mon 9 Mar 08:55 app 1" in listed
    assert "Amara reviewing officer ben@example.org never app 0" in listed
