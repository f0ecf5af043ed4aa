"""Taking lists in: each batch is read, compared with what is known, and written."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from participation import service
from participation.audit.actions import record
from participation.children.models import Child, DeprivationOfLiberty, HadEpisodes
from participation.children.numbers import number_key
from participation.db import Base, session, transaction
from participation.db.one_at_a_time import take_turn
from participation.endings.actions import follow_list
from participation.endings.models import Ending
from participation.exchange import queries, ssda903
from participation.exchange.caseload import CASELOAD, CaseloadRow, listed
from participation.exchange.caseload_changes import CaseloadChanges
from participation.exchange.csv_rows import Rows, RowsOfCells
from participation.exchange.deprivation_changes import DeprivationChanges
from participation.exchange.deprivations import orders_in
from participation.exchange.people_changes import PeopleChanges
from participation.exchange.people_list import Named, named
from participation.exchange.problems import NO_LONGER_NAMED, Problem
from participation.exchange.return_changes import ReturnChanges
from participation.exchange.writes import Taken, Writes
from participation.invitations.actions import OPEN_DAYS
from participation.invitations.models import Invitation
from participation.outcomes.models import Participation
from participation.profiles.models import Profile
from participation.reviews.models import Move, Person, Review, ReviewKind
from participation.reviews.timetable import collection_year, collection_year_days, next_due
from participation.staff.models import Staff

BATCH = 500
"""Rows that are compared at once: few enough that nobody who is writing has to wait long for an import."""
IN_ORDER: tuple[type[Base], ...] = (
    Child, Ending, DeprivationOfLiberty, Staff, Profile, Review, Participation, Move, Person,
)  # fmt: skip
"""What refers to a row is written after it."""
Item = TypeVar("Item")


class Listing(Protocol):
    """A file with what is wrong with it."""

    @property
    def problems(self) -> Sequence[Problem]:
        """In the order in which they were found."""


class AmongInvented(Exception):
    """The people of this database are invented: nobody real is taken in among them, not even to look."""


@dataclass(frozen=True)
class Return:
    """The files of one national return."""

    header: RowsOfCells
    reviews: RowsOfCells
    uasc: RowsOfCells | None = None
    episodes: RowsOfCells | None = None
    dolo: RowsOfCells | None = None


def take_return(files: Return, *, dry_run: bool = False, actor: str = "system") -> Taken:
    """Take in a national return: the whole of it or, if anything breaks, nothing.

    Raises AmongInvented, as the other two do.
    """
    refuse_invented()
    taken = Taken()
    orders = orders_in(files.dolo) if files.dolo else None
    care = ssda903.care(files.episodes, orders.of_children if orders else ()) if files.episodes else None
    unaccompanied = ssda903.unaccompanied(files.uasc) if files.uasc else None
    changes = ReturnChanges(taken, files.header.name, care, unaccompanied)
    with writing(dry_run) as writer:
        for children in _in_batches(ssda903.headed(files.header)):
            write(writer, changes.of_children(children))
        for reviews in _in_batches(_readable(ssda903.held(files.reviews), taken)):
            write(writer, changes.of_reviews(reviews))
        if writer:
            _keep_episodes(writer, changes.had_episodes())
        if files.dolo and orders:
            _take_orders(writer, DeprivationChanges(changes, files.dolo, orders))
        if writer and taken.has_changes:
            _set_due_days(writer, changes.started_on)
            record(writer, actor, "return taken", "import/ssda903", str(taken))
    taken.problems = in_order(files.episodes, files.uasc, files.header, files.reviews, files.dolo)
    return taken


def look_at_invented(rows: Rows, lists: str) -> Taken:
    """What would come of an invented list where everybody is invented; nothing is written."""
    return (_take_caseload if lists == CASELOAD else _take_people)(rows, dry_run=True)


def take_caseload(rows: Rows, *, dry_run: bool = False, actor: str = "system", complete: bool = False) -> Taken:
    """Take in a caseload, batch by batch: nobody who writes meanwhile has to wait for the whole of it.

    Of a complete list every child is told whom somebody waits for and who is not on it.
    """
    refuse_invented()
    return _take_caseload(rows, dry_run, actor, complete)


def _take_caseload(rows: Rows, dry_run: bool, actor: str = "", complete: bool = False) -> Taken:
    taken = Taken()
    changes = CaseloadChanges(taken, rows)
    for batch in _in_batches(_readable(listed(rows), taken)):
        with writing(dry_run) as writer:
            writes = changes.of(batch)
            write(writer, writes)
            if writer and writes.is_any:
                move_ends_of_letters(writer, writes)
                for account in writes.new[Staff]:
                    record(writer, actor, "account added", f"staff/{account['id']}")
                record(writer, actor, "caseload taken", "import/caseload", _lines(rows, batch[0], batch[-1]))
            if writer:
                for each in changes.endings.of_batch():
                    follow_list(writer, actor, each.what, (each.id, each.reason))
    waited_for = sorted(set(queries.children_waited_for())) if complete else ()
    for number in (each for each in waited_for if number_key(each) not in changes.settling.in_list):
        message = f"{number} is no longer named and is kept: `participation end child {number}` ends their reviews."
        rows.note(Problem(rows.name, 1, "child_id", NO_LONGER_NAMED, number, message))
    return _all_of(taken, rows)


def take_people(rows: Rows, *, dry_run: bool = False, actor: str = "system", complete: bool = False) -> Taken:
    """Take in the people around reviews, batch by batch. Who is missing from a complete list is told, not dropped."""
    refuse_invented()
    return _take_people(rows, dry_run, actor, complete)


def _take_people(rows: Rows, dry_run: bool, actor: str = "", complete: bool = False) -> Taken:
    taken = Taken()
    changes = PeopleChanges(taken, rows)
    for batch in _in_batches(_readable(named(rows), taken)):
        with writing(dry_run) as writer:
            writes = changes.of(batch)
            write(writer, writes)
            if writer and writes.is_any:
                record(writer, actor, "people taken", "import/people", _lines(rows, batch[0], batch[-1]))
    if complete:
        changes.note_missing()
    return _all_of(taken, rows)


def refuse_invented() -> None:
    """Raise AmongInvented where `participation demo` has filled the database."""
    if service.current().is_invented:
        raise AmongInvented


def _all_of(taken: Taken, rows: Rows) -> Taken:
    """Rows that could not be cut into cells were not taken either."""
    taken.rows += rows.lost
    taken.refused += rows.lost
    taken.problems = in_order(rows)
    return taken


def in_order(*files: Listing | None) -> list[Problem]:
    """Every problem of these files, in the order of the files and their lines."""
    return sorted((problem for rows in files if rows for problem in rows.problems), key=_place)


def _place(problem: Problem) -> tuple[str, int]:
    return problem.file, problem.line


@contextmanager
def writing(dry_run: bool) -> Iterator[Session | None]:
    """The session to write with; None on a dry run, which reads only and so never keeps a writer waiting."""
    if dry_run:
        yield None
        session().rollback()
    else:
        with transaction() as writer:
            take_turn(writer, "import")  # of two imports at once both would find a child new
            yield writer


def _readable(rows: Iterable[Item | None], taken: Taken) -> Iterator[Item]:
    """The rows that can be read; every row is counted."""
    for row in rows:
        taken.rows += 1
        if row is None:
            taken.refused += 1
        else:
            yield row


def _in_batches(rows: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _lines(rows: Rows, first: CaseloadRow | Named, last: CaseloadRow | Named) -> str:
    return f"{rows.name}, lines {first.reading.row.line} to {last.reading.row.line}"[:300]


def write(writer: Session | None, writes: Writes) -> None:
    """Add and change rows, each after those that it refers to; nothing on a dry run."""
    if writer is None:
        return
    for model in IN_ORDER:
        if writes.new[model]:
            # Into the table and not the model, which would look at each row several times more.
            for _, rows in groupby(writes.new[model], key=dict.keys):
                writer.execute(insert(Base.metadata.tables[model.__tablename__]), list(rows))
        if writes.changed[model]:
            writer.execute(update(model), writes.changed[model])


def _take_orders(writer: Session | None, changes: DeprivationChanges) -> None:
    write(writer, changes.of_all())
    if writer:
        writer.execute(delete(DeprivationOfLiberty).where(DeprivationOfLiberty.id.in_(changes.gone)))


def _keep_episodes(writer: Session, found: Iterator[dict[str, Any]]) -> None:
    """Of each of these years a corrected return takes the place of what an earlier one said."""
    begun = set[str]()
    for batch in _in_batches(found):
        years = {each["year"] for each in batch} - begun
        writer.execute(delete(HadEpisodes).where(HadEpisodes.year.in_(years)))
        writer.execute(insert(HadEpisodes), batch)
        begun |= years


def move_ends_of_letters(writer: Session, writes: Writes) -> None:
    """A letter opens until some days after the review, wherever the review has moved."""
    for move in (each for each in writes.new[Move] if each["to_on"]):
        ends_on = move["to_on"] + timedelta(days=OPEN_DAYS)
        writer.execute(update(Invitation).where(Invitation.review_id == move["review_id"]).values(ends_on=ends_on))


def _set_due_days(writer: Session, started_on: dict[str, list[date]]) -> None:
    """When each review of a return was due, for children whose whole time in care it tells of.

    Of somebody who came into care before the first return, earlier reviews are not known, and the second review is
    due sooner than all later ones.
    """
    first = queries.first_returned_day()
    whole_from = collection_year_days(collection_year(first))[0] if first else date.max
    for child_ids in _in_batches(iter(started_on)):
        writes = Writes()
        for child_id, reviews in groupby(queries.histories(child_ids), key=itemgetter("child_id")):
            days: list[date] = []
            for review in reviews:
                day = review["meets_on"]
                start = max((started for started in started_on[child_id] if whole_from <= started <= day), default=None)
                due_on = next_due(ReviewKind.CHILD_IN_CARE, start, days) if start else review["due_on"]
                if review["reference"] is None and due_on != review["due_on"]:
                    writes.change(Review, id=review["id"], due_on=due_on)
                days.append(day)
        write(writer, writes)
