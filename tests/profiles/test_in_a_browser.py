"""The officer's own page is valid HTML, whatever is saved there."""

from flask import Flask

from tests.parts.nu import html_errors
from tests.profiles.test_page import Officer
from tests.profiles.test_photos import picture


def test_the_html_of_the_page_is_valid(app: Flask) -> None:
    amara = Officer(app)
    pages = {"first": amara.browser.get("/staff/profile").text, "refused": amara.save(b"no photo").text}
    amara.save(picture("JPEG"))
    pages |= {path: amara.browser.get(f"/staff/profile{path}").text for path in ("", "/preview")}
    assert html_errors(pages) == []
