"""A million reviews with all that hangs on them, written by the database itself from rows of numbers: in minutes.

Ids are as `new_id` draws them: what belongs to the reviews of one day lies together, in no order. Children, who came at
any time, lie anywhere in their table.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    case,
    cast,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.orm import Session

from participation.afterwards.models import Act, ReviewAct
from participation.between.models import OfficerVisit, OfficerVisitKind
from participation.children.models import Child
from participation.db import DAY_LENGTH, ID_LENGTH, Base, UTCDateTime, day_of_ids, engine, id_of, transaction
from participation.invitations.marks import OPENED, STARTED, Mark
from participation.invitations.models import CHILD, Invitation
from participation.outcomes.codes import Code
from participation.outcomes.models import Outcome, Participation
from participation.reviews.models import Move, MoveReason, Person, Review
from participation.reviews.timetable import collection_year_days
from participation.staff.models import Role, Staff
from participation.submissions.models import Reading, Submission
from tests.metrics.events import at

ENVELOPE = bytes(range(256)) * 6
WEEK, DAYS = timedelta(days=7), 364
SCHOOL, OFFICER = "school", "officer"
_DATES, _MOMENTS = ("on", "born_on", "invited_on", "done_on", "ends_on"), ("asked_at", "sent_at", "read_at", "shown_at")
_own = MetaData()


def _dated(name: str, *keys: Column[Any]) -> Table:
    dates = (Column(each, Date) for each in _DATES)
    led = Column("led", String)
    return Table(name, _own, *keys, *dates, *(Column(each, UTCDateTime) for each in _MOMENTS), led)


_day = _dated("bench_day", Column("year", String, primary_key=True), Column("day", Integer, primary_key=True))
"""Each day of these years, with what is done before and after a review that is held on it."""
_review = _dated("bench_review", Column("number", BigInteger, primary_key=True))
"""Each review."""
_of = _review.c
_n = _of.number
_tenth, _odd, _has_sent = _n % 10 == 0, _n % 2 == 1, _n % 4 != 0

Rows = tuple[type[Base], dict[str, Any], Any]
"""A table, what stands in its columns, and for which of the reviews."""


def hold_very_many(reviews: Mapping[str, int]) -> None:
    """So many in each year, two a child: with a code, two letters, two forms, a reading, acts; half with a wish."""
    with transaction() as writing:
        if engine().dialect.name == "postgresql":
            writing.execute(text("SET LOCAL session_replication_role = replica"))  # looks no reference up
        else:
            writing.execute(text("PRAGMA cache_size = -500000"))
        _own.create_all(writing.connection())
        writing.add(Staff(id=OFFICER, name="Jo Doe", email="jo@example.org", role=Role.OFFICER))
        writing.flush()
        _number(writing, reviews)
        for table, values, of_these in _everything():
            rows = select(*(_value(each).label(name) for name, each in values.items())).where(of_these)
            into = Base.metadata.tables[table.__tablename__]
            writing.execute(insert(into).from_select(list(values), rows.select_from(_review)))
        _own.drop_all(writing.connection())
    _settle()


def _number(writing: Session, reviews: Mapping[str, int]) -> None:
    names, first = [*_DATES, *_MOMENTS, "led"], 0
    for year, size in reviews.items():
        writing.execute(insert(_day), [_on(year, day) for day in range(DAYS)])
        numbers = select(cast(0, BigInteger).label("number")).cte("numbers", recursive=True)
        numbers = numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number < size - 1))
        rows = select(numbers.c.number + first, *(_day.c[each] for each in names))
        its_day = (_day.c.year == year) & (_day.c.day == numbers.c.number * DAYS // size)
        writing.execute(insert(_review).from_select(["number", *names], rows.join_from(numbers, _day, its_day)))
        first += size


def _on(year: str, day: int) -> dict[str, Any]:
    on = collection_year_days(year)[0] + timedelta(days=day)
    return {
        "year": year, "day": day, "on": on, "born_on": on.replace(year=on.year - 11, day=1),
        "invited_on": on - 2 * WEEK, "done_on": on + WEEK / 2, "ends_on": on + 4 * WEEK,
        "asked_at": at(on - 2 * WEEK), "sent_at": at(on - WEEK), "read_at": at(on - WEEK / 2),
        "shown_at": at(on + WEEK), "led": day_of_ids(on.toordinal()),
    }  # fmt: skip


def _id(of: str) -> ColumnElement[str]:
    """26 characters: the day of the review, and what lies anywhere among those of its day."""
    return _of.led + _scattered(of, _n, ID_LENGTH - DAY_LENGTH)


def _scattered(of: str, number: ColumnElement[Any], length: int) -> ColumnElement[str]:
    """No two numbers give the same, and numbers beside each other give what lies far apart."""
    scattered = number * 2654435761 % 4294967296 + 4294967296
    return cast(scattered, String) + literal(id_of(of.encode())[: length - 10], String)


def _value(given: Any) -> ColumnElement[Any]:
    return given if isinstance(given, ColumnElement) else literal(given)


def _everything() -> Iterator[Rows]:
    """What stands in every table, those first to which others refer."""
    review = {"review_id": _id("review")}
    child = _scattered("child", _n - _n % 2, ID_LENGTH)
    yield Child, {"id": child, "reference": child, "born_on": _of.born_on}, ~_odd
    yield Review, {"id": _id("review"), "child_id": child, "officer_id": OFFICER, "meets_on": _of.on,
                   "due_on": case((_tenth, _of.invited_on), else_=_of.on)}, True  # fmt: skip
    code = case(*((_n % 7 == number, code) for number, code in enumerate(list(Code)[1:])), else_=Code.PN7.value)
    yield Participation, {**review, "code": code, "chaired": "part", "seen_before_on": _of.invited_on,
                          "recorded_at": _of.read_at}, _n % 30 != 0  # fmt: skip
    yield Move, {"id": _id("move"), **review, "from_on": _of.invited_on, "to_on": _of.on, "moved_at": _of.asked_at,
                 "why": MoveReason.CHILD_ASKED.value}, _tenth  # fmt: skip
    yield OfficerVisit, {"id": _id("visit"), **review, "by_id": OFFICER, "made_on": _of.invited_on, "is_virtual": False,
                         "kind": OfficerVisitKind.VISIT.value, "written_at": _of.asked_at}, _tenth  # fmt: skip
    for act in Act:
        yield ReviewAct, {"id": _id(act), **review, "act": act.value, "done_on": _of.done_on, "by_id": OFFICER,
                          "entered_at": _of.shown_at}, True  # fmt: skip
    yield Person, {"id": _id(SCHOOL), **review, "role": SCHOOL, "name": "Jo Doe"}, True
    yield from _asked(CHILD, "views")
    yield from _asked(SCHOOL, "adult")
    sent = {"submission_id": _id(f"sent {CHILD}")}
    yield Reading, {"id": _id("read"), **sent, "staff_id": OFFICER, "opened_at": _of.read_at,
                    "read_at": _of.read_at}, _has_sent & (_n % 3 != 0)  # fmt: skip
    yield Outcome, {"id": _id("wish"), **review, **sent, "question": "ask_for", "state": "done",
                    "told_at": _of.shown_at}, _has_sent & _odd  # fmt: skip


def _asked(respondent: str, kind: str) -> Iterator[Rows]:
    """A letter, that it was opened and begun, and what came of it."""
    asked = {"review_id": _id("review"), "respondent": respondent}
    letter = _id(f"letter {respondent}")
    person = {"person_id": _id(SCHOOL)} if respondent == SCHOOL else {}
    yield Invitation, {**asked, **person, "id": letter, "level": "short", "invited_on": _of.invited_on,
                       "asked_at": _of.asked_at, "ends_on": _of.ends_on}, True  # fmt: skip
    for mark in (OPENED, STARTED):
        yield Mark, {"about_id": letter, "kind": mark, "at": _of.sent_at}, True
    yield Submission, {**asked, "id": _id(f"sent {respondent}"), "invitation_id": letter, "level": "short",
                       "version": 1, "kind": kind, "language": "en", "sent_at": _of.sent_at, "purpose": "my_views",
                       "printing": 1, "envelope": ENVELOPE, "counted_at": _of.sent_at,
                       "came_at": _of.sent_at}, _has_sent  # fmt: skip


def _settle() -> None:
    """What both databases do by themselves in a service that has grown: SQLite counts nothing, and empties its log."""
    connection = engine().raw_connection()
    if engine().dialect.name == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        connection.rollback()  # the look before use has begun
        connection.driver_connection.autocommit = True
        connection.cursor().execute("VACUUM ANALYZE")
    connection.driver_connection.close()
    connection.invalidate()
