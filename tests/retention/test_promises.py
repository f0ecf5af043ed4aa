"""What children are promised about keeping is what the table of periods says."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from participation.config import ROOT
from participation.retention_schedule import PERIODS
from participation.web.languages import spoken_days
from tests.walking import words_of

DAYS = {period.kind: period.days for period in PERIODS}
PROMISED = {
    "What you do not send is deleted after 28 days.": DAYS["drafts"] == 28,
    "Once it is read, we keep it for 1 year at most.": DAYS["sent"] == DAYS["feedback"] == 365,
    "If you take something back, it is deleted after 30 days.": DAYS["withdrawn"] == 30,
    "It stays until somebody has talked to you. After that we keep it for 1 year.": DAYS["requests"] == 365,
    "We keep a note of who opened it for 6 years.": DAYS["audit"] == 2192,
}


@pytest.mark.parametrize("sentence", PROMISED)
def test_the_page_promises_what_the_table_says(app: Flask, sentence: str) -> None:
    assert sentence in words_of(app.test_client().get("/privacy?language=en"))
    assert PROMISED[sentence]


def test_another_period_is_another_promise(make_app: Callable[..., Flask]) -> None:
    app = make_app(keep="drafts=14, sent=180, feedback=200, requests=120")
    words = words_of(app.test_client().get("/privacy?language=en"))
    assert "What you do not send is deleted after 14 days." in words
    assert "Once it is read, we keep it for 200 days at most." in words
    assert "After that we keep it for 120 days." in words


def test_the_numbers_are_nowhere_in_the_page_itself(app: Flask) -> None:
    page = (ROOT / "templates" / "public" / "privacy.html").read_text("utf-8")
    assert re.findall(r"\d+ (?:day|week|month|year)", re.sub(r"\{#.*?#\}", "", page)) == []


def test_withdrawing_promises_thirty_days_so_no_installation_may_choose_others() -> None:
    page = (ROOT / "templates" / "public" / "take_back.html").read_text("utf-8")
    assert "It is kept locked away for 30 days." in page
    (withdrawn,) = (period for period in PERIODS if period.kind == "withdrawn")
    assert (withdrawn.floor, withdrawn.days, withdrawn.ceiling) == (30, 30, 30)


def test_every_period_stands_between_its_floor_and_its_ceiling() -> None:
    assert [each.kind for each in PERIODS if not 1 <= each.floor <= each.days <= each.ceiling] == []


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [("en", 1, "1 day"), ("en", 28, "28 days"), ("en", 365, "1 year"), ("en", 730, "2 years"), ("en", 360, "360 days"),
     ("ar", 28, "28 يومًا"), ("ar", 5, "5 أيام"), ("ar", 365, "سنة واحدة"), ("ar", 2192, "6 سنوات")],
)  # fmt: skip
def test_a_period_is_said_in_the_language_of_the_page(app: Flask, language: str, days: int, said: str) -> None:
    with app.test_request_context(f"/privacy?language={language}"):
        app.preprocess_request()
        assert spoken_days(days) == said
