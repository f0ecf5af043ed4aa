"""The lock of a child's letter: chosen and shown once more, opened, changed, closed. Nobody needs it to write."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import abort, redirect, request, url_for

from participation.answering.offers import is_offered
from participation.answering.rescue import Page, in_a_moment, may_write
from participation.answering.showing import show
from participation.answering.visits import VisitState, cookie, note_presence, root, state, visit, with_visit
from participation.invitations.models import CHILD
from participation.locks.actions import (
    Locked,
    TooOften,
    Wrong,
    change_lock,
    close_lock,
    open_lock,
    set_lock,
    waits_until,
)
from participation.locks.choices import PICKS, PICTURES, Combination, read_again, read_digits, read_pictures
from participation.locks.models import Lock
from participation.locks.queries import lock_of
from participation.sealing.slow_hash import QueueIsFull

ROUNDED = timedelta(seconds=59)
"""A time is told in whole minutes, and never too early."""
NOT_RIGHT = 422
TOO_OFTEN = 429


class LockButton(StrEnum):
    """What the buttons of these pages do."""

    OPEN = "open"
    CHANGE = "change"
    OLD = "old"
    """What opens it so far, before it is changed."""
    PICTURES = "pictures"
    DIGITS = "digits"
    SHOW = "show"
    KEEP = "keep"
    CLOSE = "close"


@with_visit
def lock() -> Page:
    """To choose one, to open it, or to change it."""
    found = _lock()
    if found is None:
        return _choosing()
    return show("public/lock_opened.html", lock=found) if visit().lock_key else _entering(found)


@may_write
def press() -> Page:
    """One of the buttons."""
    if state() is not VisitState.OPEN:
        return redirect(url_for(".front"), 303)
    found, go = _lock(), request.form.get("go", "")
    note_presence()
    if found is None and go not in (LockButton.PICTURES, LockButton.DIGITS, LockButton.SHOW, LockButton.KEEP):
        return redirect(url_for(".lock"), 303)
    does: dict[str, Callable[[], Page]] = {
        LockButton.OPEN: lambda: _tried(found, LockButton.OPEN, _typed(), _opened),
        LockButton.CHANGE: lambda: _entering(found, LockButton.OLD),
        LockButton.OLD: lambda: _tried(found, LockButton.OLD, _typed(), _old),
        LockButton.PICTURES: lambda: _choosing(LockButton.PICTURES),
        LockButton.DIGITS: lambda: _choosing(LockButton.DIGITS),
        LockButton.SHOW: _shown,
        LockButton.KEEP: lambda: _kept(found),
        LockButton.CLOSE: _closed,
    }
    try:
        return does[go]() if go in does else redirect(url_for(".lock"), 303)
    except QueueIsFull:
        return in_a_moment(_once_more(found, go))


def for_children() -> None:
    """An adult's letter has no lock, and nothing behind it."""
    if visit().invitation.respondent != CHILD:
        abort(404)


def has_lock() -> bool:
    """Whether somebody has put a lock on the letter of this visit."""
    return lock_of_visit() is not None


def lock_of_visit() -> Lock | None:
    """The lock on the letter of this visit, whoever has put it on."""
    return lock_of(visit().invitation_id, visit().printing) if visit().invitation.respondent == CHILD else None


def _lock() -> Lock | None:
    for_children()
    return lock_of_visit()


def _typed() -> Combination | None:
    """What was chosen on the page that was posted."""
    if request.form.get("kind") == LockButton.DIGITS:
        return read_digits(request.form.get("digits", ""))
    return read_pictures([request.form.get(f"picture_{number}", "") for number in range(1, PICKS + 1)])


def _choosing(kind: str = "", problem: str = "") -> str:
    """A new one; `old` goes along where there is one already."""
    kind = kind or (LockButton.DIGITS if request.form.get("kind") == LockButton.DIGITS else LockButton.PICTURES)
    return _shown_at("lock_choose", kind=kind, pictures=PICTURES, old=_old_written(), problem=problem)


def _shown_at(template: str, **values: Any) -> str:
    return show(f"public/{template}.html", purpose=_purpose(), **values)


def _old_written() -> str:
    if request.form.get("go") != LockButton.OLD:
        return request.form.get("old", "")
    typed = _typed()
    return typed.written if typed else ""


def _shown() -> Page:
    """What was chosen, once more, before it counts."""
    chosen = _typed()
    if chosen is None:
        return _choosing(problem=_incomplete()), NOT_RIGHT
    return _confirming(chosen)


def _confirming(chosen: Combination, *, is_crowded: bool = False) -> str:
    return _shown_at("lock_confirm", chosen=chosen, old=_old_written(), is_crowded=is_crowded)


def _once_more(found: Lock | None, go: str) -> str:
    """The page on which the button was pressed; what it had shown already is still there."""
    chosen = _kept_choice() if go == LockButton.KEEP else None
    return _confirming(chosen, is_crowded=True) if chosen else _entering(found, go, problem="moment")


def _incomplete() -> str:
    return "digits" if request.form.get("kind") == LockButton.DIGITS else "pictures"


def _kept(found: Lock | None) -> Page:
    chosen, old = _kept_choice(), read_again(request.form.get("old", ""))
    if chosen is None:
        return _choosing(problem=_incomplete()), NOT_RIGHT
    if old is not None:
        return _tried(found, LockButton.OLD, old, lambda given: _changed(given, chosen))
    try:
        set_lock(visit(), root(), cookie(), chosen)
    except Locked:
        return redirect(url_for(".lock"), 303)
    return _onward()


def _kept_choice() -> Combination | None:
    """What is to be kept: shown once more by us, or by the pad itself."""
    return read_again(request.form.get("chosen", "")) or _typed()


def _onward() -> Page:
    """To what is behind the lock, or back to the answers from which somebody came to put one on."""
    purpose = _purpose()
    return redirect(url_for(".check", purpose=purpose) if purpose else url_for(".after"), 303)


def _purpose() -> str:
    """Of the answers from which somebody came; empty if they came from elsewhere."""
    asked = request.values.get("purpose", "")
    return asked if is_offered(asked, visit().invitation) else ""


def _changed(old: Combination, chosen: Combination) -> Page:
    change_lock(visit(), root(), cookie(), old, chosen)
    return _onward()


def _opened(choice: Combination) -> Page:
    open_lock(visit(), root(), cookie(), choice)
    return _onward()


def _old(choice: Combination) -> Page:
    open_lock(visit(), root(), cookie(), choice)
    return _choosing(choice.kind)


def _closed() -> Page:
    close_lock(visit())
    return redirect(url_for(".home"), 303)


def _tried(found: Lock | None, go: LockButton, choice: Combination | None, act: Callable[[Combination], Page]) -> Page:
    """Do what needs the lock's own choice; what is none costs no try."""
    if choice is None:
        return _entering(found, go, problem=_incomplete()), NOT_RIGHT
    try:
        return act(choice)
    except LookupError:
        return redirect(url_for(".lock"), 303)
    except TooOften:
        return _entering(found, go), TOO_OFTEN
    except Wrong as wrong:
        return _entering(found, go, problem="wrong", left=wrong.tries_left), NOT_RIGHT


def _entering(found: Lock | None, go: str = LockButton.OPEN, problem: str = "", left: int = 0) -> str:
    if found is None:
        return _choosing()
    if until := waits_until(found):
        return _waiting(found, until)
    return _shown_at("lock_open", lock=found, go=go, pictures=PICTURES, problem=problem, left=left)


def _waiting(found: Lock, until: datetime) -> str:
    return show("public/lock_wait.html", lock=found, until=until + ROUNDED)
