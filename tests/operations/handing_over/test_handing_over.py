"""What an operator is told, what is refused, and that nothing is left half."""

import json
import shutil
from pathlib import Path

import pytest

from participation.audit.models import AuditEntry
from participation.db import new_id, session, transaction
from participation.operations.handing_over import arriving, leaving
from participation.staff.authenticators import totp_secret_of
from participation.staff.models import Role, Staff
from tests.operations.handing_over import looking
from tests.operations.handing_over.conftest import FEW
from tests.operations.handing_over.land import Land, listed


def test_a_rehearsal_says_the_same_and_changes_nothing(land: Land, tmp_path: Path) -> None:
    children = land.half_and_half(tmp_path / "list.csv")
    before = land.rows()
    said = land.done("split", land.old, "--list", children, "--dry-run").splitlines()
    assert said[-1] == "This was a rehearsal: nothing has changed."
    assert land.rows() == before
    assert not [*land.folder.glob("figures/*")]
    assert not [*Path(land.council(land.east).config.keys_dir).glob("peppers/*")]
    assert land.done("split", land.old, "--list", children).splitlines() == said[:-1]


def test_every_row_of_a_list_that_is_wrong_is_named_and_nothing_happens(land: Land, tmp_path: Path) -> None:
    first, second, *others = land.references()
    wrong = [(first, land.east), (first, land.west), ("nobody", land.east), *((each, land.old) for each in others)]
    before = land.rows()
    said = land.refused("split", land.old, "--list", listed(tmp_path / "list.csv", wrong)).splitlines()
    assert said == [
        f"{land.old}: Line 2: the child {first} stands in 2 rows.",
        f"{land.old}: Line 3: the child {first} stands in 2 rows.",
        f"{land.old}: Line 4: no child has the reference 'nobody'.",
        f"{land.old}: The child {second} stands in no row.",
    ]
    assert land.rows() == before
    (tmp_path / "list.csv").write_text("child,council\n1,\n")
    assert "Line 2: council is empty." in land.refused("split", land.old, "--list", tmp_path / "list.csv")
    strange = listed(tmp_path / "list.csv", [(first, "nowhere_test")])
    assert "has no nowhere_test.env." in land.refused("split", land.old, "--list", strange)


def test_who_stays_is_listed_with_the_council_itself(land: Land, tmp_path: Path) -> None:
    goes, *stay = land.references()
    rows = [(goes, land.east), *((each, land.old) for each in stay)]
    land.done("split", land.old, "--list", listed(tmp_path / "list.csv", rows))
    assert land.asked(land.east, "SELECT reference FROM child") == [goes]
    assert land.references() == stay


def test_a_reference_that_is_taken_is_named_and_a_prefix_tells_them_apart(land: Land, tmp_path: Path) -> None:
    taken = land.references()[0]
    (child,) = land.asked(land.old, "SELECT row_to_json(child) FROM child WHERE reference = %s", taken)
    add = "INSERT INTO child SELECT * FROM json_populate_record(null::child, %s)"
    land.asked(land.east, add, json.dumps(child | {"id": "another"}))
    before = land.rows()
    assert f"have these references here: {taken}. Use --prefix." in land.refused("merge", land.east, land.old)
    assert land.rows() == before
    land.done("merge", land.east, land.old, "--prefix", "N-")
    assert f"N-{taken}" in land.asked(land.east, "SELECT reference FROM child")
    land.done("undo", land.old, land.east)
    assert taken in land.references()
    assert land.asked(land.east, "SELECT reference FROM child") == [taken]


def test_each_of_several_may_have_a_prefix_of_its_own(land: Land) -> None:
    taken = land.references()[0]
    (child,) = land.asked(land.old, "SELECT row_to_json(child) FROM child WHERE reference = %s", taken)
    add = "INSERT INTO child SELECT * FROM json_populate_record(null::child, %s)"
    land.asked(land.west, add, json.dumps(child | {"id": "another"}))
    both = "merge", land.east, land.old, land.west
    assert f"have these references here: {taken}. Use --prefix." in land.refused(*both)
    assert "name each council that is merged once." in land.refused(*both, "--prefix", f"{land.east}=N-")
    assert "Give one --prefix for all" in land.refused(*both, "--prefix", "N-", "--prefix", "W-")
    assert "at most 20 letters" in land.refused(*both, "--prefix", f"{land.west}={'W' * 21}")
    assert land.children(land.east) == 0
    others = land.references()[1:]
    land.done(*both, "--prefix", "N-", "--prefix", f"{land.west}=W-")
    references = land.asked(land.east, "SELECT reference FROM child ORDER BY reference")
    assert references == sorted([f"W-{taken}", f"N-{taken}", *(f"N-{each}" for each in others)])


def test_one_without_children_is_named_and_the_others_go(land: Land) -> None:
    assert "No child is handed over." in land.refused("merge", land.old, land.east, land.west)
    said = land.done("merge", land.east, land.west, land.old).splitlines()
    assert said[0] == f"{land.west} has no children: nothing of it goes."
    assert (land.children(land.old), land.children(land.east)) == (0, FEW)
    assert land.asked(land.west, "SELECT count(*) FROM handover") == [0]


def test_staff_come_as_a_name_alone_unless_their_reviews_are_not_over_or_a_list_names_them(
    land: Land, tmp_path: Path
) -> None:
    (manager, *_) = land.asked(land.old, "SELECT email FROM staff WHERE role = 'manager' ORDER BY email")
    children = listed(tmp_path / "list.csv", [(each, land.east) for each in land.references()])
    said = land.done("split", land.old, "--list", children, "--dry-run")
    assert f"{manager} comes as a name alone, closed." in said
    assert "No manager can sign in here" in said
    mistyped = listed(tmp_path / "mistyped.csv", [("nobody@example.org", land.east)], "email")
    wrong = land.refused("split", land.old, "--list", children, "--staff", mistyped)
    assert "Nobody signs in here as nobody@example.org." in wrong
    named = listed(tmp_path / "staff.csv", [(manager.upper(), land.east)], "email")
    said = land.done("split", land.old, "--list", children, "--staff", named)
    assert f"{manager} comes with what they sign in with." in said
    assert "No manager" not in said
    with land.inside(land.old):
        before = {each.email: each for each in looking.staff()}
        secrets = {email: totp_secret_of(each) for email, each in before.items() if each.totp_secret}
    with land.inside(land.east):
        for each in looking.staff():
            if each.disabled_at is None:
                assert each.password_hash == before[each.email].password_hash
                assert totp_secret_of(each) == secrets[each.email]
                assert each.totp_secret != before[each.email].totp_secret, "wrapped by the key that is here"
            else:
                assert (each.password_hash, each.totp_secret, each.openid_subject) == ("", "", "")
        assert {each.disabled_at is None for each in looking.staff()} == {True, False}


def test_who_has_an_account_at_both_keeps_the_one_that_is_there(land: Land) -> None:
    (email, *_) = land.asked(land.old, "SELECT email FROM staff JOIN review ON officer_id = staff.id")
    there = new_id()
    with land.inside(land.east), transaction() as current:
        current.add(Staff(id=there, email=email, name="There", role=Role.MANAGER, password_hash="theirs"))
    before = land.rows()
    assert f"{email} is officer here and manager there." in land.refused("merge", land.east, land.old)
    assert land.rows() == before
    land.asked(land.east, "UPDATE staff SET role = 'officer' WHERE email = %s", email)
    with land.inside(land.old):
        old = {each.email: each.id for each in looking.staff()}[email]
        sealed, readable = looking.words(), looking.readable()
    land.done("merge", land.east, land.old)
    with land.inside(land.east):
        assert {each.email: each for each in looking.staff()}[email].password_hash == "theirs"
        assert looking.words() == sealed, "also what is bound to who wrote it"
        assert looking.readable() == readable
    assert land.asked(land.east, "SELECT count(*) FROM review WHERE officer_id = %s", old) == [0]
    assert land.asked(land.east, "SELECT count(*) > 0 FROM review WHERE officer_id = %s", there) == [True]


def test_undo_hands_back_what_came_and_what_has_come_since(land: Land) -> None:
    with land.inside(land.old):
        years = looking.all_years()
        before = looking.words(), looking.roots(land), looking.counts(years), looking.readable()
        tallies = land.asked(land.old, "SELECT row_to_json(tally)::text FROM tally ORDER BY 1")
    rows = land.asked(land.old, "SELECT id FROM review ORDER BY id")
    land.done("merge", land.east, land.old)
    land.asked(land.east, "UPDATE review SET venue = 'said since'")
    said = land.done("undo", land.old, land.east)
    for email in land.asked(land.east, "SELECT email FROM staff WHERE disabled_at IS NULL"):
        assert f"{land.east}: {email} can still sign in here, where no child is left." in said
    with land.inside(land.old):
        assert (looking.words(), looking.roots(land), looking.counts(years), looking.readable()) == before
    assert land.asked(land.old, "SELECT row_to_json(tally)::text FROM tally ORDER BY 1") == tallies
    assert land.asked(land.old, "SELECT id FROM review WHERE venue = 'said since' ORDER BY id") == rows
    assert land.asked(land.old, "SELECT count(*) FROM moved_letter") == [0]
    assert land.children(land.east) == 0
    assert land.asked(land.old, "SELECT count(*) FROM erased WHERE kind = 'child'") == [0]


def test_what_is_closed_is_not_undone(land: Land) -> None:
    land.done("merge", land.east, land.old)
    assert "is closed: 1 handover." in land.done("close", land.old, land.east)
    assert "cannot be undone" in land.refused("undo", land.old, land.east)
    assert "that is not closed" in land.refused("close", land.old, land.east)
    assert land.children(land.east) == FEW


def test_who_has_gone_on_is_handed_back_first(land: Land) -> None:
    land.done("merge", land.east, land.old)
    land.done("merge", land.west, land.east)
    assert f"went on to {land.west}; undo that first." in land.refused("undo", land.old, land.east)
    land.done("undo", land.east, land.west)
    land.done("undo", land.old, land.east)
    assert land.children(land.old) == FEW


def test_each_record_of_who_did_what_names_the_end_of_the_other(land: Land) -> None:
    land.done("merge", land.east, land.old)
    entries = {}
    for name in (land.old, land.east):
        with land.inside(name):
            found = session().query(AuditEntry).order_by(AuditEntry.number).all()
            entries[name] = [f"{each.number}-{each.mac}" for each in found], found[-1]
    marks, went = entries[land.old]
    assert went.action == "children went"
    assert went.purpose.endswith(entries[land.east][0][-1])
    came = entries[land.east][1]
    assert came.action == "children came"
    assert came.purpose.endswith(marks[-2]), "the end as it was before this entry"


def test_the_figures_of_each_year_stand_under_the_old_name(land: Land) -> None:
    with land.inside(land.old):
        years = looking.all_years()
    land.done("merge", land.east, land.old)
    files = sorted(land.folder.glob("figures/*"))
    assert [file.name for file in files] == [f"{land.old}-{year}-until-2026-03-10.csv" for year in years]
    assert all("reviews.held," in file.read_text() for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_what_the_machine_refuses_is_said_and_refuses_all_of_it(land: Land) -> None:
    figures = land.folder / "figures"
    shutil.rmtree(figures, ignore_errors=True)
    figures.write_text("in the way")
    before = land.rows()
    assert "FileExistsError" in land.refused("merge", land.east, land.old)
    figures.unlink()
    assert land.rows() == before
    assert not [*land.folder.glob("*.handover")]


def test_a_figure_that_does_not_add_up_refuses_all_of_it(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    before = land.rows()
    monkeypatch.setattr(arriving.counters, "add", lambda *_: None)
    said = land.refused("merge", land.east, land.old)
    assert f"The figures of {land.old} do not add up, and nothing has happened:" in said
    assert land.rows() == before


def test_an_item_that_would_not_open_there_refuses_all_of_it(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    before = land.rows()
    sealed = leaving.CouncilCard.sealed
    monkeypatch.setattr(
        leaving.CouncilCard, "sealed", lambda card, words, header: sealed(card, words, header)[:-1] + b"x"
    )
    assert "does not open with the keys here." in land.refused("merge", land.east, land.old)
    assert land.rows() == before


def test_what_a_database_says_of_a_row_is_not_told(land: Land) -> None:
    land.asked(land.east, "ALTER TABLE child ADD CONSTRAINT ck_odd CHECK (preferred_name = '')")
    said = land.refused("merge", land.east, land.old)
    assert 'violates check constraint "ck_odd"' in said
    assert "Failing row" not in said
