"""Requests for an advocate are counted once in each breakdown, whoever made them."""

from datetime import date

import pytest
from flask import Flask

from participation import clock, db
from participation.metrics.advocacy_paths import DIMENSIONS, about_paths
from participation.metrics.composing import Named, about_advocacy
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.metrics.publication.comparing import kept_back
from participation.metrics.publication.relations import numbers
from participation.metrics.rows import AdvocacyRequests
from participation.retention.actions import purge
from tests.advocacy.referring import referred
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.metrics.advocacy_paths import path
from tests.metrics.events import at
from tests.retention.lives import YEAR

MEETING = date(2021, 6, 15)


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"born_on": date(2017, 6, 16)}, "age.under_4"),
        ({"born_on": date(2017, 6, 15)}, "age.4_to_7"),
        ({"born_on": date(2003, 6, 15)}, "age.18_and_over"),
        ({"born_on": date(2003, 6, 16)}, "age.16_to_17"),
        ({"born_on": None}, "age.not_known"),
        ({"sex": "1"}, "sex.male"),
        ({"sex": ""}, "sex.not_known"),
        ({"ethnicity": "CHNE"}, "ethnicity.asian"),
        ({"ethnicity": "REFU"}, "ethnicity.not_known"),
        ({"ethnicity": "OOTH"}, "ethnicity.other"),
        ({"is_disabled": False}, "disability.no"),
        ({"language": "ti"}, "language.other"),
        ({"language": "en-GB"}, "language.english"),
    ],
)
def test_each_stands_in_one_part_of_each_breakdown(known: dict[str, object], name: str) -> None:
    values = about_paths([path(**known)])
    assert values[f"advocacy.by_{name}"] == 1
    for about, parts in DIMENSIONS.items():
        assert sum(values[f"advocacy.by_{about}.{part}"] for part in parts) == 1  # type: ignore[misc]


@on_both
def test_children_and_officers_are_counted_by_source_also_after_the_words_are_gone(app: Flask) -> None:
    with clock.frozen(at(MEETING)):
        desk = Desk(app)
        review = desk.review("Maya", MEETING)
        desk.receive(review, "my_advocate", wants_advocate="yes")
        for source in ("officer", "non_instructed", "non_instructed"):
            referred(desk, review, source=source)
    for later in (False, True):
        with clock.frozen(at(MEETING) + 2 * YEAR), app.app_context():
            if later:
                purge()
            db.session().rollback()
            values = figures("2021-22").values
        by_source = [values[f"advocacy.by_source.{each}"] for each in ("child", "officer", "non_instructed")]
        assert (by_source, values["advocacy.referrals"], values["advocacy.asked"]) == ([1, 1, 2], 4, 1)
        assert values["advocacy.accepted"] == Rate(0, 4)


def asked(number: int) -> Named:
    """So many requests by children, as they are counted by themselves."""
    return about_advocacy([AdvocacyRequests("child", number, 0, 0, 0)], ())


def test_of_so_few_that_each_part_would_be_one_child_no_breakdown_is_published() -> None:
    few = [path(ethnicity=code) for code in ("WBRI", "AIND", "BAFR", "OOTH")]
    values = {**asked(len(few)), **about_paths(few)}
    hidden = kept_back(numbers(values), ())
    assert {name for name in values if name.startswith("advocacy.by_")} <= set(hidden)
    many = [path() for _ in range(40)]
    values = {**asked(len(many)), **about_paths(many)}
    assert not kept_back(numbers(values), ())
