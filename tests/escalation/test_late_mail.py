"""Mail that could not go for a while has a second way only to where somebody may open what it leads to."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.outbox.models import Notice
from participation.service.chosen import OnDuty
from participation.staff.models import Staff
from tests import factories
from tests.casework.sending import send
from tests.contact.conftest import Team
from tests.databases import on_both
from tests.escalation.alerting import asks, minutes, urgent, work
from tests.parts.mail import MailServer


@on_both
def test_late_mail_about_a_child_s_views_goes_once_and_to_whom_it_is_for(
    make_app: Callable[..., Flask], team: Team, mail: MailServer
) -> None:
    """Ben comes next on the rota and may not open Amara's reviews; what the rota may open still climbs to him."""
    down, up = make_app(smtp_url="smtp://127.0.0.1:9"), make_app(smtp_url=mail.url)
    team.settle(rota=(OnDuty(team.ids["amara"]), OnDuty(team.ids["ben"])))
    with down.app_context():
        amara = session().get_one(Staff, team.ids["amara"])
        send(factories.review(amara, clock.today() + timedelta(days=9)), "my_views", where_i_live="good")
    work(down)
    asks(down)
    work(down, minutes(20))
    work(up, minutes(21))
    about = zip(mail.messages, mail.recipients, strict=True)
    assert [who for message, who in about if message["Subject"] == "Something is waiting for you"] == [
        "amara@example.org"
    ]
    assert sorted(urgent(mail)) == ["amara@example.org", "ben@example.org"]
    with up.app_context():
        assert not session().scalars(select(Notice).where(Notice.key.like("views_sent/%/second%"))).all()
