"""Words that move what somebody wrote up in the list of what is read first. They decide nothing else. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "unsafe", "un safe", "not safe", "dont feel safe", "scared", "scard", "afraid", "frightened", "hit*", "hurt*",
        "punch*", "kick*", "slap*", "beat", "beats", "beaten", "beating", "strangl*", "throw*", "touch*", "abus*",
        "rape*", "sexual*", "nudes", "kill*", "kil", "die", "dead", "suicid*", "suside", "suacide", "self harm*",
        "selfharm*", "cut myself", "cutting", "overdose*", "run away", "ran away", "runaway", "running away", "knife",
        "knifes", "weapon*", "gun", "drugs", "threat*", "bully*", "bulli*", "locked in", "hungry", "starv*",
        "alone with", "secret*", "help me", "🆘", "🔪", "🩸", "😭",
    ),
    "ar": (
        "*ضرب*", "*خائف*", "*خايف*", "*أخاف*", "*خوف*", "*أذى*", "*يؤذي*", "*اعتد*", "*اغتصاب*", "*تحرش*", "*انتحار*",
        "أقتل نفسي", "*أموت*", "*سكين*", "*هرب*", "*تهديد*", "*هدد*", "لا أشعر بالأمان", "غير آمن", "*جائع*",
        "*مخدرات*", "*ساعدوني*", "🆘", "🔪", "🩸", "😭",
    ),
}  # fmt: skip
"""To begin with; managers change the lists. `*` stands for any letters: `hit*` finds "hitting"."""

_SAME = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "’": "'", "ؤ": "و", "ئ": "ي"})
_APOSTROPHES = re.compile(r"(?<=\w)'(?=\w)")


def found(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Which of the words stand in a text: whole words, without regard to capitals, accents and vowel signs."""
    plain = _plain(text)
    return tuple(word for word in words if _pattern(word).search(plain))


def cleaned(typed: str) -> tuple[str, ...]:
    """The words of a list as somebody types it: one a line or with commas between, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[\n,،]", typed))
    return tuple(dict.fromkeys(part for part in parts if part.strip("* ")))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    whole = r"\s+".join(_piece(piece) for piece in _plain(word).split())
    # A sign such as an emoji has no letters around it that could make it another word.
    is_of_letters = any(each.isalnum() for each in whole)
    return re.compile(rf"(?<!\w){whole}(?!\w)" if is_of_letters else whole)


def _piece(piece: str) -> str:
    return r"\w*".join(re.escape(part) for part in piece.split("*"))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_SAME).casefold())
    return _APOSTROPHES.sub("", "".join(each for each in apart if not unicodedata.combining(each)))
