"""The letter to the child after a review: keeping what its officer writes, and that it was printed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from participation import clock
from participation.audit import actions as audit
from participation.db import session, transaction
from participation.outcomes.models import ChildsLetter
from participation.permissions.queries import review_for
from participation.sealing import CannotOpen, Header
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff


@dataclass(frozen=True)
class WrittenToChild:
    """What an officer writes to a child after a review."""

    words: str = ""
    things: Mapping[str, str] = field(default_factory=dict)
    """The words about each of the things that stand in the letter, by submission and question with a dash between."""


def header_of_letter(letter: ChildsLetter) -> Header:
    """What a letter is bound to, read from its row."""
    day = clock.local(letter.saved_at).date()
    return Header("letter", letter.review_id, letter.review_id, language="en", questionnaire="", day=day)


def letter_of(officer: Staff, review_id: str) -> tuple[ChildsLetter, WrittenToChild] | None:
    """What is written so far, for the review's own officer; nothing where it does not open here."""
    letter = session().get(ChildsLetter, review_id) if _is_own(officer, review_id) else None
    written = _opened(letter) if letter else None
    return (letter, written) if letter and written else None


def letters_told(review_ids: Iterable[str]) -> dict[str, dict[str, object]]:
    """What was written to a child, by review. Only for whoever has noted the opening."""
    found = (session().get(ChildsLetter, each) for each in review_ids)
    told = ((each.review_id, _opened(each)) for each in found if each)
    return {review_id: asdict(written) for review_id, written in told if written}


def _opened(letter: ChildsLetter) -> WrittenToChild | None:
    try:
        return WrittenToChild(**json.loads(keyring().open(letter.envelope, header_of_letter(letter))))
    except CannotOpen:
        return None


def save_letter(officer: Staff, review_id: str, written: WrittenToChild, *, prints: bool = False) -> None:
    """Keep what is written, in the place of what stood there; and that it is printed like this.

    Raises LookupError for a review that is not this officer's own: nobody writes in another's name.
    """
    with transaction() as current:
        if not _is_own(officer, review_id):
            raise LookupError(review_id)
        now = clock.now()
        letter = current.get(ChildsLetter, review_id, with_for_update=True) or ChildsLetter(review_id=review_id)
        letter.by_id, letter.saved_at, letter.printed_at = officer.id, now, now if prints else None
        letter.envelope = keyring().seal(json.dumps(asdict(written)).encode(), header_of_letter(letter))
        current.add(letter)
        audit.record(current, officer.id, "printed the letter after" if prints else "wrote to", f"review/{review_id}")


def _is_own(officer: Staff, review_id: str) -> bool:
    review = review_for(officer, review_id)
    return review is not None and review.officer_id == officer.id
