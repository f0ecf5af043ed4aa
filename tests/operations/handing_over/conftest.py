"""The three councils, made once."""

from collections.abc import Iterator
from typing import Any

import pytest

from participation import clock
from participation.config import PREFIX
from participation.demo import actions as demo
from participation.demo.kept import kept
from tests.demo.conftest import run as run_demo
from tests.demo.looking import NOW
from tests.operations.handing_over.land import NAMES, OLD, Land
from tests.parts.postgres import PostgresServer

CHILDREN = 40


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """The day on which the demonstration was made."""
    with clock.frozen(NOW):
        yield


@pytest.fixture(scope="session")
def made_land(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[Land]:
    """Made once: one council with invented children, every letter of theirs drawn with secrets that are known here."""
    land = Land(tmp_path_factory.mktemp("councils"), postgres)
    really = demo._really_printed

    def printed(invitation: Any, letter: Any) -> bytes:
        root, land.secrets[invitation.id] = really(invitation, letter)
        return root

    with pytest.MonkeyPatch.context() as patch, clock.frozen(NOW):
        patch.setenv(f"{PREFIX}COUNCILS", str(land.folder))
        patch.setenv(f"{PREFIX}COUNCILS_SERVER", postgres.url("postgres"))
        for name in NAMES:
            host = name.removesuffix("_test")
            urls = f"--public-url=https://{host}.example.org", f"--staff-url=https://staff.{host}.example.org"
            done = land.run("add", name, *urls)
            assert done.exit_code == 0, done.output
        patch.setattr(demo, "_printed", printed)
        with land.inside(OLD) as app:
            filled = run_demo(app, "--children", CHILDREN)
            assert filled.exit_code == 0, filled.output
            land.kept = kept()
        land.keep()
        yield land
    land.forget()


@pytest.fixture
def land(made_land: Land) -> Land:
    """As they were made."""
    made_land.as_new()
    return made_land
