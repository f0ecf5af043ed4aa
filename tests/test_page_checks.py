"""The checks of pages can fail: each rule is shown a page that breaks it, and it alone complains."""

import pytest
from flask import Flask

from tests.page_checks import CheckedClient, check_page

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
PAGE = """<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Where you live</title><link rel="stylesheet" href="/static/css/public.css"></head>
<body><main><h1>Where you live</h1>
<form method="post" autocomplete="off"><fieldset><legend>How is it?</legend>
<label><input type="radio" name="answer_home" value="good"><svg><title>A face</title><path d="M0 0"/></svg> Good</label>
</fieldset><label for="more">More</label><textarea id="more" name="answer_more">None of that is true</textarea>
<img src="data:image/png;base64,AAAA" alt=""><button name="go" value="next">Next</button>
<button data-leave>Leave</button></form>
<p><a href="https://www.childline.org.uk">Childline</a></p></main></body></html>"""


def fetched(html: str, path: str = "/home", **headers: str) -> None:
    app = Flask(__name__)
    app.add_url_rule(path, view_func=lambda: (html, {**HEADERS, **headers}))
    check_page(app.test_client().get(path))


def test_a_good_page_passes() -> None:
    fetched(PAGE)
    with pytest.raises(AssertionError, match=r"GET /home:\n  does not begin"):
        fetched(PAGE.removeprefix("<!doctype html>"))


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("<h1>", "<h1>Twice</h1><h1>", "has 2 <h1>"),
        ("Where you live</h1>", "</h1>", "has 1 <h1>, not one with words"),
        ("<title>Where you live</title>", "", "has 0 <title>"),
        ('name="viewport"', 'name="theme-color"', "width of a phone"),
        (' lang="ar"', "", "no lang or no dir"),
        (' dir="rtl"', ' dir="auto"', "no lang or no dir"),
        ("<h1>", '<h1 id="more">', "the id 'more' 2 times"),
        ("<h1>", '<h1 aria-describedby="less">', "points to 'less'"),
        ('href="https://www.childline.org.uk"', 'href="#less"', "leads to '#less'"),
        ('<label for="more">More</label>', "", "a field without a label"),
        ("<legend>How is it?</legend>", "", "without a name"),
        (">Next<", "><", "a nameless <button"),
        (" data-leave", "", "no button to leave at once"),
        (' alt=""', "", "a picture without alt"),
        ('method="post" ', "", "a form without a method"),
        ('method="post" ', 'method="post" action="" ', "an empty action"),
        (' autocomplete="off"', "", "fill in from memory"),
        ("<h1>", "<h1 style='color: red'>", "has style on <h1"),
        ("<h1>", "<h1 onclick='go()'>", "has onclick on <h1"),
        ("</head>", "<style>h1 {}</style></head>", "an inline <style>"),
        ("</head>", "<script>go()</script></head>", "an inline <script>"),
        ('href="https://www.childline.org.uk"', 'href="javascript:go()"', "has href on <a"),
        ("/static/css/public.css", "https://example.org/a.css", "loads from somebody else"),
        ("/static/css/public.css", "//example.org/a.css", "loads from somebody else"),
        ("data:image/png;base64,AAAA", "https://example.org/a.png", "loads from somebody else"),
        ('method="post" ', 'method="post" action="https://example.org/" ', "loads from somebody else"),
        (">Next<", ">None<", "shows 'None'"),
        ("More<", "Hello None of us<", "shows 'None'"),
        ('value="good"', 'value="undefined"', "shows 'undefined'"),
        ("Where you live</h1>", "Hello %(name)s</h1>", "shows '%\\(name\\)s'"),
    ],
)
def test_a_page_that_breaks_a_rule_fails(was: str, becomes: str, complaint: str) -> None:
    assert PAGE.count(was) >= 1
    with pytest.raises(AssertionError, match=complaint) as failure:
        fetched(PAGE.replace(was, becomes))
    assert str(failure.value).count("\n  ") == 1


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Cache-Control", "private"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'"),
        ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", ""),
        ("Referrer-Policy", "no-referrer"),
    ],
)
def test_a_page_without_its_protection_fails(header: str, value: str) -> None:
    with pytest.raises(AssertionError, match=f"has the header {header}"):
        fetched(PAGE, **{header: value})


def test_a_browser_may_help_staff_to_fill_in_a_form() -> None:
    from_memory = PAGE.replace(' autocomplete="off"', "")
    fetched(from_memory, path="/staff/sign-in")
    with pytest.raises(AssertionError, match="fill in from memory"):
        fetched(from_memory, path="/start")


def test_a_checked_client_checks_what_it_fetches_and_leaves_other_things_alone() -> None:
    app = Flask(__name__)
    app.test_client_class = CheckedClient
    app.add_url_rule("/page", "page", lambda: "<p>Hello</p>")
    app.add_url_rule("/data", "data", lambda: {"n": 1})
    assert app.test_client().get("/data").json == {"n": 1}
    with pytest.raises(AssertionError, match="has 0 <h1>"):
        app.test_client().get("/page")
