"""A PostgreSQL that is cut off says nothing at all: nobody waits for it without end."""

import socket

import pytest
from sqlalchemy.exc import OperationalError

from participation.db import open_engine, postgres


def test_a_server_that_takes_a_call_and_says_nothing_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgres._ANSWERS_SOON, "connect_timeout", 2)  # the shortest that libpq knows
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = open_engine(f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing")
        with pytest.raises(OperationalError, match="timeout"):
            engine.connect()
