"""The disk is full while children send: nobody is told what is not true, and with room again all goes on by itself."""

from http.client import HTTPConnection

import pytest
from flask import Flask

from tests.durability.balance import Balance, balance
from tests.durability.group import Group
from tests.durability.prepared import prepare
from tests.durability.pressing import Phones

pytestmark = pytest.mark.long

SENDS, BEFORE = 200, 40
FULL_AT = 64 * 1024
"""Bytes: no file grows beyond; the database is larger already, so soon nothing can be kept."""
REFUSED = 24


def test_sending_goes_on_by_itself_when_there_is_room_again(app: Flask, group: Group) -> None:
    presses = prepare(app, SENDS)
    group.start()
    phones = Phones(group.port, presses)
    phones.start()
    phones.wait_for(BEFORE)
    group.limit_files(FULL_AT)
    phones.wait_for_trouble(REFUSED)
    assert asked(group, "/help") == asked(group, "/healthz") == asked(group, "/s") == 200
    assert len(phones.acknowledged) < SENDS
    group.limit_files(None)
    phones.finish()
    assert balance(app, presses, phones.acknowledged) == Balance(sent=SENDS, lost=0, doubled=0, half=0)


def asked(group: Group, path: str) -> int:
    """The status of a page."""
    connection = HTTPConnection("127.0.0.1", group.port)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status
