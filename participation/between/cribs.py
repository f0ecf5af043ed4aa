"""What officers note for themselves before a meeting: sealed, opened for who wrote it and for an access request."""

from collections.abc import Iterable

from participation import clock
from participation.audit import actions as audit
from participation.between.models import Crib
from participation.between.queries import crib_by, cribs_with_ids
from participation.db import new_id, transaction
from participation.log import LOG
from participation.permissions.queries import review_for
from participation.sealing import CannotOpen, Header
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.staff.queries import held_account


def header_of_crib(crib: Crib) -> Header:
    """What a crib is bound to, read from its row."""
    day, facts = clock.local(crib.saved_at).date(), {"by": crib.by_id}
    return Header("crib", crib.id, crib.review_id, language="en", questionnaire="", day=day, facts=facts)


def crib_of(officer: Staff, review_id: str) -> str:
    """What this person has noted for themselves; nobody else's notes are ever looked for."""
    crib = crib_by(officer, review_id)
    return _words(crib) if crib else ""


def save_crib(officer: Staff, review_id: str, words: str) -> None:
    """Keep it in the place of what stood there; no words leave nothing.

    Raises LookupError for a review that this officer does not care for.
    """
    with transaction() as current:
        if review_for(officer, review_id) is None:
            raise LookupError(review_id)
        held_account(current, officer.id)  # two windows at once wait for each other
        crib = crib_by(officer, review_id)
        if not words:
            if crib:
                current.delete(crib)
            return
        crib = crib or Crib(id=new_id(), review_id=review_id, by_id=officer.id)
        crib.saved_at = clock.now()
        crib.envelope = keyring().seal(words.encode(), header_of_crib(crib))
        current.add(crib)
        audit.record(current, officer.id, "noted for themselves", f"review/{review_id}")


def words_of_cribs(crib_ids: Iterable[str]) -> dict[str, str]:
    """The words of these. Only for whoever has noted the opening."""
    return {each.id: words for each in cribs_with_ids(crib_ids) if (words := _words(each))}


def _words(crib: Crib) -> str:
    try:
        return keyring().open(crib.envelope, header_of_crib(crib)).decode()
    except CannotOpen as error:
        LOG.error("what an officer noted for a meeting was not opened", error=error)
        return ""
