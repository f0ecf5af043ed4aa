"""What can be ended and why, and what may still be opened afterwards. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from participation.children.models import ADOPTED, DIED, LEFT_CARE, MOVED

LETTER, PERSON, REVIEW, CHILD = "letter", "person", "review", "child"
OTHER = "other"
REASONS: Mapping[str, tuple[str, ...]] = {
    LETTER: ("stolen", "lost", "astray", OTHER),
    PERSON: ("replaced", "left", "unsafe", OTHER),
    REVIEW: ("cancelled", "child_asked", "officer_away", "adult_away", "not_ready", "duplicate", OTHER),
    CHILD: (LEFT_CARE, MOVED, ADOPTED, DIED),
}
"""Of a child everything hangs on the reason, so there is no other."""
READS_ON = frozenset({LEFT_CARE, MOVED})
"""Of a child's endings those after which the child's own letter still opens what they sent, until its last day.

A child who was adopted has another name and perhaps another home: nobody knows who holds the old letter.
"""
TAKEN_BACK_WITHIN = timedelta(days=1)
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Cause:
    """Why something is no longer so."""

    reason: str
    words: str = ""

    @classmethod
    def read(cls, what: str, typed: str) -> "Cause | None":
        """From one line, such as `moved: to Leeds on 3 March`. None for a child of whom it does not say what became."""
        said = " ".join(typed.split())
        first, _, rest = said.partition(":")
        reason = first.strip().casefold().replace(" ", "_").replace("-", "_")
        if reason in REASONS[what]:
            return cls(reason, rest.strip())
        return cls(OTHER, said) if OTHER in REASONS[what] else None
