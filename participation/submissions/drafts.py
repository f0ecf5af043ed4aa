"""A respondent's draft: opened once, carried through the request, and saved page by page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from sqlalchemy import bindparam, select, update

from participation import clock, sealing
from participation.db import inserting, new_id, session, transaction
from participation.invitations.marks import OPENED, STARTED, mark
from participation.invitations.open_visits import OpenLetter
from participation.questionnaires.answers import Answers, PostedFields
from participation.questionnaires.model import LEVELS, OTHER_LANGUAGE, UNACCOMPANIED, Page, Questionnaire
from participation.service.questionnaires import library
from participation.submissions import two_tabs
from participation.submissions.models import Draft
from participation.submissions.queries import SAVED, Saved, people_of

_ROW = select(*SAVED).where(Draft.invitation_id == bindparam("of"), Draft.purpose == bindparam("purpose"))
_CHANGED = update(Draft).where(Draft.id == bindparam("draft_id"), Draft.edition == bindparam("seen"))
"""The draft of exactly this edition, with what is saved now."""


@dataclass(frozen=True)
class OpenDraft:
    """A respondent's unsent answers, opened; `id` and `edition` are those of the row, if it was ever saved."""

    invitation: OpenLetter
    root: bytes = field(repr=False)
    """The secret of the letter, which opens and closes it."""
    questionnaire: Questionnaire
    answers: Answers
    id: str = ""
    edition: int = 0
    page_editions: Mapping[str, int] = field(default_factory=dict)
    """Which edition changed each page last."""

    @property
    def is_begun(self) -> bool:
        """Whether something was answered, besides what the letter has told."""
        return bool(self.answers.values) and self.answers != _told(self.questionnaire, self.invitation)


class Keep(Enum):
    """What to do with a page that was saved elsewhere since it was shown."""

    ASK = "ask"
    BOTH = "both"


@dataclass(frozen=True)
class PostedPage:
    """One page as a respondent has left it, valid or not."""

    page_id: str
    form: PostedFields
    keep_blank: bool = False
    """Whether what is empty was gone past, and so was seen."""
    edition: int | None = None
    """That of the draft when the page was shown; without it nothing is compared."""
    keep: Keep = Keep.ASK


class TwoTabs(Exception):
    """Other answers to this page were saved since it was shown; nothing has been overwritten."""

    def __init__(self, page: Page, there: OpenDraft, here: Answers) -> None:
        super().__init__("written in two places")
        self.page = page
        self.there = there
        self.here = here


def open_draft(invitation: OpenLetter, purpose: str, root: bytes, level: str = "") -> OpenDraft:
    """What was saved, or the newest version of the questionnaire with nothing answered.

    A `level` that the respondent chose comes before the one of the letter, for what they have not begun.
    """
    row = session().connection().execute(_ROW, {"of": invitation.id, "purpose": purpose}).first()
    return opened(Saved(*row) if row else None, invitation, purpose, root, level)


def opened(row: Saved | None, invitation: OpenLetter, purpose: str, root: bytes, level: str) -> OpenDraft:
    """As `open_draft`, where somebody has looked already what was saved."""
    if row is None:
        asked = _newest(invitation, purpose, level)
        return OpenDraft(invitation, root, asked, _told(asked, invitation))
    try:
        plain = json.loads(sealing.open_draft(root, row.sealed, row.id))
    except sealing.CannotOpen:
        # Begun with a letter that was replaced since: its key went with its secrets, and the draft with them.
        asked = _newest(invitation, purpose, level)
        return OpenDraft(invitation, root, asked, _told(asked, invitation), row.id, row.edition)
    asked = _for_this(library().get(purpose, row.level, row.version), invitation)
    return OpenDraft(invitation, root, asked, Answers.from_json(plain), row.id, row.edition, plain.get("editions", {}))


def _told(asked: Questionnaire, invitation: OpenLetter) -> Answers:
    return Answers(asked.told_by_letter(invitation.respondent))


def reopened(draft: OpenDraft) -> OpenDraft:
    """As it stands now, for it was saved or sent meanwhile."""
    return open_draft(draft.invitation, draft.questionnaire.purpose, draft.root, draft.questionnaire.level)


def _for_this(questionnaire: Questionnaire, invitation: OpenLetter) -> Questionnaire:
    """With the people of the review, where it asks about people at all, and with what concerns this respondent."""
    known = {UNACCOMPANIED: invitation.is_unaccompanied, OTHER_LANGUAGE: invitation.language != "en"}
    asked = questionnaire.for_somebody([fact for fact, is_so in known.items() if is_so])
    return asked.offering(people_of(invitation.review_id)) if asked.asks_about_people else asked


def _newest(invitation: OpenLetter, purpose: str, chosen: str) -> Questionnaire:
    """At the respondent's own level if somebody wrote it, else at the next one up."""
    written, own = library().levels(purpose), chosen or invitation.level
    wanted = LEVELS.index(own) if own in LEVELS else 0
    own_or_above = [level for level in written if LEVELS.index(level) >= wanted]
    level = next(iter((*own_or_above, *reversed(written))), own)
    return _for_this(library().latest(purpose, level), invitation)


def switch_level(draft: OpenDraft, level: str) -> OpenDraft:
    """This draft at another level: what has the same id stays. Raises NoSuchQuestionnaire."""
    asked = _for_this(library().latest(draft.questionnaire.purpose, level), draft.invitation)
    while draft.id and draft.questionnaire.name != asked.name:
        saved = replace(draft, questionnaire=asked, answers=draft.answers.as_asked_in(asked), edition=draft.edition + 1)
        if _exchange(draft, saved, _sealed(saved)):
            return saved
        draft = reopened(draft)
    return replace(draft, questionnaire=asked)


def save_page(draft: OpenDraft, posted: PostedPage) -> OpenDraft:
    """Keep what one page holds; gives the draft as it is then. Raises TwoTabs."""
    while (answers := _merged(draft, posted)) != draft.answers:
        saved = _next_edition(draft, posted.page_id, answers)
        # Sealed before the writer's lock is taken. If the draft was saved or sent meanwhile, all is looked at again.
        if _exchange(draft, saved, _sealed(saved)):
            return saved
        draft = reopened(draft)
    return draft


def save_sharing(draft: OpenDraft, form: PostedFields) -> OpenDraft:
    """Keep who may hear the answers, as it was asked before sending; gives the draft as it is then."""
    while (answers := draft.answers.shared(draft.questionnaire, form)) != draft.answers:
        saved = replace(draft, answers=answers, edition=draft.edition + 1)
        if _exchange(draft, saved, _sealed(saved)):
            return saved
        draft = reopened(draft)
    return draft


def _merged(draft: OpenDraft, posted: PostedPage) -> Answers:
    page = draft.questionnaire.page(posted.page_id)
    is_stale = posted.edition is not None and draft.page_editions.get(page.id, 0) > posted.edition
    if not is_stale:
        return draft.answers.merge(page, posted.form, posted.keep_blank)
    here = Answers().merge(page, posted.form, posted.keep_blank)
    if posted.keep is Keep.ASK and two_tabs.differ(page, draft.answers, here):
        raise TwoTabs(page, draft, here)
    return two_tabs.both(page, draft.answers, here)


def _next_edition(draft: OpenDraft, page_id: str, answers: Answers) -> OpenDraft:
    edition = draft.edition + 1
    editions = {**draft.page_editions, page_id: edition}
    return replace(draft, answers=answers, id=draft.id or new_id(), edition=edition, page_editions=editions)


def _sealed(draft: OpenDraft) -> dict[str, Any]:
    """What the row of this edition holds."""
    plain = json.dumps({**draft.answers.to_json(), "editions": draft.page_editions}).encode()
    return {
        "level": draft.questionnaire.level,
        "version": draft.questionnaire.version,
        "edition": draft.edition,
        "saved_at": clock.now(),
        "sealed": sealing.seal_draft(draft.root, plain, draft.id),
    }


def _exchange(draft: OpenDraft, saved: OpenDraft, values: dict[str, Any]) -> bool:
    """Put what is saved in the place of exactly the edition that it was made from; else do nothing."""
    if not draft.id:
        return _begin(saved, values)
    with transaction() as session:
        changed = session.connection().execute(_CHANGED, {**values, "draft_id": draft.id, "seen": draft.edition})
    return changed.rowcount == 1


def _begin(saved: OpenDraft, values: dict[str, Any]) -> bool:
    """Two windows may begin at once: the first one does."""
    asked, invitation_id = saved.questionnaire, saved.invitation.id
    row = {"id": saved.id, "invitation_id": invitation_id, "purpose": asked.purpose, **values}
    with transaction() as session:
        begun = inserting(Draft).values(row).on_conflict_do_nothing().returning(Draft.id)
        if session.scalar(begun) is None:
            return False
        mark(OPENED, [invitation_id], values["saved_at"])
        if asked.envelope in ("views", "adult"):
            # The draft will go one day; that something about the review was written stays, for the figures.
            mark(STARTED, [invitation_id], values["saved_at"])
    return True
