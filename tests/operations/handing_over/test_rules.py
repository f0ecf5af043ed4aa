"""Each table has been thought of."""

from sqlalchemy import String

from participation.db import Base
from participation.operations.handing_over.rules import (
    BY_ID,
    ENDS,
    STAFF_WITHOUT_REFERENCE,
    STAYS,
    WITH_STAFF,
    hangs_on_a_child,
    staff_columns,
    tables,
    to_child,
)
from participation.operations.tables import ALL

NOT_OF_STAFF = {
    "challenge.outcome_id", "child.ending_id", "ending.about_id", "file_receipt.about_id", "invitation.ending_id",
    "mark.about_id", "person.ending_id", "reply.lock_id", "review.ending_id", "said_for_child.lock_id",
}  # fmt: skip
"""Names a row without referring to it, and not one of the staff."""


def test_of_each_table_somebody_has_said_what_becomes_of_it() -> None:
    assert ALL
    for table in tables():
        said = [hangs_on_a_child(table), table.name in BY_ID, table.name in WITH_STAFF, table.name in STAYS]
        assert said.count(True) == 1, f"say in rules.py what becomes of {table.name}"
    named = {table.name for table in tables()}
    assert named >= {*BY_ID, *ENDS, *WITH_STAFF, *STAYS}


def test_what_is_copied_or_stays_refers_to_nothing_that_goes() -> None:
    for table in tables():
        if table.name in {*WITH_STAFF, *STAYS}:
            assert to_child(table) is None


def test_of_each_column_with_an_id_it_is_known_whether_it_names_somebody_of_the_staff() -> None:
    loose = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_id") and isinstance(column.type, String) and column.type.length == 26
        if not column.foreign_keys and not column.primary_key
    }
    assert loose | {"mark.about_id"} == STAFF_WITHOUT_REFERENCE | NOT_OF_STAFF
    found = {f"{column.table.name}.{column.name}" for table in tables() for column in staff_columns(table)}
    assert found >= STAFF_WITHOUT_REFERENCE
