"""What a typed code opens, here or elsewhere: it may have been printed at another council, with that one's pepper."""

from typing import NamedTuple

from participation.db import let_go
from participation.invitations.models import Invitation
from participation.invitations.queries import invitation_by_code_lookup, moved_to
from participation.invitations.secrets import code_secrets
from participation.sealing.of_this_app import keyring


class BehindCode(NamedTuple):
    """A letter with the key to it; or, without one, the address where it opens."""

    invitation: Invitation | None
    key: bytes
    moved_to: str = ""


def behind_code(code: str) -> BehindCode | None:
    """What this code opens. Slow on purpose, once for each pepper that is here until one is right."""
    for pepper in keyring().peppers():
        lookup, key = code_secrets(code, pepper)
        if invitation := invitation_by_code_lookup(lookup):
            return BehindCode(invitation, key)
        if address := moved_to(lookup):
            return BehindCode(None, b"", address)
        let_go()  # while the next is hashed
    return None
