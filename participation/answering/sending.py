"""Everything once more before it is sent; sending it, once; and what happens then."""

from flask import redirect, render_template, request, url_for

from participation.answering.home import Task, last_sent
from participation.answering.keeping import closed, draft_of, offered, own_draft
from participation.answering.lock import has_lock, lock_of_visit
from participation.answering.pages import where_to_go_on
from participation.answering.rescue import Page, may_write
from participation.answering.showing import own_words, show
from participation.answering.visits import VisitState, cookie, state, visit, with_visit
from participation.locks.actions import opened_key
from participation.questionnaires.care import was_said_just_before
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.path import in_the_way
from participation.questionnaires.people import named_twice
from participation.service.questionnaires import library
from participation.submissions.actions import NothingSaid, Unfinished, submit
from participation.submissions.drafts import OpenDraft
from participation.submissions.models import Receipt
from participation.submissions.queries import receipts_of

REFUSED = 422


@with_visit
def check(purpose: str) -> Page:
    """Everything that was answered, before it is sent."""
    draft = draft_of(purpose)
    if in_the_way(draft.questionnaire, draft.answers):
        return redirect(where_to_go_on(draft), 303)
    if draft.answers.say_nothing(draft.questionnaire):
        return _nothing_said(draft)
    opened = opened_key(visit(), cookie())
    return show(
        "public/check.html",
        draft=draft,
        lines=draft.answers.lines(draft.questionnaire, own_words()),
        named_twice=named_twice(draft.questionnaire, draft.answers),
        offers_to_talk=was_said_just_before(draft.questionnaire, draft.answers),
        lock=opened[0] if opened else lock_of_visit(),
        is_open=opened is not None,
    )


def _nothing_said(draft: OpenDraft) -> str:
    return show("public/nothing_said.html", questionnaire=draft.questionnaire)


@may_write
def send(purpose: str) -> Page:
    """Send it, once, however often it is pressed."""
    if purpose not in offered(visit().invitation):
        return closed()
    try:
        submit(visit(), own_draft(purpose), request.form.get("draft", ""), keep_copy="copy" in request.form)
    except Unfinished as not_sent:
        return redirect(where_to_go_on(not_sent.draft), 303)
    except NothingSaid as not_sent:
        is_open = state() is VisitState.OPEN
        return _nothing_said(not_sent.draft) if is_open else render_template("public/saved.html"), REFUSED
    except LookupError:
        return redirect(url_for(".home"), 303)
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
    return show(
        "public/done.html",
        questionnaire=_sent(purpose),
        receipt=sent.get(purpose),
        tasks=[Task(own_draft(each), sent.get(each)) for each in more],
        has_lock=has_lock(),
    )


def _sent(purpose: str) -> Questionnaire:
    """Any level will do: who reads it and what colour it has are the same for all."""
    return library().latest(purpose, library().levels(purpose)[0])
