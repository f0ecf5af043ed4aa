"""Many councils on one PostgreSQL: each made, upgraded, kept and restored by itself, with a wall between all."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from participation.config import PREFIX
from participation.console import Refused
from participation.councils import adding, databases
from participation.councils.adding import restored_beside
from participation.councils.folder import Council, change_settings, councils_in, shared
from participation.db.revisions import newest_revision
from participation.operations.cli import application, cli
from tests.parts.postgres import PostgresServer

NAMES = ("surrey_test", "hull_test")
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("councils")


@pytest.fixture(scope="module")
def run(folder: Path, postgres: PostgresServer) -> Iterator[Run]:
    """`participation councils` with two of them, on the server of these tests; what it made is gone afterwards."""

    def councils(*words: object) -> Result:
        return CliRunner().invoke(cli, ["councils", *map(str, words)], obj=application)

    server = postgres.url("postgres")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(f"{PREFIX}COUNCILS", str(folder))
        patch.setenv(f"{PREFIX}COUNCILS_SERVER", server)
        for name in NAMES:
            done = councils("add", name, *addresses(name.removesuffix("_test")))
            assert done.exit_code == 0, done.output
        yield councils
    with databases.server(server) as connection:
        for name in NAMES:
            for number in (2, 3):
                databases.drop(connection, f"{name}_{number}")
            databases.unmake(connection, name)


def addresses(host: str) -> tuple[str, str]:
    return f"--public-url=https://{host}.example.org", f"--staff-url=https://staff.{host}.example.org"


def asked(folder: Path, name: str, statement: str) -> object:
    """What a council's own database gives to the owner of its records, who may change it too."""
    (council,) = councils_in(folder, [name])
    with psycopg.connect(council.config.database_url) as connection:
        (value,) = connection.execute(statement.encode()).fetchone() or (None,)
        return value


def test_a_council_is_made_whole_and_its_sides_are_told_what_each_needs(run: Run, folder: Path) -> None:
    assert asked(folder, "surrey_test", "SELECT version_num FROM alembic_version") == newest_revision()
    (_, staff), (_, children) = councils_in(folder), councils_in(folder / "public")
    assert (staff.config.serves, children.config.serves) == (("public", "staff"), ("public",))
    assert {file.stat().st_mode & 0o777 for file in (*folder.glob("*.env"), *folder.glob("public/*.env"))} == {0o600}
    assert not [*Path(children.config.keys_dir).rglob("*.private")]
    assert [*Path(staff.config.keys_dir).rglob("*.private")]
    listed = run("list").output
    assert "surrey_test  https://surrey.example.org  https://staff.surrey.example.org  surrey_test" in listed
    assert str(make_url(staff.config.database_url).password) not in listed


def test_no_role_of_one_council_gets_into_the_database_of_another(run: Run, folder: Path) -> None:
    for mine, other in (("surrey_test", "hull_test"), ("hull_test", "surrey_test")):
        for side in (folder, folder / "public"):
            (council,) = councils_in(side, [mine])
            own = make_url(council.config.database_url)
            with psycopg.connect(own.render_as_string(hide_password=False)) as connection:
                assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(own.set(database=other).render_as_string(hide_password=False))


def test_the_childrens_role_may_not_open_what_is_sealed(run: Run, folder: Path) -> None:
    (_, children) = councils_in(folder / "public")
    with (
        psycopg.connect(children.config.database_url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT envelope FROM submission")


def test_a_name_address_or_file_that_is_taken_makes_nothing(run: Run, folder: Path, postgres: PostgresServer) -> None:
    before = sorted(folder.rglob("*")), databases_of(postgres)
    urls = addresses("ely")
    for words, said in (
        (("surrey_test", *urls), "is there already"),
        (("Ely", *urls), "cannot be a council's name"),
        (("ely_test", urls[0], "--staff-url=https://staff.surrey.example.org"), "have one address of staff"),
        (("ely_test", urls[0], "--staff-url=http://staff.hull.example.org"), "must start with https://"),
    ):
        refused = run("add", *words)
        assert (refused.exit_code, said in refused.output) == (1, True), refused.output
        assert (sorted(folder.rglob("*")), databases_of(postgres)) == before


def databases_of(postgres: PostgresServer) -> list[tuple[object, ...]]:
    with psycopg.connect(postgres.url("postgres")) as connection:
        return connection.execute("SELECT datname FROM pg_database UNION ALL SELECT rolname FROM pg_roles").fetchall()


def test_upgrade_goes_on_to_the_end_and_after_a_failure_begins_no_other(run: Run, folder: Path) -> None:
    done = run("upgrade")
    assert (done.exit_code, "2 of 2 done." in done.output) == (0, True), done.output
    change = "UPDATE alembic_version SET version_num = '{}' RETURNING 1"
    asked(folder, "hull_test", change.format("unknown"))
    stopped = run("upgrade", "--at-once", "1")
    asked(folder, "hull_test", change.format(newest_revision()))
    assert stopped.exit_code == 1
    assert "hull_test: NOT DONE" in stopped.output
    assert "Done: none. Not begun: surrey_test." in stopped.output


def test_check_goes_through_all_and_names_a_wall_that_is_not_there(run: Run, folder: Path) -> None:
    file = folder / "surrey_test.env"
    whole = file.read_text()
    file.write_text(whole.replace("keys/surrey_test", "keys/hull_test"))
    checked = run("check")
    file.write_text(whole)
    assert checked.exit_code == 1
    assert "hull_test and surrey_test have one folder of keys; each council needs its own." in checked.output
    assert {"hull_test: NOT DONE", "surrey_test: NOT DONE"} <= set(checked.output.splitlines()), "halves lie there"


def test_any_other_command_runs_with_the_settings_of_one(run: Run, folder: Path) -> None:
    words = ["staff", "add", "ann@hull.example.org", "--name", "Ann", "--role", "manager", "--generate"]
    program = [sys.executable, "-m", "participation", "councils", "run", "hull_test", *words]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    counted = "SELECT count(*) FROM staff WHERE email = 'ann@hull.example.org'"
    assert [asked(folder, name, counted) for name in NAMES] == [0, 1]


def test_one_is_restored_into_a_database_of_its_own_and_its_settings_lead_there(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    kept_row = "INSERT INTO pulse (name, at) VALUES ('kept', now()) RETURNING 1"
    asked(folder, "surrey_test", kept_row)
    kept = tmp_path / "kept"
    kept.mkdir()
    backed_up = run("backup", kept)
    assert (backed_up.exit_code, len([*kept.iterdir()])) == (0, 2), backed_up.output
    asked(folder, "surrey_test", "DELETE FROM pulse RETURNING 1")
    (file,) = kept.glob("surrey_test-*.backup")
    halves = sorted((folder / "keys" / "surrey_test").glob("recovery.half-*"))
    restored = run("restore", "surrey_test", file, "--half", halves[0], "--half", halves[1])
    assert restored.exit_code == 0, restored.output
    assert "surrey_test has the database surrey_test_2 now." in restored.output
    assert asked(folder, "surrey_test", "SELECT count(*) FROM pulse WHERE name = 'kept'") == 1
    assert {council.database for council in councils_in(folder / "public")} == {"hull_test", "surrey_test_2"}


def test_what_somebody_added_to_the_settings_stays_and_a_standby_is_led_along(run: Run, folder: Path) -> None:
    files = [folder / "hull_test.env", folder / "public" / "hull_test.env"]
    whole = [file.read_text() for file in files]
    (council,) = councils_in(folder, ["hull_test"])
    standby = council.config.database_url.replace("@", "@standby.example.org")
    files[0].write_text(f"# Ask Jo first\n{whole[0]}{PREFIX}FIGURES_DATABASE_URL='{standby}'\n")
    try:
        with restored_beside(folder, "hull_test", os.environ[f"{PREFIX}COUNCILS_SERVER"]) as moved:
            assert moved.database == "hull_test_2"
        (after,) = councils_in(folder, ["hull_test"])
        assert after == moved
        assert make_url(after.config.figures_database_url).database == "hull_test_2"
        assert files[0].read_text().startswith(f"# Ask Jo first\n{PREFIX}PUBLIC_URL=")
    finally:
        for file, text in zip(files, whole, strict=True):
            file.write_text(text)


def test_settings_that_cannot_be_written_lead_both_sides_where_they_led(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer
) -> None:
    before = databases_of(postgres), councils_in(folder), councils_in(folder / "public")

    def full(file: Path, settings: Mapping[str, str]) -> None:
        if file.parent.name == "public":
            raise OSError("No space left on device")
        change_settings(file, settings)

    monkeypatch.setattr(adding, "change_settings", full)
    with pytest.raises(OSError, match="No space"):
        with restored_beside(folder, "hull_test", os.environ[f"{PREFIX}COUNCILS_SERVER"]):
            pass
    assert (databases_of(postgres), councils_in(folder), councils_in(folder / "public")) == before


@pytest.mark.parametrize("setting", ["RECORD_FOLDER", "FIGURES_ROLE", "PUBLIC_ROLE"])
def test_no_two_councils_share_what_would_lead_from_one_to_the_other(tmp_path: Path, setting: str) -> None:
    given = {f"{PREFIX}DATABASE_URL": "postgresql://x@y/{}", f"{PREFIX}KEYS_DIR": "/keys/{}"}
    given |= {f"{PREFIX}PUBLIC_URL": "https://{}.example.org", f"{PREFIX}STAFF_URL": "https://staff.{}.example.org"}
    apart = [Council(name, {key: value.format(name) for key, value in given.items()}) for name in ("ely", "hull")]
    assert [*shared(apart)] == []
    alike = [Council(each.name, {**each.settings, f"{PREFIX}{setting}": "alike"}) for each in apart]
    (sentence,) = shared(alike)
    assert sentence.startswith("ely and hull have one ")


def test_a_backup_that_does_not_open_leaves_the_council_as_it_was(
    run: Run, folder: Path, tmp_path: Path, postgres: PostgresServer
) -> None:
    before, council = databases_of(postgres), councils_in(folder)
    file = tmp_path / "no.backup"
    file.write_bytes(b"nothing")
    halves = sorted((folder / "keys" / "surrey_test").glob("recovery.half-*"))
    refused = run("restore", "surrey_test", file, "--half", halves[0], "--half", halves[1])
    assert (refused.exit_code, "surrey_test is as it was." in refused.output) == (1, True)
    assert (databases_of(postgres), councils_in(folder)) == (before, council)


def test_a_file_of_settings_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "surrey_test.env"
    for lines, said in (
        (f"# Surrey\n\n{PREFIX}PUBLIC_URL=https://a.example.org\nDATABASE=x\n", ":4: a line here is"),
        (f"{PREFIX}PUBLIC_URL='https://a.example.org\n", ":1: a quotation mark is open."),
    ):
        file.write_text(lines)
        with pytest.raises(Refused, match=said):
            councils_in(tmp_path)
    with pytest.raises(Refused, match="has no hull_test.env."):
        councils_in(tmp_path, ["hull_test"])


def test_whom_a_newer_backup_knows_as_erased_does_not_come_back(run: Run, folder: Path, tmp_path: Path) -> None:
    child = "INSERT INTO child (id, reference, preferred_name, language, sex, ethnicity, other_languages) "
    asked(folder, "hull_test", f"{child} VALUES ('gone', 'gone', 'Gone', 'en', '', '', '') RETURNING 1")
    older, newer = tmp_path / "older", tmp_path / "newer"
    for each in (older, newer):
        each.mkdir()
        assert run("backup", each, "hull_test").exit_code == 0
        asked(
            folder, "hull_test", "INSERT INTO erased VALUES ('child', 'gone', now()) ON CONFLICT DO NOTHING RETURNING 1"
        )
    (before,), (after,) = older.iterdir(), newer.iterdir()
    halves = sorted((folder / "keys" / "hull_test").glob("recovery.half-*"))
    restored = run("restore", "hull_test", before, "--half", halves[0], "--half", halves[1], "--erased", after)
    assert restored.exit_code == 0, restored.output
    assert asked(folder, "hull_test", "SELECT count(*) FROM child WHERE id = 'gone'") == 0
