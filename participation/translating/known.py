"""Which languages there are, as `translations/languages.toml` says, and which of them a language tag means."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel.core import get_global

from participation.config import ROOT

TRANSLATIONS = ROOT / "translations"
LATIN, ARABIC = "Latn", "Arab"
TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?(?:-.*)?")
"""A language, perhaps its script, perhaps a region (RFC 5646), in small letters; what follows tells nothing here."""


class LanguageState(StrEnum):
    """To whom a language is offered."""

    HIDDEN = "hidden"
    PREVIEW = "preview"
    LIVE = "live"


@dataclass(frozen=True)
class Language:
    """One language of a child: `code` is BCP 47, `locale` the name of its catalogue."""

    code: str
    name: str
    english_name: str
    script: str = LATIN
    state: LanguageState = LanguageState.LIVE
    also: tuple[str, ...] = ()
    """What other systems call it."""
    not_in: tuple[str, ...] = ()
    """Regions whose readers read another script."""
    ask: str = ""
    """What to write where a tag leaves open which language is meant."""
    date: str = "EEEE d MMMM y"
    """How a day is written, in the letters of CLDR: the weekday, and the month in words."""
    lists: Literal["standard", "unit"] = "standard"
    """Babel's style for several names in a row."""
    lawyer: str = ""
    """What an advocate is never called: a pattern."""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What each of `checks.GLOSSARY` is called everywhere: a pattern of its stem."""
    letters: str = ""
    """Its alphabet, as a set of characters and ranges."""

    @property
    def direction(self) -> str:
        """As HTML says it."""
        return "rtl" if self.script == ARABIC else "ltr"

    @property
    def locale(self) -> str:
        """Babel's name: `fa-AF` is `fa_AF`, and English dates are British."""
        return "en_GB" if self.code == "en" else self.code.replace("-", "_")

    @property
    def folder(self) -> Path:
        """What is written in it, and who has checked it."""
        return TRANSLATIONS / self.locale


ENGLISH = Language("en", "English", "English")


def read_languages(path: Path) -> Iterator[Language]:
    """English, and those of the file in their order."""
    yield ENGLISH
    for table in tomllib.loads(path.read_text("utf-8"))["languages"]:
        yield _language(table)


def _language(table: dict[str, Any]) -> Language:
    lists = {name: tuple(table.get(name, ())) for name in ("also", "not_in")}
    return Language(**{**table, **lists, "state": LanguageState(table["state"])})


LANGUAGES = {spoken.code: spoken for spoken in read_languages(TRANSLATIONS / "languages.toml")}


def language(tag: str) -> Language | None:
    """The language that a council's list or a phone means by a tag.

    None where it is not here, and where its reader reads another script than the one that is written here: nobody is
    given a page that they cannot read because its language has the same name.
    """
    found = TAG.fullmatch(tag.strip().replace("_", "-").lower())
    if found is None:
        return None
    name, script, region = found[1], (found[2] or "").title(), (found[3] or "").upper()
    spoken = _named(f"{name}-{region}".lower()) or _named(name)
    if spoken is None or script not in ("", spoken.script) or (not script and region in spoken.not_in):
        return None
    return spoken


def asked_back(tag: str) -> str:
    """What to write instead of a tag that leaves open which language is meant; "" where nothing here is near."""
    spoken = _named(TAG.sub(r"\1", tag.strip().replace("_", "-").lower()))
    return spoken.ask if spoken else ""


@lru_cache(maxsize=256)  # a list names few, on every row
def _named(name: str) -> Language | None:
    """By our own code, by what other systems call it, or by the name that CLDR replaces."""
    alias = get_global("language_aliases").get(name, "").replace("_", "-").lower()
    return _names().get(name) or _names().get(alias)


@cache
def _names() -> dict[str, Language]:
    return {name.lower(): spoken for spoken in LANGUAGES.values() for name in (spoken.code, *spoken.also)}
