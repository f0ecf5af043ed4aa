"""Somebody steals the database and its backup, without the key files and the pepper: they read no word and no code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from participation import clock
from participation.advocacy.actions import NotedStep, ReferralWords, refer, take_step
from participation.between.actions import PlannedAction, VisitWords, write_down
from participation.between.cribs import save_crib
from participation.carried.actions import ToSay, say_for
from participation.carried.models import SaidBy
from participation.challenges.actions import ChallengeAnswer, note_answer, raise_challenge
from participation.complaints.actions import Complained, add_step, complain
from participation.complaints.models import ComplaintState
from participation.contact.actions import Asked, acknowledge, ask_for_contact, note_done
from participation.db import session
from participation.disclosure.actions import hold
from participation.interpreting.actions import InterpretedBy, Texts, ask_interpreter, keep_english, texts_behind
from participation.invitations.actions import Secrets, open_with_token, root_of
from participation.invitations.models import CHILD
from participation.invitations.purposes import purposes
from participation.invitations.queries import invitation_by_token, visit_by_cookie
from participation.locks.actions import set_lock
from participation.locks.choices import read_digits
from participation.operations.cli import cli
from participation.operations.rotation import SEALED, SealedColumn
from participation.outcomes.actions import Beside, Decision, answer, record_participation
from participation.outcomes.childs_letter import WrittenToChild, save_letter
from participation.outcomes.codes import Code, Suggestion
from participation.questionnaires.kinds import KINDS, ShortText
from participation.questionnaires.model import Question, Questionnaire
from participation.questionnaires.path import first_unanswered
from participation.reviews.models import Review
from participation.sealing import Header
from participation.sealing.keyring import Keyring, recovery_from_halves
from participation.staff.models import Role, Staff
from participation.submissions.actions import read, submit
from participation.submissions.drafts import PostedPage, open_draft, save_page
from participation.submissions.models import Submission
from participation.submissions.queries import submissions_for
from tests import factories
from tests.advocacy.referring import A_REFERRAL
from tests.attacks.thief import Thief, everything
from tests.between.writing import A_VISIT
from tests.challenges.raising import A_CHALLENGE
from tests.databases import on_both

BEFORE, AFTER = datetime(2026, 2, 24, 16, 0, tzinfo=UTC), datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
RESPONDENTS = (CHILD, "foster_carer", "parent", "school")
LOCK = "481920"


class Canaries:
    """Words that stand nowhere else; each field gets its own, and every third is Arabic."""

    BEGIN = "Zwergkaninchen", "زنجبيل"

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.numbers = count(1)

    def next(self) -> str:
        number = next(self.numbers)
        begin, end = (self.BEGIN[1], "مسحوق") if number % 3 == 0 else (self.BEGIN[0], "Quitte")
        self.typed.append(f"{begin}{number:04}{end}")
        return self.typed[-1]


def form_for(questionnaire: Questionnaire, canaries: Canaries) -> "MultiDict[str, str]":
    """A word in every box, and of each choice the options that ask for more."""
    leads_on = {
        (page.show_if.question, option)
        for page in questionnaire.pages
        if page.show_if
        for option in page.show_if.is_any_of
    }
    form: MultiDict[str, str] = MultiDict()
    for question in questionnaire.questions:
        form.setlist(f"answer_{question.id}", list(_answers(question, leads_on, canaries)))
        if question.asks_sharing:
            form.add(f"share_{question.id}", "meeting")
    return form


def _answers(question: Question, leads_on: set[tuple[str, str]], canaries: Canaries) -> Iterator[str]:
    if isinstance(KINDS[question.kind], ShortText):
        yield canaries.next()
    elif question.kind == "date":
        yield "2026-03-01"
    elif question.kind == "scale":
        yield str(question.highest)
    else:
        ids = [option.id for option in question.options]
        more = [id for id in ids if (question.id, id) in leads_on]
        yield from ids if question.kind in ("choices", "people") else (more or ids)[:1]


def respond(secrets: Secrets, canaries: Canaries, *, locked: bool = False) -> None:
    """Everything that this letter asks for today, sent; and once more begun and not sent."""
    invitation = invitation_by_token(secrets.token)
    assert invitation is not None
    cookie = open_with_token(invitation, secrets.token, "en")
    visit = visit_by_cookie(cookie)
    assert visit is not None
    root = root_of(visit, cookie)
    if locked:
        digits = read_digits(LOCK)
        assert digits is not None
        set_lock(visit, root, cookie, digits)
    for purpose in purposes(visit.invitation.respondent, visit.invitation.review.meets_on, clock.today()):
        for is_sent in (True, False):
            draft = open_draft(visit.invitation, purpose, root)
            form = form_for(draft.questionnaire, canaries)
            for page in draft.questionnaire.pages:
                draft = save_page(draft, PostedPage(page.id, form, keep_blank=True))
            if is_sent:
                assert first_unanswered(draft.questionnaire, draft.answers) is None
                submit(visit, draft, draft.id, keep_copy=locked)


def interpret(officer: Staff, sent: Submission, canaries: Canaries) -> None:
    """An interpreter puts some of it into English; some waits for another."""
    texts = texts_behind(ask_interpreter(officer, sent, {"want_different": canaries.next()}, "an agency"))
    assert isinstance(texts, Texts)
    assert keep_english(texts, [canaries.next()], InterpretedBy(canaries.next(), canaries.next()))
    ask_interpreter(officer, sent, {"want_different": canaries.next()}, "another agency")


def write(officer: Staff, review_id: str, canaries: Canaries) -> None:
    """What an officer writes: of a visit, a challenge, a code, a crib, to the child, to an advocate who notes it."""
    words = VisitWords(canaries.next(), canaries.next(), actions=(PlannedAction(canaries.next(), AFTER.date()),))
    assert write_down(officer, review_id, "key", A_VISIT, words)
    id = raise_challenge(officer, review_id, "key", replace(A_CHALLENGE, words=canaries.next()))
    assert id
    assert note_answer(officer, id, ChallengeAnswer(AFTER.date(), "partly", canaries.next()))
    beside = Beside(why=canaries.next())
    record_participation(officer, review_id, Code.PN7, Suggestion(Code.PN6, ()), beside)
    save_letter(officer, review_id, WrittenToChild(canaries.next(), {"a wish": canaries.next()}))
    save_crib(officer, review_id, canaries.next())
    assert say_for(officer, review_id, ToSay(SaidBy.OFFICER, canaries.next(), canaries.next()))
    asked = refer(officer, review_id, "key", replace(A_REFERRAL, words=ReferralWords(canaries.next(), canaries.next())))
    advocate, _ = factories.staff(Role.ADVOCATE)
    of_children = select(Submission.id).where(Submission.asks_for_advocate)
    for each in (asked or "", *session().scalars(of_children)):
        assert take_step(advocate, each, "taken", canaries.next()) == NotedStep.WELL


def complain_of_everything(manager: Staff, secrets: Secrets, canaries: Canaries) -> None:
    """A complaint, a note on it, and what came of it, for the child's lock too."""
    invitation = invitation_by_token(secrets.token)
    assert invitation is not None
    visit = visit_by_cookie(open_with_token(invitation, secrets.token, "en"))
    assert visit is not None
    id = complain("key", "person", Complained(canaries.next(), "phone", canaries.next()), visit)
    for state in (ComplaintState.NOTED, ComplaintState.TOLD):
        assert add_step(manager, id, state, canaries.next())


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def letters(app: Flask, canaries: Canaries) -> list[Secrets]:
    """A whole review: everybody is asked before and after, the officer reads and answers, somebody asks for help."""
    with app.app_context():
        with clock.frozen(BEFORE):
            officer, _ = factories.staff()
            manager, _ = factories.staff(Role.MANAGER)
            people = [("foster_carer", "Jo"), ("parent", "Dad"), ("school", "Ms Field")]
            review = factories.review(officer, people=people)
            letters = [factories.letter(review, each)[1] for each in RESPONDENTS]
            for number, secrets in enumerate(letters):
                respond(secrets, canaries, locked=number == 0)
            asked = Asked(canaries.next(), canaries.next(), canaries.next())
            request = ask_for_contact("key", asked, "en", None)
            acknowledge(manager, request)
            note_done(manager, request, canaries.next())
            complain_of_everything(manager, letters[0], canaries)
        with clock.frozen(AFTER):
            manager = session().get_one(Staff, manager.id)
            officer, review = session().get_one(Staff, officer.id), session().get_one(Review, review.id)
            opened = read(officer, submissions_for(officer, review.id), "to prepare")
            views = next(each.submission.id for each in opened if each.submission.purpose == "my_views")
            answer(officer, review.id, views, "want_different", Decision("agreed", canaries.next()))
            interpret(officer, session().get_one(Submission, views), canaries)
            hold(manager, views, canaries.next())
            write(officer, review.id, canaries)
            for secrets in letters:
                respond(secrets, canaries)
    return letters


@pytest.fixture
def backup(app: Flask, letters: list[Secrets], tmp_path: Path) -> bytes:
    file = tmp_path / "stolen"
    done = CliRunner().invoke(cli, ["backup", str(file)], obj=lambda **_: app)
    assert done.exit_code == 0, done.output
    return file.read_bytes()


def sealed_in(column: SealedColumn) -> list[tuple[bytes, Header]]:
    """The envelopes of a column, with the headers that anybody can make from its rows."""
    rows = session().scalars(select(column.model)).all()
    return [(getattr(r, column.name), column.header_of(r)) for r in rows if getattr(r, column.name)]


def files_of(database_url: str) -> list[bytes]:
    """The database's own files, with its log of changes."""
    if not database_url.startswith("sqlite"):
        return []
    path = Path(database_url.removeprefix("sqlite:///"))
    return [each.read_bytes() for each in path.parent.glob(f"{path.name}*")]


@on_both
def test_a_thief_with_database_and_backup_reads_nothing(
    app: Flask, canaries: Canaries, letters: list[Secrets], backup: bytes, database_url: str
) -> None:
    thief = Thief(everything(app.extensions["engine"]), [backup, *files_of(database_url)])
    assert len(canaries.typed) > 100
    assert [begin for begin in canaries.BEGIN if thief.sees(begin)] == [], "so no word that begins with it either"
    assert not thief.sees(LOCK)
    for secrets in letters:
        assert not thief.sees(secrets.token)
        assert not thief.sees(secrets.code)
        assert not thief.finds_code(secrets.code)
    assert thief.opened_wraps() == []
    with app.app_context():
        assert all(sealed_in(column) for column in SEALED), "this column holds nothing to try"
        assert thief.opened_envelopes(sealed_in) == []


def test_the_same_thief_reads_everything_once_somebody_gives_the_keys_away(
    app: Flask, canaries: Canaries, letters: list[Secrets], backup: bytes, keys_dir: Path
) -> None:
    """Else the test above would prove nothing but that this thief is clumsy."""
    halves = ((keys_dir / f"recovery.half-{number}").read_text() for number in (1, 2))
    _, recovery = recovery_from_halves(*halves)
    given = [recovery.private_bytes_raw(), Keyring.load(keys_dir).secret("pepper"), letters[0].token.encode()]
    thief = Thief(everything(app.extensions["engine"]), [backup], given)
    assert thief.finds_code(letters[0].code)
    assert thief.opened_wraps()
    with app.app_context():
        there = sum(len(sealed_in(column)) for column in SEALED)
        opened = thief.opened_envelopes(sealed_in)
    assert len(opened) == there
    sent = [words for words in canaries.typed if any(_said(words, plain) for plain in opened)]
    assert len(sent) > len(canaries.typed) / 3


def _said(words: str, plain: bytes) -> bool:
    return words.encode() in plain or words.encode("unicode_escape") in plain


def test_every_submission_of_a_whole_review_is_there(app: Flask, letters: list[Secrets]) -> None:
    with app.app_context():
        sent = {each.purpose for each in session().scalars(select(Submission))}
    assert sent >= {
        "my_views",
        "my_meeting",
        "my_advocate",
        "after_review",
        "carer_view",
        "parent_view",
        "partner_view",
    }
