"""Everything once more before it is sent; sending it, once; and what happens then."""

from collections.abc import Iterable
from itertools import groupby

from flask import redirect, render_template, request, url_for

from participation.answering import told
from participation.answering.home import Task, last_sent
from participation.answering.keeping import closed, draft_of, own_draft
from participation.answering.lock import has_lock, lock_of_visit
from participation.answering.offers import is_offered, offered
from participation.answering.pages import check_address
from participation.answering.rescue import Page, may_write
from participation.answering.showing import as_said, reader_of, show
from participation.answering.visits import VisitState, cookie, state, visit, with_visit
from participation.locks.actions import opened_key
from participation.questionnaires.answers import Line
from participation.questionnaires.care import was_said_just_before
from participation.questionnaires.contradictions import contradictions
from participation.questionnaires.hearing import stay_with_officer
from participation.questionnaires.missing import missing
from participation.questionnaires.model import ANY_QUESTION, Questionnaire
from participation.questionnaires.model import Page as Asked
from participation.questionnaires.path import first_unanswered, in_the_way, path
from participation.questionnaires.people import named_twice
from participation.service.questionnaires import library
from participation.submissions.actions import NothingSaid, Unfinished, submit
from participation.submissions.drafts import OpenDraft, save_sharing
from participation.submissions.models import Receipt
from participation.submissions.queries import receipts_of

REFUSED = 422


@with_visit
def check(purpose: str) -> Page:
    """Everything that was answered, before it is sent."""
    draft = draft_of(purpose)
    if in_the_way(draft.questionnaire, draft.answers):
        return redirect(check_address(draft), 303)
    if draft.answers.say_nothing(draft.questionnaire):
        # Back from the page after sending: it is sent, and nothing has been said since.
        is_sent = not draft.id and purpose in _last_sent()
        return redirect(url_for(".done", purpose=purpose), 303) if is_sent else _nothing_said(draft)
    opened = opened_key(visit(), cookie())
    lines = draft.answers.lines(draft.questionnaire, as_said(draft))
    is_in_pictures = draft.questionnaire.level == "pictures"
    return show(
        "public/check_pictures.html" if is_in_pictures else "public/check.html",
        draft=draft,
        said=_by_page(line for line in lines if line.answered),
        left_out=[line for line in lines if not line.answered and line.question.id in draft.answers.values],
        goes_on=first_unanswered(draft.questionnaire, draft.answers) is not None,
        shared=draft.answers.may_be_shared(draft.questionnaire),
        heard_by=draft.answers.heard_by,
        to_talk_about=draft.answers.to_talk_about(draft.questionnaire),
        asks_when=_asks_when_to_talk(draft),
        named_twice=named_twice(draft.questionnaire, draft.answers),
        contradictions=list(contradictions(draft.questionnaire, draft.answers)),
        missing=list(missing(draft.questionnaire, draft.answers)),
        stays=_stays(draft),
        offers_to_talk=was_said_just_before(draft.questionnaire, draft.answers),
        lock=opened[0] if opened else lock_of_visit(),
        is_open=opened is not None,
        reader=reader_of(draft.questionnaire.envelope),
    )


def _asks_when_to_talk(draft: OpenDraft) -> Asked | None:
    """The page that follows wherever somebody would rather talk."""
    shown = path(draft.questionnaire, draft.answers)
    return next((page for page in shown if page.show_if and page.show_if.question == ANY_QUESTION), None)


def _stays(draft: OpenDraft) -> tuple[Asked, ...]:
    """The pages of which a child is told that only the officer reads them."""
    is_asked = draft.questionnaire.envelope == "views"
    return stay_with_officer(draft.questionnaire, draft.answers) if is_asked else ()


def _by_page(lines: Iterable[Line]) -> list[tuple[Asked, list[Line]]]:
    return [(page, list(group)) for page, group in groupby(lines, key=lambda line: line.page)]


def _nothing_said(draft: OpenDraft) -> str:
    return show("public/nothing_said.html", questionnaire=draft.questionnaire)


@may_write
def send(purpose: str) -> Page:
    """Send it, once, however often it is pressed."""
    if not is_offered(purpose, visit().invitation):
        return closed()
    draft = save_sharing(own_draft(purpose), request.form)
    try:
        submit(visit(), draft, request.form.get("draft", ""), keep_copy="copy" in request.form)
    except Unfinished as not_sent:
        return redirect(check_address(not_sent.draft), 303)
    except NothingSaid as not_sent:
        is_open = state() is VisitState.OPEN
        return _nothing_said(not_sent.draft) if is_open else render_template("public/saved.html"), REFUSED
    except LookupError:
        return redirect(url_for(".home"), 303)
    if draft.id:
        told.note(draft.questionnaire, draft.answers)
    if state() is VisitState.WRITE_ONLY:
        # This page shows no answer, so it may be shown after the idle time too.
        return _done(purpose, _last_sent())
    return redirect(url_for(".done", purpose=purpose), 303)


@with_visit
def done(purpose: str) -> Page:
    """Who reads it, and by when."""
    sent = _last_sent()
    return _done(purpose, sent) if purpose in sent else redirect(url_for(".home"), 303)


def _last_sent() -> dict[str, Receipt]:
    return last_sent(receipts_of(visit().invitation_id))


def _done(purpose: str, sent: dict[str, Receipt]) -> str:
    """With what is still to do: what was sent and not withdrawn is done."""
    stands = {each for each, receipt in sent.items() if receipt.withdrawn_at is None}
    more = [each for each in offered(visit().invitation) if each != purpose and each not in stands]
    questionnaire = _sent(purpose)
    return show(
        "public/done.html",
        questionnaire=questionnaire,
        told=told.noted(purpose),
        reader=reader_of(questionnaire.envelope),
        receipt=sent.get(purpose),
        tasks=[Task(own_draft(each), sent.get(each)) for each in more],
        has_lock=has_lock(),
    )


def _sent(purpose: str) -> Questionnaire:
    """Any level will do: who reads it and what colour it has are the same for all."""
    return library().latest(purpose, library().levels(purpose)[0])
