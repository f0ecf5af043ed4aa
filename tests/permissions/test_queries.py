"""What somebody may read and do, asked of the queries themselves: for each rule both of its sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from participation import clock
from participation.db import transaction
from participation.permissions.models import Cover, ReadElsewhere
from participation.permissions.queries import (
    Standing,
    cover_to_end,
    covers_for,
    covers_now,
    review_for,
    review_to_read,
    standing,
    told_to,
)
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories

NOW = datetime(2026, 3, 11, 8, 55, tzinfo=UTC)
TODAY = NOW.date()
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass
class Team:
    """Three officers with a review each, and who else works here."""

    amara: Staff
    ben: Staff
    cleo: Staff
    manager: Staff
    support: Staff
    hers: Review
    bens: Review


@pytest.fixture
def team(app: Flask) -> Iterator[Team]:
    roles = (Role.OFFICER, Role.OFFICER, Role.OFFICER, Role.MANAGER, Role.SUPPORT)
    with app.app_context(), clock.frozen(NOW):
        # Nobody signs in here: an account as an import makes it spares the slow hash of a password.
        people = [Staff(email=f"{number}@example.org", name=role, role=role) for number, role in enumerate(roles)]
        with transaction() as session:
            session.add_all(people)
        hers, bens, _ = (factories.review(officer) for officer in people[:3])
        yield Team(*people, hers, bens)


def cover(absent: Staff, covering: Staff, first: date = TODAY, last: date = TODAY, **more: object) -> Cover:
    days = {"first_on": first, "last_on": last, "given_at": NOW, "given_by_id": absent.id}
    with transaction() as session:
        made = Cover(absent_id=absent.id, covering_id=covering.id, **{**days, **more})
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
    assert bool(covers_now(team.ben)) == covers
    assert covers_now(team.amara) == []


def test_cover_that_was_ended_opens_nothing(team: Team) -> None:
    ended = cover(team.amara, team.ben, TODAY - DAY, TODAY + DAY, ended_at=NOW - SECOND)
    assert may(team.ben, team.hers) == "nothing"
    assert covers_for(team.amara) == []
    assert cover_to_end(team.amara, ended.id) is None


def test_who_covers_for_one_colleague_does_not_see_anothers(team: Team) -> None:
    cover(team.cleo, team.ben)
    assert may(team.ben, team.hers) == "nothing"
    assert standing(team.ben, team.hers) == Standing.ASKED


def test_a_reason_opens_one_review_for_its_reader_until_its_moment_and_lets_nobody_act(team: Team) -> None:
    for reader in (team.ben, team.manager):
        give_a_reason(reader, team.hers)
        assert may(reader, team.hers) == "read"
    assert may(team.manager, team.bens) == may(team.cleo, team.hers) == "nothing"
    with clock.frozen(NOW + SECOND):
        assert may(team.ben, team.hers) == may(team.manager, team.hers) == "nothing"


def test_support_reads_nothing_whatever_is_written_down(team: Team) -> None:
    give_a_reason(team.support, team.hers)
    cover(team.amara, team.support)
    assert may(team.support, team.hers) == "nothing"


def test_who_is_an_officer_no_longer_reads_their_old_reviews_and_those_they_covered_only_with_a_reason(
    team: Team,
) -> None:
    cover(team.ben, team.amara)
    with transaction() as session:
        session.get_one(Staff, team.amara.id).role = Role.MANAGER
    assert may(team.amara, team.hers) == may(team.amara, team.bens) == "nothing"
    assert standing(team.amara, team.hers) == Standing.ASKED
    give_a_reason(team.amara, team.hers)
    assert may(team.amara, team.hers) == "read"


def test_who_is_away_and_managers_end_cover_until_its_last_day_is_over(team: Team) -> None:
    running = cover(team.amara, team.ben)
    cover(team.cleo, team.ben)
    enders = [who for who in vars(team).values() if isinstance(who, Staff) and cover_to_end(who, running.id)]
    assert enders == [team.amara, team.manager]
    with clock.frozen(NOW + DAY):
        assert cover_to_end(team.amara, running.id) is cover_to_end(team.manager, running.id) is None


def test_cover_is_shown_to_both_whom_it_concerns_and_to_managers_until_its_last_day_is_over(team: Team) -> None:
    running = cover(team.amara, team.ben)
    assert covers_for(team.amara) == covers_for(team.ben) == covers_for(team.manager) == [running]
    assert covers_for(team.cleo) == covers_for(team.support) == []
    with clock.frozen(NOW + DAY):
        assert covers_for(team.manager) == []


def test_whose_review_it_is_and_every_other_manager_are_told_who_read_it_for_ninety_days(team: Team) -> None:
    give_a_reason(team.ben, team.hers)
    give_a_reason(team.manager, team.bens)
    told = {who: [each.review_id for each in told_to(who)] for who in (team.amara, team.ben, team.cleo, team.manager)}
    assert list(told.values()) == [[team.hers.id], [team.bens.id], [], [team.hers.id]]
    with clock.frozen(NOW + 90 * DAY):
        assert len(told_to(team.amara)) == 1
    with clock.frozen(NOW + 90 * DAY + SECOND):
        assert told_to(team.amara) == []
