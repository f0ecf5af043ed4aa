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
        self._path = ""
        self._hidden: dict[str, str] = {}

    def open(self, path: str) -> str:
        """Go to a page."""
        return self._shown(self._browser.get(path, follow_redirects=True, headers=self._headers()))

    def press(self, path: str = "", **typed: str) -> str:
        """Send the form of the page that is shown, to its own address or to another."""
        to = path or self._path
        answer = self._browser.post(to, data={**self._hidden, **typed}, follow_redirects=True, headers=self._headers())
        return self._shown(answer)

    def is_at(self, path: str) -> bool:
        """Whether that page is shown."""
        return self._path == path

    def picture(self, path: str) -> tuple[str, bytes]:
        """A picture of a page: its kind and itself."""
        answer = self._browser.get(path)
        return str(answer.mimetype), answer.data

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self._language}

    def _shown(self, answer: TestResponse) -> str:
        fields = _HiddenFields()
        fields.feed(answer.text)
        self._path, self._hidden = answer.request.path, fields.found
        return answer.text
