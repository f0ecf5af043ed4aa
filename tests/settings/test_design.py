"""The page that shows the design: every piece is there, and none of them keeps anybody out."""

from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from participation.questionnaires.pictures import PICTURES
from participation.settings.design import TOKENS
from participation.staff.models import Role
from tests import factories
from tests.parts.axe import barriers
from tests.parts.browser import BEYOND, OpenPage, picture, show
from tests.parts.server import Serve
from tests.walking import let_in

STYLE = Path(__file__).parents[2] / "static" / "css" / "public.css"
TURN = "document.documentElement.dir = 'rtl'"
FEW_COLOURS = 20


@pytest.fixture
def cookie(app: Flask) -> str:
    """A manager, signed in."""
    with app.app_context():
        staff, secret = factories.staff(Role.MANAGER)
        email = staff.email
    found = let_in(app, email, secret).get_cookie("staff")
    assert found is not None
    return found.value


def test_every_colour_and_every_drawing_stands_on_the_page(app: Flask, cookie: str) -> None:
    browser = app.test_client()
    browser.set_cookie("staff", cookie)
    page, style = browser.get("/staff/design").text, STYLE.read_text("utf-8")
    assert [name for name in TOKENS if f'fill="var(--{name})"' not in page] == []
    assert [name for name in TOKENS if style.count(f"--{name}: ") < 2] == [], "by day and by night"
    assert [name for name in PICTURES if f"</svg> {name}</li>" not in page] == []


def test_it_is_photographed_in_every_way(
    app: Flask, cookie: str, serve: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    address, page = serve(app), open_page()
    page.context.add_cookies([{"name": "staff", "value": cookie, "url": address}])
    page.goto(f"{address}/staff/design")
    found: list[str] = []
    for name in ("day", "night", "from right to left", "forced colours"):
        show(page, width=320, scheme="dark" if name == "night" else "light")
        page.emulate_media(forced_colors="active" if name == "forced colours" else "none")
        if name == "from right to left":
            page.evaluate(TURN)
        found += [] if name == "forced colours" else barriers(page)
        assert page.evaluate(BEYOND) <= 0, name
        with Image.open(picture(page, tmp_path / f"{name}.png")) as seen:
            assert len(seen.convert("RGB").getcolors(maxcolors=2**24) or ()) > FEW_COLOURS, name
    assert found == []
