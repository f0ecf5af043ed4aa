"""What every answer passes costs no more than it must."""

import inspect

from flask import Flask

from participation.web.compression import TYPES
from participation.web.security import HEADERS, SHOWS_NOTHING
from tests.parts.imported import imported


def test_what_leads_elsewhere_is_not_looked_through_for_words_and_carries_each_header_once(app: Flask) -> None:
    answer = app.test_client().get("/home")
    assert answer.location == "/"
    assert answer.mimetype in TYPES
    assert "Accept-Encoding" not in answer.headers.get("Vary", "")
    assert {name: answer.headers.getlist(name) for name in HEADERS} == {
        **{name: [value] for name, value in HEADERS.items()},
        "Content-Security-Policy": [SHOWS_NOTHING],
    }


def test_what_signs_the_cookies_is_made_once(app: Flask) -> None:
    signing = app.session_interface.get_signing_serializer  # type: ignore[attr-defined]
    assert signing(app) is signing(app)


async def later() -> None:
    """What Flask would wrap, were it asked to look."""


def test_no_view_is_asynchronous_so_none_is_asked_whether_it_is(app: Flask) -> None:
    assert not any(map(inspect.iscoroutinefunction, app.view_functions.values()))
    assert app.ensure_sync(later) is later


def test_rings_of_objects_are_looked_for_and_not_in_every_press() -> None:
    assert (imported().is_looked_for, imported().seldom) == (True, [10_000, 10, 10])
