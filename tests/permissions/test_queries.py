"""What somebody may read and do, asked of the queries themselves: for each rule both of its sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from participation import clock
from participation.children.models import Child
from participation.db import transaction
from participation.permissions.models import ReadElsewhere
from participation.permissions.queries import (
    Standing,
    absence_to_end,
    absences_for,
    cover_around,
    review_for,
    review_to_read,
    standing,
    told_to,
)
from participation.reviews.models import Review
from participation.staff.models import Absence, Role, Staff

NOW = datetime(2026, 3, 11, 8, 55, tzinfo=UTC)
TODAY = NOW.date()
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass
class Team:
    """Three officers with a review each, and who else works here. Their ids have an order, on purpose: see `team`."""

    cleo: Staff
    ben: Staff
    amara: Staff
    manager: Staff
    support: Staff
    advocate: Staff
    cleos: Review
    bens: Review
    hers: Review


@pytest.fixture
def team(app: Flask) -> Iterator[Team]:
    """A rule that takes "before" or "after" for "the same" gives something to who stands on either side of it."""
    roles = (Role.OFFICER, Role.OFFICER, Role.OFFICER, Role.MANAGER, Role.SUPPORT, Role.ADVOCATE)
    with app.app_context(), clock.frozen(NOW):
        # Nobody signs in here: an account as an import makes it spares the slow hash of a password.
        people = [Staff(id=f"{n}", email=f"{n}@example.org", name=role, role=role) for n, role in enumerate(roles)]
        with transaction() as session:
            session.add_all(people)
            session.add(
                Child(id="maya", reference="C1", preferred_name="Maya", born_on=date(2015, 2, 1), language="en")
            )
            reviews = [Review(id=each.id, child_id="maya", officer_id=each.id, meets_on=TODAY) for each in people[:3]]
            session.add_all(reviews)
        yield Team(*people, *reviews)


def cover(absent: Staff, covering: Staff, first: date = TODAY, last: date = TODAY, **more: object) -> Absence:
    row = {"absent_id": absent.id, "deputy_id": covering.id, "first_on": first, "last_on": last, "also_reads": True}
    with transaction() as session:
        made = Absence(**{**row, "entered_at": NOW, "entered_by_id": absent.id, "id": absent.id, **more})
        session.add(made)
    return made


def give_a_reason(reader: Staff, review: Review, asked: datetime = NOW, ends: datetime = NOW + SECOND) -> None:
    row = {"staff_id": reader.id, "review_id": review.id, "asked_at": asked, "ends_at": ends, "reason": "she rang"}
    with transaction() as session:
        session.add(ReadElsewhere(**row))


def may(who: Staff, review: Review) -> str:
    """What somebody may do with a review."""
    read, act = review_to_read(who, review.id), review_for(who, review.id)
    assert read in (None, review)
    assert act in (None, review)
    return {(False, False): "nothing", (True, False): "read", (True, True): "act"}[(bool(read), bool(act))]


def test_an_officer_acts_on_their_own_reviews_and_on_no_others(team: Team) -> None:
    assert [may(team.amara, each) for each in (team.hers, team.bens)] == ["act", "nothing"]
    assert [may(team.ben, each) for each in (team.hers, team.bens)] == ["nothing", "act"]
    assert {may(who, team.hers) for who in (team.cleo, team.manager, team.support)} == {"nothing"}
    assert standing(team.amara, team.hers) == Standing.OWN
    assert standing(team.amara, team.bens) == Standing.ASKED


@pytest.mark.parametrize(
    ("first", "last", "allowed"),
    [
        (TODAY, TODAY, "act"),
        (TODAY - DAY, TODAY + DAY, "act"),
        (TODAY + DAY, TODAY + DAY, "nothing"),
        (TODAY - DAY, TODAY - DAY, "nothing"),
    ],
)
def test_cover_opens_from_its_first_day_to_its_last(team: Team, first: date, last: date, allowed: str) -> None:
    cover(team.amara, team.ben, first, last)
    assert may(team.ben, team.hers) == allowed
    assert may(team.cleo, team.hers) == "nothing"
    assert may(team.amara, team.hers) == "act", "whose it is keeps it"
    assert may(team.amara, team.bens) == "nothing", "it does not go both ways"
    covers = allowed == "act"
    assert standing(team.ben, team.hers) == (Standing.COVERING if covers else Standing.ASKED)
    assert standing(team.ben, team.cleos) == Standing.ASKED
    assert bool(cover_around(team.ben)[0]) == covers
    assert cover_around(team.amara)[0] == cover_around(team.manager)[0] == []


def test_cover_that_was_ended_opens_nothing(team: Team) -> None:
    ended = cover(team.amara, team.ben, TODAY - DAY, TODAY + DAY, ended_at=NOW - SECOND)
    assert may(team.ben, team.hers) == "nothing"
    assert absences_for(team.amara) == []
    assert absence_to_end(team.amara, ended.id) is None


def test_who_stands_in_and_does_not_also_read_opens_nothing(team: Team) -> None:
    cover(team.amara, team.ben, also_reads=False)
    assert may(team.ben, team.hers) == "nothing"
    assert standing(team.ben, team.hers) == Standing.ASKED


def test_who_covers_for_one_colleague_does_not_see_anothers(team: Team) -> None:
    theirs = cover(team.cleo, team.ben)
    assert [cover_around(each)[1] for each in (team.cleo, team.ben, team.amara)] == [[theirs], [], []]
    assert may(team.ben, team.hers) == may(team.amara, team.cleos) == "nothing"
    assert standing(team.ben, team.hers) == Standing.ASKED
    assert cover_around(team.cleo)[0] == []


def test_a_reason_opens_one_review_for_its_reader_until_its_moment_and_lets_nobody_act(team: Team) -> None:
    for reader in (team.ben, team.manager):
        assert may(reader, team.hers) == "nothing", "somebody else's reason is not theirs"
        give_a_reason(reader, team.hers)
        assert may(reader, team.hers) == "read"
    assert may(team.manager, team.bens) == may(team.cleo, team.hers) == "nothing"
    with clock.frozen(NOW + SECOND):
        assert may(team.ben, team.hers) == may(team.manager, team.hers) == "nothing"


def test_support_reads_nothing_whatever_is_written_down(team: Team) -> None:
    give_a_reason(team.support, team.hers)
    cover(team.amara, team.support)
    assert may(team.support, team.hers) == "nothing"


@pytest.mark.parametrize(("role", "with_a_reason"), [(Role.MANAGER, "read"), (Role.SUPPORT, "nothing")])
def test_who_is_an_officer_no_longer_reads_their_old_reviews_only_as_their_new_role_may(
    team: Team, role: Role, with_a_reason: str
) -> None:
    cover(team.ben, team.amara)
    with transaction():
        team.amara.role = role
    assert may(team.amara, team.hers) == may(team.amara, team.bens) == "nothing"
    assert standing(team.amara, team.hers) == Standing.ASKED
    give_a_reason(team.amara, team.hers)
    assert may(team.amara, team.hers) == with_a_reason


def test_who_is_away_and_managers_end_cover_until_its_last_day_is_over(team: Team) -> None:
    running, other = cover(team.amara, team.ben), cover(team.cleo, team.ben)
    everybody = [who for who in vars(team).values() if isinstance(who, Staff)]
    assert [who for who in everybody if absence_to_end(who, running.id) == running] == [team.amara, team.manager]
    assert [who for who in everybody if absence_to_end(who, other.id) == other] == [team.cleo, team.manager]
    assert absence_to_end(team.amara, other.id) is absence_to_end(team.cleo, running.id) is None
    with clock.frozen(NOW + DAY):
        assert absence_to_end(team.amara, running.id) is absence_to_end(team.manager, running.id) is None


def test_cover_is_shown_to_both_whom_it_concerns_and_to_managers_until_its_last_day_is_over(team: Team) -> None:
    running = cover(team.amara, team.ben)
    assert absences_for(team.amara) == absences_for(team.ben) == absences_for(team.manager) == [running]
    assert absences_for(team.cleo) == absences_for(team.support) == absences_for(team.advocate) == []
    with clock.frozen(NOW + DAY):
        assert absences_for(team.manager) == []


def test_whose_review_it_is_and_every_other_manager_are_told_who_read_it_for_ninety_days(team: Team) -> None:
    for reader, review in ((team.ben, team.hers), (team.manager, team.bens), (team.manager, team.hers)):
        give_a_reason(reader, review)
    assert {each.staff_id for each in told_to(team.amara)} == {team.ben.id, team.manager.id}
    assert [each.review_id for each in told_to(team.ben)] == [team.bens.id]
    assert [each.staff_id for each in told_to(team.manager)] == [team.ben.id], "not of their own reading"
    assert told_to(team.cleo) == told_to(team.support) == told_to(team.advocate) == []
    with clock.frozen(NOW + 90 * DAY):
        assert len(told_to(team.amara)) == 2
    with clock.frozen(NOW + 90 * DAY + SECOND):
        assert told_to(team.amara) == []
