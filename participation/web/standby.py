"""Figures may come from a standby, which is a little behind. It is decided here alone where a reading comes from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from participation import clock
from participation.db import let_go
from participation.db.postgres import IN_TROUBLE, knows_until, open_standby
from participation.log import LOG

Given = ParamSpec("Given")
Shown = TypeVar("Shown")


class Source(NamedTuple):
    """Where the figures of this page come from, where there is a standby."""

    until: datetime | None
    """Everything up to this moment is in them; None where the standby is away and they come from the records."""


class _KnowsNothing(Exception):
    """A standby that has not taken a single change yet."""


def init_app(app: Flask, url: str) -> None:
    """Without an address figures come from the records, as everything else does."""
    app.extensions["standby"] = open_standby(url) if url else None
    app.jinja_env.globals["figures_source"] = lambda: g.get("figures_source")


def from_standby(view: Callable[Given, Shown]) -> Callable[Given, Shown]:
    """What a page of figures reads comes from the standby; from the records where that is away, behind, or ends it.

    What it writes is written to the records all the same: `transaction` leads there.
    """

    @wraps(view)
    def reading(*args: Given.args, **kwargs: Given.kwargs) -> Shown:
        standby: Engine | None = current_app.extensions["standby"]
        if standby is None:
            return view(*args, **kwargs)
        try:
            with _read_from(standby):
                return view(*args, **kwargs)
        except (*IN_TROUBLE, _KnowsNothing, ProgrammingError) as error:  # the last: it has not taken an upgrade yet
            LOG.warning("figures come from the records", error=error)
            g.figures_source = Source(None)
            return view(*args, **kwargs)

    return reading


@contextmanager
def _read_from(standby: Engine) -> Iterator[None]:
    let_go()  # figures take a while, and the connection to the records is somebody's meanwhile
    with Session(standby) as reading:
        until = knows_until(reading)
        if until is None:
            raise _KnowsNothing
        g.figures_source, g.standby = Source(until), reading
        try:
            yield
        finally:
            g.pop("standby", None)


def counted_at() -> datetime:
    """Up to which moment the figures of this page tell everything."""
    source: Source | None = g.get("figures_source")
    return source.until if source and source.until else clock.now()
