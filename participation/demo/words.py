"""Words that read like those of children and of the adults around them, in many languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from participation.demo.around import Adult
from participation.demo.banks import bank, names
from participation.demo.chance import Chance
from participation.demo.children import FROM_FAR, Invented
from participation.translating.known import LANGUAGES

ANY = "any"
"""Words that go with whatever was chosen."""
SPELT = {
    "because": "becos", "friend": "freind", "school": "scool", "really": "realy", "would": "wud", "there": "their",
    "always": "allways", "favourite": "favrit", "people": "peple", "tomorrow": "tomorow", "bedroom": "bed room",
    "I am": "im", "going to": "gonna", "swimming": "swiming", "friends": "freinds", "minutes": "mins",
}  # fmt: skip
LEARNS_TO_SPELL = 11
"""Up to this age; later only capitals and full stops are missing."""

Bank = Mapping[str, Any]


@dataclass(frozen=True)
class Voice:
    """How one respondent writes, about what is around one child."""

    banks: tuple[Bank, ...]
    """Where to look for words, the best first."""
    slots: Mapping[str, str] = field(default_factory=dict)
    age: int | None = None

    def line(self, purpose: str, question: str, chosen: Sequence[str], chance: Chance) -> str:
        """Something to write, or nothing: in words that go with what was chosen on the same page."""
        for each in self.banks:
            lines = each.get(purpose, {}).get(question) or each.get(question) or {}
            by_choice = {ANY: lines} if isinstance(lines, list) else lines
            fitting = next((by_choice[option] for option in (*chosen, ANY) if option in by_choice), None)
            if fitting:
                return self._written(chance.pick(tuple(fitting)), chance)
        return ""

    def _written(self, line: str, chance: Chance) -> str:
        text = line.format_map(self.slots)
        if self.age is None or self.age > LEARNS_TO_SPELL:
            return text
        for right, wrong in SPELT.items():
            whole_word = rf"\b{right}\b"
            if re.search(whole_word, text) and chance.happens(30):
                text = re.sub(whole_word, wrong, text)
        return text.upper() if chance.happens(2) else text


def voice_of(child: Invented, age: int, slots: Mapping[str, str], chance: Chance) -> Voice:
    """A child's own: in their language, in the English of somebody who learns it, or in that of their age."""
    own = bank("words/elsewhere").get(child.language)
    if own and (child.number == FROM_FAR or chance.happens(55 if child.is_unaccompanied else 35)):
        return Voice((own,), slots)
    if child.is_unaccompanied:
        return Voice((bank("words/learning"),), slots)
    if age >= 18:
        return Voice((bank("words/leaving"), bank("words/older")), slots)
    if age >= 12:
        return Voice((_older(age),), slots)
    return Voice((bank("words/young" if age >= 7 else "words/little"),), slots, age)


@cache
def _older(age: int) -> Bank:
    """Whoever is nearly grown up writes about that, besides everything else."""
    common, more = bank("words/older"), bank("words/nearly") if age >= 15 else {}
    return {
        question: {option: [*lines, *more.get(question, {}).get(option, ())] for option, lines in by_choice.items()}
        for question, by_choice in common.items()
    }


def voice_of_adult(adult: Adult, child: Invented, age: int, slots: Mapping[str, str]) -> Voice:
    """An adult's; whoever reads another language leaves the words out."""
    if adult.language != "en":
        return Voice((), slots)
    special = "adults_alone" if child.is_unaccompanied else "adults_small" if age < 4 else "adults_grown"
    is_special = child.is_unaccompanied or age < 4 or age >= 18
    return Voice((*((bank(f"words/{special}"),) if is_special else ()), bank("words/adults")), slots)


def slots_of(child: Invented, adults: Sequence[Adult], chance: Chance) -> Mapping[str, str]:
    """What stands in the braces, the same for everybody who writes about one child."""
    called = {adult.role: adult.first_name for adult in adults}
    sister = chance.happens(50)
    return {
        "child": child.name,
        "carer": called.get("foster_carer") or called.get("key_worker") or "my carer",
        "teacher": called.get("school", "my teacher"),
        "worker": called.get("social_worker", "my social worker"),
        "friend": chance.pick(names("british", "girls" if child.sex == "2" else "boys")),
        "sibling": "sister" if sister else "brother",
        "sibling_name": chance.pick(names(child.origin, "girls" if sister else "boys")),
        "sibling_they": "she" if sister else "he",
        "sibling_them": "her" if sister else "him",
        "tongue": LANGUAGES[child.language].english_name,
        "three": f"{chance.between(0, 999):03}",
        **{slot: chance.pick(names("slots", slot)) for slot in ("pet", "game", "club", "food")},
    }
