"""Words that are no part of a name or a place: what somebody noted beside it, and what stands for nobody. Pure."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’]t\b)?")
_NOTHING_KNOWN = {"unknown", "tbc", "tba", "tbd", "unnamed", "unborn", "undefined"}
"""No word of these is a name, or a part of a place."""
_NO_PART_OF_A_NAME = {
    "deceased", "confidential", "restricted", "withheld", "redacted", "duplicate", "merged", "archived", "adopted",
    "closed", "cancelled", "not", "don't", "don’t", "dont", "cannot", "formerly", "previously", "placeholder",
}  # fmt: skip
_BETWEEN_NAMES = re.compile(r"(?<=\S )(?:[aA]\.?[kK]\.?[aA]\.?|AKA|alias|or)(?= \S)")
"""At its beginning or end Aka is a name, and so is Or with a capital."""
_NOTED_IN_NAME = re.compile(
    r"\bc/o\b|\bno (?:contact|letters?|post|longer)\b|\bsee (?:the |case ?)?(?:notes?|files?|records?|below|above)\b"
    r"|\bknown as\b"
)
_HINTS_IN_NAME = _NOTHING_KNOWN | _NO_PART_OF_A_NAME | {"aka", "k", "alias", "or", "o", "no", "see", "known"}
_NO_PART_OF_A_PLACE = {"confidential", "withheld", "undisclosed", "redacted", "cannot", "don't", "don’t", "dont"}
_NOTED_IN_PLACE = re.compile(
    r"\b(?:do|does|must|should|may|can|will) not\b|\bno contact\b"
    r"|\bsee (?:the |case )?(?:notes?|files?|records?|below)\b"
    r"|\bnot (?:to|be|allowed|permitted|aware|welcome|invited|attend\w*|known?|told?|tell|disclose\w*|shared?|yet|sure"
    r"|confirmed|arranged|agreed|decided|booked)\b"
    r"|\bto (?:follow|be (?:confirmed|advised|arranged|agreed|decided|booked|announced|determined))\b"
)
_HINTS_IN_PLACE = _NOTHING_KNOWN | _NO_PART_OF_A_PLACE | {"not", "no", "see", "follow", "to"}
_ANY_CHILD = {
    "baby", "boy", "girl", "child", "children", "infant", "newborn", "twin", "test", "testing", "dummy", "sample",
    "person", "client", "patient", "user", "record", "name", "firstname", "forename", "surname", "lastname", "sibling",
    "null", "none", "anonymous",
}  # fmt: skip
_BESIDE_ANY_CHILD = {
    "a",
    "b",
    "c",
    "d",
    "x",
    "y",
    "the",
    "of",
    "one",
    "two",
    "three",
    "first",
    "second",
    "young",
    "male",
}
_BEFORE_A_SURNAME = {"baby", "test", "child", "infant", "newborn", "dummy"}
_KIN = re.compile(r"\b[sd]/o\b|\ba/[lp]\b", re.IGNORECASE)
"""Son or daughter of, in names of southern Asia."""
_DIGIT = re.compile(r"(?<!\w)\d+(?!\d|(?:st|nd|rd|th)$)|(?<!\d)\d{1,2}$")
WORDS_OF_NOTE = frozenset(_HINTS_IN_NAME | _HINTS_IN_PLACE | _ANY_CHILD)
"""Without any of these English words need no closer look."""
_SIGN = re.compile(r"[/_:;!+%†‡•→]")
"""Of an adult some may stand: `Mr/Mrs Khan`, `St Mary’s: Ms Hale`; a row of theirs would be lost for it."""
_NOBODY = {"unallocated", "unassigned", "vacant", "vacancy", "tbc", "tba", "tbd"}
_ANY_OFFICER = {
    "duty", "agency", "pool", "locum", "bank", "rota", "cover", "covering", "team", "desk", "admin", "inbox", "post",
    "iro", "officer", "independent", "reviewing", "worker", "social", "manager", "service", "services", "unit",
    "allocated", "allocation", "awaiting", "pending", "waiting", "confirmed", "appointed", "assigned", "advised",
    "recruited", "recruitment", "filled", "not", "no", "yet", "to", "be", "being", "the", "on", "new", "none", "nobody",
    "any", "temp", "temporary", "interim", "unknown", "safeguarding", "quality", "assurance",
}  # fmt: skip


def says_nothing(text: str) -> bool:
    """Whether one of its words says that the rest is not known."""
    return not _NOTHING_KNOWN.isdisjoint(_words(text))


def is_noted_in_name(text: str) -> bool:
    """Whether words stand in a name that are none: `Kim DO NOT USE`, `Kim aka Tim`."""
    words = _words(text)
    if _HINTS_IN_NAME.isdisjoint(words):
        return False
    if not _NO_PART_OF_A_NAME.isdisjoint(words) or _BETWEEN_NAMES.search(text):
        return True
    return bool(_NOTED_IN_NAME.search(text.casefold()))


def is_noted_in_place(text: str) -> bool:
    """Whether a place says more than where it is, such as who is not to know of it."""
    words = _words(text)
    if "*" in text or "<" in text:
        return True
    if _HINTS_IN_PLACE.isdisjoint(words):
        return False
    return not _NO_PART_OF_A_PLACE.isdisjoint(words) or bool(_NOTED_IN_PLACE.search(" ".join(words)))


def is_any_child(text: str) -> bool:
    """Whether a name could be every child's: `Baby`, `Test Child`, `Baby Smith`. Lee Child is somebody."""
    words = _words(text)
    if _ANY_CHILD.isdisjoint(words):
        return False
    if set(words) <= _ANY_CHILD | _BESIDE_ANY_CHILD or all(word in _ANY_CHILD or word.isdecimal() for word in words):
        return True
    begins_with_surname = "," in text or (text.split()[0].isupper() and not text.isupper())
    return words[0] in _BEFORE_A_SURNAME and not begins_with_surname


def is_more_than_a_child(text: str) -> bool:
    """Whether a number or a sign stands in a child's name: `Kim 2`, `Kim / Tim`, `Kim_old`."""
    return bool(_DIGIT.search(text) or _SIGN.search(_KIN.sub("", text)))


@lru_cache(maxsize=1024)  # one officer stands on many rows
def is_nobody(text: str) -> bool:
    """Whether no officer is meant: `Vacant`, `Duty IRO`, `Agency`, `To be confirmed`. Helen Duty is somebody."""
    words = [word for word in _words(text) if not word.isdecimal()]
    return bool(words) and (not _NOBODY.isdisjoint([*words, "".join(words)]) or set(words) <= _ANY_OFFICER)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
