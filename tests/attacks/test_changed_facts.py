"""What stands in the clear beside sealed words cannot be changed by whoever writes in the database."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from participation.contact.actions import read_if_possible
from participation.contact.models import ContactRequest
from participation.db import session
from participation.staff.models import Staff
from participation.submissions.actions import opened_if_possible
from participation.submissions.models import Submission
from tests.databases import on_both
from tests.staff.world import World

OF_A_SUBMISSION: dict[str, Any] = {
    "respondent": "parent",
    "invitation_id": "0" * 26,
    "review_id": "0" * 26,
    "about_officer_id": "0" * 26,
    "language": "ar",
    "is_kept_from_officer": True,
    "asks_for_advocate": True,
    "kind": "adult",
}
OF_A_REQUEST: dict[str, Any] = {"invitation_id": "0" * 26, "language": "ar", "is_for_managers": True}


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)


@on_both
def test_a_submission_opens_with_its_own_facts_only(world: World) -> None:
    with world.app.app_context(), session().no_autoflush:
        sent = session().get_one(Submission, world.views)
        assert opened_if_possible(sent) is not None
        for name, value in {**OF_A_SUBMISSION, "sent_at": sent.sent_at + timedelta(microseconds=1)}.items():
            before = getattr(sent, name)
            setattr(sent, name, value)
            assert opened_if_possible(sent) is None, name
            setattr(sent, name, before)
        assert opened_if_possible(sent) is not None


@on_both
def test_a_request_to_be_contacted_opens_with_its_own_facts_only(world: World) -> None:
    with world.app.app_context(), session().no_autoflush:
        amara = session().get_one(Staff, world.amara.staff_id)
        for name, value in OF_A_REQUEST.items():
            request = session().get_one(ContactRequest, world.contact)
            assert read_if_possible(amara, request) is not None
            session().expunge(request)
            setattr(request, name, value)
            request.invitation = None
            assert read_if_possible(amara, request) is None, name
            session().rollback()
