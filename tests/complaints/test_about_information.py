"""A complaint about what is kept about somebody: the law gives thirty days, and whoever complained decides."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.complaints.models import Complaint
from participation.db import session
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from tests.answering.test_lock import put_on, unlock
from tests.complaints.complaining import complain_on
from tests.complaints.test_complaining import MONDAY, Service, on_monday, reply_id, service
from tests.databases import on_both
from tests.document import Document
from tests.questionnaires.test_reading_age import AGE, reading_age
from tests.walking import Phone, hidden_fields, words_of

__all__ = ["on_monday", "service"]
LAST_DAY = MONDAY + timedelta(days=30)
LONGEST = 14
"""Words of a sentence, with a day of four words or the name of an authority in it."""
TOLD = "We kept your old address. We have put it right."


def press(app: Flask, service: Service, about: str, at: datetime, **steps: str) -> None:
    """Grace opens the one by a child or an adult on a day, and presses some buttons with what she writes."""
    with app.app_context():
        (id,) = (each.id for each in session().scalars(select(Complaint)) if each.invitation.respondent == about)
    with clock.frozen(at):
        grace, address = service.manager(), f"/staff/complaints/{id}"
        for minute, (state, note) in enumerate(steps.items(), start=1):
            with clock.frozen(at + timedelta(minutes=minute)):
                form = {**hidden_fields(grace.get(address)), "note": note}
                assert grace.post(f"{address}/{state}", data=form).status_code == 303


def counted(app: Flask, *names: str) -> list[object]:
    """Figures, once every day of them is over."""
    with clock.frozen(datetime(2026, 5, 1, 9, tzinfo=UTC)), app.app_context():
        values = figures("2025-26").values
        return [values[f"complaints.{name}"] for name in names]


@on_both
def test_from_the_childs_words_to_what_came_of_it_and_the_thirty_days_are_counted(app: Flask, service: Service) -> None:
    maya = Phone(app, service.child)
    assert "you can also tell the Information Commissioner: 0303 123 1113" in words_of(maya.open("/complain"))
    put_on(maya)
    complain_on(app, service.child, about="information", answer="lock")
    complain_on(app, service.carer, about="information", answer="phone", reach="jo@example.org")
    assert counted(app, "by_kind.information", "acknowledged_in_time") == [2, Rate(0, 2)]
    listed = words_of(service.manager().get("/staff/complaints"))
    assert listed.count("information about them") == 2
    assert listed.count("the law’s last day is Wednesday 1 April 2026.") == 2
    press(app, service, "child", LAST_DAY, acknowledged="", told=TOLD)
    assert counted(app, "acknowledged_in_time", "told") == [Rate(1, 2), Rate(1, 2)]
    with clock.frozen(LAST_DAY + timedelta(hours=1)):
        maya = Phone(app, service.child)
        unlock(maya)
        assert TOLD in words_of(maya.open("/after"))
        maya.browser.post("/after", data={**hidden_fields(maya.page), "complaint": f"{reply_id(app)} ok_no"})
        assert "You want it to go on. A manager looks at it again." in words_of(maya.open("/after"))
        assert "they want it to go on" in words_of(service.manager().get("/staff/complaints"))
    # An adult complains of their own information for themselves: no child is asked before they are told.
    press(app, service, "foster_carer", LAST_DAY + timedelta(days=1), acknowledged="", told=TOLD)
    assert counted(app, "acknowledged_in_time", "told") == [Rate(1, 2), Rate(2, 2)], "a day late"


def sentences(page: str) -> Iterator[str]:
    """What a page says in whole sentences; where it gives a number or an address, up to there."""
    (main,) = Document.read(page).all("main")
    for part in main.all("p", "legend", "label", "h1", "h2"):
        yield from re.findall(r"[A-Z][^.?!:]+ [^.?!:]+[.?!:]", part.text)


@pytest.mark.parametrize("who", ["child", "carer"])
def test_its_pages_are_read_at_the_age_of_a_childs_questions(app: Flask, service: Service, who: str) -> None:
    phone = Phone(app, getattr(service, who))
    if who == "child":
        put_on(phone)
    pages = [phone.open("/complain").text]
    pages += [complain_on(app, getattr(service, who), about="information", answer="phone").page.text]
    pages += [complain_on(app, getattr(service, who), about="information", answer="phone", reach="Jo").page.text]
    if who == "child":
        complain_on(app, service.child, about="information", answer="lock")
        with app.app_context():
            newest = session().scalars(select(Complaint.id).order_by(Complaint.sent_at.desc())).first()
        grace = service.manager()
        for state, note in (("acknowledged", ""), ("told", "We were wrong.")):
            address = f"/staff/complaints/{newest}"
            grace.post(f"{address}/{state}", data={**hidden_fields(grace.get(address)), "note": note})
        unlock(phone)
        pages.append(phone.open("/after").text)
    said = list(dict.fromkeys(sentence for page in pages for sentence in sentences(page)))
    assert len(said) > 12
    assert reading_age(" ".join(said).replace(":", ".")) <= AGE["short" if who == "child" else "adult"]
    assert max(len(each.split()) for each in said) <= LONGEST
