"""Sending answers by the same actions that the pages call, without walking every page."""

from werkzeug.datastructures import MultiDict

from participation.invitations.actions import Secrets, open_with_token, root_of
from participation.invitations.models import CHILD
from participation.invitations.queries import invitation_by_token, visit_by_cookie
from participation.questionnaires.path import first_unanswered
from participation.reviews.models import Review
from participation.submissions.actions import save_page, submit
from participation.submissions.queries import open_draft
from tests import factories

Typed = str | list[str]


def send(review: Review, purpose: str, respondent: str = CHILD, language: str = "en", **typed: Typed) -> str:
    """A letter is drawn, opened, answered with `question=words` and `share_question=meeting`, and sent."""
    _, secrets = factories.letter(review, respondent)
    return send_with(secrets, purpose, language, **typed)


def send_with(secrets: Secrets, purpose: str, language: str = "en", **typed: Typed) -> str:
    """The same with a letter that was drawn before; gives the submission's id."""
    invitation = invitation_by_token(secrets.token)
    assert invitation is not None
    cookie = open_with_token(invitation, secrets.token, language)
    visit = visit_by_cookie(cookie)
    assert visit is not None
    root = root_of(visit, cookie)
    form: MultiDict[str, str] = MultiDict()
    for name, value in typed.items():
        field = name if name.startswith("share_") else f"answer_{name}"
        form.setlist(field, [value] if isinstance(value, str) else value)
    draft = open_draft(visit.invitation, purpose, root)
    known = {question.id for question in draft.questionnaire.questions}
    unknown = {name.removeprefix("share_") for name in typed} - known
    assert not unknown, f"{purpose} does not ask {unknown}"
    while page := first_unanswered(draft.questionnaire, draft.answers):
        draft = save_page(visit.invitation, root, purpose, page.id, form, keep_blank=True)
    return submit(visit, root, purpose, draft.id)
