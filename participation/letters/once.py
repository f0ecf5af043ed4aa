"""Printing once: however often the same button is pressed, the letters are drawn by the first press.

The browser holds a key that came with the page. What was drawn is sealed to it, so that the second press, and whoever
lost the file on its way, gets the same letters; this machine keeps nothing that it could open.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from threading import Thread

from flask import Flask, current_app

from participation import sealing
from participation.invitations.models import Invitation
from participation.invitations.queries import open_letters
from participation.letters.actions import PrintedMeanwhile, begin_run, end_run, fail_run, note_drawn
from participation.letters.drawing import DoesNotFit
from participation.letters.envelopes import Addressed
from participation.letters.printing import Tick, draw_code, print_pdf
from participation.letters.queries import result_of
from participation.log import LOG

AT_ONCE = 50
"""More letters than these are drawn while the page says how far it is."""
MOST = 500
"""Letters in one file: a week's post of a large service."""
NOTED_EVERY = 10


def new_key() -> str:
    """One for each page with a button that prints."""
    return token_urlsafe(32)


def key_of(page_key: str, ids: Iterable[str]) -> str:
    """What stands for these letters, asked for from that page."""
    return hashlib.sha256(f"print/v1|{page_key}|{','.join(sorted(ids))}".encode()).hexdigest()


def lookup_of(key: str) -> str:
    """What the database knows it by."""
    return hashlib.sha256(f"run/v1|{key}".encode()).hexdigest()


@dataclass(frozen=True)
class WantedLetters:
    """What one press of a button asks for."""

    ids: list[str]
    """Of invitations."""
    ends_locks: bool = False
    read_out: bool = False
    """A code for the telephone, in place of paper."""
    addressed: Addressed | None = None
    """The envelopes, where they have windows."""


def draw(key: str, staff_id: str, wanted: WantedLetters) -> None:
    """Draw these letters, or go on as if somebody had: at once if they are few, else beside the pages."""
    lookup, ids = lookup_of(key), wanted.ids
    if not begin_run(lookup, staff_id, len(ids), is_read_out=wanted.read_out):
        return

    def drawn(asked: list[Invitation], tick: Tick) -> bytes:
        return _code(asked, wanted.ends_locks) if wanted.read_out else _file(asked, tick, wanted)

    if len(ids) <= AT_ONCE:
        _run(key, ids, drawn)
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def beside() -> None:
        with app.app_context():
            _run(key, ids, drawn)

    Thread(target=beside, name="letters").start()


def result(key: str) -> bytes | None:
    """The file or the code; None before it is there, and when it is there no more."""
    sealed = result_of(lookup_of(key))
    return sealing.open_draft(_seal(key), sealed, lookup_of(key)) if sealed else None


def _run(key: str, ids: list[str], drawn: Callable[[list[Invitation], Tick], bytes]) -> None:
    lookup, done = lookup_of(key), 0
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def tick(more: int) -> None:
        nonlocal done
        done += more
        if done % NOTED_EVERY == 0:
            with app.app_context():  # a session of its own: the letters that are being drawn stay read
                note_drawn(lookup, done)

    try:
        made = drawn(list(open_letters(ids)), tick)
    except (DoesNotFit, PrintedMeanwhile) as refused:
        fail_run(lookup, str(refused))
    except Exception as error:  # whatever it was, the page that waits is told
        LOG.error("letters were not printed", error=error)
        fail_run(lookup, "Something went wrong, so nothing was printed.")
    else:
        end_run(lookup, sealing.seal_draft(_seal(key), made, lookup))


def _file(asked: list[Invitation], tick: Tick, wanted: WantedLetters) -> bytes:
    """Drawn, sealed and forgotten: no letter stays on this machine as it can be read."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "letters.pdf"
        print_pdf(asked, out, tick, ends_locks=wanted.ends_locks, addressed=wanted.addressed)
        return out.read_bytes()


def _code(asked: list[Invitation], ends_locks: bool) -> bytes:
    return draw_code(asked[0], ends_locks=ends_locks).encode()


def _seal(key: str) -> bytes:
    return hashlib.sha256(f"file/v1|{key}".encode()).digest()
