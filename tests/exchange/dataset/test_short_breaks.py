"""Who is in care for short breaks alone has no reviews: none is worked out, and one that is named is listed."""

import pytest
from flask import Flask

from tests.exchange.dataset.conftest import TakeTables
from tests.exchange.dataset.tables import Row
from tests.exchange.dataset.test_dataset import days


@pytest.mark.parametrize(
    ("statuses", "is_expected"),
    [
        (["V3"], False),
        (["v4 - Short breaks", "V3"], False),
        (["Accommodated under an agreed series of short-term breaks"], False),
        (["V3", "C2"], True),
        (["V2"], True),
        ([""], True),
        (["V35", "V4"], True),
    ],
)
def test_no_review_is_worked_out_for_who_is_in_care_for_short_breaks_alone(
    app: Flask, take_tables: TakeTables, statuses: list[str], is_expected: bool
) -> None:
    rows: list[Row] = [{"lega_person_id": "101", "lega_legal_status": each} for each in statuses]
    others: list[Row] = [{"lega_person_id": "999", "lega_legal_status": "V3"}]
    listed = [] if is_expected else [("cla_reviews.csv", "2", "399")]
    assert take_tables(legal_status=rows + others) == listed
    with app.app_context():
        assert [each[0] for each in days()] == (["900", None] if is_expected else ["900"]), "what was held is kept"
