"""What a council holds, so that before and after can be laid beside each other."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select

from participation import sealing
from participation.db import session
from participation.demo.locks import CHOSEN
from participation.invitations.actions import open_with_token, root_of
from participation.invitations.models import Invitation, Visit
from participation.invitations.queries import cookie_lookup, invitation_by_token
from participation.invitations.secrets import code_secrets, token_lookup
from participation.locks.actions import Wrong, open_lock
from participation.locks.models import Lock
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.operations.handing_over.packing import name_of
from participation.operations.handing_over.sums import years
from participation.operations.rotation import SEALED
from participation.permissions.queries import is_readable_by
from participation.reviews.models import Review
from participation.sealing import CannotOpen
from participation.sealing.keyring import Keyring
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import Draft, Submission
from tests.operations.handing_over.land import Land

Words = Mapping[str, bytes]


def words(keys: Keyring | None = None) -> Words:
    """Everything sealed that these keys open, or those of this council, by its name."""
    opener, found = keys or keyring(), {}
    for column in SEALED:
        for row in session().scalars(select(column.model).where(getattr(column.model, column.name).is_not(None))):
            try:
                found[name_of(column, row)] = opener.open(getattr(row, column.name), column.header_of(row))
            except CannotOpen:
                continue
    return found


def how_many_sealed() -> int:
    """How many there are, opened or not."""
    return sum(
        len(session().scalars(select(column.key).where(getattr(column.model, column.name).is_not(None))).all())
        for column in SEALED
    )


def roots(land: Land) -> Mapping[str, tuple[bytes, bytes]]:
    """Of every letter that opens here its root, by its square and by its typed code.

    All are looked up at once, as the program does it for one; some are opened on pages besides.
    """
    letters = [each for each in session().scalars(select(Invitation)) if not each.is_lost]
    by_square = {each.token_lookup: each for each in letters}
    by_code = {each.code_lookup: each for each in letters}
    peppers, found = keyring().peppers(), {}
    for id, secrets in land.secrets.items():
        if (letter := by_square.get(token_lookup(secrets.token))) is None:
            continue
        keys = dict(code_secrets(secrets.code, pepper) for pepper in peppers)
        for lookup in keys.keys() & by_code.keys():
            assert (letter.id, by_code[lookup].id) == (id, id)
            assert letter.root_by_token is not None
            assert letter.root_by_code is not None
            found[id] = (
                sealing.unwrap(letter.root_by_token, secrets.token.encode(), "token"),
                sealing.unwrap(letter.root_by_code, keys[lookup], "code"),
            )
    return found


def drafts(known: Mapping[str, tuple[bytes, bytes]]) -> Words:
    """What was typed and not sent with letters of these roots, by its id."""
    return {
        each.id: sealing.open_draft(known[each.invitation_id][0], each.sealed, each.id)
        for each in session().scalars(select(Draft))
        if each.invitation_id in known
    }


def locks(land: Land) -> Mapping[str, str]:
    """By letter, which of the combinations of the invented children opens its lock."""
    found = {}
    for lock in session().scalars(select(Lock).order_by(Lock.id)).all():
        invitation = session().get_one(Invitation, lock.invitation_id)
        secrets = land.secrets.get(invitation.id)
        if secrets is None or invitation_by_token(secrets.token) is None:
            continue
        for choice in CHOSEN.values():
            cookie = open_with_token(invitation, secrets.token, "en")
            visit = session().get_one(Visit, cookie_lookup(cookie))
            with suppress(Wrong):
                open_lock(visit, root_of(visit, cookie), cookie, choice)
                found[invitation.id] = choice.written
    return found


def readable() -> Mapping[str, set[str]]:
    """By email, what each of the staff may read of what was sent."""
    found = {}
    for staff in session().scalars(select(Staff).where(Staff.disabled_at.is_(None))).all():
        wanted = select(Submission.id).join(Review).where(is_readable_by(staff))
        found[staff.email] = set(session().scalars(wanted))
    return found


def counts(of_years: list[str]) -> dict[str, int]:
    """Every figure that is a count, of every year."""
    return dict(_counts(of_years))


def all_years() -> list[str]:
    """In which reviews were held."""
    return years()


def _counts(of_years: list[str]) -> Iterator[tuple[str, int]]:
    for year in of_years:
        for name, figure in figures(year).values.items():
            parts: Mapping[str, Any] = {"n": figure.n, "of": figure.of} if isinstance(figure, Rate) else {"": figure}
            for part, number in parts.items():
                yield f"{year} {name} {part}", number


def staff() -> list[Staff]:
    """Everybody of the staff here."""
    return list(session().scalars(select(Staff).order_by(Staff.email)))
