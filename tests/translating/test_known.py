"""A tag is the language that its reader can read, or none."""

from datetime import date

import pytest
from babel.core import get_global
from babel.dates import format_date
from babel.localedata import locale_identifiers

from participation.translating.known import LANGUAGES, asked_back, language

WINDOWS = (
    "ku-Arab-IQ ku-Arab prs-AF prs fa-IR pa-Arab-PK pa-Arab pa-IN ps-AF ti-ER ti-ET om-ET so-SO am-ET ur-PK ur-IN "
    "bn-BD bn-IN vi-VN sq-AL tr-TR cy-GB pl-PL ro-RO ro-MD uk-UA fr-FR fr-029 ar-SA ar-IQ ar-SY ar-EG ar-MA"
).split()
ANDROID = (
    "ckb-IQ ckb-IR ckb-Arab-IQ ku-TR ku-Latn-TR kmr kmr-TR kmr-Latn-TR fa-AF fa-Arab-AF pa-Guru-IN pa-PK so-ET so-DJ "
    "om-KE ti-ER ps-PK ps-Arab-AF ur-Arab-PK uk-Cyrl-UA b+sr+Latn en-Latn-GB sq-XK sq-MK ar-SD ar-001 ar-XB vi-Latn-VN"
).split()
REGION_READS = {"ku-IQ": "Arab", "ku-IR": "Arab", "ku-SY": "Arab", "pa-PK": "Arab"}


def script_of(tag: str) -> str:
    """What a reader of this tag reads, as CLDR knows it."""
    parts = tag.replace("_", "-").split("-")
    if given := next((part for part in parts[1:] if len(part) == 4), ""):
        return given.title()
    if known := REGION_READS.get("-".join((parts[0], parts[-1]))):
        return known
    plain = str(get_global("language_aliases").get(parts[0], parts[0])).partition("_")[0]
    return str(get_global("likely_subtags").get(plain, f"{plain}_Latn")).split("_")[1]


def of_cldr() -> list[str]:
    ours = {spoken.code.partition("-")[0] for spoken in LANGUAGES.values()}
    return [tag for tag in locale_identifiers() if tag.partition("_")[0] in ours]


@pytest.mark.parametrize("tag", [*WINDOWS, *ANDROID, *of_cldr()])
def test_nobody_is_given_a_script_that_they_do_not_read(tag: str) -> None:
    spoken = language(tag)
    assert spoken is None or spoken.script == script_of(tag)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_known_by_its_own_code_in_any_spelling(code: str) -> None:
    spoken = LANGUAGES[code]
    for written in (code, code.upper(), code.replace("-", "_"), f" {code} "):
        assert language(written) == spoken
    assert all(language(other) == spoken for other in spoken.also)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("prs-AF", "fa-AF"),
        ("prs-Arab-AF", "fa-AF"),
        ("fa-Arab-AF", "fa-AF"),
        ("pes-IR", "fa"),
        ("kmr-TR", "ku"),
        ("tir", "ti"),
        ("eng", "en"),
        ("en-GB", "en"),
        ("apd", "ar"),
        ("als", "sq"),
        ("gaz", "om"),
        ("fra", "fr"),
        ("pan", "pa"),
        ("pa-Guru-PK", "pa"),
    ],
)
def test_what_other_systems_write_is_understood(tag: str, code: str) -> None:
    assert language(tag) == LANGUAGES[code]


@pytest.mark.parametrize(
    "tag", ["ku-IQ", "ku-Arab-IQ", "pa-Arab-PK", "pnb", "fur", "ur-Latn", "zh", "", "x", "english"]
)
def test_what_is_not_here_is_nothing_and_never_a_cousin(tag: str) -> None:
    assert language(tag) is None


def test_where_a_tag_leaves_it_open_it_is_said_what_to_write() -> None:
    assert asked_back("ku-IQ") == "ckb for Sorani, ku for Kurmanji in Latin letters"
    assert asked_back("pa-PK") == "pa for Punjabi in Gurmukhi, ur for Urdu"
    assert asked_back("zh") == ""


def test_a_day_is_written_as_in_its_language() -> None:
    day = date(2026, 3, 3)
    said = {code: format_date(day, LANGUAGES[code].date, locale=LANGUAGES[code].locale) for code in LANGUAGES}
    assert said["tr"] == "3 Mart 2026 Salı"
    assert said["ckb"] == "سێشەممە، 3 ئازار 2026"
    assert said["fa-AF"] != said["fa"], "March has another name in Kabul than in Tehran"
    assert [code for code, words in said.items() if "2026" not in words or "3" not in words] == []
