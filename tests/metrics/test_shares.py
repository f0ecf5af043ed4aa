"""A share is rounded once, from what it divides, as whoever checks it by hand or in Excel rounds."""

import pytest
from flask import Flask

from participation.metrics.definitions import Rate
from participation.metrics.glossary.labels import share
from participation.metrics.showing import Shown, as_shown


@pytest.mark.parametrize(
    ("n", "of", "said"),
    [
        (27, 38, "71.1%"),  # 71.0526, and 71.05 on the way
        (21, 22, "95.5%"),
        (1, 16, "6.3%"),  # 6.25
        (730, 751, "97.2%"),
        (0, 3, "0.0%"),
        (3, 3, "100.0%"),
        (0, 0, "–"),
    ],
)
def test_a_share_is_rounded_once(app: Flask, n: int, of: int, said: str) -> None:
    with app.test_request_context():
        assert share(as_shown(Rate(n, of))) == said


def test_a_hidden_share_is_hidden_and_a_count_has_none() -> None:
    assert share(Shown("c", 7, "c")) == "c"
    assert share(Shown(7)) == "–"
