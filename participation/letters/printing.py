"""A letter from an invitation, and a run of letters into one file."""

import base64
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from flask import current_app

from participation import service
from participation.config import Config
from participation.drawing.portraits import portrait
from participation.files import settle, whole_file
from participation.invitations.actions import Fresh, Secrets, fresh_secrets, named_in, without_secrets
from participation.invitations.levels import LEAVING_CARE
from participation.invitations.models import CHILD, Invitation
from participation.letters.actions import Drawn, put_on_paper
from participation.letters.drawing import Letter, Officer, help_numbers, write_pdf
from participation.letters.envelopes import Addressed
from participation.letters.facts import PrintedFacts, file_language, reply_by_on, said_by, signature
from participation.letters.fonts import undrawn
from participation.profiles.queries import profile_of, published_profile
from participation.reviews.models import Review
from participation.sealing.of_this_app import keyring
from participation.translating.known import ENGLISH, Language
from participation.web.languages import own_or_english, spoken_or_english

HASHED_AT_ONCE = 2
"""Each hash of a typed code takes 64 MiB for a moment."""
ALSO_IN_AT_MOST = 2
"""More would set the letter itself too small."""
Tick = Callable[[int], None]
"""Told of each letter that is done."""


def silently(_done: int) -> None:
    """Nobody watches."""


def print_pdf(
    invitations: Sequence[Invitation],
    out: Path,
    tick: Tick = silently,
    *,
    ends_locks: bool = False,
    addressed: Addressed | None = None,
) -> int:
    """One PDF, one letter each; returns how many. The letters open from the moment the file is there.

    For envelopes with windows a sheet with the address stands before each letter.

    If anything fails, or there is none to print, no file appears and the letters printed before go on opening.
    """
    if not invitations:
        return 0
    drawn: list[Drawn] = []

    def letters() -> Iterator[Letter]:
        for invitation, fresh in zip(invitations, fresh_run(invitations), strict=True):
            drawn.append(Drawn(fresh, said_now(invitation)))
            outside = addressed.sheet(invitation.id) if addressed else None
            yield replace(letter_from(invitation, fresh), outside=outside)
            tick(1)

    with whole_file(out, over=True) as file:
        written = write_pdf(letters(), file)
        keep_before_it_appears(file, drawn, ends_locks=ends_locks)
    return written


def keep_before_it_appears(file: BinaryIO, drawn: Sequence[Drawn], *, ends_locks: bool = False) -> None:
    """A letter in somebody's hand must open. Should the file then not appear, it is printed again."""
    settle(file)
    put_on_paper(drawn, ends_locks=ends_locks)


def draw_code(invitation: Invitation, *, ends_locks: bool = False) -> str:
    """A new code, to be read out on the telephone; there is no paper."""
    (fresh,) = fresh_run([invitation])
    put_on_paper([Drawn(fresh, said_now(invitation))], ends_locks=ends_locks, read_out=True)
    return fresh.secrets.code


def said_now(invitation: Invitation) -> PrintedFacts:
    """What a letter says that is drawn at this moment."""
    officer_id = invitation.review.officer_id
    return said_by(invitation, profile_of(officer_id) if officer_id else None)


def fresh_run(invitations: Sequence[Invitation]) -> Iterator[Fresh]:
    """New secrets for each, in order; hashed side by side because that is the slow part."""
    opening = [each for each in invitations if each.has_secrets]
    ids, children = [each.id for each in opening], map(named_in, opening)
    with ThreadPoolExecutor(HASHED_AT_ONCE) as hashing:
        hashed = hashing.map(partial(fresh_secrets, pepper=keyring().secret("pepper")), ids, children)
        yield from (next(hashed) if each.has_secrets else without_secrets(each.id) for each in invitations)


def link_of(secrets: Secrets) -> str:
    """Where the QR leads. The secret stands after the #, so no server is sent it."""
    return f"{current_app.extensions['config'].public_url}/s#{secrets.token}"


def letter_from(invitation: Invitation, fresh: Fresh) -> Letter:
    """All that stands in the letter of one invitation."""
    review, known = invitation.review, service.current()
    return Letter(
        language=own_or_english(file_language(invitation)),
        also_in=_also_in(invitation),
        respondent=invitation.respondent,
        name=name_of(invitation),
        child=review.child.preferred_name,
        officer=officer_of(review),
        meets_on=review.meets_on,
        read_by_on=None,
        starts_at=review.starts_at,
        link=link_of(fresh.secrets),
        address=address_to_type(),
        code=fresh.secrets.code,
        ends_on=invitation.ends_on,
        service_name=known.name,
        help_numbers=help_numbers(known, invitation.respondent, has_left_care=invitation.level == LEAVING_CARE),
        reply_by_on=reply_by_on(invitation, known.forms_due_days),
        mark=invitation.mark,
    )


def _also_in(invitation: Invitation) -> tuple[Language, ...]:
    """The other languages of a child's file, as far as they are written and offered here."""
    if invitation.respondent != CHILD:
        return ()
    child = invitation.review.child
    first = own_or_english(child.language)
    others = (spoken_or_english(code) for code in child.other_languages.split())
    return tuple(each for each in dict.fromkeys(others) if each not in (first, ENGLISH))[:ALSO_IN_AT_MOST]


def can_be_signed(invitation: Invitation) -> bool:
    """Whether there is an officer whose letter it is: it says "I", shows a face, and promises that somebody reads.

    In the name of somebody who has left nothing is promised.
    """
    officer = invitation.review.officer
    return officer is not None and officer.disabled_at is None


def undrawn_in(invitation: Invitation) -> str:
    """The characters of the names in a letter that no font of this machine has."""
    review = invitation.review
    return undrawn(f"{name_of(invitation)}{review.child.preferred_name}{review.officer.name if review.officer else ''}")


def name_of(invitation: Invitation) -> str:
    """Whom the letter is to."""
    return invitation.person.name if invitation.person else invitation.review.child.preferred_name


def officer_of(review: Review) -> Officer:
    """Who signs a letter about a review."""
    officer = review.officer
    assert officer is not None  # noqa: S101 - else it cannot be signed; mypy cannot see it
    profile = published_profile(officer.id)
    known_as, phone = signature(officer, profile)
    if profile and profile.photo:
        return Officer(known_as, phone, "data:image/webp;base64," + base64.b64encode(profile.photo).decode())
    return Officer(known_as, phone, portrait(profile.portrait if profile else ""))


def address_to_type() -> str:
    """Where a typed code is entered, without https://."""
    config: Config = current_app.extensions["config"]
    parts = urlsplit(config.public_url)
    return parts.netloc + parts.path.rstrip("/")
