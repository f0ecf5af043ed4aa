"""Fills an empty database: invents a service, then lives through its last year again."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta

from participation import clock
from participation.demo.actions import add_children, keep_what_came, open_service, send_old_notices
from participation.demo.acts_done import acts_done
from participation.demo.answers_given import outcomes
from participation.demo.chance import Chance
from participation.demo.diary import Diary, Step
from participation.demo.families import Family, families
from participation.demo.kept import Kept
from participation.demo.letters import print_letters
from participation.demo.place import invented_service, invite_newcomer, open_accounts, put_away, put_on_duty
from participation.feedback.actions import note_bands
from participation.metrics.actions import count_waiting
from participation.staff.models import Role

OPENED_AGO = timedelta(days=400)
TOGETHER = 40
"""Children in one transaction."""

Bar = Callable[[list[Step]], AbstractContextManager[Iterable[Step]]]
"""Shows how far it has come while the steps are done."""


def fill(count: int, seed: int, bar: Bar) -> Kept:
    """Invent so many children; returns what opens their letters and accounts."""
    # Up to the last midnight, so that the hour of the day makes no difference.
    now = datetime.combine(clock.today(), time(), clock.LONDON)
    chance = Chance(seed)
    with clock.frozen(now - OPENED_AGO):
        open_service(invented_service(now.date()))
        accounts = open_accounts()
        duty_id = put_on_duty(accounts)
    officers = [each.staff_id for each in accounts if each.role == Role.OFFICER]
    invented = families(count, len(officers), now, chance)
    review_ids = _add(invented, officers)
    advocate, manager = (
        next(each.staff_id for each in accounts if each.role == role) for role in (Role.ADVOCATE, Role.MANAGER)
    )
    diary = Diary(chance, now, review_ids, advocate, manager, duty_id)
    with bar(diary.steps(invented)) as steps:
        for step in steps:
            step.do()
    with clock.frozen(now):
        put_away(accounts)
        invite_newcomer(accounts)
    stories = [story for family in invented for story in family.stories]
    keep_what_came(outcomes(stories, diary.waiting, review_ids, now, chance))
    keep_what_came(acts_done(stories, now, chance))
    send_old_notices()
    note_bands()
    count_waiting()
    return Kept(tuple(print_letters(invented, diary.shown)), tuple(accounts))


def _add(invented: list[Family], officers: list[str]) -> dict[str, str]:
    review_ids: dict[str, str] = {}
    for start in range(0, len(invented), TOGETHER):
        review_ids |= add_children(invented[start : start + TOGETHER], officers)
    return review_ids
