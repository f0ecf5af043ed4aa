"""What adults say after a review: figures of their own, which change none of the children's and no form's."""

import json
from datetime import date, timedelta

from flask import Flask

from participation import clock
from participation.metrics.actions import count_waiting
from participation.metrics.dashboard import dashboard
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.metrics.publication.writing import as_json
from participation.metrics.showing import published
from participation.report.tables import feedback, feedback_of_adults
from tests.casework.sending import Typed, send
from tests.databases import on_both
from tests.metrics.events import at, held, held_with, invited, sent

pytestmark = on_both
MEETING, YEAR = date(2021, 6, 15), "2021-22"
AFTER = at(MEETING + timedelta(days=2))
OF_ADULTS = "feedback_of_adults."


def said(role: str, times: int = 1, **answers: Typed) -> None:
    """So many adults in this part, each about another child, say how the review was."""
    purpose = {"foster_carer": "carer_after", "key_worker": "carer_after", "parent": "parent_after"}
    for _ in range(times):
        send(held_with(role, MEETING), purpose.get(role, "partner_after"), role, **answers)


def test_each_kind_of_adult_has_figures_and_each_question_its_base(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        said("foster_carer", 3, listened_to="yes")
        said("key_worker", 2, listened_to="sort_of", child_heard="no")
        said("parent", 5, listened_to="no", treated_fairly="yes")
        said("school", 4, form_used="sent_nothing")
        said("health", form_used="yes", listened_to="yes")
        assert count_waiting() == 15
        values = figures(YEAR).values
    asked = {name.removeprefix(OF_ADULTS): each for name, each in values.items() if name.startswith(OF_ADULTS) and each}
    assert asked == {
        **{"carers.listened_to.yes": 3, "carers.listened_to.sort_of": 2, "carers.listened_to.answered": 5},
        **{"carers.child_heard.no": 2, "carers.child_heard.answered": 2, "carers.child_heard.no_answer": 3},
        **{f"carers.{question}.no_answer": 5 for question in ("told_in_time", "treated_fairly")},
        **{f"carers.{question}.no_answer": 5 for question in ("form_used", "knows_decisions")},
        **{"parents.listened_to.no": 5, "parents.listened_to.answered": 5},
        **{"parents.treated_fairly.yes": 5, "parents.treated_fairly.answered": 5},
        **{f"parents.{question}.no_answer": 5 for question in ("told_in_time", "form_used")},
        **{f"parents.{question}.no_answer": 5 for question in ("child_heard", "knows_decisions")},
        **{"partners.form_used.sent_nothing": 4, "partners.form_used.yes": 1, "partners.form_used.answered": 5},
        **{"partners.listened_to.yes": 1, "partners.listened_to.answered": 1, "partners.listened_to.no_answer": 4},
        **{f"partners.{question}.no_answer": 5 for question in ("told_in_time", "child_heard", "knows_decisions")},
    }


def test_fewer_than_five_wait_apart_from_the_children(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        said("parent", 4, listened_to="no")
        send(held(MEETING), "after_review", listened_to="yes")
        assert count_waiting() == 0
        values = figures(YEAR).values
        assert (values["feedback_of_adults.waiting"], values["feedback_waiting"]) == (4, 1)
        said("parent", listened_to="no")
        assert count_waiting() == 5
        values = figures(YEAR).values
    assert (values["feedback_of_adults.waiting"], values["feedback_waiting"]) == (0, 1)
    assert values["feedback_of_adults.parents.listened_to.no"] == 5


def test_what_adults_say_changes_no_figure_of_the_children_and_is_no_form(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        for answer in ("yes", "yes", "sort_of", "sort_of", "no"):
            send(held(MEETING), "after_review", listened_to=answer, told_about_advocates="yes")
        count_waiting()
        carer = invited(held_with("foster_carer", MEETING), "foster_carer")
        sent(invited(held(MEETING), "school"), at(MEETING - timedelta(days=9)), "partner_view")
        before = dict(figures(YEAR).values)
        for number in range(5):
            sent(carer if not number else invited(held(MEETING), "foster_carer"), AFTER, "carer_after")
        after = figures(YEAR).values
    changed = {name for name in before if name.startswith(("feedback", "advocacy")) and before[name] != after[name]}
    assert changed == set()
    assert after["on_time.foster_carer"] == after["sent.foster_carer"] == after["returned.foster_carer"] == Rate(0, 5)
    assert after["started.foster_carer"] == Rate(0, 5)
    assert after["on_time.school"] == before["on_time.school"] == Rate(1, 1)
    assert after["read_before_meeting"] == before["read_before_meeting"]
    assert after["views_given"] == before["views_given"]


def test_small_numbers_of_one_kind_are_hidden_and_hide_nothing_of_another(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        for _ in range(20):
            send(held(MEETING), "after_review", listened_to="yes", right_people="yes")
        said("parent", 18, listened_to="yes", treated_fairly="yes")
        said("parent", 2, listened_to="no")
        said("foster_carer", 9, listened_to="yes", treated_fairly="sort_of")
        count_waiting()
        year = figures(YEAR)
        found = json.loads(as_json(year, published(year), {}))
    parents, carers = found["feedback_of_adults"]["parents"], found["feedback_of_adults"]["carers"]
    assert parents["listened_to"]["no"] == "c"
    assert parents["listened_to"]["yes"] == "c", "with the base it would tell"
    assert {question["no_answer"] for question in parents.values()} == {"c"}, "one would tell the others"
    assert (carers["listened_to"]["yes"], carers["listened_to"]["no_answer"]) == (9, 0)
    assert found["feedback"]["listened_to"]["no_answer"] == 0, "of the children nothing has to be hidden for it"


def test_the_report_prints_each_kind_of_adult_below_the_children(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        said("parent", 4, listened_to="yes")
        said("parent", listened_to="no")
        count_waiting()
        page = dashboard(YEAR, is_published=False)
        tables = {table.caption: table.rows for table in feedback_of_adults(page)}
        assert feedback(page) == ()
    assert list(tables) == ["Parents, after the review: Did you feel heard? (5 answered)"]
    rows = tables["Parents, after the review: Did you feel heard? (5 answered)"]
    assert rows[:3] == (("Yes", "4", "80.0%"), ("Partly", "0", "0.0%"), ("No", "1", "20.0%"))
