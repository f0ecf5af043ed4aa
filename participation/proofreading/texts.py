"""What somebody looks at who checks a language: screens with their texts. Of invented people alone."""

import json
import zlib
from dataclasses import asdict, dataclass
from functools import cached_property

from participation.translating.checks import PLACEHOLDER

ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"
"""Signs of Unicode that nobody sees: left to right between them, whatever stands around."""


@dataclass(frozen=True)
class ScreenText:
    """One text: its number is the row in which `translations export` writes it."""

    number: int
    key: str
    context: str
    english: str
    plural: str
    """The English of more than one; empty where the text has no number in it."""
    forms: tuple[str, ...]
    told: str
    """What translators are told: where it stands, and who reads it."""
    is_for_safety: bool

    @property
    def holes(self) -> list[str]:
        """Where a name, a day or a number is put in."""
        return sorted(set(PLACEHOLDER.findall(" ".join((self.english, self.plural)))))


@dataclass(frozen=True)
class Screen:
    """One screen as it is shown, or a list of texts that no screen shows."""

    name: str
    body: str
    """The page from <body> on; each text is in a `span` with its number. Empty for a list."""
    styles: tuple[str, ...]
    """The stylesheets, below `static/`."""
    texts: tuple[int, ...]
    """The numbers of the texts that stand here and on no screen before."""


@dataclass(frozen=True)
class Screens:
    """Every text of a language, in the order in which a child would come by it."""

    code: str
    direction: str
    texts: tuple[ScreenText, ...]
    screens: tuple[Screen, ...]

    @cached_property
    def by_number(self) -> dict[int, ScreenText]:
        """To find a text on a screen."""
        return {text.number: text for text in self.texts}

    @cached_property
    def home_of(self) -> dict[int, int]:
        """On which screen a text is asked about, counted from 0."""
        return {number: at for at, screen in enumerate(self.screens) for number in screen.texts}

    def on(self, at: int) -> list[ScreenText]:
        """The texts that are asked about on a screen."""
        return [self.by_number[number] for number in self.screens[at].texts]

    def packed(self) -> bytes:
        """As it is kept."""
        return zlib.compress(json.dumps(asdict(self), ensure_ascii=False).encode())


def isolated(words: str) -> str:
    """With what is put in kept from turning over among words that are read from right to left."""
    return PLACEHOLDER.sub(rf"{ISOLATE}\g<0>{END_OF_ISOLATE}", words)


def as_written(words: str) -> str:
    """Without what `isolated` has added, which stands in no text."""
    return words.replace(ISOLATE, "").replace(END_OF_ISOLATE, "")


def unpacked(kept: bytes) -> Screens:
    """What `packed` has made."""
    given = json.loads(zlib.decompress(kept))
    return Screens(
        given["code"],
        given["direction"],
        tuple(ScreenText(**{**text, "forms": tuple(text["forms"])}) for text in given["texts"]),
        tuple(
            Screen(each["name"], each["body"], tuple(each["styles"]), tuple(each["texts"])) for each in given["screens"]
        ),
    )
