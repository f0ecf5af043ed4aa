"""What is written in each language: gettext's catalogues, which hold what respondents read and nothing else."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from participation.files import whole_file
from participation.translating.known import TRANSLATIONS, Language

TEMPLATE = TRANSLATIONS / "messages.pot"
"""Every text that somebody may read, with what translators are told about it; made by `.ci/extract`."""
STAFF = re.compile(r"staff\b|participation code")
"""How the contexts begin of what only staff read: that stays English."""
TOLD = "L10N: "
NOBODY = "-"
"""Who checks a language is told in the register, by initials."""
SAFETY = "Safety: "
"""How the comment begins of words that somebody's safety may hang on."""


def path_of(spoken: Language) -> Path:
    """The catalogue of a language."""
    return spoken.folder / "LC_MESSAGES" / "messages.po"


def read(path: Path) -> Catalog:
    """A catalogue, or the template."""
    with path.open("rb") as file:
        return read_po(file)


def texts(catalogue: Catalog) -> Iterator[Message]:
    """What respondents read; the header is none."""
    return (message for message in catalogue if message.id and not STAFF.match(message.context or ""))


def english(message: Message) -> str:
    """The English, in the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The translation: one form, or one for each of the language's plurals; without those that are missing."""
    return tuple(filter(None, (message.string,) if isinstance(message.string, str) else message.string or ()))


def told(message: Message) -> str:
    """What a translator is told about it."""
    return " ".join(comment.replace(TOLD, "") for comment in message.auto_comments)


def is_for_safety(message: Message) -> bool:
    """Whether somebody's safety may hang on these words. Of the template's messages: only they are told about."""
    return SAFETY in told(message)


def digest(words: str) -> str:
    """By which a text is known again, and that it has changed."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def key(message: Message) -> str:
    """By which a text is known in every language: new when its English changes."""
    return digest(f"{message.context}\x04{english(message)}")


def brought_up(template: Catalog, spoken: Language) -> Catalog:
    """The catalogue of a language with the template's texts, and of what was translated what still fits."""
    path = path_of(spoken)
    old = read(path) if path.exists() else Catalog(locale=spoken.locale)
    new = Catalog(
        locale=spoken.locale,
        project=template.project,
        version=template.version,
        header_comment=f"# What respondents read, in {spoken.english_name}; who has checked it stands in checked.tsv.",
        creation_date=old.creation_date if path.exists() else template.creation_date,
        language_team=spoken.english_name,
        msgid_bugs_address=NOBODY,
        last_translator=NOBODY,
        fuzzy=False,
    )
    for message in texts(template):
        kept = old.get(message.id, context=message.context)
        new.add(message.id, kept.string if kept else "", context=message.context, flags=message.flags - {"fuzzy"})
    return new


def write(catalogue: Catalog, spoken: Language) -> None:
    """Keep it: neither places nor comments, which stand in the template and would change 21 files with every page."""
    path_of(spoken).parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path_of(spoken), 0o644, over=True) as file:
        write_po(file, catalogue, width=0, no_location=True)
