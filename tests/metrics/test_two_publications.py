"""Who holds two publications of one year against each other finds nobody either, and a manager is told why."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from participation.db import session, transaction
from participation.metrics.figures import APART, Figures, figures
from participation.metrics.models import Publication
from participation.metrics.rows import Edition
from participation.metrics.showing import kept_back, numbers, published
from participation.outcomes.models import Participation
from tests.databases import on_both
from tests.metrics import attacking
from tests.metrics.attacking import narrowed
from tests.metrics.events import at, held
from tests.metrics.small_services import corrected_service
from tests.metrics.test_attack import publication
from tests.metrics.test_commands import read_json, run
from tests.metrics.test_page import desk_of
from tests.walking import hidden_fields, words_of

SERVICES, PARTS = 48, 6
IN_JUNE = date(2021, 6, 15)
PUBLISH = ("--year", "2021-22", "--published")


def out(year: Figures) -> Edition:
    """This year, published."""
    return Edition(at(date(2026, 5, 1)), numbers(year), kept_back(year))


def in_care(year: Figures, beside: Figures) -> attacking.Publication:
    """What is published of it beside another publication, without the pathway plan reviews that nobody held."""
    true, shown = publication(year, published(beside))
    return attacking.Publication(
        {name: each for name, each in true.items() if not name.startswith(APART)},
        {name: each for name, each in shown.items() if not name.startswith(APART)},
    )


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_no_reader_of_two_publications_pins_a_small_number_or_a_small_change(part: int) -> None:
    for seed in range(part, SERVICES, PARTS):
        before, now = corrected_service(random.Random(seed))  # noqa: S311  invented figures, not a secret
        beside = replace(now, editions=(out(before),))
        assert narrowed(in_care(now, beside), in_care(before, before)) == {}, seed


def test_held_against_nothing_the_same_program_finds_what_has_changed() -> None:
    before, now = corrected_service(random.Random(4))  # noqa: S311  invented figures, not a secret
    assert len(narrowed(in_care(now, now), in_care(before, before))) > 5


def test_what_was_hidden_stays_hidden_and_what_was_shown_is_while_it_has_changed_by_little() -> None:
    for seed in (5, 6, 7, 12):
        before, now = corrected_service(random.Random(seed))  # noqa: S311  invented figures, not a secret
        hidden = kept_back(replace(now, editions=(out(before),)))
        old, new = numbers(before), numbers(now)
        assert {
            name for name in out(before).hidden if name in old and old[name] == new.get(name)
        } - hidden.keys() == set()
        shown = old.keys() & new.keys() - out(before).hidden.keys()
        small = {name for name in shown if abs(new[name] - old[name]) in range(1, 5) and new[name]}
        assert small - hidden.keys() == set()


def hold_forty() -> list[str]:
    """Forty reviews, none of their numbers small; the ids of those with PN7."""
    codes = [("PN1", "PN6", "PN7", "PN5")[number % 4] for number in range(40)]
    reviews = [held(IN_JUNE - timedelta(days=number), code) for number, code in enumerate(codes)]
    return [review.id for review, code in zip(reviews, codes, strict=True) if code == "PN7"]


def put_right(review_ids: list[str], code: str) -> None:
    with transaction() as writing:
        for id in review_ids:
            writing.get_one(Participation, id).code = code


def codes_of(found: dict[str, Any]) -> list[int | str]:
    return [found["participation"][code] for code in ("PN1", "PN5", "PN6", "PN7")]


def editions() -> int:
    return session().query(Publication).count()


@on_both
def test_one_code_put_right_after_publication_is_not_told_by_the_next(app: Flask) -> None:
    with app.app_context():
        ids = hold_forty()
    assert codes_of(read_json(app, *PUBLISH)) == [10, 10, 10, 10]
    with app.app_context():
        put_right(ids[:1], "PN1")
    again = read_json(app, *PUBLISH)
    assert codes_of(again) == ["c", 10, 10, "c"]
    assert again["views_given"]["n"] == again["attended"]["n"] == "c"
    assert codes_of(read_json(app, "--year", "2021-22")) == [11, 10, 10, 9]


def test_what_has_changed_by_more_is_shown(app: Flask) -> None:
    with app.app_context():
        ids = hold_forty()
    read_json(app, *PUBLISH)
    with app.app_context():
        put_right(ids[:5], "PN1")
    assert codes_of(read_json(app, *PUBLISH)) == [15, 10, 10, 5]


def test_five_corrections_one_at_a_time_are_shown_together(app: Flask) -> None:
    with app.app_context():
        ids = hold_forty()
    shown = [codes_of(read_json(app, *PUBLISH))[0]]
    for id in ids[:5]:
        with app.app_context():
            put_right([id], "PN1")
        shown.append(codes_of(read_json(app, *PUBLISH))[0])
    assert shown == [10, "c", "c", "c", "c", 15]


def test_published_again_unchanged_it_is_the_same_and_kept_once(app: Flask) -> None:
    with app.app_context():
        hold_forty()
    assert read_json(app, *PUBLISH) == read_json(app, *PUBLISH)
    with app.app_context():
        assert editions() == 1
        assert not figures("2020-21").editions


def told(app: Flask, *words: str) -> Result:
    return run(app, *PUBLISH, *words)


def test_the_manager_is_told_what_changed_and_why_it_stays_hidden(app: Flask) -> None:
    with app.app_context():
        ids = hold_forty()
    assert "was published on" not in told(app).stderr
    assert "and nothing has changed since." in told(app).stderr
    with app.app_context():
        put_right(ids[:1], "PN1")
    said = told(app)
    sentence = said.stderr.splitlines()[0]
    assert sentence.startswith("2021-22 was published on ")
    assert "How children took part: PN1" in sentence
    assert "What both publications together would tell of 1 to 4 children stays hidden." in sentence
    assert "would tell a change of 1 to 4: How children took part: PN1" in said.stderr
    assert "was published on" not in said.stdout


def test_a_preview_says_only_what_would_be_hidden_and_publishes_nothing(app: Flask) -> None:
    with app.app_context():
        hold_forty()
        held(IN_JUNE, "PN2")
    shown = told(app, "--preview")
    assert "c  How children took part: PN2" in shown.stdout
    assert "Reviews held" not in [line.split("  ")[0] for line in shown.stdout.splitlines()]
    with app.app_context():
        assert editions() == 0


def test_on_the_page_looking_publishes_nothing_and_pressing_does(app: Flask) -> None:
    with app.app_context():
        ids = hold_forty()
    desk, address = desk_of(app), "/staff/metrics?year=2021-22&published=1"
    page = desk.get(address)
    assert "Not published yet: 2021-22." in words_of(page)
    with app.app_context():
        assert editions() == 0
    sent = desk.post("/staff/metrics", data=hidden_fields(page))
    assert sent.status_code == 303
    page = desk.get(address)
    assert "Not published yet" not in words_of(page)
    assert "nothing has changed since" in words_of(page)
    with app.app_context():
        put_right(ids[:1], "PN1")
    words = words_of(desk.get(address))
    assert "Not published yet" not in words
    assert "Published before, but not as it stands here: 2021-22." in words
    assert "these figures have changed since: " in words


def test_one_press_publishes_the_years_that_the_page_named_and_no_other(app: Flask) -> None:
    with app.app_context():
        hold_forty()
        held(date(2020, 6, 15), "PN1")
    desk = desk_of(app)
    page = desk.get("/staff/metrics?year=2021-22&published=1")
    words = words_of(page)
    assert "Not published yet: 2020-21, 2021-22." in words
    assert "Publish 2020-21, 2021-22" in words
    with app.app_context():
        held(date(2019, 6, 15), "PN1")
    desk.post("/staff/metrics", data=hidden_fields(page))
    with app.app_context():
        published_years = set(session().scalars(select(Publication.year)))
    assert published_years == {"2020-21", "2021-22"}
