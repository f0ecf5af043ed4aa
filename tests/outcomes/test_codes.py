"""How a child took part is suggested from what is known, and never from what an adult sent or what came too late."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from participation.outcomes.codes import (
    ATTENDED,
    IN_RATES,
    MEANINGS,
    REASONS,
    VIEWS_GIVEN,
    Carrier,
    Code,
    Evidence,
    How,
    Reason,
    Submitted,
    contradiction,
    suggest,
)

BORN = date(2015, 3, 9)
MEETS_ON = date(2026, 11, 25)
STARTS_AT = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
BEFORE = Submitted("views", STARTS_AT - timedelta(minutes=1))
AFTER = Submitted("views", STARTS_AT + timedelta(minutes=1))


def evidence(
    attended: bool | None = False,
    how: How | None = None,
    carried_by: Carrier | None = None,
    sent: tuple[Submitted, ...] = (),
    starts_at: datetime | None = STARTS_AT,
) -> Evidence:
    return Evidence(BORN, MEETS_ON, starts_at, attended, how, carried_by, sent)


def reasons(given: Evidence) -> list[str]:
    return [str(reason) for reason in suggest(given).reasons]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (How.SPOKE, Code.PN1),
        (How.ADVOCATE_SPOKE, Code.PN2),
        (How.WITHOUT_SPEECH, Code.PN3),
        (How.NOTHING, Code.PN4),
    ],
)
def test_a_child_who_came_has_the_code_of_what_they_did_there_whatever_was_sent(how: How, code: Code) -> None:
    for sent, carried_by in itertools.product([(), (BEFORE,), (AFTER,)], [None, *Carrier]):
        given = evidence(attended=True, how=how, sent=sent, carried_by=carried_by)
        assert suggest(given).code == code
        assert reasons(given) == ["came", how.value]


def test_a_child_who_did_not_come_and_sent_something_before_is_pn6() -> None:
    assert suggest(evidence(sent=(BEFORE,))).code == Code.PN6
    assert reasons(evidence(sent=(BEFORE,))) == ["did_not_come", "sent_before:2026-11-25"]


@pytest.mark.parametrize("carrier", list(Carrier))
def test_a_child_who_did_not_come_and_had_their_views_carried_is_pn5(carrier: Carrier) -> None:
    assert suggest(evidence(carried_by=carrier)).code == Code.PN5
    assert reasons(evidence(carried_by=carrier)) == ["did_not_come", f"views_carried_by:{carrier.value}"]


def test_somebody_who_spoke_for_the_child_comes_before_what_was_sent() -> None:
    given = evidence(carried_by=Carrier.ADVOCATE, sent=(BEFORE,))
    assert suggest(given).code == Code.PN5
    assert reasons(given) == ["did_not_come", "views_carried_by:advocate", "sent_before:2026-11-25"]


def test_a_child_who_did_not_come_and_sent_nothing_is_pn7() -> None:
    assert suggest(evidence()).code == Code.PN7
    assert reasons(evidence()) == ["did_not_come", "nothing_before"]


def test_what_is_sent_after_the_meeting_began_never_raises_the_code() -> None:
    at_the_start = Submitted("views", STARTS_AT)
    for late in (AFTER, at_the_start, Submitted("views", STARTS_AT + timedelta(days=20))):
        assert suggest(evidence(sent=(late,))).code == Code.PN7
    assert reasons(evidence(sent=(AFTER,))) == ["did_not_come", "nothing_before", "sent_after:2026-11-25"]


def test_one_thing_sent_in_time_is_enough() -> None:
    given = evidence(sent=(AFTER, BEFORE))
    assert suggest(given).code == Code.PN6
    assert reasons(given)[1:] == ["sent_before:2026-11-25", "sent_after:2026-11-25"]


@pytest.mark.parametrize("kind", ["adult", "feedback", "advocacy"])
def test_an_adults_form_and_what_is_no_view_never_count(kind: str) -> None:
    given = evidence(sent=(Submitted(kind, STARTS_AT - timedelta(days=3)),))
    assert suggest(given) == suggest(evidence())


@pytest.mark.parametrize(
    ("sent_at", "code", "reason"),
    [
        # British Summer Time had ended: English clocks show UTC.
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), Code.PN6, "sent_before:2026-11-24"),
        (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), Code.PN7, "sent_on_the_day:2026-11-25"),
        (datetime(2026, 11, 26, 0, 0, tzinfo=UTC), Code.PN7, "sent_after:2026-11-26"),
    ],
)
def test_without_the_hour_of_the_meeting_only_an_earlier_day_is_before(
    sent_at: datetime, code: Code, reason: str
) -> None:
    given = evidence(sent=(Submitted("views", sent_at),), starts_at=None)
    assert suggest(given).code == code
    assert reason in reasons(given)


def test_the_day_on_which_something_was_sent_is_the_day_on_english_clocks() -> None:
    half_past_midnight = datetime(2026, 7, 9, 23, 30, tzinfo=UTC)  # 00:30 on the 10th, in summer time
    given = Evidence(BORN, date(2026, 7, 10), attended=False, sent=(Submitted("views", half_past_midnight),))
    assert suggest(given).code == Code.PN7
    assert "sent_on_the_day:2026-07-10" in reasons(given)


def test_nothing_is_suggested_before_anyone_said_whether_the_child_came() -> None:
    given = evidence(attended=None, sent=(BEFORE,), carried_by=Carrier.OFFICER)
    assert (suggest(given).code, reasons(given)) == (None, ["attendance_unknown"])


def test_nothing_is_suggested_for_a_child_who_came_before_anyone_said_what_they_did() -> None:
    assert suggest(evidence(attended=True)).code is None
    assert reasons(evidence(attended=True)) == ["came", "how_unknown"]


@pytest.mark.parametrize("attended", [None, True, False])
def test_a_child_under_4_is_pn0_whatever_else_is_known(attended: bool | None) -> None:
    given = Evidence(date(2022, 11, 26), MEETS_ON, STARTS_AT, attended, How.SPOKE, Carrier.OFFICER, (BEFORE,))
    assert (suggest(given).code, reasons(given)) == (Code.PN0, ["was_under_4:3"])


def test_on_the_fourth_birthday_itself_a_child_is_4_and_counts() -> None:
    assert suggest(Evidence(date(2022, 11, 25), MEETS_ON, attended=False)).code == Code.PN7


def test_a_child_whose_birthday_nobody_knows_counts_and_the_reason_says_so() -> None:
    given = Evidence(None, MEETS_ON, attended=False)
    assert (suggest(given).code, reasons(given)) == (Code.PN7, ["age_unknown", "did_not_come", "nothing_before"])


def test_every_reason_is_listed_and_comes_back_from_how_it_is_stored() -> None:
    seen: set[str] = set()
    for born, attended, how, carried_by, sent, starts_at in itertools.product(
        [None, BORN, MEETS_ON],
        [None, True, False],
        [None, *How],
        [None, *Carrier],
        [(), (BEFORE,), (AFTER,)],
        [None, STARTS_AT],
    ):
        for reason in suggest(Evidence(born, MEETS_ON, starts_at, attended, how, carried_by, sent)).reasons:
            assert Reason.parse(str(reason)) == reason
            seen.add(reason.id)
    assert seen == set(REASONS)


@pytest.mark.parametrize(
    ("code", "born", "on", "rule"),
    [
        ("PN0", date(2018, 5, 3), date(2022, 5, 2), None),
        ("PN0", date(2018, 5, 3), date(2022, 5, 3), "440"),  # 4 on the birthday itself
        ("PN0", date(2018, 5, 3), date(2030, 5, 3), "440"),
        ("PN1", date(2018, 5, 3), date(2022, 5, 2), "441"),
        ("PN7", date(2018, 5, 3), date(2022, 5, 2), "441"),
        ("PN1", date(2018, 5, 3), date(2022, 5, 3), None),
        ("PN4", date(2020, 2, 29), date(2024, 2, 28), "441"),
        ("PN4", date(2020, 2, 29), date(2024, 2, 29), None),
        ("PN0", date(2020, 2, 29), date(2024, 2, 29), "440"),
        ("PN0", None, date(2022, 5, 3), None),
        ("PN1", date(2018, 5, 3), None, None),
        ("PN9", date(2018, 5, 3), date(2020, 5, 3), None),  # no code at all: another rule's business
    ],
)
def test_a_code_that_contradicts_the_age_names_the_national_rule(
    code: str, born: date | None, on: date | None, rule: str | None
) -> None:
    assert contradiction(code, born, on) == rule


def test_no_suggested_code_contradicts_the_age() -> None:
    for days, attended, how in itertools.product(range(-400, 400, 7), [True, False], How):
        born = date(2022, 11, 25) + timedelta(days=days)
        suggested = suggest(Evidence(born, MEETS_ON, attended=attended, how=how)).code
        assert suggested is not None
        assert contradiction(suggested, born, MEETS_ON) is None


def test_which_codes_count_as_attended_and_as_views_given() -> None:
    assert sorted(ATTENDED) == ["PN1", "PN2", "PN3", "PN4"]
    assert sorted(VIEWS_GIVEN) == ["PN1", "PN2", "PN3", "PN5", "PN6"]
    assert sorted(IN_RATES) == ["PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"]


def test_every_code_has_a_meaning_of_its_own() -> None:
    assert set(MEANINGS) == set(Code)
    assert len({english for _, english in MEANINGS.values()}) == 8
