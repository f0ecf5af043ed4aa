"""What can be seen to be wrong with a translation by whoever does not speak the language."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Message

from participation.translating.catalogue import english
from participation.translating.known import LATIN, Language

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
MARKUP = re.compile(r"</?[a-z]+[^>]*>")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
BESIDE = re.compile(r"\([^()]*\)")
"""In brackets stands the English name of what has none in the language."""
NAMES = frozenset("IRO SDQ PEP EHCP EHC GCSE QR PDF SMS NHS AA HIV at cookie WhatsApp".split())
"""Latin words that may stand in any language."""
GLOSSARY = {
    "advocate": re.compile(r"\badvocates?\b", re.IGNORECASE),
    "interpreter": re.compile(r"\binterpreters?\b", re.IGNORECASE),
    "lock": re.compile(r"\block\b", re.IGNORECASE),
    "meeting": re.compile(r"\bmeetings?\b", re.IGNORECASE),
    "officer": re.compile(r"\bofficers?\b", re.IGNORECASE),
    "social worker": re.compile(r"\bsocial workers?\b", re.IGNORECASE),
}
"""What has one name everywhere: a child who meets two words looks for two people."""
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = frozenset("\u200c\u200d")
"""Half spaces: right within words of some languages."""


def mistakes(spoken: Language, message: Message, forms: tuple[str, ...], plurals: int) -> Iterator[str]:
    """One sentence on each thing that is wrong; nothing for a text that may be taken."""
    if len(forms) != (plurals if message.pluralizable else 1):
        yield f"needs {plurals if message.pluralizable else 1} forms"
    for form in forms:
        yield from _in_form(spoken, message, form)


def _in_form(spoken: Language, message: Message, form: str) -> Iterator[str]:
    source = english(message)
    texts = (message.id,) if isinstance(message.id, str) else message.id
    given, has = set(PLACEHOLDER.findall(" ".join(texts))), set(PLACEHOLDER.findall(form))
    # A form for exactly one or two may say the number in a word.
    spare = {"%(num)d", "%(num)s"} if message.pluralizable else set()
    if not given - spare <= has <= given:
        yield f"must keep {' '.join(sorted(given)) or 'nothing in braces'}, not {' '.join(sorted(has)) or 'nothing'}"
    if sorted(MARKUP.findall(form)) != sorted(MARKUP.findall(source)):
        yield "must keep the markup"
    if (form[:1].isspace(), form[-1:].isspace()) != (source[:1].isspace(), source[-1:].isspace()):
        yield "begins or ends with another space"
    if form == source and len(source.split()) > 2:
        yield "is still English"
    if spoken.lawyer and is_about_advocates(source) and re.search(spoken.lawyer, form, re.IGNORECASE):
        yield "calls an advocate a lawyer"
    for thing in _called_otherwise(spoken, source, form):
        yield f"calls the {thing} otherwise than the other texts ({spoken.words[thing]}); where that word is wrong, ask"
    if strange := sorted(set(_plain(form)) - _allowed(spoken)):
        yield f"has letters that the language does not use: {' '.join(strange)}"
    if unicodedata.normalize("NFC", form) != form and spoken.script not in ("Beng", "Guru"):
        yield "has letters in parts (it must be NFC)"
    left = set(LATIN_WORD.findall(BESIDE.sub("", _bare(form)))) - NAMES - _names_in(source)
    if left and spoken.script != LATIN:
        yield f"has English left in it: {' '.join(sorted(left))}"


def _called_otherwise(spoken: Language, source: str, form: str) -> Iterator[str]:
    for thing, stem in spoken.words.items():
        if GLOSSARY[thing].search(_bare(source)) and not re.search(stem, _bare(form), re.IGNORECASE):
            yield thing


def is_about_advocates(source: str) -> bool:
    """Whether it speaks of advocates, and not of lawyers too."""
    return bool(re.search("advocate", source, re.IGNORECASE)) and not re.search("lawyer|solicitor", source)


def _bare(form: str) -> str:
    return MARKUP.sub("", PLACEHOLDER.sub("", form)).replace("%%", "")


def _names_in(source: str) -> set[str]:
    """Names of people and things in the English itself, and addresses."""
    return set(re.findall(r"\b[A-Z][A-Za-z]+\b", source))


def _plain(form: str) -> Iterator[str]:
    """The letters and the digits, small; signs and spaces are free, but for those that turn the direction."""
    for letter in _bare(form):
        kind = unicodedata.category(letter)
        if letter in BIDI_CONTROLS or (kind[0] in "LMN" and letter not in JOINERS) or kind == "Nd":
            yield from letter.lower() if letter != "İ" else "i"


@cache
def _allowed(spoken: Language) -> frozenset[str]:
    """Its alphabet, western digits, and the English letters in which names are written."""
    pattern = re.compile(f"[{re.escape(spoken.letters).replace(chr(92) + '-', '-')}]")
    own = {chr(code) for code in range(0x80, 0x1E00) if pattern.match(chr(code))}
    own |= {chr(code) for code in range(0x1E00, 0x1F00) if pattern.match(chr(code))}
    return frozenset(own) | set("0123456789abcdefghijklmnopqrstuvwxyz")
