"""Inviting somebody to check a language, opening their link, keeping what they say, ending it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe

from sqlalchemy import select

from participation import clock
from participation.db import new_id, transaction
from participation.proofreading.models import Judgement, Proofreading
from participation.proofreading.queries import link_lookup, phone_lookup
from participation.proofreading.texts import Screens, ScreenText
from participation.translating.sheets import Opinion


def invite_to_check(screens: Screens, by: str, ends_on: date) -> str:
    """Give somebody a link; returns its secret, which is kept nowhere.

    Whoever has one already gets another in its place, and what they have said stays.
    """
    secret = new_id()
    with transaction() as session:
        asked = select(Proofreading).where(Proofreading.code == screens.code, Proofreading.by == by).with_for_update()
        found = session.scalars(asked).one_or_none() or Proofreading(code=screens.code, by=by)
        found.link, found.phone, found.screens = link_lookup(secret), "", screens.packed()
        found.invited_at, found.ends_on = clock.now(), ends_on
        session.add(found)
    return secret


def open_link(secret: str) -> str:
    """Open a link on this browser, once; returns its cookie, or "" where the link is no longer or never was one."""
    cookie = token_urlsafe(32)
    with transaction() as session:
        asked = select(Proofreading).where(Proofreading.link == link_lookup(secret)).with_for_update()
        found = session.scalars(asked).one_or_none()
        if found is None or found.phone or clock.today() > found.ends_on:
            return ""
        found.phone = phone_lookup(cookie)
    return cookie


@dataclass(frozen=True)
class Remark:
    """What somebody says of a text."""

    text: ScreenText
    opinion: Opinion
    forms: tuple[str, ...] = ()
    question: str = ""


def judge(proofreading: Proofreading, said: Iterable[Remark]) -> None:
    """Keep what somebody says; the last counts."""
    with transaction() as session:
        asked = select(Judgement).where(Judgement.proofreading_id == proofreading.id).with_for_update()
        known = {each.key: each for each in session.scalars(asked)}
        for each in said:
            row = known.get(each.text.key) or Judgement(proofreading_id=proofreading.id, key=each.text.key)
            row.english, row.told, row.seen = each.text.english, each.text.told, list(each.text.forms)
            row.opinion, row.forms, row.question = each.opinion, list(each.forms), each.question
            row.judged_at = clock.now()
            session.add(row)


def withdraw_link(proofreading: Proofreading) -> None:
    """Nobody looks at it any more; what was said stays for whoever takes it into the catalogue."""
    with transaction():
        close_link(proofreading)


def close_link(proofreading: Proofreading) -> None:
    """In the transaction that is open: neither the link that was given nor the phone that opened it lets anybody in."""
    proofreading.link, proofreading.phone = link_lookup(new_id()), ""
