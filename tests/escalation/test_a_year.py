"""A year of letters: what nobody reads climbs at its very minute, over every holiday and both changes of the clock."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock
from participation.clock import LONDON
from participation.db import session, transaction
from participation.escalation.actions import AGAIN, climb_unread
from participation.invitations.marks import WITHDRAWN, mark
from participation.outbox.models import Notice
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff
from participation.submissions.models import Reading, Submission
from tests import factories
from tests.casework.sending import send
from tests.contact.conftest import Team

IS_STEP = Notice.about == "unread", Notice.key.not_like(f"{AGAIN}/%")
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
# As gov.uk lists them for England and Wales, written down here so that the test does not ask what it tests.
BANK_HOLIDAYS = {
    "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30",
    "2027-12-27", "2027-12-28", "2028-01-03",
}  # fmt: skip
# Each as somebody in England would say it; the summer's hour is an hour before that of UTC.
SENT = [
    "2026-12-23 16:20", "2026-12-24 09:00", "2026-12-25 08:00", "2026-12-31 23:59", "2027-01-02 12:00",
    "2027-01-13 10:00", "2027-02-12 17:30", "2027-02-14 00:00", "2027-03-25 13:07", "2027-03-26 11:00",
    "2027-03-28 00:30", "2027-03-28 03:30", "2027-03-29 22:15", "2027-04-30 08:45", "2027-05-28 20:00",
    "2027-06-22 04:10", "2027-07-16 15:59", "2027-08-27 12:12", "2027-08-28 01:01", "2027-09-30 09:30",
    "2027-10-29 15:30", "2027-10-30 23:45", "2027-10-31 01:30", "2027-10-31 12:00", "2027-11-01 00:00",
    "2027-12-23 18:00", "2027-12-24 07:30", "2027-12-27 10:10",
]  # fmt: skip


def moment(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=LONDON).astimezone(UTC)


def counted(sent: datetime, hours: int) -> datetime:
    """When so many hours of working days have passed: minute for minute, by the calendar above."""
    now, left = sent, hours * 60
    while left:
        day = now.astimezone(LONDON).date()
        left -= day.weekday() < 5 and day.isoformat() not in BANK_HOLIDAYS
        now += MINUTE
    return now


@dataclass
class Item:
    """Something that was sent, and whether somebody ever reads it."""

    id: str
    sent: datetime
    read_at: datetime | None = None
    manager: datetime = field(init=False)
    head: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.manager, self.head = counted(self.sent, 24), counted(self.sent, 48)

    def climbed(self, now: datetime) -> set[str]:
        """What has happened to it, told from the outside."""
        steps = {f"unread/{self.id}/manager": self.manager, f"unread/{self.id}/head": self.head}
        return {key for key, at in steps.items() if at <= now and not (self.read_at and self.read_at < at)}


@pytest.fixture
def head(app: Flask, team: Team) -> str:
    with app.app_context():
        made, _ = factories.staff(Role.MANAGER, email="head@example.org", name="Hana")
        head_id = made.id
    team.settle(team_manager_id=team.ids["grace"], head_of_service_id=head_id)
    return head_id


def receive(team: Team, officer: str, sent: datetime, purpose: str = "my_views", **typed: str) -> str:
    """A child of this officer sends something at a moment."""
    with team.app.app_context(), clock.frozen(sent):
        review = factories.review(session().get(Staff, team.ids[officer]), clock.today() + timedelta(days=10))
        return send(review, purpose, **typed)


def keys() -> set[str]:
    found = session().scalars(select(Notice.key).where(*IS_STEP)).all()
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.long
def test_each_unread_item_climbs_at_its_minute_once_and_none_is_lost(app: Flask, team: Team, head: str) -> None:
    items = [Item(receive(team, "amara", moment(said), where_i_live="good"), moment(said)) for said in SENT]
    for number, item in enumerate(items):
        # Every fourth is read in time, every fourth after the manager was told.
        item.read_at = {1: item.manager - MINUTE, 2: item.manager + MINUTE}.get(number % 4)
    looked_at = {at + way for item in items for at in (item.manager, item.head) for way in (-SECOND, timedelta())}
    reads = {item.read_at: item for item in items if item.read_at}
    with app.app_context():
        for now in sorted(looked_at | set(reads)):
            with clock.frozen(now):
                if now in reads:
                    with transaction() as current:
                        reading = Reading(
                            submission_id=reads[now].id, staff_id=team.ids["amara"], opened_at=now, read_at=now
                        )
                        current.add(reading)
                climb_unread()
                climb_unread()
                arrived = [item for item in items if item.sent <= now]
                assert keys() == set().union(*(item.climbed(now) for item in arrived)), now
        told = session().execute(select(Notice.key, Notice.to_staff_id, Notice.made_at).where(*IS_STEP))
        at = {f"unread/{item.id}/{step}": getattr(item, step) for item in items for step in ("manager", "head")}
        whom = {"manager": team.ids["grace"], "head": head}
        for key, staff_id, made_at in told:
            assert (staff_id, made_at) == (whom[key.rsplit("/")[-1]], at[key])
        assert session().scalar(select(func.count()).select_from(Submission)) == len(SENT)


def test_the_items_arrive_before_they_are_asked_about(team: Team, app: Flask) -> None:
    """The year above holds every kind of day that matters."""
    days = {moment(said).astimezone(LONDON).date() for said in SENT}
    assert {"2027-03-28", "2027-10-31"} <= {day.isoformat() for day in days}
    assert BANK_HOLIDAYS & {day.isoformat() for day in days}
    assert {day.weekday() for day in days} == set(range(7))


@pytest.fixture
def wednesday() -> datetime:
    return datetime(2027, 1, 13, 10, tzinfo=UTC)


def climbed(app: Flask, now: datetime) -> dict[str, str | None]:
    """Who has been told of what: the step, and the person or None for everybody of a role."""
    with app.app_context(), clock.frozen(now):
        climb_unread()
        found = session().execute(select(Notice.key, Notice.to_staff_id).where(*IS_STEP))
        return {key.rsplit("/")[-1]: staff_id for key, staff_id in found}


def test_what_stays_unread_is_told_once_more_on_each_working_day_by_one_mail(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    items = [receive(team, "amara", wednesday, where_i_live="good") for _ in range(3)]
    with app.app_context():
        for hours in range(14 * 24):
            with clock.frozen(wednesday + timedelta(hours=hours)):
                climb_unread()
        again = session().execute(select(Notice.key, Notice.to_staff_id).where(Notice.key.like(f"{AGAIN}/%"))).all()
        days = {who: [key.split("/")[2] for key, to in again if to == who] for who in (team.ids["grace"], head)}
        # Told on Thursday and on Friday; the fortnight ends on a Wednesday at nine.
        week = [f"2027-01-{day}" for day in (18, 19, 20, 21, 22, 25, 26, 27)]
        assert sorted(days[team.ids["grace"]]) == ["2027-01-15", *week]
        assert sorted(days[head]) == week
        with clock.frozen(wednesday + timedelta(days=14)):
            with transaction() as current:
                current.add_all(
                    Reading(submission_id=item, staff_id=team.ids["amara"], opened_at=clock.now(), read_at=clock.now())
                    for item in items
                )
            assert climb_unread() == 0


def away(team: Team, who: str, deputy: str) -> None:
    team.away(who, deputy, "2027-01-11", "2027-01-22")


def test_a_deputy_has_the_working_day_that_the_officer_would_have_had(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    away(team, "amara", "ben")
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday + timedelta(hours=23)) == {}
    assert climbed(app, wednesday + timedelta(hours=24)) == {"manager": team.ids["grace"]}


def test_where_the_deputy_does_not_read_there_is_nobody_to_wait_for(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    team.away("amara", "ben", "2027-01-11", "2027-01-22", also_reads=False)
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday) == {"manager": team.ids["grace"]}


def test_where_who_covers_is_away_too_nobody_reads_for_cover_is_not_handed_on(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    with app.app_context():
        team.ids["cleo"] = factories.staff(email="cleo@example.org")[0].id
    away(team, "amara", "ben")
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday) == {}
    away(team, "ben", "cleo")
    assert climbed(app, wednesday) == {"manager": team.ids["grace"]}


def test_an_absence_whose_deputy_has_left_climbs_at_once(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    away(team, "amara", "ben")
    with app.app_context():
        disable(session().get_one(Staff, team.ids["ben"]))
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday) == {"manager": team.ids["grace"]}
    assert climbed(app, wednesday + timedelta(hours=48)) == {"manager": team.ids["grace"], "head": head}


def test_a_manager_who_is_away_is_stood_in_for(app: Flask, team: Team, head: str, wednesday: datetime) -> None:
    with app.app_context():
        team.ids["mo"] = factories.staff(Role.MANAGER, email="mo@example.org")[0].id
    away(team, "grace", "mo")
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday + timedelta(hours=24)) == {"manager": team.ids["mo"]}


def test_an_officer_who_deputises_is_not_told_of_what_only_managers_see(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    """An officer may have been a manager once; the mail would lead them to a page that is not theirs."""
    away(team, "grace", "ben")
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday + timedelta(hours=24)) == {"head": head}


@pytest.mark.parametrize("chosen", ["team_manager_id", "head_of_service_id"])
def test_an_officer_chosen_for_it_is_not_told_either_and_somebody_is(
    app: Flask, team: Team, head: str, wednesday: datetime, chosen: str
) -> None:
    team.settle(**{chosen: team.ids["ben"]})
    receive(team, "amara", wednesday, where_i_live="good")
    told = climbed(app, wednesday + timedelta(hours=48)).values()
    assert told
    assert team.ids["ben"] not in told


def test_without_a_manager_the_head_is_told_in_the_manager_s_place(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    with app.app_context():
        disable(session().get_one(Staff, team.ids["grace"]))
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday + timedelta(hours=24)) == {"head": head}


def test_a_review_without_an_officer_climbs_at_once(app: Flask, team: Team, head: str, wednesday: datetime) -> None:
    with app.app_context(), clock.frozen(wednesday):
        send(factories.review(None, date(2027, 1, 20)), "my_views", where_i_live="good")
    assert climbed(app, wednesday) == {"manager": team.ids["grace"]}


def test_with_nobody_chosen_every_manager_is_told(app: Flask, team: Team, wednesday: datetime) -> None:
    receive(team, "amara", wednesday, where_i_live="good")
    assert climbed(app, wednesday + timedelta(hours=24)) == {"manager": None}


def test_feedback_and_requests_for_an_advocate_climb_too(
    app: Flask, team: Team, head: str, wednesday: datetime
) -> None:
    receive(team, "amara", wednesday, "my_advocate", wants_advocate="yes")
    assert climbed(app, wednesday) == {"manager": team.ids["grace"]}, "nobody of the advocacy provider can sign in"


def test_what_was_withdrawn_climbs_no_further(app: Flask, team: Team, head: str, wednesday: datetime) -> None:
    item = receive(team, "amara", wednesday, where_i_live="good")
    with app.app_context(), transaction():
        mark(WITHDRAWN, [item], wednesday)
    assert climbed(app, wednesday + timedelta(hours=50)) == {}
