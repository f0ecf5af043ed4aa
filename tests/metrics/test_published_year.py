"""Of a whole year as it is published, no count of 1 to 4 can be worked out: printed or not, by whoever can subtract."""

import csv
import io
import json
import random
from datetime import date, timedelta

import pytest
from flask import Flask

from participation.challenges.models import ChallengeCategory
from participation.challenges.queries import ChallengeCounted, RaisedCounted
from participation.complaints.models import ComplaintKind
from participation.complaints.queries import ComplaintCounted
from participation.metrics import composing
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, FEEDBACK, Figures
from participation.metrics.models import ANSWERED
from participation.metrics.officers_work import about_challenges, about_complaints, about_visits
from participation.metrics.publication import relations
from participation.metrics.publication.suppression import HIDDEN
from participation.metrics.publication.writing import as_csv, as_json
from participation.metrics.rows import (
    AdvocacyRequests,
    Chosen,
    Coded,
    FirstForm,
    HeldReviews,
    InvitedForms,
    ReadInTime,
    Wishes,
)
from participation.metrics.showing import Shown, published
from participation.outcomes.codes import Code
from participation.questionnaires.kinds import NO_ANSWER
from participation.service.questionnaires import library
from tests.metrics.advocacy_paths import invented_paths
from tests.metrics.events import at
from tests.metrics.reading import RESPONDENTS, Reader, numbers_in
from tests.metrics.small_services import of_children

WHY = ("", "", "child_asked", "officer_could_not", "adult_could_not", "place")
YEAR, FIRST, LAST = "2025-26", date(2025, 4, 1), date(2026, 3, 31)
MEETING = date(2025, 6, 20)


def invented(chance: random.Random, size: int) -> Figures:
    """The figures of a year with so many reviews; much of what there is to count is small."""
    (values, between), apart = reviews(chance, size), reviews(chance, size // 8)
    values |= {APART + name: each for name, each in apart[0].items()} | words(chance, size // 5)
    return Figures(YEAR, FIRST, LAST, LAST, values, between | {APART + name: each for name, each in apart[1].items()})


def reviews(chance: random.Random, size: int) -> tuple[composing.Named, dict[str, int]]:
    """Held, coded, asked and heard."""
    held = [
        HeldReviews(
            "", FIRST + timedelta(days=chance.randrange(365)), 1, is_dated := sometimes(chance, 98), 0, 0
        )._replace(
            in_time=is_dated * sometimes(chance, 90), rearranged=sometimes(chance, 10), why=WHY[number % len(WHY)]
        )
        for number in range(size)
    ]
    coded = [code(chance, each) for each in chance.choices([*Code, None], [9, 38, 1, 1, 1, 2, 16, 1, 2], k=size)]
    children = sum(not row.is_under_4 for row in coded)
    asked = [asked_of(chance, who, children if who == "child" else chance.randrange(size)) for who in RESPONDENTS]
    things = chance.randrange(size)
    late = chance.randrange(things + 1)
    return (
        composing.about_reviews(held, YEAR)
        | composing.about_codes(coded)
        | of_children(held, coded)
        | composing.about_respondents(asked, (form for row in asked for form in forms(chance, row)), 5)
        | composing.about_hearing(
            [ReadInTime("", size, size - chance.randrange(6))],
            [Wishes("", things, things - late, chance.randrange(late + 1))],
        )
    ), composing.by_age_and_code(coded)


def sometimes(chance: random.Random, percent: int) -> int:
    """1 so often, else 0."""
    return int(chance.random() * 100 < percent)


def code(chance: random.Random, given: str | None) -> Coded:
    """One review."""
    if given == Code.PN0:
        return Coded("", given, 1, 1, 0, 0, 0, 0, 0)
    came = given in ("PN1", "PN2", "PN3", "PN4")
    chaired = came * sometimes(chance, 20)
    unsaid = (came - chaired) * sometimes(chance, 5)
    return Coded("", given, 0, 1, chaired, unsaid, sometimes(chance, 83), sometimes(chance, 90), 0)


def asked_of(chance: random.Random, who: str, invited: int) -> InvitedForms:
    """Each step loses a few."""
    opened = max(0, invited - chance.randrange(8))
    started = max(0, opened - chance.randrange(4))
    return InvitedForms("", who, invited, opened, started, max(0, started - chance.randrange(5)))


def forms(chance: random.Random, row: InvitedForms) -> list[FirstForm]:
    """Sent in good time, or too late."""
    days = chance.choices([2, 19], [9, 1], k=row.sent)
    return [FirstForm("", row.respondent, MEETING, None, at(date(2025, 6, day))) for day in days]


def words(chance: random.Random, forms: int) -> composing.Named:
    """What some children and some adults said after reviews, and who wanted an advocate."""
    chosen = said_after(chance, "after_review", forms)
    of_adults = [
        row
        for purpose, less in (("carer_after", 2), ("parent_after", 5), ("partner_after", 3))
        for row in said_after(chance, purpose, forms // less)
    ]
    wanted = [
        AdvocacyRequests("child", forms, max(0, forms - 1), max(0, forms - 2), max(0, forms - 4)),
        AdvocacyRequests("parent", 2, 1, 1, 0),
    ]
    wants = [Chosen("my_advocate", "wants_advocate", option, times) for option, times in (("yes", 7), (ANSWERED, 9))]
    return {
        **composing.about_advocacy(wanted, [*chosen, *wants]),
        "feedback_waiting": chance.randrange(5),
        "feedback_of_adults.waiting": chance.randrange(5),
        **composing.about_feedback([*chosen, *of_adults], library().all(), FEEDBACK),
        **work(chance, forms),
        **invented_paths(chance, sum(row.asked for row in wanted), sum(row.taken for row in wanted)),
    }


def said_after(chance: random.Random, purpose: str, forms: int) -> list[Chosen]:
    """So many forms about how a review was; some left a question out."""
    chosen: list[Chosen] = []
    asked = [each for each in library().all() if each.purpose == purpose]
    for question in {
        question.id: question for each in asked for question in each.questions if question.options
    }.values():
        left_out = min(forms, chance.choice([0, 0, 1, 2, 3, 6]))
        options = [option.id for option in question.options]
        given = chance.choices(options, [20, 8, *[1] * (len(options) - 2)], k=forms - left_out)
        counted = {option: given.count(option) for option in options}
        counted |= {ANSWERED: forms - left_out, NO_ANSWER[0]: left_out}
        chosen += [Chosen(purpose, question.id, option, times) for option, times in counted.items()]
    return chosen


def work(chance: random.Random, size: int) -> composing.Named:
    """What officers did between meetings, and what they raised."""
    visits = {"visit": size, "midway": size // 2, "observation": chance.randrange(6), "pathway": chance.randrange(4)}
    agencies, outcomes = ("local_authority", "school", "health"), ("", "improved", "partly", "no_change")
    raised = [
        ChallengeCounted(
            chance.choices(("challenge", "good_practice"), (9, 1))[0], chance.choices(range(4), (12, 4, 1, 1))[0],
            chance.choices(list(ChallengeCategory), (20, 5, *[1] * 16))[0], chance.choices(agencies, (8, 2, 1))[0],
            chance.choice(outcomes),
        )
        for _ in range(size // 2)
    ]  # fmt: skip
    counted = RaisedCounted(raised, max(0, size // 2 - chance.randrange(5)), size // 2)
    return {
        **about_visits(visits, Rate(min(size, 40), size)),
        "midway.done": Rate(size // 3, size // 2),
        **about_challenges(counted, 4),
        **about_complaints([complaint(chance) for _ in range(size // 3)]),
    }


def complaint(chance: random.Random) -> ComplaintCounted:
    """Of most nobody says that they are about what is kept."""
    about = chance.choices(list(ComplaintKind), (9, 6, 1, 2))[0]
    is_due = chance.random() < 0.9
    return ComplaintCounted(about, is_due and chance.random() < 0.9, is_due, chance.random() < 0.8)


def true_numbers(year: Figures) -> dict[str, int]:
    """What there is to be worked out, printed or not."""
    return {**relations.numbers(year.values), **year.between}


def counts(shown: dict[str, Shown]) -> dict[str, int | str]:
    """Every count that is shown, and of rates what is left, by name."""
    found: dict[str, int | str] = {}
    for name, each in shown.items():
        if each.of is None:
            found[name] = each.n
        else:
            rest = HIDDEN if HIDDEN in (each.n, each.of) else int(each.of) - int(each.n)
            found |= {f"{name}.n": each.n, f"{name}.of": each.of, f"{name}.rest": rest}
    return found


@pytest.mark.long
@pytest.mark.parametrize("seed", range(9))
def test_nothing_small_can_be_worked_out_of_all_that_is_published_of_a_year(app: Flask, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  invented figures, not a secret
    with app.app_context():
        year = invented(chance, (120, 400, 40)[seed % 3])
        shown = published(year)
        assert Reader(true_numbers(year), counts(shown)).given_away() == []


def test_headlines_of_a_service_stay_readable(app: Flask) -> None:
    with app.app_context():
        shown = published(invented(random.Random(1), 400))  # noqa: S311  invented figures, not a secret
    assert all(isinstance(shown[name].rate, float) for name in ("views_given", "attended", "sent.parent"))
    assert sum(HIDDEN not in (each.n, each.of) for name, each in shown.items() if not name.startswith(APART)) > 70


def test_json_and_csv_say_the_same(app: Flask) -> None:
    with app.app_context():
        year = invented(random.Random(1), 120)  # noqa: S311  invented figures, not a secret
        shown = published(year)
        tree, rows = json.loads(as_json(year, shown, {})), csv.DictReader(io.StringIO(as_csv(year, shown, {})))
    in_json = {name: str(each) for name, each in numbers_in(tree) if name in counts(shown)}
    assert in_json == {name: str(each) for name, each in counts(shown).items()}
    for row in rows:
        assert row["n"] == in_json.get(row["figure"], in_json.get(f"{row['figure']}.n"))
        assert row["of"] == in_json.get(f"{row['figure']}.of", "")


def test_a_reader_would_find_what_is_shown_without_care(app: Flask) -> None:
    with app.app_context():
        year = invented(random.Random(1), 120)  # noqa: S311  invented figures, not a secret
    numbers = true_numbers(year)
    small = {name for name, number in numbers.items() if number in range(1, 5)}
    assert len(Reader(numbers, {**numbers, **dict.fromkeys(small, HIDDEN)}).given_away()) > 10
