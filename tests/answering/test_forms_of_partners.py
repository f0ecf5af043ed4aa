"""Youth justice, personal advisers and adult services open a form with words of their own, and read who sees it."""

import pytest
from flask import Flask

from participation.db import session
from participation.service.questionnaires import library
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.models import Submission
from tests.answering.conftest import Write
from tests.databases import on_both
from tests.walking import Phone, words_of

FORM = "/answer/partner_view"
OWN = {
    "youth_justice": ("risk", "What orders are there, what is the risk, what is the plan?"),
    "personal_adviser": ("pathway", "How is Maya’s pathway plan going, and what is not done?"),
    "adult_services": ("adulthood", "What will be in place at 18? Who does what, and by when?"),
    "adult_mental_health": ("adult_health", "What support does Maya get from you, or will get, and from when?"),
}
"""The page that is only for a service, and what it asks."""
ASKED = {"adult_mental_health": "adult_services"}
"""In which part of a list somebody of a service stands, where it has none of its own."""


def said(phone: Phone, page: str) -> str:
    """The words of a page of the form, without what keeps a name apart."""
    return words_of(phone.open(f"{FORM}/{page}")).replace("\u2068", "").replace("\u2069", "")


def opened(app: Flask, write: Write, service: str) -> Phone:
    """Kit's letter, with the service that it tells, or the one that Kit chooses."""
    role = ASKED.get(service, service)
    phone = Phone(app, write(role, people=[(role, "Kit Lane")]).secrets)
    phone.open(f"{FORM}/service")
    if role != service:
        phone.press("next", answer_service=service)
    return phone


@on_both
@pytest.mark.parametrize("service", OWN)
def test_each_opens_with_its_own_words_and_sends_them_to_the_officer(app: Flask, write: Write, service: str) -> None:
    phone = opened(app, write, service)
    page, asked = OWN[service]
    assert asked in said(phone, page)
    with app.app_context():
        questions = library().latest("partner_view", "adult").page(page).questions
    box = next(each.id for each in questions if each.kind == "long_text")
    phone.press("next", **{f"answer_{box}": "Kit sees Maya each Monday"})
    phone.open(f"{FORM}/check")
    assert phone.send("partner_view").request.path == f"{FORM}/done"
    with app.app_context():
        sent = session().query(Submission).one()
        (found,) = read(session().query(Staff).first(), [sent], "preparing the review")
        assert (sent.kind, sent.respondent) == ("adult", ASKED.get(service, service))
        assert (found.answers.values["service"], found.answers.values[box]) == (service, "Kit sees Maya each Monday")


def test_which_service_it_is_alone_is_no_answer(app: Flask, write: Write) -> None:
    phone = Phone(app, write("school", people=[("school", "Kit Lane")]).secrets)
    assert "topic so far" not in words_of(phone.open(FORM))
    assert "An empty form is not sent." in words_of(phone.open(f"{FORM}/check"))
    phone.open(f"{FORM}/service")
    phone.press("next", answer_service="school")
    assert "An empty form is not sent." in words_of(phone.open(f"{FORM}/check"))
    phone.open(f"{FORM}/service")
    phone.press("next", answer_service="school", answer_known_since="Her teacher, two years")
    assert "1 topic so far" in words_of(phone.open(FORM))
    phone.open(f"{FORM}/check")
    assert phone.send("partner_view").request.path == f"{FORM}/done"


@pytest.mark.parametrize("service", OWN)
def test_what_only_another_service_is_asked_does_not_open(app: Flask, write: Write, service: str) -> None:
    phone = opened(app, write, service)
    others = {page for name, (page, _) in OWN.items() if name != service} | {"school", "pep", "health", "health_checks"}
    if service == "adult_mental_health":
        others.remove("adulthood")
    for page in others:
        assert phone.open(f"{FORM}/{page}").request.path != f"{FORM}/{page}"


@pytest.mark.parametrize("service", OWN)
def test_each_reads_what_is_passed_to_whom_before_it_is_sent(app: Flask, write: Write, service: str) -> None:
    phone = opened(app, write, service)
    told = said(phone, "sharing")
    assert "The officer reads all of this form. It is not printed for the others at the meeting." in told
    assert "Maya and the parents do not see it here." in told
    assert "Is it fine if the officer tells Maya what you wrote?" in told
    assert "Is it fine if the officer tells the parents what you wrote?" in words_of(
        phone.open(f"{FORM}/sharing_parents")
    )
