"""What five annual reports print and which figure of ours it is: docs/reports.md, held to the names of our figures."""

from collections import Counter

from flask import Flask

from participation.metrics.definitions import Rate
from participation.metrics.figures import collection_year_of, figures
from participation.metrics.glossary import labels
from participation.metrics.inside.figures import inside
from participation.metrics.showing import as_shown
from tests.reports import PAGE, Mapped, change_of, mapped, rules, text


def counted() -> list[Mapped]:
    """All rows but those about staffing and about who is in care."""
    return [each for each in mapped() if not each.rule.apart]


def test_the_page_says_what_the_rules_say() -> None:
    assert PAGE.read_text("utf-8") == text(), "python -m tests.reports writes it anew"


def test_each_row_has_a_rule_each_rule_a_row_and_whatever_has_no_figure_says_why() -> None:
    used = Counter(id(each.rule) for each in mapped())
    assert [rule.figure for rule in rules() if not used[id(rule)]] == []
    assert [rule.figure for rule in rules() if not (rule.ours or rule.why or rule.apart)] == []
    assert [rule.figure for rule in rules() if rule.ours and rule.apart] == []


def test_every_name_is_that_of_a_figure(app: Flask) -> None:
    with app.app_context():
        year = collection_year_of("2021-22")
        known = {*figures("2021-22").values, *inside(year).values}
    named = {name for each in mapped() for name in each.ours}
    whole = {name for name in named if not name.endswith(".*")}
    assert whole - known == set()
    groups = {name.removesuffix("*") for name in named - whole}
    assert [group for group in groups if not any(name.startswith(group) for name in known)] == []


def test_nine_of_ten_rows_have_a_figure_and_only_cohort_and_staffing_are_apart() -> None:
    assert sum(bool(each.ours) for each in counted()) >= 0.9 * len(counted())
    apart = [each for each in mapped() if each.rule.apart]
    assert {each.rule.apart for each in apart} == {"who is in care", "staffing"}
    assert {each.row["topic"] for each in apart} == {"cohort", "officers", "languages"}


def test_where_a_printed_share_is_wrong_ours_is_right(app: Flask) -> None:
    wrong = {(each.row["report"].split()[0], each.row["figure"]): each.right for each in counted() if each.right}
    with app.test_request_context():
        in_time = labels.share(as_shown(Rate(1033, 1233)))
        grown = [change_of(864, 933), change_of(1473, 1529)]
    assert wrong["Cheshire", "reviews held in time"] == in_time == "83.8%"
    assert wrong["Cheshire", "reviews rearranged"] == "43.1%"
    assert [wrong[report, "reviews held, change on the year"] for report in ("Thurrock", "BCP")] == grown
    assert wrong["BCP", "unaccompanied asylum-seeking children"] == "7.9%"
    assert ("Thurrock", "attended and spoke (PN1)") not in wrong
    for each in counted():
        if each.right and each.row["value"].isdecimal() and each.row["of"].isdecimal():
            n, of = int(each.row["value"]), int(each.row["of"])
            with app.test_request_context():
                assert labels.share(as_shown(Rate(n, of))) == each.right
