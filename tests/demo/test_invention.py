"""What is invented is believable on any day: pure, before anything is kept."""

import csv
from collections import Counter
from datetime import date, datetime, time

import pytest

from participation.clock import LONDON
from participation.config import ROOT
from participation.demo.chance import Chance
from participation.demo.families import Family, families
from participation.outcomes.codes import Code
from participation.reviews.timetable import is_working_day

OFFICERS = 8
DAYS = [
    date(2026, 3, 9),  # a Monday
    date(2026, 11, 22),  # a Sunday
    date(2027, 1, 1),  # a bank holiday
    date(2026, 12, 28),  # in the week between them
    date(2028, 2, 29),
    date(2026, 4, 1),  # a new year of the national return
]


def invented(count: int = 60, today: date = DAYS[0], seed: int = 1) -> list[Family]:
    return families(count, OFFICERS, datetime.combine(today, time(), LONDON), Chance(seed))


def test_children_are_of_all_ages_and_speak_twelve_languages() -> None:
    children = [family.child for family in invented(400)]
    assert {child.age(DAYS[0]) for child in children} == set(range(21))
    spoken = Counter(child.language for child in children)
    assert len(spoken) == 12
    assert spoken["en"] > 0.8 * len(children)
    assert len({child.ethnicity for child in children}) > 15
    assert {True, False, None} == {child.is_disabled for child in children}
    assert {True, False, None} == {child.is_placed_outside for child in children}


def test_who_came_alone_is_nearly_grown_up_and_mostly_a_boy() -> None:
    alone = [family.child for family in invented(400) if family.child.is_unaccompanied]
    assert 20 < len(alone) < 60
    assert min(child.age(DAYS[0]) for child in alone) >= 15
    assert sum(child.sex == "1" for child in alone) > 0.85 * len(alone)


def test_officers_have_about_as_many_children_as_each_other_and_few_of_one_name() -> None:
    everybody = invented(400)
    loads = Counter(family.child.officer for family in everybody if family.child.officer is not None)
    assert len(loads) == OFFICERS
    assert max(loads.values()) - min(loads.values()) <= 8
    names = Counter((family.child.officer, family.child.name) for family in everybody)
    assert max(names.values()) <= 3


def test_children_take_part_about_as_often_as_in_a_published_year() -> None:
    with (ROOT / "tests" / "data" / "annual_reports" / "thurrock_participation.csv").open() as file:
        published = {row["code"]: int(row["2021-22"]) for row in csv.DictReader(file) if row["code"] != Code.PN0}
    stories = [story for family in invented(400) for story in family.stories]
    recorded = Counter(story.taking_part.code for story in stories if story.taking_part)
    of = sum(recorded[code] for code in published)
    for code, number in published.items():
        assert abs(recorded[code] / of - number / sum(published.values())) < 0.08, code


@pytest.mark.parametrize("today", DAYS)
def test_things_happen_in_their_order_and_nothing_has_happened_tomorrow(today: date) -> None:
    now = datetime.combine(today, time(), LONDON)
    stories = [story for family in invented(today=today) for story in family.stories]
    for story in (story for story in stories if story.invited_at):
        assert story.invited_at < now
        for letter in story.letters:
            printed_at = letter.printed_at or story.invited_at
            for at in filter(None, (letter.opened_at, letter.revoked_at)):
                assert story.invited_at <= printed_at < at < now
            assert all(letter.opened_at <= reply.at < now for reply in letter.replies)
        assert all(reading < now for reading in story.readings)
    assert any(story.letters for story in stories)


@pytest.mark.parametrize("today", DAYS)
def test_reviews_are_on_working_days_and_children_were_born_and_came_before_them(today: date) -> None:
    for family in invented(today=today):
        assert family.child.born_on <= family.came_into_care_on <= today
        for story in family.stories:
            assert story.review.meets_on is None or is_working_day(story.review.meets_on)
            assert story.review.meets_on is None or story.review.meets_on > family.came_into_care_on


@pytest.mark.parametrize("today", DAYS)
def test_the_letters_that_are_shown_have_been_made_on_any_day(today: date) -> None:
    before, after, from_far, worried = invented(today=today)[:4]
    coming, gone = before.stories[-1], [story for story in after.stories if story.letters][-1]
    assert {letter.respondent for letter in coming.letters} >= {"child", "foster_carer", "parent", "school"}
    assert not [reply for letter in coming.letters for reply in letter.replies if letter.respondent != "health"]
    assert coming.review.day > today > gone.review.day
    assert "my_views" in {reply.purpose for reply in gone.replies}
    assert "after_review" not in {reply.purpose for reply in gone.replies}
    assert all(letter.replies for family in (from_far, worried) for letter in family.stories[-1].letters)


def test_even_two_children_can_be_invented() -> None:
    assert [family.child.name for family in invented(2)] == ["Ellie", "Kai"]


def test_the_same_seed_invents_the_same_and_another_does_not() -> None:
    assert invented(seed=5) == invented(seed=5)
    assert invented(seed=5) != invented(seed=6)
