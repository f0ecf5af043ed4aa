"""A page looks for its catalogue once; whoever turns to another language gets that one's."""

import pytest
from flask import Flask
from flask_babel import Domain, force_locale, pgettext

from participation.translating.known import LANGUAGES
from participation.web.languages import choose, said_in


def test_a_page_looks_for_its_catalogue_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, really = [], Domain.get_translations
    monkeypatch.setattr(Domain, "get_translations", lambda self: looked.append(self) or really(self))
    assert app.test_client().get("/help").status_code == 200
    assert len(looked) == 1


def test_each_text_is_in_the_language_that_is_spoken_where_it_is_asked_for(app: Flask) -> None:
    english, arabic, polish = "Leave", *(said_in(LANGUAGES[code], "public", "Leave") for code in ("ar", "pl"))
    assert len({english, arabic, polish}) == 3

    def said() -> str:
        return str(pgettext("public", "Leave"))

    with app.test_request_context("/"):
        heard = [said()]
        choose(LANGUAGES["ar"])
        heard.append(said())
        with force_locale(LANGUAGES["pl"].locale):
            heard.append(said())
            with force_locale("en_GB"):
                heard.append(said())
            heard.append(said())
        heard.append(said())
    assert heard == [english, arabic, polish, english, polish, arabic]
    assert said() == english, "where there is no page there is no language"
