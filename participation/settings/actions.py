"""Keeping the settings."""

import hashlib
import json
from dataclasses import replace

from participation import service
from participation.audit import actions as audit
from participation.db import transaction
from participation.metrics.for_analysts.actions import keep_calendar
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.service.fallback_copy import keep
from participation.service.help_numbers import with_a_number
from participation.staff.models import Staff


class ChangedMeanwhile(Exception):
    """Somebody else has saved these settings since the page was shown; nothing has been overwritten."""


def edition_of(settings: Service) -> str:
    """Tells one state of the settings from another."""
    return hashlib.sha256(json.dumps(settings.to_row(), sort_keys=True).encode()).hexdigest()[:16]


def stored() -> Service:
    """The settings as they stand in the database now, not as this process remembers them."""
    service.forget()
    return service.current()


def save(manager: Staff, settings: Service, edition: str) -> None:
    """Keep all settings, here and beside the database; a number that was emptied goes. Raises ChangedMeanwhile."""
    settings = replace(settings, numbers=with_a_number(settings.numbers))
    with transaction() as session:
        row = session.get(ServiceRow, 1, with_for_update=True)
        if edition_of(row.whole() if row else Service()) != edition:
            raise ChangedMeanwhile
        if row is None:
            session.add(ServiceRow.of(settings))
        else:
            new = ServiceRow.of(settings)
            row.settings, row.for_staff = new.settings, new.for_staff
        keep_calendar(session, settings)
        audit.record(session, manager.id, "settings changed", "service/1")
    service.forget()
    keep(settings)
