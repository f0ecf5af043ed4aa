"""Whose address is counted: what a proxy of our own says is taken, what anybody else says is not."""

from collections.abc import Callable

import pytest
from flask import Flask, request

from participation.config import Config


def address_seen(app: Flask, forwarded: str) -> str | None:
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": forwarded})
    return seen[0]


def test_without_a_proxy_of_ours_nobody_can_pretend_to_be_elsewhere(make_app: Callable[..., Flask]) -> None:
    assert address_seen(make_app(), "203.0.113.9") == "127.0.0.1"


def test_behind_one_proxy_its_last_word_counts(make_app: Callable[..., Flask]) -> None:
    assert address_seen(make_app(proxies="1"), "198.51.100.1, 203.0.113.9") == "203.0.113.9"


@pytest.mark.parametrize("wrong", ["-1", "one", "١"])
def test_a_number_of_proxies_that_is_none_is_named(wrong: str) -> None:
    assert any("PARTICIPATION_PROXIES" in problem for problem in Config(proxies=wrong).problems())
