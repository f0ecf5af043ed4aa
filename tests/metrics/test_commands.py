"""`participation metrics`: names that others read by, a table to read, and no small number once published."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from participation import clock
from participation.metrics.actions import count_waiting
from participation.metrics.glossary.meanings import split
from participation.operations.cli import cli
from tests.casework.sending import send
from tests.metrics.events import at, held, invited, sent
from tests.metrics.published import hold_the_reviews_of

MEETING = date(2021, 6, 15)


def run(app: Flask, *words: str) -> Result:
    """What somebody sees who types this command."""
    return CliRunner().invoke(cli, ("metrics", *words), obj=lambda **_: app)


def read_json(app: Flask, *words: str) -> dict[str, Any]:
    shown = run(app, "--format", "json", *words)
    assert shown.exit_code == 0, shown.output
    found: dict[str, Any] = json.loads(shown.output)
    return found


def rates_of(tree: Any) -> list[dict[str, Any]]:
    """Every rate, however deep it stands."""
    if not isinstance(tree, dict):
        return []
    own = [tree] if tree.keys() == {"n", "of", "rate"} else []
    return own + [rate for inner in tree.values() for rate in rates_of(inner)]


def test_json_has_the_names_that_others_read_by(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2021-22", without_code=51)
    found = read_json(app, "--year", "2021-22")
    assert (found["year"], found["from"], found["to"]) == ("2021-22", "2021-04-01", "2022-03-31")
    assert found["reviews"]["held"] == 933
    assert found["reviews"]["held_in_time"] == {"n": 933, "of": 933, "rate": 1.0}
    assert found["reviews"]["rearranged"] == {"n": 0, "of": 933, "rate": 0.0}
    assert [len(found["reviews"][name]) for name in ("by_month", "by_quarter")] == [12, 4]
    assert sum(found["reviews"]["by_month"]) == sum(found["reviews"]["by_quarter"]) == 933
    codes = found["participation"]
    assert [codes[f"PN{number}"] for number in range(8)] == [131, 471, 3, 2, 6, 12, 242, 15]
    assert (codes["not_recorded"], codes["with_code"], codes["total"]) == (51, 882, 933)
    assert found["views_given"] == {"n": 730, "of": 751, "rate": 0.972}
    assert found["attended"] == {"n": 482, "of": 751, "rate": 0.6418}
    assert found["took_no_part"] == {"n": 15, "of": 751, "rate": 0.02}
    for name in ("read_before_meeting", "answered", "seen_before_meeting", "chaired"):
        assert found[name].keys() == {"n", "of", "rate"}
    assert found["on_time"]["school"] == found["returned"]["foster_carer"] == {"n": 0, "of": 0, "rate": None}
    assert found["feedback"]["listened_to"].keys() >= {"yes", "sort_of", "no", "no_answer", "answered"}
    assert found["advocacy"]["asked"] == 0
    assert len(rates_of(found)) > 50


def test_totals_that_do_not_match_say_by_how_much_and_why(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2021-22", without_code=51)
        held(MEETING, "PN1", born_on=date(2019, 1, 1), due_on=None)
    sentence = "934 reviews were held, 883 have a code, 51 are not recorded yet."
    found = read_json(app, "--year", "2021-22")
    assert sentence in found["notes"]
    assert sentence in run(app, "--year", "2021-22").output
    contradiction = next(note for note in found["notes"] if "contradict" in note)
    assert ": 1. " in contradiction
    assert "by code divide by 752" in contradiction
    assert "by age by 802" in contradiction
    assert any("933 have a due date, 1 have none" in note for note in found["notes"])


def test_a_year_that_is_not_over_says_up_to_which_day_it_is_counted(app: Flask) -> None:
    with clock.frozen(at(MEETING)):
        found = read_json(app, "--year", "2021-22")
    assert found["counted_to"] == "2021-06-15"
    assert "The year is not over: counted up to 15 June 2021." in found["notes"]
    assert read_json(app, "--year", "2021-22")["notes"] == []


def test_every_figure_has_a_definition(app: Flask) -> None:
    found = read_json(app, "--year", "2021-22")
    rows = list(csv.DictReader(io.StringIO(run(app, "--year", "2021-22", "--format", "csv").output)))
    assert {row["figure"] for row in rows} >= {"reviews.held", "views_given", "on_time.school", "participation.PN3"}
    assert all(row["definition"].endswith(".") for row in rows)
    assert not [row for row in rows if "%(" in row["definition"]]
    assert {"reviews.held", "views_given", "on_time", "feedback", "pathway_plan"} <= found["definitions"].keys()
    assert found["definitions"]["participation.PN7"].startswith("Did not come and conveyed nothing.")
    assert "5 days before" in found["definitions"]["on_time"]


def test_a_figure_without_a_definition_is_named_and_nothing_waits_for_one() -> None:
    with pytest.raises(LookupError, match="the figure pathway_plan.late means"):
        split("pathway_plan.late")


def test_csv_has_one_row_a_figure_and_leaves_empty_what_nothing_divides(app: Flask) -> None:
    with app.app_context():
        held(MEETING, "PN6")
    shown = run(app, "--year", "2021-22", "--format", "csv")
    rows = {row["figure"]: row for row in csv.DictReader(io.StringIO(shown.output))}
    assert shown.output.startswith("figure,n,of,rate,definition\n")
    assert [rows["reviews.held"][name] for name in ("n", "of", "rate")] == ["1", "", ""]
    assert [rows["views_given"][name] for name in ("n", "of", "rate")] == ["1", "1", "1.0"]
    assert [rows["chaired"][name] for name in ("n", "of", "rate")] == ["0", "0", ""]


def test_text_puts_the_definition_below_each_figure(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2021-22")
    lines = run(app, "--year", "2021-22").output.splitlines()
    assert lines[0] == "Figures for 2021-22, from 1 April 2021 to 31 March 2022"
    views = next(number for number, line in enumerate(lines) if line.startswith("Views given"))
    assert lines[views].split() == ["Views", "given", "97.2%", "730", "of", "751"]
    assert lines[views + 1].strip() == "PN1, PN2, PN3, PN5 and PN6, of PN1 to PN7."
    assert any(line.split()[:1] == ["PN7"] and line.endswith("15") for line in lines)


def test_text_is_silent_about_pathway_plan_reviews_only_where_none_was_held(app: Flask) -> None:
    heading = "Pathway plan reviews: Views given"
    assert heading not in run(app, "--year", "2021-22").output
    with app.app_context():
        held(MEETING, "PN1", kind="pathway_plan")
    assert heading in run(app, "--year", "2021-22").output


@pytest.mark.parametrize("year", ["2021", "2021-23", "21-22", "", "9999-00", "next year"])
def test_what_is_no_year_is_refused_in_a_sentence(app: Flask, year: str) -> None:
    shown = run(app, "--year", year)
    assert shown.exit_code == 1
    assert shown.output == f"{year!r} is not a collection year. Write it like 2021-22.\n"


def test_published_hides_what_is_small_in_every_format(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2021-22")
    found = read_json(app, "--year", "2021-22", "--published")
    assert [found["participation"][f"PN{number}"] for number in range(8)] == [131, 471, "c", "c", 6, 12, 242, 15]
    assert found["views_given"] == {"n": 730, "of": 751, "rate": 0.972}
    text = run(app, "--year", "2021-22", "--published").output
    assert next(line for line in text.splitlines() if "PN2" in line and "spoke" in line).endswith(" c")
    assert "“c” stands for 1 to 4, and for whatever would tell such a number." in text
    assert "“c”" not in run(app, "--year", "2021-22").output
    rows = csv.DictReader(io.StringIO(run(app, "--year", "2021-22", "--published", "--format", "csv").output))
    assert {row["figure"]: row["n"] for row in rows}["participation.PN3"] == "c"


def test_published_hides_a_rate_whose_rest_is_small(app: Flask) -> None:
    with app.app_context():
        for number in range(20):
            invitation = invited(held(MEETING), "school")
            if number < 18:
                sent(invitation, at(MEETING - timedelta(days=9)))
    found = read_json(app, "--year", "2021-22", "--published")
    assert found["returned"]["school"]["n"] == found["sent"]["school"]["n"] == "c"
    assert found["returned"]["school"]["rate"] == "c"
    assert found["invited"]["school"] == 20


def test_published_does_not_tell_by_the_other_questions_how_many_left_one_out(app: Flask) -> None:
    with clock.frozen(at(MEETING + timedelta(days=1))), app.app_context():
        for number in range(20):
            said = {"listened_to": "yes", "right_people": "yes"} if number < 18 else {"listened_to": "yes"}
            send(held(MEETING, "PN1"), "after_review", **said)
        count_waiting()
    found = read_json(app, "--year", "2021-22", "--published")["feedback"]
    assert (found["listened_to"]["answered"], found["right_people"]["answered"]) == (20, 18)
    assert {question["no_answer"] for question in found.values()} == {"c"}


def test_rebuild_first_counts_the_answers_that_wait(app: Flask) -> None:
    with clock.frozen(at(MEETING + timedelta(days=1))), app.app_context():
        for _ in range(5):
            send(held(MEETING, "PN1"), "after_review", listened_to="yes")
    assert read_json(app, "--year", "2021-22")["feedback"]["listened_to"]["answered"] == 0
    done = run(app, "--year", "2021-22", "--rebuild", "--format", "json")
    assert done.stderr == "Answers that waited and are counted now: those of 5 submissions.\n"
    assert json.loads(done.stdout)["feedback"]["listened_to"]["answered"] == 5


def test_published_does_not_tell_how_many_forms_came_late(app: Flask) -> None:
    with app.app_context():
        for number in range(20):
            sent(invited(held(MEETING), "school"), at(MEETING - timedelta(days=9 if number < 17 else 1)))
    found = read_json(app, "--year", "2021-22", "--published")
    assert found["sent"]["school"] == {"n": 20, "of": 20, "rate": 1.0}
    assert found["on_time"]["school"] == {"n": "c", "of": 20, "rate": "c"}


def test_published_hides_small_numbers_in_notes_and_feedback(app: Flask) -> None:
    with clock.frozen(at(MEETING + timedelta(days=1))), app.app_context():
        for number in range(9):
            review = held(MEETING, "PN1" if number < 7 else "")
            send(review, "after_review", listened_to="yes" if number < 7 else "no")
        count_waiting()
    found = read_json(app, "--year", "2021-22", "--published")
    assert found["feedback"]["listened_to"]["no"] == "c"
    assert found["feedback"]["listened_to"]["yes"] == "c"
    assert found["feedback"]["listened_to"]["answered"] == 9
    assert found["participation"]["not_recorded"] == "c"
    assert "9 reviews were held, c have a code, c are not recorded yet." in found["notes"]
