"""The officer's own page in a real browser: nobody is kept out, nothing runs off the screen."""

from pathlib import Path

from flask import Flask

from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve
from tests.profiles.test_page import Officer
from tests.profiles.test_photos import picture


def test_an_officer_can_write_and_look_on_any_screen(app: Flask, serve: Serve, open_page: OpenPage) -> None:
    amara, address, page = Officer(app), serve(app), open_page(width=1280)
    cookie = amara.browser.get_cookie("staff")
    assert cookie is not None
    amara.save(picture("JPEG"))
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    found = []
    for path in ("/staff/profile", "/staff/profile/preview"):
        page.goto(address + path)
        found += barriers_in_every_way(page)
    assert found == []


def test_the_html_of_the_page_is_valid(app: Flask, tmp_path: Path) -> None:
    amara = Officer(app)
    pages = {"first": amara.browser.get("/staff/profile").text, "refused": amara.save(b"no photo").text}
    amara.save(picture("JPEG"))
    pages |= {path: amara.browser.get(f"/staff/profile{path}").text for path in ("", "/preview")}
    assert html_errors(pages, tmp_path) == []
