"""The two checkers of pages find what is wrong, and nothing where nothing is."""

import re
from contextlib import nullcontext

import pytest
from flask import Flask

from participation.config import ROOT
from participation.translating.known import LANGUAGES
from tests.parts.axe import NOTHING, barriers, barriers_at_night
from tests.parts.browser import OpenPage, show
from tests.parts.nu import html_errors
from tests.parts.server import Serve

PAGE = """<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Where you live</title></head>
<body><main><h1>Where you live</h1>{}</main></body></html>"""
NIGHT = "@media (prefers-color-scheme: dark) {"
CLOSED = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}


def test_the_nu_checker_names_the_page_and_the_error() -> None:
    pages = {"/good": PAGE.format("<p>Good</p>"), "/bad": PAGE.format("<p id='a'>One</p><p id='a'>Two</p>")}
    (found,) = html_errors(pages)
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


def test_axe_finds_by_night_what_is_too_pale_in_the_dark(open_page: OpenPage) -> None:
    page = open_page()
    at_night = f"{NIGHT} html {{ background: #000 }} p {{ color: %s }} }}"
    for colour, rules in (("#fff", []), ("#222", ["color-contrast"])):
        page.set_content(PAGE.format(f"<style>{at_night % colour}</style><p>Good</p>"))
        show(page, scheme="light")
        assert barriers(page) == []
        show(page, scheme="dark")
        assert [line.split(": ")[1] for line in barriers_at_night(page)] == rules


def test_axe_looks_at_the_colours_of_every_script(open_page: OpenPage) -> None:
    page = open_page()
    for colour, rules in (("#000", []), ("#ddd", ["color-contrast"])):
        for language in LANGUAGES.values():
            shown = PAGE.format(f"<p style='color: {colour}'>{language.name}</p>")
            page.set_content(shown.replace("Where you live", language.name))
            assert [line.split(": ")[1] for line in barriers(page)] == rules, language.code


def test_a_look_by_night_that_sees_no_word_of_a_page_with_words_is_none(open_page: OpenPage) -> None:
    page = open_page()
    for shown, said in (("<img alt='A cat' src='data:,'>", ""), ("<p aria-hidden='true'>Good</p>", NOTHING)):
        page.set_content(f"<main>{shown}</main>")
        page.evaluate("() => { window.axe = {run: async () => ({passes: [], incomplete: [], violations: []})} }")
        with pytest.raises(AssertionError, match=said) if said else nullcontext():
            assert barriers_at_night(page) == []


def test_nothing_but_colours_is_otherwise_at_night() -> None:
    """So whoever has looked at a page by day need only look at its colours."""
    for path in (ROOT / "static" / "css").glob("*.css"):
        nights = [each.partition("\n}")[0] for each in path.read_text("utf-8").split(NIGHT)[1:]]
        assert path.read_text("utf-8").count("prefers-color-scheme") == len(nights)
        declared = [each for night in nights for each in re.findall(r"([\w-]+): ([^;{}]+);", night)]
        others = [each for each in declared if not re.fullmatch("#[0-9a-f]{3,8}", each[1])]
        assert others == [("display", "none"), ("display", "inline")][: 2 * (path.name == "public.css")], "sun and moon"
