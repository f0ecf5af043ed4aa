"""The browser of the tests is a real one, and it notices what a page must not do."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.parts.browser import Elsewhere, OpenPage, Watch
from tests.parts.server import Serve

SCRIPTED = (
    "<!doctype html><title>Page</title><p>Before</p><script>document.querySelector('p').textContent='After'</script>"
)


def saying(html: str) -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: html)
    return app


@pytest.mark.parametrize(("javascript", "shown"), [(True, "After"), (False, "Before")])
def test_scripts_run_only_where_they_are_wanted(
    serve: Serve, open_page: OpenPage, javascript: bool, shown: str
) -> None:
    page = open_page(javascript=javascript)
    page.goto(serve(saying(SCRIPTED)))
    assert page.inner_text("p") == shown


def test_a_page_may_be_dark_and_narrow(serve: Serve, open_page: OpenPage) -> None:
    page = open_page(dark=True, width=320)
    page.goto(serve(saying(SCRIPTED)))
    assert page.evaluate("[matchMedia('(prefers-color-scheme: dark)').matches, innerWidth]") == [True, 320]


@pytest.mark.parametrize(
    ("html", "noticed"),
    [
        ("<script>nobody()</script>", "script failed"),
        ("<img alt='' src='https://example.org/pixel.png'>", "asked somebody else"),
        ("<script>console.error('broken')</script>", "console: broken"),
    ],
)
def test_what_a_page_must_not_do_is_noticed(
    serve: Serve, browser: Browser, other_sites: Elsewhere, html: str, noticed: str
) -> None:
    watch = Watch(other_sites)
    context = browser.new_context(ignore_https_errors=True)
    watch.over(context)
    context.new_page().goto(serve(saying(f"<!doctype html><title>Page</title>{html}")), wait_until="networkidle")
    context.close()
    assert len(watch.problems) == 1
    assert watch.problems[0].startswith(noticed)


def test_another_site_is_a_blank_page(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("https://example.org/")
    assert page.title() == "Somewhere else"
