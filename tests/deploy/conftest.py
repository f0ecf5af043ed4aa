"""One machine on which the whole runbook has been typed, for every test of this folder."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from participation import clock
from tests.deploy import certificates, machine, runbook
from tests.deploy.machine import Machine
from tests.exchange.lists import row, write_caseload
from tests.parts import postgres
from tests.parts.clone import clone_into

PUBLIC, STAFF = "review.example.org", "staff.example.org"
MEETS_IN = timedelta(days=14)


@dataclass(frozen=True)
class Walked:
    """The machine afterwards, and what each section of the runbook has said."""

    machine: Machine
    said: Mapping[str, str]


@pytest.fixture(scope="session")
def walked() -> Iterator[Walked]:
    """Every block of the page, in its order, each section in a shell of its own.

    The folders have short names, because a socket's path has at most 107 bytes.
    """
    root = Path(tempfile.mkdtemp(prefix="m-", dir="/tmp"))
    cluster = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    postgres.make(cluster)
    postgres.start(cluster, "listen_addresses=")
    made = machine.make(root, clone_into(root / "clone"), cluster)
    try:
        first, *sections = runbook.blocks().items()
        values = runbook.with_values(first[1], **of_this_council(made))
        yield Walked(made, {name: made.type(values + commands) for name, commands in sections})
    finally:
        made.switch_off()
        postgres.stop(cluster)
        shutil.rmtree(cluster)
        shutil.rmtree(root)


def of_this_council(made: Machine) -> dict[str, str]:
    """What the first block is filled in with."""
    root, meets_on = made.root, clock.today() + MEETS_IN
    child = row(language="en", review_due_on=f"{meets_on}", review_at=f"{meets_on} 15:30")
    lists = root / "srv" / "lists"
    lists.mkdir(parents=True, exist_ok=True)
    write_caseload(lists / "caseload.csv", [child])
    certificates.write(lists, PUBLIC, STAFF)
    return {
        "ROOT": str(root), "CERT": f"{lists}/tls.pem", "KEY": f"{lists}/tls.key",
        "ONE": f"{root}/media/one", "OTHER": f"{root}/media/other",
        "LIST": f"{lists}/caseload.csv", "UNTIL": f"{meets_on}",
        "SMTP": "smtp://127.0.0.1:9",
    }  # fmt: skip
