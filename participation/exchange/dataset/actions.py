"""Taking a dataset in: every table is read before anything is written, then children with their reviews, in batches."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from participation.audit.actions import record
from participation.endings.actions import follow_list
from participation.exchange.actions import in_order, move_ends_of_letters, refuse_invented, write, writing
from participation.exchange.csv_rows import Rows
from participation.exchange.dataset.accounts import Accounts
from participation.exchange.dataset.care import cohort
from participation.exchange.dataset.changes import DatasetChanges
from participation.exchange.dataset.children import Children, FoundChild
from participation.exchange.dataset.officers import OfficersOfChildren, StaffList
from participation.exchange.dataset.review_changes import ReviewChanges
from participation.exchange.dataset.reviews import Reviews, ReviewsOfCohort
from participation.exchange.dataset.tables import BY_PERSON, REVIEWS, Dataset
from participation.exchange.writes import Taken
from participation.staff.models import Staff

BATCH = 500
"""Rows that are compared at once, children and their reviews: as of a caseload, nobody waits long for an import."""
SYSTEM = "system"


@dataclass(frozen=True)
class DatasetOptions:
    """What whoever gives a dataset says beside it."""

    children_by: str = BY_PERSON
    """Which column is the child's number."""
    officer_roles: Collection[str] = ()
    """Local codes of the officer's role; without any the words of roles and job titles tell."""
    staff: Rows | None = None
    """The addresses of the officers."""


def take_dataset(dataset: Dataset, asked: DatasetOptions, *, dry_run: bool = False) -> Taken:
    """Take in a dataset; nothing is written before all of it was read.

    Raises AmongInvented, and NoOfficers where no involvement is an officer's.
    """
    refuse_invented()
    taken, periods = Taken(), cohort(dataset)
    officers = OfficersOfChildren(dataset, periods, asked.officer_roles)
    children = Children(dataset, periods, asked.children_by)
    found = children.gather()
    reviews = ReviewsOfCohort(dataset, periods, children).read()
    accounts = Accounts(dataset, officers, StaffList(asked.staff), taken)
    of_reviews = ReviewChanges(dataset[REVIEWS], reviews, officers, accounts, taken)
    _write(DatasetChanges(dataset, periods, found.values(), of_reviews, taken), _in_batches(found, reviews), dry_run)
    tables = dataset.tables.values()
    taken.rows = sum(table.counts["read"] - table.counts["others"] for table in tables)
    taken.refused = sum(table.counts["refused"] for table in tables)
    taken.problems = in_order(*tables, asked.staff)
    return taken


def _write(changes: DatasetChanges, batches: Iterator[list[FoundChild]], dry_run: bool) -> None:
    for batch in batches:
        with writing(dry_run) as writer:
            writes = changes.of(batch)
            if writer and (writes.is_any or changes.endings):
                write(writer, writes)
                move_ends_of_letters(writer, writes)
                for account in writes.new[Staff]:
                    record(writer, SYSTEM, "account added", f"staff/{account['id']}")
                record(writer, SYSTEM, "dataset taken", "import/ssd", f"{len(batch):,} children")
                for each in changes.endings:
                    follow_list(writer, SYSTEM, each.what, (each.id, each.reason))


def _in_batches(found: Mapping[str, FoundChild], reviews: Reviews) -> Iterator[list[FoundChild]]:
    batch, rows = list[FoundChild](), 0
    for child in found.values():
        batch.append(child)
        rows += 1 + reviews.number(child.person)
        if rows >= BATCH:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch
