"""Putting what was invented into the database; each function is one transaction."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_bytes
from typing import Any

from sqlalchemy import select

from participation import clock, sealing
from participation.afterwards.models import ActRecipient, ReviewAct
from participation.children.models import Child
from participation.db import new_id, transaction
from participation.demo.chance import Chance, own_dice
from participation.demo.correspondence import FilledForm, LetterStory
from participation.demo.families import Family
from participation.demo.history import Planned
from participation.demo.locks import is_shown
from participation.demo.queries import reviews_named
from participation.demo.respondents import Respondent, answered, respondent_of
from participation.demo.stories import NOT_FOR_OFFICERS, SAID_BY_ADULTS_AFTER, Key, Story
from participation.endings.models import Ending
from participation.endings.reasons import LETTER
from participation.invitations.actions import Secrets, fresh_secrets, named_in
from participation.invitations.marks import OPENED, STARTED, Mark
from participation.invitations.models import CHILD, Invitation
from participation.invitations.open_visits import letter_of
from participation.invitations.queries import invitations_of
from participation.invitations.secrets import new_token, token_lookup
from participation.letters.facts import said_by
from participation.letters.models import PrintedSheet
from participation.outbox.models import Notice
from participation.outcomes.models import ASKING, Outcome, Participation, asks
from participation.profiles.models import Profile
from participation.questionnaires.answers import Answers
from participation.retention_schedule import chosen_periods
from participation.reviews.models import Move, Person, Review
from participation.sealing.of_this_app import keyring
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Staff
from participation.submissions.drafts import open_draft
from participation.submissions.models import Draft

SIGNED_IN_EVERY = timedelta(hours=19)
SENT_WITHIN = timedelta(minutes=2)
STILL_WAITING = timedelta(days=2)
DRAFTS_STAY = timedelta(days=chosen_periods("")["drafts"].days)


def open_service(service: Service) -> None:
    """The settings, which say from the first moment on that the people are invented."""
    with transaction() as session:
        session.add(ServiceRow.of(service))


def note_signed_in(staff_ids: Iterable[str]) -> None:
    """When each of them signed in last: the first of them just now, the others longer ago."""
    with transaction() as session:
        for number, id in enumerate(staff_ids):
            session.get_one(Staff, id).signed_in_at = clock.now() - SIGNED_IN_EVERY * number


def add_children(families: Iterable[Family], officers: Sequence[str]) -> dict[str, str]:
    """Children, their reviews, the adults around these, and codes of a return; returns the reviews' ids by number."""
    with transaction() as session:
        rows = [row for family in families for row in _rows(family, officers)]
        session.add_all(rows)
        session.flush()
        ids = {str(row.reference): row.id for row in rows if isinstance(row, Review)}
        session.expunge_all()  # thousands of rows would be looked through at each commit
    return ids


def _rows(family: Family, officers: Sequence[str]) -> Iterator[Any]:
    invented = family.child
    child = Child(
        reference=invented.reference,
        preferred_name=invented.name,
        born_on=invented.born_on,
        language=invented.language,
        sex=invented.sex,
        ethnicity=invented.ethnicity,
        is_unaccompanied=invented.is_unaccompanied,
        is_disabled=invented.is_disabled,
        is_placed_outside=invented.is_placed_outside,
        came_into_care_on=family.came_into_care_on,
        **_named(family),
    )
    yield child
    for story in family.stories:
        yield from _review_rows(child, story, officers)


def _named(family: Family) -> dict[str, date]:
    """When the service was told of a child and when their officer was named: mostly in good time."""
    number = sum(family.child.reference.encode())
    told = min(clock.today(), family.came_into_care_on + timedelta(days=5 if number % 7 == 0 else 1))
    named = min(clock.today(), told + timedelta(days=2 + number % 6))
    return {"notified_on": told, **({} if family.child.officer is None else {"officer_named_on": named})}


def _review_rows(child: Child, story: Story, officers: Sequence[str]) -> Iterator[Any]:
    planned, taken = story.review, story.taking_part
    review = Review(
        id=new_id(),
        reference=planned.reference,
        child=child,
        officer_id=None if story.child.officer is None else officers[story.child.officer],
        kind=planned.kind,
        due_on=planned.due_on,
        meets_on=planned.meets_on,
        starts_at=planned.starts_at,
        venue=planned.venue,
    )
    yield review
    for adult in story.adults:
        said = {"agency": adult.agency, "language": adult.language, "email": adult.email, "phone": adult.phone}
        yield Person(review=review, role=adult.role, name=adult.name, **said)
    if planned.moved:
        moved = planned.moved
        yield Move(review=review, from_on=moved.from_on, to_on=moved.to_on, moved_at=moved.moved_at)
    if taken and not taken.suggestion:
        yield Participation(review=review, code=taken.code, recorded_at=taken.recorded_at)


@dataclass(frozen=True)
class UnsentForm:
    """Answers that were filled in, and will be sent at their moment of the invented past."""

    invitation_id: str
    root: bytes
    purpose: str
    draft_id: str
    asks_for: tuple[str, ...]
    """Questions in which the child asks for something."""


def write_letters(
    stories: Sequence[Story], chance: Chance, now: datetime
) -> tuple[dict[Key, UnsentForm], dict[str, Secrets]]:
    """What became of invitations: when they were printed and opened, and what was filled in.

    Returns also the secrets of a child's letter that the terminal shows, by invitation.
    """
    waiting: dict[Key, UnsentForm] = {}
    shown: dict[str, Secrets] = {}
    with transaction() as session, session.no_autoflush:  # all of it is written at the end, together
        reviews = reviews_named([story.review.reference for story in stories])
        profiles = {each.staff_id: each for each in session.scalars(select(Profile))}
        for story in stories:
            invitations = {_whose(i): i for i in invitations_of(reviews[story.review.reference].id)}
            for letter in story.letters:
                invitation = invitations[letter.respondent, letter.name]
                if is_shown(story, now) and letter.respondent == CHILD:
                    root, shown[invitation.id] = _really_printed(invitation, letter)
                else:
                    root = _printed(invitation, letter)
                    if letter.revoked_at:
                        session.add(_lost(invitation, letter.revoked_at))
                if letter.printed_at:
                    session.add(_sheet(invitation, story.review, letter.printed_at, profiles))
                about = (reply.at for reply in letter.replies if reply.purpose not in NOT_FOR_OFFICERS)
                session.add_all(_marks(invitation, letter.opened_at, min(about, default=None)))
                by = respondent_of(story, letter, chance)
                for reply in letter.replies:
                    key = (story.review.reference, letter.respondent, letter.name, reply.purpose)
                    dice = own_dice(key) if reply.purpose in SAID_BY_ADULTS_AFTER else chance
                    draft, answers = _filled(invitation, reply, root, by, dice)
                    if not reply.is_sent and reply.at < now - DRAFTS_STAY:
                        continue  # deleted long ago; that something was begun stays
                    session.add(draft)
                    asked = tuple(id for id in ASKING if answers.values.get(id) and asks(id, answers.values))
                    waiting[key] = UnsentForm(invitation.id, root, reply.purpose, draft.id, asked)
    return waiting, shown


def _sheet(
    invitation: Invitation, planned: Planned, printed_at: datetime, profiles: Mapping[str, Profile]
) -> PrintedSheet:
    """What the letter says: the day from which the review has moved, where it was printed before that."""
    moved = planned.moved if planned.moved and printed_at < planned.moved.moved_at else None
    return PrintedSheet(
        invitation_id=invitation.id,
        printing=invitation.printings,
        meets_on=moved.from_on if moved else planned.meets_on,
        starts_at=None if moved else planned.starts_at,
        digests=dict(said_by(invitation, profiles.get(invitation.review.officer_id or "")).digests),
        posted_at=printed_at,
    )


def _marks(invitation: Invitation, opened_at: datetime | None, started_at: datetime | None) -> Iterator[Mark]:
    for kind, at in ((OPENED, opened_at), (STARTED, started_at)):
        if at:
            yield Mark(about_id=invitation.id, kind=kind, at=at)


def _whose(invitation: Invitation) -> tuple[str, str]:
    return invitation.respondent, invitation.person.name if invitation.person else ""


def _printed(invitation: Invitation, letter: LetterStory) -> bytes:
    """A letter whose secrets nobody holds: made as real ones are, but for the slow hash, and thrown away."""
    root = sealing.new_root()
    if letter.printings:
        token = new_token()
        invitation.token_lookup, invitation.code_lookup = token_lookup(token), token_bytes(32).hex()
        invitation.root_by_token = sealing.wrap(root, token.encode(), "token")
        invitation.root_by_code = sealing.wrap(root, token_bytes(32), "code")
    invitation.printings, invitation.printed_at = letter.printings, letter.printed_at
    invitation.asked_at = letter.printed_at
    return root


def _lost(invitation: Invitation, at: datetime) -> Ending:
    """Somebody told support that their letter was lost, and has no other yet."""
    invitation.revoked_at, invitation.ending_id = at, new_id()
    return Ending(id=invitation.ending_id, what=LETTER, about_id=invitation.id, reason="lost", at=at)


def _really_printed(invitation: Invitation, letter: LetterStory) -> tuple[bytes, Secrets]:
    """A letter that a tester may open."""
    fresh = fresh_secrets(invitation.id, named_in(invitation), keyring().secret("pepper"))
    for name, value in fresh.kept.items():
        setattr(invitation, name, value)
    invitation.printings, invitation.printed_at = letter.printings, letter.printed_at
    invitation.asked_at = letter.printed_at
    token = fresh.secrets.token
    return sealing.unwrap(fresh.kept["root_by_token"], token.encode(), "token"), fresh.secrets


def _filled(
    invitation: Invitation, reply: FilledForm, root: bytes, by: Respondent, chance: Chance
) -> tuple[Draft, Answers]:
    asked = open_draft(letter_of(invitation), reply.purpose, root).questionnaire
    pages = None if reply.is_sent else chance.between(2, len(asked.pages) - 2)
    answers = answered(asked, by, reply.at.date(), chance, pages)
    id = new_id()  # first, because the sealed words are bound to it
    draft = Draft(
        id=id,
        invitation_id=invitation.id,
        purpose=asked.purpose,
        level=asked.level,
        version=asked.version,
        saved_at=reply.at,
        sealed=sealing.seal_draft(root, json.dumps(answers.to_json()).encode(), id),
    )
    return draft, answers


def keep_what_came(rows: Iterable[Outcome | Mark | ReviewAct | ActRecipient]) -> None:
    """What came of what children asked for, what they were shown, and what else was done after their reviews."""
    with transaction() as session:
        session.add_all(rows)


def send_old_notices() -> None:
    """Alerts of the invented past have long been sent; the last ones wait, as they do without a mail server."""
    with transaction() as session:
        for notice in session.scalars(select(Notice).where(Notice.made_at < clock.now() - STILL_WAITING)):
            notice.sent_at, notice.tries = notice.made_at + SENT_WITHIN, 1
