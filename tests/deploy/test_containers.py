"""The files for containers, read as what they are; their commands run here, the images themselves do not.

No container was started: what an image of Debian or PostgreSQL does by itself is not shown.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import psycopg
import pytest
import yaml

from participation.config import ROOT
from participation.operations.cli import cli
from tests.deploy.conftest import PUBLIC, STAFF, Walked
from tests.parts.postgres import SUPERUSER, PostgresServer

DEPLOY = ROOT / "deploy"
SERVICES: Mapping[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
OURS = ("public", "staff", "worker")
ENV = {"PUBLIC": PUBLIC, "STAFF": STAFF, "SMTP": "", "OWNER_PASSWORD": "one", "PUBLIC_PASSWORD": "other"}
"""What the file .env says."""
INTERPOLATED = re.compile(r"\$\{(\w+):?\?\}")
KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENTRYPOINT", "CMD"}


def environment(service: str) -> dict[str, str]:
    """What a service is told, with the words of .env in it."""
    given = SERVICES[service]["environment"].items()
    return {name: Template(INTERPOLATED.sub(r"$\1", value)).substitute(ENV) for name, value in given}


def instructions() -> list[tuple[str, str]]:
    """Those of the Containerfile, in their order."""
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line and not line.startswith("#")]


def test_the_side_of_the_children_gets_neither_the_owners_password_nor_the_folder_of_the_records() -> None:
    public = environment("public")
    assert ENV["OWNER_PASSWORD"] not in " ".join(public.values())
    assert public["PARTICIPATION_DATABASE_URL"].startswith("postgresql://participation_public:")
    assert SERVICES["public"]["volumes"] == ["children:/var/lib/participation"]
    for owner in ("staff", "worker"):
        assert environment(owner)["PARTICIPATION_PUBLIC_ROLE"] == "participation_public"
        assert SERVICES[owner]["volumes"] == ["records:/var/lib/participation"]


def test_each_is_started_after_the_database_again_and_again_and_is_reached_by_this_machine_only() -> None:
    for name in OURS:
        assert SERVICES[name]["restart"] == "always"
        assert SERVICES[name]["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))
    assert "ports" not in SERVICES["database"]


@pytest.mark.parametrize("service", OURS)
def test_its_command_is_one_of_the_program(service: str) -> None:
    name, *words = SERVICES[service]["command"]
    assert cli.commands[name].make_context(name, words).params.get("host", "") in ("", "0.0.0.0")  # noqa: S104


@pytest.mark.long
@pytest.mark.parametrize("service", ["public", "staff"])
def test_what_it_is_told_is_fit_for_childrens_words(walked: Walked, service: str) -> None:
    """On the database and with the keys of the machine on which the runbook was typed."""
    given = environment(service)
    owner, host = (
        ("participation", "participation_public")[service == "public"],
        walked.machine.root / "var/run/postgresql",
    )
    given["PARTICIPATION_DATABASE_URL"] = f"postgresql://{owner}@/participation?host={host}"
    done = subprocess.run(
        [walked.machine.root / "opt/participation/bin/participation", "check"],
        cwd=walked.machine.root / "var" / "lib" / owner, env={"PATH": os.environ["PATH"], **given},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "ok   keys\nok   database\n" in done.stdout


def test_the_two_roles_are_made_as_the_image_of_postgresql_would_make_them(postgres: PostgresServer) -> None:
    made = {**os.environ, **ENV, "PGHOST": str(postgres.folder), "POSTGRES_USER": SUPERUSER}
    subprocess.run([DEPLOY / "compose-roles.sh"], env=made, check=True)
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper, rolpassword IS NOT NULL FROM pg_authid"
            " WHERE rolname IN ('participation', 'participation_public') ORDER BY rolname"
        ).fetchall()
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'participation'"
        ).fetchone()
        for statement in ("DATABASE participation", "ROLE participation", "ROLE participation_public"):
            connection.execute(f"DROP {statement}")
    assert roles == [("participation", False, True), ("participation_public", False, True)]
    assert owner == ("participation",)


@pytest.mark.long
def test_the_image_is_built_of_what_the_program_needs_and_installs_it(walked: Walked, tmp_path: Path) -> None:
    """Its steps in their order; packages, libraries and accounts are those of the machine of the runbook."""
    source, place = tmp_path / "source", tmp_path / "image"
    typed = [f"mkdir -p {source}", f"cd {source}"]
    assert {name for name, _ in instructions()} == KNOWN
    for name, words in instructions():
        if name == "COPY":
            *sources, target = shlex.split(words)
            typed += [
                f"mkdir -p $(dirname {source}/{target}) && cp -RT {ROOT}/{each} {source}/{target}"
                for each in sources
                if len(sources) == 1
            ]
            typed += [f"cp {ROOT}/{each} {source}" for each in sources if len(sources) > 1]
        if name == "RUN" and "useradd" not in words and "apt-get" not in words:
            typed.append(words.replace("/opt/participation", str(place)))
    (entry,) = [words for name, words in instructions() if name == "ENTRYPOINT"]
    (program,) = yaml.safe_load(entry)
    typed += [f"cd {tmp_path}", f"{program.replace('/opt/participation', str(place))} check --settings"]
    assert "PARTICIPATION_DATABASE_URL" in walked.machine.type(
        "\n".join([f"export ROOT={walked.machine.root}", *typed])
    )
