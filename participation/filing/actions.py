"""Putting what goes to the case record into the council's folder, each night; what fails is tried again and told."""

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path

from flask import current_app

from participation import clock
from participation.config import Config
from participation.db import session, transaction
from participation.db.alone import alone
from participation.disclosure.models import FiledAs
from participation.disclosure.queries import review_of_carried, submission_with_id
from participation.disclosure.receipts import export
from participation.disclosure.record import CaseRecord, record_of, record_of_carried
from participation.escalation.pulse import note_awake
from participation.escalation.queries import last_awake
from participation.filing.folder import files_of, put, try_out
from participation.filing.notices import NOT_WRITTEN
from participation.filing.queries import Due, due
from participation.log import LOG
from participation.outbox.actions import queue
from participation.staff.models import Role

NIGHTLY, FAILED = "case records", "case records failed"
AT_NIGHT = time(1)
"""On English clocks, before anything is deleted; a worker that slept then does it when it wakes."""
AGAIN_AFTER = timedelta(minutes=15)


def drop_at_night() -> int:
    """Put what is due into the folder, once in a night, for a program that looks again and again; returns how much.

    While the folder cannot be written it is tried again each quarter of an hour, and told once a day.
    """
    config: Config = current_app.extensions["config"]
    if not config.record_folder or not _is_time():
        return 0
    try:
        dropped = drop(Path(config.record_folder))
    except OSError as error:
        LOG.error("the folder for case records cannot be written", error=error)
        note_awake(FAILED)
        _tell()
        return 0
    note_awake(NIGHTLY)
    return dropped


def _is_time() -> bool:
    now, last, failed = clock.local(clock.now()), last_awake(NIGHTLY), last_awake(FAILED)
    is_done = last is not None and clock.local(last).date() == now.date()
    is_too_soon = failed is not None and clock.now() - failed < AGAIN_AFTER
    return now.time() >= AT_NIGHT and not is_done and not is_too_soon


def drop(folder: Path) -> int:
    """Put what is due into the folder; returns how much. Raises OSError; what is there by then has its receipts."""
    try_out(folder)  # before anything is opened
    dropped = 0
    for each in due(clock.today()):
        drawn = None
        with alone(drop, each.number):  # what cannot be opened waits, and all else goes
            drawn = _drawn(each)
        session().rollback()  # no transaction stays open while a folder on another machine is written
        if drawn:
            record, files = drawn
            put(folder, files)
            export(record, files, FiledAs.FINAL if each.is_final else FiledAs.DROPPED)
            dropped += 1
    return dropped


def _drawn(each: Due) -> tuple[CaseRecord, Mapping[str, bytes]] | None:
    found = submission_with_id(each.number)
    review = None if found else review_of_carried(each.number)
    record = record_of(found) if found else record_of_carried(review) if review else None
    return (record, files_of(record)) if record else None


def _tell() -> None:
    day = clock.today()
    with transaction():
        for role in (Role.SUPPORT, Role.MANAGER):
            queue(NOT_WRITTEN, f"{NOT_WRITTEN}/{day}/{role}", to_role=role)
