"""Sending answers by the same actions that the pages call, without walking every page."""

from werkzeug.datastructures import MultiDict

from participation import clock, sealing
from participation.db import transaction
from participation.invitations.actions import Secrets, invite, open_with_token, root_of
from participation.invitations.models import CHILD, Visit
from participation.invitations.queries import cookie_lookup, invitation_by_token, invitations_of, visit_by_cookie
from participation.questionnaires.path import first_unanswered
from participation.reviews.models import Review
from participation.submissions.actions import submit
from participation.submissions.drafts import OpenDraft, PostedPage, open_draft, save_page, save_sharing

Typed = str | list[str]


def send(review: Review, purpose: str, respondent: str = CHILD, language: str = "en", **typed: Typed) -> str:
    """Answers with `question=words` and `share_question=meeting`, sent by a respondent; gives the submission's id.

    No letter is drawn for it, because the slow hash of its code would make many of these slow.
    """
    invite([review], [respondent])
    invitation = next(each for each in invitations_of(review.id) if each.respondent == respondent)
    cookie, now = sealing.new_root().hex(), clock.now()
    with transaction() as session:
        session.add(
            Visit(
                lookup=cookie_lookup(cookie),
                invitation_id=invitation.id,
                printing=invitation.printings,
                root=sealing.wrap(sealing.new_root(), cookie.encode(), "visit"),
                language=language,
                started_at=now,
                seen_at=now,
            )
        )
    return _sent(cookie, purpose, typed)


def send_with(secrets: Secrets, purpose: str, language: str = "en", *, keep_copy: bool = False, **typed: Typed) -> str:
    """Send a form with a letter; perhaps with a copy behind its lock."""
    invitation = invitation_by_token(secrets.token)
    assert invitation is not None
    return _sent(open_with_token(invitation, secrets.token, language), purpose, typed, keep_copy=keep_copy)


def _sent(cookie: str, purpose: str, typed: dict[str, Typed], *, keep_copy: bool = False) -> str:
    visit = visit_by_cookie(cookie)
    assert visit is not None
    draft = open_draft(visit.invitation, purpose, root_of(visit, cookie))
    asked = {each.id for each in draft.questionnaire.questions}
    form: MultiDict[str, str] = MultiDict()
    for name, value in typed.items():
        # Of adults it is itself asked whether something may be passed on.
        assert name in asked or name.removeprefix("share_") in asked, f"{purpose} does not ask {name}"
        form.setlist(f"answer_{name}" if name in asked else name, [value] if isinstance(value, str) else value)
    if not typed:
        # Nothing at all is not sent: one answer that asks for nothing.
        first = draft.questionnaire.questions[0]
        form.add(f"answer_{first.id}", first.options[1].id if first.options else "All is as it was")
    while page := first_unanswered(draft.questionnaire, draft.answers):
        draft = save_page(draft, PostedPage(page.id, form, keep_blank=True))
    draft = save_sharing(draft, _who_may_hear(draft, typed))
    return submit(visit, draft, draft.id, keep_copy=keep_copy)


def _who_may_hear(draft: OpenDraft, typed: dict[str, Typed]) -> MultiDict[str, str]:
    """What the check page posts: page by page, whatever was said of any question on it."""
    pages = [(page.id, typed.get(f"share_{each.id}")) for page in draft.questionnaire.pages for each in page.questions]
    return MultiDict([("share", "each"), *((f"share_{id}", str(share)) for id, share in pages if share)])
