"""Raising a challenge, taking it to the next level, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock, service
from participation.audit import actions as audit
from participation.challenges.levels import due_on, formal_since, may_go_further
from participation.challenges.models import ChallengeKind, ChallengeStep, OfficerChallenge
from participation.challenges.queries import challenge_to_answer, header_of_answer, header_of_words, wishes_of
from participation.db import id_of, session, transaction
from participation.log import LOG
from participation.permissions.queries import review_for
from participation.reviews.models import Review
from participation.sealing import CannotOpen, Header
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff


@dataclass(frozen=True)
class Raised:
    """What is raised, about what and with whom."""

    kind: str
    category: str
    agency: str
    to_whom: str
    raised_on: date
    words: str
    level: int = 0
    outcome_id: str | None = None


@dataclass(frozen=True)
class ChallengeAnswer:
    """What came of it."""

    answered_on: date | None
    outcome: str = ""
    words: str = ""


@dataclass(frozen=True)
class ChallengeWords:
    """What is sealed of it; empty where it is deleted, or its key is missing here."""

    words: str
    answer: str


def raise_challenge(officer: Staff, review_id: str, form_key: str, raised: Raised) -> str | None:
    """Keep it; the same form pressed again is kept once. None for a review that this officer does not care for.

    A wish that is not of this review is left out.
    """
    with transaction() as current:
        review = review_for(officer, review_id)
        if review is None:
            return None
        # Two presses at once wait for each other here.
        current.execute(select(Review.id).where(Review.id == review.id).with_for_update(key_share=True))
        id = challenge_id(officer, review_id, form_key)
        if current.get(OfficerChallenge, id) is None:
            _keep(current, OfficerChallenge(id=id, review_id=review.id, raised_by_id=officer.id), raised)
            _about_a_wish(officer, current.get_one(OfficerChallenge, id), raised.outcome_id)
            audit.record(current, officer.id, "raised", f"challenge/{id}", raised.category)
    return id


def challenge_id(officer: Staff, review_id: str, form_key: str) -> str:
    """Which one this form has made, or will."""
    return id_of(f"{officer.id}/{review_id}/{form_key}".encode())


def _keep(current: Session, challenge: OfficerChallenge, raised: Raised) -> None:
    for name in ("kind", "category", "agency", "to_whom", "raised_on"):
        setattr(challenge, name, getattr(raised, name))
    challenge.level = raised.level if raised.kind == ChallengeKind.CHALLENGE else 0
    challenge.asked_on = raised.raised_on
    challenge.words = keyring().seal(raised.words.encode(), header_of_words(challenge))
    current.add(challenge)
    current.flush()
    if raised.kind == ChallengeKind.CHALLENGE:
        _ask(current, challenge, challenge.level, raised.raised_on)


def _about_a_wish(officer: Staff, challenge: OfficerChallenge, outcome_id: str | None) -> None:
    known = {wish.id for wish in wishes_of(officer, challenge.review_id)}
    challenge.outcome_id = outcome_id if outcome_id in known else None


def _ask(current: Session, challenge: OfficerChallenge, level: int, asked_on: date) -> None:
    formal_on = formal_since(challenge.steps) if level else None
    last = due_on(asked_on, level, service.current(), formal_on)
    current.add(ChallengeStep(challenge_id=challenge.id, level=level, asked_on=asked_on, due_on=last))
    challenge.level, challenge.asked_on = level, asked_on
    current.flush()


def go_further(officer: Staff, challenge_id: str, from_level: int) -> bool | None:
    """Ask at the next level from today on. None where there is no such challenge; False where it is not time for it.

    Who presses twice goes one level further and not two: `from_level` is where it stood on the page.
    """
    with transaction() as current:
        challenge = challenge_to_answer(officer, challenge_id)
        if challenge is None:
            return None
        may = may_go_further(challenge, service.current().challenge_levels, clock.today())
        if challenge.level != from_level or not may:
            return False
        _ask(current, challenge, challenge.level + 1, clock.today())
        challenge.outcome = ""
        audit.record(current, officer.id, "took further", f"challenge/{challenge.id}", str(challenge.level))
    return True


def note_answer(officer: Staff, challenge_id: str, given: ChallengeAnswer) -> bool:
    """Keep what came of it; again replaces it. False where there is no such challenge."""
    with transaction() as current:
        challenge = challenge_to_answer(officer, challenge_id)
        if challenge is not None:
            if challenge.now:
                challenge.now.answered_on = given.answered_on
            challenge.outcome = given.outcome
            challenge.answer = (
                keyring().seal(given.words.encode(), header_of_answer(challenge)) if given.words else None
            )
            audit.record(current, officer.id, "noted an answer", f"challenge/{challenge.id}", given.outcome)
    return challenge is not None


def read_challenge(reader: Staff, challenge: OfficerChallenge) -> ChallengeWords:
    """The words of one that a query has found for this reader. That they were read is on disk before."""
    with transaction() as current:
        audit.record(current, reader.id, "read", f"challenge/{challenge.id}", "a challenge")
    return _opened(challenge)


def words_of_challenges(challenge_ids: Iterable[str]) -> dict[str, ChallengeWords]:
    """The words of these. Only for whoever has noted the opening."""
    found = session().scalars(select(OfficerChallenge).where(OfficerChallenge.id.in_(list(challenge_ids))))
    return {each.id: _opened(each) for each in found}


def _opened(challenge: OfficerChallenge) -> ChallengeWords:
    return ChallengeWords(
        _words(challenge.words, header_of_words(challenge)), _words(challenge.answer, header_of_answer(challenge))
    )


def _words(envelope: bytes | None, header: Header) -> str:
    try:
        return keyring().open(envelope, header).decode() if envelope else ""
    except CannotOpen as error:
        LOG.error("what an officer wrote of a challenge was not opened", error=error)
        return ""
