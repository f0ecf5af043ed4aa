"""Who has checked what: a register beside each catalogue, which voids itself when English or translation changes."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from io import StringIO
from pathlib import Path

from babel.messages.catalog import Message

from participation.files import whole_file
from participation.translating.catalogue import digest, forms, is_for_safety, key, path_of, read, texts
from participation.translating.known import Language

ENOUGH = 2
"""People, each by themselves, before safety words stand without the English beside them."""


class TextState(StrEnum):
    """How far a translation has been checked by people who speak the language."""

    DRAFT = "draft"
    ONCE = "checked by one"
    TWICE = "checked by two"
    STALE = "stale"
    """It was checked, and its English or itself has changed since."""


@dataclass(frozen=True, order=True)
class Check:
    """Somebody says that a translation is right: `by` are initials and a role, never a name."""

    key: str
    """Of the English, with its context."""
    words: str
    """The digest of the translation that was checked."""
    by: str
    on: str


COLUMNS = tuple(field.name for field in fields(Check))


def register_of(spoken: Language) -> Path:
    """Where the register of a language lies."""
    return spoken.folder / "checked.tsv"


def checks(spoken: Language) -> tuple[Check, ...]:
    """Every check there is; nothing where nobody has checked anything."""
    path = register_of(spoken)
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Check(**row) for row in csv.DictReader(file, delimiter="\t"))


def note_checks(spoken: Language, found: Iterable[Check]) -> None:
    """Add to the register; what stands there already stands there once."""
    rows = sorted({*checks(spoken), *found})
    text = StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows([COLUMNS, *(astuple(row) for row in rows)])
    with whole_file(register_of(spoken), 0o644, over=True) as file:
        file.write(text.getvalue().encode())


def check_of(message: Message, by: str, on: date) -> Check:
    """That somebody finds this translation right, as it stands."""
    return Check(key(message), words_of(message), by, on.isoformat())


def words_of(message: Message) -> str:
    """The digest of a translation with all its forms."""
    return digest("\x00".join(forms(message)))


def states(spoken: Language) -> Iterator[tuple[Message, TextState]]:
    """Every text of a language with its state."""
    found = _by_key(checks(spoken))
    for message in texts(read(path_of(spoken))):
        yield message, _state(found.get(key(message), ()), words_of(message))


def _state(found: Iterable[Check], words: str) -> TextState:
    known = list(found)
    people = {check.by for check in known if check.words == words}
    if known and not people:
        return TextState.STALE
    return TextState.TWICE if len(people) >= ENOUGH else TextState.ONCE if people else TextState.DRAFT


def _by_key(found: Iterable[Check]) -> Mapping[str, list[Check]]:
    by_key: dict[str, list[Check]] = {}
    for check in found:
        by_key.setdefault(check.key, []).append(check)
    return by_key


@dataclass(frozen=True)
class Progress:
    """How far a language has been checked."""

    spoken: Language
    texts: Counter[TextState]
    gone: int
    """Checked texts whose English is no longer there in these words."""
    missing: int
    safety: int
    safety_checked: int


def progress(spoken: Language, template: Iterable[Message]) -> Progress:
    """Count a language, against the template, which knows what safety hangs on."""
    found = list(states(spoken))
    of_safety = {key(message) for message in template if is_for_safety(message)}
    checked = {key(message) for message, state in found if state is TextState.TWICE}
    return Progress(
        spoken,
        Counter(state for _, state in found),
        len({check.key for check in checks(spoken)} - {key(message) for message, _ in found}),
        sum(not forms(message) for message, _ in found),
        len(of_safety),
        len(of_safety & checked),
    )


@cache
def is_checked_by_two(spoken: Language, context: str, english: str, words: str) -> bool:
    """Whether a text of one form may stand alone: asked for each page, so each answer is kept."""
    wanted = digest(f"{context}\x04{english}"), digest(words)
    return len({check.by for check in checks(spoken) if (check.key, check.words) == wanted}) >= ENOUGH
