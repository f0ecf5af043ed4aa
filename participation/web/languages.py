"""Languages: their own names, directions and dates, and which of them this program speaks whole."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.units import format_unit
from flask import Flask, g, has_app_context, request, session
from flask_babel import Babel, get_locale, refresh

from participation import clock
from participation.config import ROOT

FIELD = "language"
"""Under this name it stands in addresses, forms and cookies."""
DAYS_OF_A_YEAR = 365.25

TRANSLATIONS = ROOT / "translations"


@dataclass(frozen=True)
class Language:
    """One language of a child: `code` is BCP 47, `locale` the name of its catalogue."""

    code: str
    name: str
    english_name: str
    direction: str = "ltr"

    @property
    def locale(self) -> str:
        """Babel's name: `fa-AF` is `fa_AF`, and English dates are British."""
        return "en_GB" if self.code == "en" else self.code.replace("-", "_")


LANGUAGES = {
    spoken.code: spoken
    for spoken in (
        Language("en", "English", "English"),
        Language("ar", "العربية", "Arabic", "rtl"),
        Language("ps", "پښتو", "Pashto", "rtl"),
        Language("fa-AF", "دری", "Dari", "rtl"),
        Language("ckb", "کوردی (سۆرانی)", "Kurdish Sorani", "rtl"),
        Language("ti", "ትግርኛ", "Tigrinya"),
        Language("fa", "فارسی", "Farsi", "rtl"),
        Language("vi", "Tiếng Việt", "Vietnamese"),
        Language("sq", "Shqip", "Albanian"),
        Language("ku", "Kurdî (Kurmancî)", "Kurdish Kurmanji"),
        Language("tr", "Türkçe", "Turkish"),
        Language("so", "Soomaali", "Somali"),
        Language("am", "አማርኛ", "Amharic"),
        Language("om", "Afaan Oromoo", "Oromo"),
        Language("cy", "Cymraeg", "Welsh"),
        Language("pl", "Polski", "Polish"),
        Language("ro", "Română", "Romanian"),
        Language("ur", "اردو", "Urdu", "rtl"),
        Language("uk", "Українська", "Ukrainian"),
        Language("fr", "Français", "French"),
        Language("bn", "বাংলা", "Bengali"),
        Language("pa", "ਪੰਜਾਬੀ", "Punjabi"),
    )
}

# Codes that other systems write. CLDR knows some of these aliases, but Babel does not apply them.
ALIASES = {
    "prs": "fa-AF", "dr": "fa-AF", "pes": "fa", "pbt": "ps", "gaz": "om", "als": "sq",
    "arb": "ar", "apd": "ar", "aec": "ar", "kmr": "ku", "en-gb": "en",
}  # fmt: skip


def language(code: str) -> Language | None:
    """The language that a council's system means by a code, or None."""
    wanted = code.strip().replace("_", "-").lower()
    wanted = ALIASES.get(wanted, wanted).lower()
    known = {own.lower(): spoken for own, spoken in LANGUAGES.items()}
    return known.get(wanted) or known.get(wanted.split("-")[0])


@cache
def available() -> tuple[Language, ...]:
    """English, and every language whose catalogue has been compiled: those that a respondent may choose."""
    return tuple(s for s in LANGUAGES.values() if s.code == "en" or _catalogue(s).exists())


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
    return wanted if wanted and wanted in available() else LANGUAGES["en"]


def _catalogue(spoken: Language) -> Path:
    return TRANSLATIONS / spoken.locale / "LC_MESSAGES" / "messages.mo"


def init_app(app: Flask) -> None:
    """Let Flask-Babel speak the language of the request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, default_locale="en_GB", default_timezone="Europe/London", locale_selector=_selected)


def choose(spoken: Language) -> None:
    """Answer this request in a language. Whoever knows the respondent calls it before anything is rendered."""
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
    return LANGUAGES["en"]


def _selected() -> str:
    return current().locale


def _locale() -> Locale:
    return get_locale() or Locale.parse("en_GB")


def spoken_date(day: date) -> str:
    """Weekday, day, month and year in words: short dates put the month first in some languages."""
    if isinstance(day, datetime):
        day = clock.local(day).date()
    locale = _locale()
    if locale.language == "ckb":
        return format_date(day, "EEEE، d MMMM y", locale=locale)
    return format_date(day, "EEEE d MMMM y", locale=locale)


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
    """1 day, 28 days; as years where it is whole years."""
    years = round(days / DAYS_OF_A_YEAR)
    if years and abs(days - years * DAYS_OF_A_YEAR) < 1:
        return format_unit(years, "duration-year", locale=_locale())
    return format_timedelta(timedelta(days=days), granularity="day", threshold=days + 1, locale=_locale())
