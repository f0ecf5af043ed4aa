"""Keeping what stands on a page, whichever way somebody goes from it."""

from flask import abort, g, request, session
from werkzeug.datastructures import MultiDict

from participation.answering.offers import is_offered
from participation.answering.rescue import CONFLICT, Page, not_saved
from participation.answering.showing import as_said, show
from participation.answering.visits import VisitState, root, state, visit
from participation.invitations.purposes import ever_asked
from participation.questionnaires.answers import Answers
from participation.questionnaires.kinds import KINDS
from participation.questionnaires.model import Page as Asked
from participation.questionnaires.model import Question
from participation.service.questionnaires import translate
from participation.submissions.drafts import Keep, OpenDraft, PostedPage, TwoTabs, open_draft, opened, save_page

LEVEL = "level"
"""Where the cookie keeps the level that was chosen for what is not begun yet."""


def draft_of(purpose: str) -> OpenDraft:
    """The respondent's own draft; 404 for what is not asked of them."""
    if not is_offered(purpose, visit().invitation):
        abort(404)
    return own_draft(purpose)


def own_draft(purpose: str) -> OpenDraft:
    """The respondent's own draft, also of what nobody asks them for any more."""
    level = session.get(LEVEL, "")
    found, row = g.pop("saved", ("", None))  # once: what is asked for again may have been saved since
    if found == purpose:
        return opened(row, visit().invitation, purpose, root(), level)
    return open_draft(visit().invitation, purpose, root(), level)


def asked_page(draft: OpenDraft, page_id: str) -> Asked:
    """A page of the draft's questionnaire; 404 where there is none of that name."""
    try:
        return draft.questionnaire.page(page_id)
    except KeyError:
        abort(404)


def keep_page(draft: OpenDraft, page_id: str, keep: Keep = Keep.ASK, *, keep_blank: bool = False) -> OpenDraft:
    """Save what was posted. After the idle time both versions are kept, because none may be shown."""
    keep = keep if state() is VisitState.OPEN else Keep.BOTH
    asked = asked_page(draft, page_id)
    return save_page(draft, PostedPage(asked.id, _posted(asked), keep_blank, _edition(), keep))


def _posted(asked: Asked) -> MultiDict[str, str]:
    """What stands on the page, but for the answer that somebody takes back."""
    form = request.form.copy()
    for question in asked.questions:
        if question.id == form.get("clear"):
            for name in KINDS[question.kind].fields(question):
                form.poplist(name)
    return form


def _edition() -> int | None:
    """The edition that the page was shown with; who was shown two versions and keeps both had seen none before."""
    posted = "0" if request.form.get("keep") == Keep.BOTH.value else request.form.get("edition", "")
    return int(posted) if posted.isascii() and posted.isdecimal() and len(posted) < 10 else None


def is_closed(purpose: str) -> bool:
    """Whether something was typed for what was asked until today: the words must not end in a 404."""
    invitation = visit().invitation
    return purpose in ever_asked(invitation.respondent) and not is_offered(purpose, invitation)


def closed() -> Page:
    """The words once more: nobody is asked for them any more."""
    return not_saved("closed", CONFLICT)


def two_versions(two: TwoTabs) -> Page:
    """Both versions side by side; whoever wrote them says which to keep."""
    apart = [question for question in two.page.questions if _differs(question, two)]
    say = as_said(two.there)
    shown = [
        (say(question.context, question.text), _shown(question, two.there.answers), _shown(question, two.here))
        for question in apart
    ]
    names = {name for question in two.page.questions for name in KINDS[question.kind].fields(question)}
    posted = [(name, value) for name, value in request.form.items(multi=True) if name in names]
    return show("public/two_versions.html", draft=two.there, page=two.page, versions=shown, posted=posted), CONFLICT


def _differs(question: Question, two: TwoTabs) -> bool:
    there, here = (each.values.get(question.id) for each in (two.there.answers, two.here))
    return bool(there and here) and there != here


def _shown(question: Question, answers: Answers) -> tuple[str, ...]:
    return KINDS[question.kind].display(question, answers.values.get(question.id, ""), translate)
