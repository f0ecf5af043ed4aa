"""A phone that presses what a child would press, and keeps each page that it is shown."""

from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse


class _HiddenFields(HTMLParser):
    """What the forms of a page carry besides what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One field."""
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.found.setdefault(str(given["name"]), given.get("value") or "")


class Phone:
    """A browser without scripts."""

    def __init__(self, app: Flask, language: str) -> None:
        self._browser = app.test_client()
        self._language = language
        self._path = self._page = ""

    def open(self, path: str) -> str:
        """Go to a page."""
        return self._shown(self._browser.get(path, follow_redirects=True, headers=self._headers()))

    def press(self, path: str = "", **typed: str) -> str:
        """Send the form of the page that is shown, to its own address or to another."""
        return self._shown(self._sent(path, typed, follows=True))

    def say(self, **typed: str) -> None:
        """Send the form of the page that is shown, and look at nothing: what comes next is opened by its address."""
        self._sent("", typed, follows=False)

    def is_at(self, path: str) -> bool:
        """Whether that page is shown."""
        return self._path == path

    def picture(self, path: str) -> tuple[str, bytes]:
        """A picture of a page: its kind and itself."""
        answer = self._browser.get(path)
        return str(answer.mimetype), answer.data

    def _sent(self, path: str, typed: dict[str, str], *, follows: bool) -> TestResponse:
        fields = _HiddenFields()
        fields.feed(self._page)
        data = {**fields.found, **typed}
        return self._browser.post(path or self._path, data=data, follow_redirects=follows, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self._language}

    def _shown(self, answer: TestResponse) -> str:
        self._path, self._page = answer.request.path, answer.text
        return self._page
