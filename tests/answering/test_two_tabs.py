"""One page open in two places: nothing is overwritten, and nothing is lost."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from participation.invitations.actions import open_with_token, root_of
from participation.invitations.models import Visit
from participation.invitations.queries import invitation_by_token, visit_by_cookie
from participation.questionnaires.answers import Answers
from participation.questionnaires.model import Option, Page, Question
from participation.questionnaires.path import first_unanswered
from participation.submissions.actions import submit
from participation.submissions.drafts import PostedPage, TwoTabs, open_draft, reopened, save_page
from participation.submissions.two_tabs import both, differ
from tests.answering.conftest import Write
from tests.databases import on_both
from tests.walking import Phone, words_of

FEELINGS = "/answer/my_views/feelings"
FIRST, SECOND = "I wrote this first", "and this in the other window"


@pytest.fixture
def tabs(app: Flask, write: Write) -> tuple[Phone, Phone]:
    """One page of one letter on two devices."""
    secrets = write().secrets
    one, other = Phone(app, secrets), Phone(app, secrets)
    one.begin("my_views", "feelings")
    other.begin("my_views", "feelings")
    return one, other


@on_both
def test_the_child_is_shown_both_versions_and_asked(tabs: tuple[Phone, Phone]) -> None:
    one, other = tabs
    one.press("next", answer_feel_today_words=FIRST)
    page = other.press("next", answer_feel_today_words=SECOND)
    assert page.status_code == 409
    shown = words_of(page)
    assert FIRST in shown
    assert SECOND in shown
    assert f"\n{FIRST}</textarea>" in one.open(FEELINGS).text


@pytest.mark.parametrize(
    ("keep", "kept"), [("there", FIRST), ("here", SECOND), ("both", f"{FIRST}\n\n{SECOND}")], ids=lambda v: v[:5]
)
def test_what_the_child_chooses_is_kept_and_the_way_goes_on(tabs: tuple[Phone, Phone], keep: str, kept: str) -> None:
    one, other = tabs
    one.press("next", answer_feel_today_words=FIRST)
    other.press("next", answer_feel_today_words=SECOND)
    page = other.press("next", keep=keep)
    assert page.request.path == "/answer/my_views/proud"
    assert f"\n{kept}</textarea>" in other.open(FEELINGS).text


def test_two_windows_on_two_pages_never_meet(tabs: tuple[Phone, Phone]) -> None:
    one, other = tabs
    one.press("next", answer_feel_today_words=FIRST)
    other.open("/answer/my_views/proud")
    other.press("next", answer_hopes=SECOND)
    assert one.press("next", answer_proud_of="My bike").request.path == "/answer/my_views/trust"
    assert SECOND in one.open("/answer/my_views/proud").text
    assert FIRST in other.open(FEELINGS).text


def test_an_empty_window_does_not_wipe_a_full_one(tabs: tuple[Phone, Phone]) -> None:
    one, other = tabs
    one.press("next", answer_feel_today="sad", answer_feel_today_words=FIRST)
    assert other.press("skip").status_code == 200
    page = one.open(FEELINGS).text
    assert f"\n{FIRST}</textarea>" in page
    assert 'value="sad" checked' in page


def test_changing_ones_own_words_is_not_two_windows(tabs: tuple[Phone, Phone]) -> None:
    one, _ = tabs
    one.press("next", answer_feel_today_words=FIRST)
    one.press("next", answer_proud_of="My bike")
    one.open(FEELINGS)
    one.press("next", answer_feel_today_words=SECOND)
    assert f"\n{SECOND}</textarea>" in one.open(FEELINGS).text


def test_leaving_from_a_second_window_keeps_both(tabs: tuple[Phone, Phone]) -> None:
    one, other = tabs
    one.press("next", answer_feel_today_words=FIRST)
    fields = {"purpose": "my_views", "page": "feelings", "edition": "0", "answer_feel_today_words": SECOND}
    token = other.page.text.split('name="csrf_token" value="')[1].split('"')[0]
    ref = other.page.text.split('name="ref" value="')[1].split('"')[0]
    other.browser.post("/leave", data={**fields, "csrf_token": token, "ref": ref})
    page = one.open(FEELINGS).text
    assert FIRST in page
    assert SECOND in page


@pytest.fixture
def visit(app: Flask, write: Write) -> Iterator[tuple[Visit, bytes]]:
    """A visit with its secret, for what two windows do at the same moment."""
    letter = write()
    with app.app_context():
        invitation = invitation_by_token(letter.secrets.token)
        assert invitation is not None
        cookie = open_with_token(invitation, letter.secrets.token, "en")
        visit = visit_by_cookie(cookie)
        assert visit is not None
        yield visit, root_of(visit, cookie)


def typed(page_id: str, words: str, edition: int | None = None) -> PostedPage:
    question = {"feelings": "feel_today_words", "proud": "proud_of"}[page_id]
    return PostedPage(page_id, MultiDict({f"answer_{question}": words}), edition=edition)


@on_both
def test_what_another_window_saved_between_opening_and_saving_is_kept(visit: tuple[Visit, bytes]) -> None:
    before = open_draft(visit[0].invitation, "my_views", visit[1])
    first = save_page(before, typed("feelings", FIRST))
    second = save_page(before, typed("proud", SECOND))
    assert second.answers.values == {"feel_today_words": FIRST, "proud_of": SECOND}
    third = save_page(first, typed("feelings", "Both again", first.edition))
    assert third.answers.values == {"feel_today_words": "Both again", "proud_of": SECOND}
    assert reopened(before) == third


@on_both
def test_other_words_saved_between_opening_and_saving_are_not_overwritten(visit: tuple[Visit, bytes]) -> None:
    before = open_draft(visit[0].invitation, "my_views", visit[1])
    save_page(before, typed("feelings", FIRST))
    with pytest.raises(TwoTabs) as two:
        save_page(before, typed("feelings", SECOND, before.edition))
    assert two.value.there.answers.values == {"feel_today_words": FIRST}
    assert two.value.here.values == {"feel_today_words": SECOND}


@on_both
def test_what_is_saved_while_another_window_sends_begins_anew_and_changes_nothing_sent(
    visit: tuple[Visit, bytes],
) -> None:
    draft = open_draft(visit[0].invitation, "my_views", visit[1])
    while page := first_unanswered(draft.questionnaire, draft.answers):
        draft = save_page(draft, PostedPage(page.id, MultiDict({"answer_feel_today_words": FIRST}), keep_blank=True))
    assert submit(visit[0], draft, draft.id) == draft.id
    anew = save_page(draft, typed("proud", SECOND))
    assert anew.id != draft.id
    assert anew.answers.values == {"proud_of": SECOND}
    assert submit(visit[0], draft, draft.id) == draft.id
    assert reopened(draft) == anew


PAGE = Page(
    "p",
    "Page",
    (
        Question("words", "long_text", "Words?", asks_sharing=True),
        Question("line", "short_text", "Line?"),
        Question("some", "choices", "Some?", options=tuple(Option(each, each) for each in "abc")),
    ),
)
texts = st.text("xyz ", max_size=6).map(str.strip)
answers = st.builds(
    lambda words, line, some, share: Answers({"words": words, "line": line, "some": some}, {"words": share}),
    texts,
    texts,
    st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    st.sampled_from(["officer", "meeting"]),
)


@given(answers, answers)
def test_joining_two_versions_loses_no_fragment(there: Answers, here: Answers) -> None:
    joined = both(PAGE, there, here)
    for version in (there, here):
        assert str(version.values["words"]) in str(joined.values["words"])
        assert str(version.values["line"]) in str(joined.values["line"])
        assert set(version.values["some"]) <= set(joined.values["some"])


@given(answers, answers)
def test_joined_words_are_heard_by_nobody_who_was_not_meant_to_hear_all_of_them(there: Answers, here: Answers) -> None:
    joined = both(PAGE, there, here)
    is_as_it_was = joined.values["words"] == there.values["words"]
    assert joined.sharing == (there.sharing if is_as_it_was else {})


@given(answers)
def test_a_version_does_not_differ_from_itself(one: Answers) -> None:
    assert not differ(PAGE, one, one)
    assert both(PAGE, one, one).values == one.values


def test_an_answer_that_was_taken_back_stays_so_whichever_version_is_kept(tabs: tuple[Phone, Phone]) -> None:
    one, other = tabs
    one.press("next", answer_feel_today_words=FIRST)
    asked = other.press("stay", answer_feel_today="sad", answer_feel_today_words=SECOND, clear="feel_today")
    assert asked.status_code == 409
    page = other.press("stay", keep="here").text
    assert f"\n{SECOND}</textarea>" in page
    assert " checked" not in page
