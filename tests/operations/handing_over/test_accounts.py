"""Accounts of the staff, where more than two councils are joined."""

from pathlib import Path

from participation.db import new_id, transaction
from participation.staff.models import Staff
from tests.operations.handing_over import looking
from tests.operations.handing_over.land import Land, listed


def test_who_works_for_two_that_are_joined_comes_once_and_reads_what_came_from_both(land: Land, tmp_path: Path) -> None:
    theirs = "SELECT reference FROM child WHERE id IN (SELECT child_id FROM review WHERE officer_id = %s)"
    busiest = "SELECT officer_id FROM review GROUP BY officer_id ORDER BY count(DISTINCT child_id) DESC, 1 LIMIT 1"
    officer = land.asked(land.old, busiest)[0]
    email = land.asked(land.old, "SELECT email FROM staff WHERE id = %s", officer)[0]
    one, *_ = land.asked(land.old, theirs, officer)
    other = new_id()
    with land.inside(land.west), transaction() as current:
        current.add(Staff(id=other, email=email, name="The same", role="officer", password_hash="another"))
    rows = [(each, land.west if each == one else land.old) for each in land.references()]
    land.done("split", land.old, "--list", listed(tmp_path / "one.csv", rows))
    with land.inside(land.old):
        before = dict(looking.words())
    with land.inside(land.west):
        before |= looking.words()
    reviews = "SELECT count(*) FROM review WHERE officer_id = %s"
    held = land.asked(land.old, reviews, officer)[0] + land.asked(land.west, reviews, other)[0]
    assert land.asked(land.west, reviews, other)[0] > 0
    land.done("merge", land.east, land.old, land.west)
    with land.inside(land.east):
        (there,) = [each for each in looking.staff() if each.email == email]
        assert looking.words() == before, "also what is bound to who wrote it"
    assert land.asked(land.east, reviews, there.id) == [held]
