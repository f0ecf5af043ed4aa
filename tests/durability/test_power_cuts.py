"""The power is cut right after a page says that it is sent: what was only written, and not synced, is gone."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.durability.balance import Balance
from tests.durability.disk import Disk
from tests.durability.power import after, cuts, looking, set_pragma
from tests.durability.prepared import prepare
from tests.parts.server import Serve

pytestmark = pytest.mark.long

SENDS = 50


Balances = Callable[[float], list[Balance]]


@pytest.fixture
def balances(disk: Disk, on_disk: Flask, serve: Serve, tmp_path: Path, keys: Path) -> Balances:
    """What is there after each of fifty cuts; by luck, some of what was not synced is there too."""

    def balances(luck: float) -> list[Balance]:
        # So that some cuts come while the log is carried over into the database.
        set_pragma(on_disk.extensions["engine"], "wal_autocheckpoint=40")
        presses, chance = prepare(on_disk, SENDS), random.Random(1)  # noqa: S311 - no secret
        on_disk.extensions["engine"].dispose()
        port = int(serve(on_disk).rpartition(":")[2])
        folder = tmp_path / "after"
        folder.mkdir()
        made, looks = cuts(disk, port, presses, lambda: chance.random() < luck), looking(folder, keys)
        return [after(cut, presses, looks) for cut in made]

    return balances


@pytest.mark.parametrize("luck", [0, 0.5, 1], ids=["nothing unsynced", "half of the unsynced", "all"])
def test_nothing_that_a_child_was_told_is_sent_is_lost(balances: Balances, luck: float) -> None:
    found = balances(luck)
    assert [(each.lost, each.doubled, each.half) for each in found] == [(0, 0, 0)] * SENDS
    assert found[-1].sent == SENDS


def test_without_a_sync_before_each_answer_sends_are_lost(balances: Balances, on_disk: Flask) -> None:
    set_pragma(on_disk.extensions["engine"], "synchronous=NORMAL")
    found = balances(0)
    assert sum(each.lost > 0 for each in found) > SENDS / 2
