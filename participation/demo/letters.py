"""The letters that are shown in the terminal: really printed, for one respondent of each kind."""

from collections.abc import Iterator, Mapping

from participation.demo.children import AFTER, BEFORE
from participation.demo.families import Family
from participation.demo.kept import ShownLetter
from participation.demo.locks import CHOSEN
from participation.demo.queries import invitation_of
from participation.invitations.actions import Secrets, draw_secrets
from participation.invitations.models import CHILD

SHOWN = (
    ("a child before a review", BEFORE, CHILD),
    ("a child after a review", AFTER, CHILD),
    ("a carer", BEFORE, "foster_carer"),
    ("a fostering social worker", BEFORE, "fostering_worker"),
    ("a parent", BEFORE, "parent"),
    ("a school", BEFORE, "school"),
)


def print_letters(invented: list[Family], printed: Mapping[str, Secrets]) -> Iterator[ShownLetter]:
    """Draw their secrets, but for what was printed in its time. They are kept, which no real letter's are."""
    references = {
        family.child.number: _reference(family) for family in invented if family.child.number in (BEFORE, AFTER)
    }
    for who, number, respondent in SHOWN:
        invitation = invitation_of(references[number], respondent)
        secrets = printed.get(invitation.id) or draw_secrets(invitation)
        lock = ", ".join(CHOSEN[number].parts) if invitation.id in printed else ""
        yield ShownLetter(who, invitation.id, secrets.token, secrets.code, lock)


def _reference(family: Family) -> str:
    """The newest review for which letters went out."""
    return [story.review.reference for story in family.stories if story.letters][-1]
