"""Who hears of complaints, and when: managers at once, and the head of service from the next working day on."""

from datetime import time

from flask import Flask
from sqlalchemy import select

from participation import clock, service
from participation.complaints.models import Complaint
from participation.complaints.queries import unacknowledged, wanting_more
from participation.db import session, transaction
from participation.db.arriving import believed
from participation.outbox.actions import queue
from participation.outbox.mail import URGENT, WAITING, leads
from participation.outbox.queries import known_keys
from participation.reviews.timetable import is_working_day
from participation.service.rota import stand_in
from participation.staff.models import Role
from participation.staff.queries import absences_from, ids_of

COMPLAINED, LATE = "complaint", "complaint_late"
FROM = time(8)
AT_ONCE = 200


def note_complaints() -> int:
    """Note what came, and tell every manager of it, and of each that a child wants to go on; returns how many."""
    new = select(Complaint.id).where(Complaint.came_at.is_(None)).limit(AT_ONCE)
    arrived = session().scalars(new).all()
    keys = {f"{COMPLAINED}/{id}" for id in arrived} | {f"{COMPLAINED}/{id}/goes on" for id in wanting_more()}
    fresh = keys - known_keys(keys) if keys else set()
    if arrived or fresh:
        with transaction() as current:
            rows = select(Complaint).where(Complaint.id.in_(arrived)).with_for_update(skip_locked=True, key_share=True)
            for complaint in current.scalars(rows):
                complaint.came_at = believed(complaint.sent_at, clock.now())
            for key in sorted(fresh):
                queue(COMPLAINED, key, to_role=Role.MANAGER)
    return len(fresh)


def climb_complaints() -> int:
    """Tell the head of service of what nobody has acknowledged in a working day, each working day; returns how many."""
    now = clock.local(clock.now())
    waiting = unacknowledged(clock.now())
    if not waiting or not is_working_day(now.date()) or now.time() < FROM:
        return 0
    keys = {f"{COMPLAINED}/{id}/{now.date()}" for id in waiting}
    fresh = keys - known_keys(keys)
    if fresh:
        head = stand_in(service.current().head_of_service_id, now.date(), absences_from(now.date()))
        is_there = head in ids_of(Role.MANAGER)
        with transaction():
            for key in sorted(fresh):
                queue(LATE, key, to_staff_id=head if is_there else None, to_role="" if is_there else Role.MANAGER)
    return len(fresh)


def init_app(app: Flask) -> None:
    """Hand in where mails about complaints lead."""
    leads(app, COMPLAINED, "/staff/complaints", WAITING)
    leads(app, LATE, "/staff/complaints", URGENT)
