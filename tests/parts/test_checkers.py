"""The two checkers of pages find what is wrong, and nothing where nothing is."""

from pathlib import Path

from flask import Flask

from tests.parts.axe import barriers
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve

PAGE = """<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Where you live</title></head>
<body><main><h1>Where you live</h1>{}</main></body></html>"""
CLOSED = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}


def test_the_nu_checker_names_the_page_and_the_error(tmp_path: Path) -> None:
    pages = {"/good": PAGE.format("<p>Good</p>"), "/bad": PAGE.format("<p id='a'>One</p><p id='a'>Two</p>")}
    (found,) = html_errors(pages, tmp_path)
    assert found.startswith("/bad:2: Duplicate ID “a”.")


def test_axe_finds_a_field_without_a_name_in_a_page_that_forbids_scripts(serve: Serve, open_page: OpenPage) -> None:
    app = Flask(__name__)
    for name, field in {"good": "<label>Name <input></label>", "bad": "<input>"}.items():
        app.add_url_rule(f"/{name}", name, view_func=lambda field=field: (PAGE.format(field), CLOSED))
    address, page = serve(app), open_page()
    page.goto(f"{address}/good")
    assert barriers(page) == []
    page.goto(f"{address}/bad")
    (found,) = barriers(page)
    assert found.startswith(f"{address}/bad: label: ")
