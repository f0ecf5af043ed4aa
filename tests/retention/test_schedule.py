"""How long each kind of thing is kept: the days themselves, and what an installation may choose."""

import pytest

from participation.retention_schedule import PERIODS, Period, chosen_periods, problems

KEPT = {  # the days, and from which to which they may be chosen
    "visits": (1, 1, 7),
    "browsers": (180, 28, 365),
    "drafts": (28, 7, 56),
    "letters": (30, 1, 90),
    "exported": (90, 30, 365),
    "sent": (365, 180, 365),
    "withdrawn": (30, 30, 30),
    "feedback": (365, 90, 730),
    "requests": (365, 90, 365),
    "complaint": (365, 365, 2192),
    "written": (365, 180, 730),
    "cribs": (28, 1, 90),
    "notices": (30, 7, 90),
    "words": (90, 30, 365),
    "receipts": (2192, 365, 3653),
    "audit": (2192, 365, 3653),
}


def test_each_kind_is_kept_for_its_days() -> None:
    assert {each.kind: (each.days, each.floor, each.ceiling) for each in PERIODS} == KEPT
    assert {kind: period.days for kind, period in chosen_periods("").items()} == {k: v[0] for k, v in KEPT.items()}


@pytest.mark.parametrize("kind", KEPT)
def test_the_floor_and_the_ceiling_may_be_chosen_and_nothing_beyond_them(kind: str) -> None:
    _, floor, ceiling = KEPT[kind]
    for days in (floor, ceiling):
        assert chosen_periods(f"{kind}={days}")[kind].days == days
    for days in (floor - 1, ceiling + 1):
        assert problems(f"{kind}={days}") == [f"{kind} can be kept for {floor} to {ceiling} days, not for '{days}'."]


def test_what_is_not_chosen_stays_and_spaces_and_ends_do_not_matter() -> None:
    chosen = chosen_periods(" drafts = 14 , feedback=180,, ")
    assert {kind: period.days for kind, period in chosen.items()} == {
        **{kind: days for kind, (days, _, _) in KEPT.items()},
        "drafts": 14,
        "feedback": 180,
    }
    assert chosen["drafts"].why == chosen_periods("")["drafts"].why


@pytest.mark.parametrize("typed", ["", "-14", "1e1", "14.0", "²⁸", "٢٨", "drafts"])
def test_days_are_whole_and_written_with_our_digits(typed: str) -> None:
    assert problems(f"drafts={typed}") == [f"drafts can be kept for 7 to 56 days, not for {typed!r}."]


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(ValueError, match="drafts can be kept .* Nothing called 'sweets' is kept; there are visits, "):
        chosen_periods("drafts=5, sweets=5, sent=200")


def test_a_day_is_one_and_thousands_are_easy_to_read() -> None:
    one, many = (Period("", "", "", days, 1, days, "").how_long for days in (1, 2192))
    assert (one, many) == ("1 day", "2,192 days")
