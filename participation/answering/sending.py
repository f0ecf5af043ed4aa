"""Everything once more before it is sent; sending it, once; and what happens then."""

from flask import redirect, render_template, request, url_for

from participation.answering.home import tasks
from participation.answering.keeping import closed, draft_of, offered
from participation.answering.lock import has_lock, lock_of_visit
from participation.answering.pages import where_to_go_on
from participation.answering.rescue import Page, may_write
from participation.answering.showing import show
from participation.answering.visits import State, cookie, root, state, visit, with_visit
from participation.locks.actions import opened_key
from participation.questionnaires.care import was_said_just_before
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.path import first_unanswered
from participation.questionnaires.people import named_twice
from participation.service.questionnaires import library, translate
from participation.submissions.actions import NothingSaid, Unfinished, submit
from participation.submissions.models import Receipt
from participation.submissions.queries import OpenDraft, receipts_of

REFUSED = 422


@with_visit
def check(purpose: str) -> Page:
    """Everything that was answered, before it is sent."""
    draft = draft_of(purpose)
    if first_unanswered(draft.questionnaire, draft.answers):
        return redirect(where_to_go_on(draft), 303)
    if draft.answers.say_nothing(draft.questionnaire):
        return _nothing_said(draft)
    lines = draft.answers.lines(draft.questionnaire, translate)
    is_open = opened_key(visit(), cookie()) is not None
    return show(
        "public/check.html",
        draft=draft,
        lines=lines,
        named_twice=named_twice(draft.questionnaire, draft.answers),
        offers_to_talk=was_said_just_before(draft.questionnaire, draft.answers),
        lock=lock_of_visit(),
        is_open=is_open,
        t=translate,
    )


def _nothing_said(draft: OpenDraft) -> str:
    return show("public/nothing_said.html", questionnaire=draft.questionnaire)


@may_write
def send(purpose: str) -> Page:
    """Send it, once, however often it is pressed."""
    if purpose not in offered(visit().invitation):
        return closed()
    try:
        submit(visit(), root(), purpose, request.form.get("draft", ""), keep_copy="copy" in request.form)
    except Unfinished:
        return redirect(where_to_go_on(draft_of(purpose)), 303)
    except NothingSaid:
        is_open = state() is State.OPEN
        return _nothing_said(draft_of(purpose)) if is_open else render_template("public/saved.html"), REFUSED
    except LookupError:
        return redirect(url_for(".home"), 303)
    if state() is State.WRITE_ONLY:
        # This page shows no answer, so it may be shown after the idle time too.
        return _done(purpose, _latest(purpose))
    return redirect(url_for(".done", purpose=purpose), 303)


@with_visit
def done(purpose: str) -> Page:
    """Who reads it, and by when."""
    receipt = _latest(purpose)
    return _done(purpose, receipt) if receipt else redirect(url_for(".home"), 303)


def _latest(purpose: str) -> Receipt | None:
    return next((sent for sent in receipts_of(visit().invitation_id) if sent.purpose == purpose), None)


def _done(purpose: str, receipt: Receipt | None) -> str:
    more = [
        task
        for task in tasks()
        if task.draft.questionnaire.purpose != purpose and not (task.receipt and task.receipt.withdrawn_at is None)
    ]
    return show(
        "public/done.html",
        questionnaire=_sent(purpose),
        receipt=receipt,
        tasks=more,
        has_lock=has_lock(),
        t=translate,
    )


def _sent(purpose: str) -> Questionnaire:
    """Any level will do: who reads it and what colour it has are the same for all."""
    return library().latest(purpose, library().levels(purpose)[0])
