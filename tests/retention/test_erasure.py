"""What is erased is gone with everything that hangs on it, and is known for as long as a backup may hold it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from participation import clock
from participation.advocacy.actions import NotedStep, refer, take_step
from participation.children.models import Child, DeprivationOfLiberty
from participation.db import Base, session, transaction
from participation.endings.models import Ending
from participation.invitations.models import Invitation
from participation.retention.erasure import KEPT, Erased, Erasure, erase, erase_again, erasures, forget_old
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from tests import factories
from tests.advocacy.referring import A_REFERRAL
from tests.casework.sending import send
from tests.databases import on_both

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
HANGING = (
    "deprivation_of_liberty", "review", "person", "invitation", "visit", "submission", "receipt", "reading",
    "advocacy_step", "advocacy_referral", "referral_step",
)  # fmt: skip


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def rows(*tables: str) -> dict[str, int]:
    return {
        name: session().scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0 for name in tables
    }


def family() -> tuple[str, str]:
    """A child whose every table has a row; gives the ids of the child and of what was sent."""
    officer, _ = factories.staff()
    review = factories.review(officer)
    sent = send(review, "my_views", proud_of="the dog")
    read(officer, [session().get_one(Submission, sent)], "to prepare")
    asked = send(review, "my_advocate", wants_advocate="yes")
    advocate, _ = factories.staff(Role.ADVOCATE)
    referred = refer(officer, review.id, "key", A_REFERRAL)
    assert referred
    assert {take_step(advocate, each, "taken") for each in (asked, referred)} == {NotedStep.WELL}
    with transaction() as current:
        current.add(DeprivationOfLiberty(child_id=review.child_id, started_on=NOW.date()))
    return review.child_id, sent


@on_both
def test_a_child_is_erased_with_everything_that_hangs_on_them_and_nobody_else(app: Flask) -> None:
    with app.app_context():
        child, _ = family()
        once = rows(*HANGING)
        family()
        assert rows(*HANGING) == {name: 2 * number for name, number in once.items()}
        assert min(once.values()) > 0
        with transaction() as current:
            erase(current, Child, [child])
        assert rows(*HANGING) == once
        assert session().get(Child, child) is None
        assert erasures(session()) == [Erasure("child", child, NOW.isoformat())]


def erased(current: Session, child: str) -> None:
    erase(current, Child, [child])


def erased_again(current: Session, child: str) -> None:
    erase_again(current, [Erasure("child", child, NOW.isoformat())])


@on_both
@pytest.mark.parametrize("again", [erased, erased_again])
def test_why_a_child_left_goes_with_the_child_and_why_another_left_stays(
    app: Flask, again: Callable[[Session, str], None]
) -> None:
    with app.app_context():
        (child, _), (other, _) = family(), family()
        with transaction() as current:
            for left in (child, other):
                review = current.scalars(select(Review.id).where(Review.child_id == left)).one()
                for what, about in (("child", left), ("review", review)):
                    current.add(Ending(what=what, about_id=about, reason="moved", words="to her aunt", at=NOW))
        with transaction() as current:
            again(current, child)
        assert other in set(session().scalars(select(Ending.about_id)))
        assert rows("ending") == {"ending": 2}


@on_both
def test_what_comes_back_is_erased_again_and_erasing_twice_is_erasing_once(app: Flask) -> None:
    with app.app_context():
        _, sent = family()
        known = [Erasure("submission", sent, NOW.isoformat()), Erasure("invitation", "never here", NOW.isoformat())]
        for _ in range(2):
            with transaction() as current:
                erase_again(current, known)
        assert session().get(Submission, sent) is None
        assert rows("reading", "submission", "invitation") == {"reading": 0, "submission": 1, "invitation": 1}
        assert set(erasures(session())) == set(known)


def test_ids_are_forgotten_when_no_backup_can_hold_them(app: Flask) -> None:
    with app.app_context():
        with transaction() as current:
            erase(current, Invitation, ["one"])
        with clock.frozen(NOW + KEPT - timedelta(minutes=1)), transaction() as current:
            erase(current, Invitation, ["other"])
            assert forget_old(current) == 0
        with clock.frozen(NOW + KEPT), transaction() as current:
            assert forget_old(current) == 1
        assert [each.id for each in session().scalars(select(Erased))] == ["other"]


def test_many_at_once_are_no_trouble(app: Flask) -> None:
    with app.app_context():
        with transaction() as current:
            erase(current, Review, [str(number) for number in range(1200)])
        assert len(erasures(session())) == 1200


def test_accounts_are_closed_and_never_erased(app: Flask) -> None:
    with app.app_context():
        family()
        before = rows(*HANGING)
        with pytest.raises(ValueError, match="staff are not erased"), transaction() as current:
            erase(current, Staff, session().scalars(select(Staff.id)).all())
        assert rows(*HANGING) == before
