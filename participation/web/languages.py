"""Languages: their own names, directions and dates, and which of them this program speaks whole."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_app_context, request, session
from flask_babel import Babel, Domain, _get_current_context, get_locale, npgettext, refresh

from participation import clock
from participation.translating.known import ENGLISH, LANGUAGES, TRANSLATIONS, Language, LanguageState, language

FIELD = "language"
"""Under this name it stands in addresses, forms and cookies."""
INTERPRETER = ("interpreter", "I need an interpreter")
"""Said in each language beside its name, whatever the page is in."""
DAYS_OF_A_YEAR = 365.25
COMMAS = {"Arab": "، ", "Ethi": "፣ "}
"""By script; all others have the English one."""


@cache
def written() -> tuple[Language, ...]:
    """English, and every language whose catalogue has been compiled."""
    return tuple(each for each in LANGUAGES.values() if each == ENGLISH or _catalogue(each).exists())


@cache
def available() -> tuple[Language, ...]:
    """Those that a respondent may choose."""
    return tuple(each for each in written() if each.state is not LanguageState.HIDDEN)


def said_in(spoken: Language, context: str, english: str) -> str:
    """A text in a language that is not that of the request."""
    return str(_words(TRANSLATIONS, spoken.locale).upgettext(context, english))


@cache
def interpreter_lines() -> tuple[tuple[Language, str], ...]:
    """Each language that may be chosen, and how one asks for an interpreter in it; English has no need of it."""
    return tuple((each, "" if each == ENGLISH else said_in(each, *INTERPRETER)) for each in available())


def asks_for_an_interpreter() -> str:
    """What somebody says on the phone to whoever speaks English alone."""
    return f"“Interpreter, please. {current().english_name}.”"


@lru_cache(maxsize=2)  # a letter says the same four things in two further languages; all of them would fill the memory
def _words(folder: Path, locale: str) -> NullTranslations:
    return Translations.load(str(folder), [locale])


def is_draft() -> bool:
    """Whether nobody who speaks the language of this request has checked it yet, as far as it is shown."""
    return current().state is not LanguageState.LIVE


def is_spoken(code: str) -> bool:
    """Whether a respondent can be spoken to in the language that somebody means by a code."""
    return language(code) in available()


def of_this_browser() -> str:
    """The code of the first language that it asks for and that is spoken here; empty where there is none."""
    return next((code for code in request.accept_languages.values() if is_spoken(code)), "")


def remembered() -> str:
    """The code of the language that somebody chose in this browser, or that their letter has; empty for nobody."""
    return str(session.get(FIELD, ""))


def spoken_or_english(code: str) -> Language:
    """The language asked for if this program speaks it, else English; never a cousin somebody may not read."""
    wanted = language(code)
    return wanted if wanted and wanted in available() else ENGLISH


def own_or_english(code: str) -> Language:
    """The language of somebody's letter: also one that is hidden, for an officer has turned it on for this child."""
    wanted = language(code)
    return wanted if wanted and wanted in written() else ENGLISH


def _catalogue(spoken: Language) -> Path:
    return spoken.folder / "LC_MESSAGES" / "messages.mo"


class _Words(Domain):  # type: ignore[misc]
    """The catalogues. A page has hundreds of texts, so the one that it takes them from is looked for once."""

    def get_translations(self) -> NullTranslations:
        """That of the language of the request; Flask-Babel forgets it wherever it turns to another language."""
        here = _get_current_context()
        if getattr(here, "babel_translations", None) is None:
            found: NullTranslations = super().get_translations()
            if here is None:
                return found
            here.babel_translations = found
        known: NullTranslations = here.babel_translations
        return known


def init_app(app: Flask) -> None:
    """Let Flask-Babel speak the language of the request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    babel = Babel(app, default_locale="en_GB", default_timezone="Europe/London", locale_selector=_selected)
    babel.domain_instance = _Words()


def choose(spoken: Language) -> None:
    """Answer this request in a language. Whoever knows the respondent calls it before anything is rendered."""
    if g.get("language") != spoken:
        g.language = spoken
        refresh()


def is_chosen() -> bool:
    """Whether somebody has said in which language this request is answered."""
    return "language" in g


def current() -> Language:
    """The language of this request."""
    if has_app_context() and "language" in g:
        chosen: Language = g.language
        return chosen
    return ENGLISH


def _selected() -> str:
    return current().locale


def _locale() -> Locale:
    return get_locale() or Locale.parse("en_GB")


def spoken_date(day: date) -> str:
    """Weekday, day, month and year in words: short dates put the month first in some languages."""
    if isinstance(day, datetime):
        day = clock.local(day).date()
    locale = _locale()
    # Paper is drawn in a language that is not that of the request.
    spoken = next((each for each in LANGUAGES.values() if each.locale == str(locale)), ENGLISH)
    return format_date(day, spoken.date, locale=locale)


def short_date(day: date, *, with_year: bool = False) -> str:
    """Weekday, day and month, for lists of days that are near; the year where it is another, or where asked for."""
    if isinstance(day, datetime):
        day = clock.local(day).date()
    has_year = with_year or day.year != clock.today().year
    return format_date(day, "EEE d MMM y" if has_year else "EEE d MMM", locale=_locale())


def spoken_time(moment: datetime) -> str:
    """The 24-hour clock, in England."""
    return format_datetime(clock.local(moment), "HH:mm", locale=_locale())


def spoken_days(days: int) -> str:
    """1 day, 28 days; as years where it is whole years. Babel lacks the words in half of our languages."""
    years = round(days / DAYS_OF_A_YEAR)
    if years and abs(days - years * DAYS_OF_A_YEAR) < 1:
        # L10N: how long something is kept, at the end of a sentence: "we keep it for 6 years"
        return str(npgettext("duration", "%(num)d year", "%(num)d years", years))
    # L10N: how long something is kept, at the end of a sentence: "we keep it for 28 days"
    return str(npgettext("duration", "%(num)d day", "%(num)d days", days))


def listed(parts: Iterable[str]) -> str:
    """Several answers in a row, with the comma of the language."""
    return COMMAS.get(current().script, ", ").join(parts)
