"""The officer's list and the page of a review: in a database of a whole service, beside one of this officer alone."""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from participation import clock, create_app
from participation.audit import actions as audit
from participation.children.models import Child
from participation.config import Config
from participation.db import engine, new_id, transaction
from participation.db.migrations import upgrade
from participation.invitations.marks import OPENED, Mark
from participation.invitations.models import CHILD, Invitation
from participation.invitations.purposes import BEFORE
from participation.questionnaires.answers import Answers
from participation.reviews.models import Person, Review
from participation.sealing.keyring import Keyring
from participation.sealing.of_this_app import keyring
from participation.service.questionnaires import library
from participation.staff.models import Staff
from participation.submissions.models import Reading, Submission
from participation.submissions.queries import header_of
from tests import factories
from tests.walking import signed_in

CHILDREN, CASELOAD = 3_000, 65
"""A third of them have an earlier review too: 20,000 submissions."""
BAR = 1.5
TIMES = 15
"""Of so many, the middle one counts."""
SENT = ((CHILD, "my_views"), (CHILD, "my_meeting"), *((role, BEFORE[role][0]) for role in BEFORE if role != CHILD))
"""Who sends what about a review."""
BEFORE_THE_MEETING, AN_HOUR, HALF_A_YEAR = timedelta(days=5), timedelta(hours=1), timedelta(days=180)
WORDS = "It is loud at night, and I would like a lock on my door."
_numbers = count(1)


@dataclass(frozen=True)
class Service:
    """One database, with the officer who is measured."""

    app: Flask
    browser: FlaskClient
    review_id: str

    def seconds(self, path: str) -> float:
        """Until a page is there."""
        began = time.perf_counter()
        answer = self.browser.get(path)
        took = time.perf_counter() - began
        assert answer.status_code == 200, path
        assert path == "/staff/" or WORDS in answer.text, "nothing was opened"
        return took


def rows_of(officer: Staff, number: int) -> Iterator[Any]:
    """One child with a review that is near today, all of it sent; every third with one of half a year ago too."""
    child = Child(id=new_id(), reference=f"C{next(_numbers)}", preferred_name=f"Child {number}")
    child.born_on = clock.today() - timedelta(days=1) * (4_000 + number)
    yield child
    near = clock.today() + timedelta(days=1) * (number % 120 - 60)
    yield from _review(child, officer, near, 6)
    if number % 3 == 0:
        yield from _review(child, officer, near - HALF_A_YEAR, 2)


def _review(child: Child, officer: Staff, on: Any, forms: int) -> Iterator[Any]:
    review = Review(id=new_id(), child_id=child.id, child=child, officer_id=officer.id, meets_on=on, due_on=on)
    review.reference, review.venue = f"R{next(_numbers)}", "At school"
    yield review
    invitations: dict[str, Invitation] = {}
    for respondent, purpose in SENT[:forms]:
        if respondent not in invitations:
            invitations[respondent] = invitation = _invitation(review, respondent)
            yield invitation
            yield Mark(about_id=invitation.id, kind=OPENED, at=clock.now())
        submission = _submission(review, invitations[respondent], purpose)
        yield submission
        at = submission.sent_at + AN_HOUR
        yield Reading(submission_id=submission.id, staff_id=officer.id, opened_at=at, read_at=at)


def _invitation(review: Review, respondent: str) -> Invitation:
    person = None if respondent == CHILD else Person(review=review, role=respondent, name=f"Jo {next(_numbers)}")
    asked_on = clock.today() - timedelta(days=1) * 20
    made = Invitation(id=new_id(), review_id=review.id, respondent=respondent, person=person, invited_on=asked_on)
    made.level, made.ends_on, made.printings = "short" if person is None else "adult", clock.today() + HALF_A_YEAR, 1
    made.token_lookup = made.id
    made.printed_at = made.asked_at = clock.now() - BEFORE_THE_MEETING
    return made


def _submission(review: Review, invitation: Invitation, purpose: str) -> Submission:
    asked = library().latest(purpose, invitation.level)
    made = Submission(
        id=new_id(), review_id=review.id, invitation_id=invitation.id, respondent=invitation.respondent,
        kind=asked.envelope, purpose=purpose, level=asked.level, version=asked.version, language="en", printing=1,
        sent_at=clock.now() - BEFORE_THE_MEETING, asks_for_advocate=False, is_kept_from_officer=False,
    )  # fmt: skip
    question = next(each.id for each in asked.questions if each.kind == "long_text")
    words = {"answers": Answers({question: WORDS}).to_json(), "people": {}}
    made.envelope = keyring().seal(json.dumps(words).encode(), header_of(made))
    return made


def service(folder: Path, others: int) -> Service:
    """The officer's own children, and so many of colleagues."""
    Keyring.create(folder / "keys")
    app = create_app(Config(database_url=f"sqlite:///{folder}/desk.sqlite", keys_dir=str(folder / "keys")))
    with app.app_context():
        upgrade(engine())
        own, secret = factories.staff()
        email, mine = own.email, _fill(own, CASELOAD)
        while others > 0:
            _fill(factories.staff()[0], min(CASELOAD, others))
            others -= CASELOAD
    return Service(app, signed_in(app, email, secret), mine)


def _fill(officer: Staff, children: int) -> str:
    """Gives the first review."""
    with transaction() as session:
        rows = [row for number in range(children) for row in rows_of(officer, number)]
        session.add_all(rows)
        session.flush()
        sent = [f"submission/{row.id}" for row in rows if isinstance(row, Submission)]
        audit.record_each(session, officer.id, "read", sent, "preparing the review")
        first = next(row.id for row in rows if isinstance(row, Review))
        session.expunge_all()
    return first


def compared(small: Service, whole: Service, path: Callable[[Service], str]) -> tuple[float, float]:
    """The middle of many times, taken in turns, so that what else the machine does is the same for both."""
    took: list[tuple[float, float]] = [(small.seconds(path(small)), whole.seconds(path(whole))) for _ in range(TIMES)]
    return statistics.median(each for each, _ in took), statistics.median(each for _, each in took)


def main() -> None:
    """SQLite as it is set up by default."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--children", type=int, default=CHILDREN)
    others = options.parse_args().children - CASELOAD
    with tempfile.TemporaryDirectory() as kept:
        small, whole = service(Path(kept) / "small", 0), service(Path(kept) / "whole", others)
        print("| page | of this officer alone, seconds | of a whole service | times as long |")
        print("| :--- | ---: | ---: | ---: |")
        ratios = []
        for what, path in (
            (f"the list, {CASELOAD} children", lambda _: "/staff/"),
            ("a review, 6 submissions", lambda where: f"/staff/reviews/{where.review_id}"),
        ):
            alone, among_all = compared(small, whole, path)
            ratios.append(among_all / alone)
            print(f"| {what} | {alone:.3f} | {among_all:.3f} | {ratios[-1]:.2f} |", flush=True)
    assert max(ratios) <= BAR, "an officer waits for what others have"


if __name__ == "__main__":
    main()
