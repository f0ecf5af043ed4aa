"""One page of a questionnaire: shown, kept, and where its buttons lead."""

from enum import StrEnum

from flask import redirect, render_template, request, url_for

from participation.answering.keeping import asked_page, closed, draft_of, is_closed, keep_page, two_versions
from participation.answering.rescue import Page, may_write
from participation.answering.showing import reader_of, show
from participation.answering.visits import VisitState, note_presence, state, visit, with_visit
from participation.questionnaires.care import may_hear_of_harm, was_said_just_before
from participation.questionnaires.kinds import KINDS, is_coded
from participation.questionnaires.model import Page as Asked
from participation.questionnaires.own_words import usual_words
from participation.questionnaires.path import (
    Spot,
    first_unanswered,
    in_the_way,
    may_visit,
    next_page,
    next_topic,
    path,
    previous_page,
    spots,
    step,
)
from participation.questionnaires.people import named_before
from participation.service.questionnaires import translate
from participation.submissions.drafts import Keep, OpenDraft, TwoTabs
from participation.submissions.queries import receipts_of

CHECK, MAP = "check", "map"
"""Where somebody may have come from, and goes back to."""


class Go(StrEnum):
    """The ways off a page: the values of the button `go`."""

    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    MAP = "map"
    ON = "on"
    """To the next topic, without a look at the map."""
    SEND = "send"
    LATER = "later"
    HELP = "help"
    CONTACT = "contact"
    STAY = "stay"
    """Still here: saves, and stays."""


@with_visit
def page(purpose: str, page_id: str) -> Page:
    """One question."""
    draft = draft_of(purpose)
    asked = asked_page(draft, page_id)
    if not may_visit(draft.questionnaire, draft.answers, asked):
        return redirect(where_to_go_on(draft), 303)
    return _shown(draft, asked, {})


@with_visit
def the_map(purpose: str) -> Page:
    """The topics, in any order, and the box for just one thing."""
    draft = draft_of(purpose)
    if not draft.questionnaire.topics:
        return redirect(where_to_go_on(draft), 303)
    one = draft.questionnaire.just_one_thing
    return show(
        "public/map.html",
        draft=draft,
        spots=spots(draft.questionnaire, draft.answers),
        offers_to_talk=was_said_just_before(draft.questionnaire, draft.answers),
        receipt=next((each for each in receipts_of(visit().invitation_id) if each.purpose == purpose), None),
        one=next((page for page in draft.questionnaire.pages if one in {q.id for q in page.questions}), None),
        reader=reader_of(draft.questionnaire.envelope),
    )


@may_write
def save(purpose: str, page_id: str) -> Page:
    """Keep the page, then go where the button says."""
    if is_closed(purpose):
        return closed()
    draft = draft_of(purpose)
    asked = asked_page(draft, page_id)
    go = _pressed()
    try:
        draft = _kept(draft, page_id, go)
    except TwoTabs as two:
        return two_versions(two)
    if state() is VisitState.WRITE_ONLY:
        return render_template("public/saved.html")
    note_presence()
    problems = _problems(draft, asked) if go in (Go.NEXT, Go.ON, Go.SKIP, Go.SEND) else {}
    if problems:
        return _shown(draft, asked, problems), 422
    return redirect(_after(draft, asked, go), 303)


def _pressed() -> Go:
    """Whoever takes an answer back stays where they are."""
    if "clear" in request.form:
        return Go.STAY
    return Go(request.form["go"]) if request.form.get("go") in list(Go) else Go.NEXT


def _kept(draft: OpenDraft, page_id: str, go: Go) -> OpenDraft:
    """`keep` says which of two versions was chosen, if somebody was asked."""
    chosen = request.form.get("keep")
    if chosen == "there":
        return draft
    keep = Keep.BOTH if chosen == Keep.BOTH.value else Keep.ASK
    return keep_page(draft, page_id, keep, keep_blank=go in (Go.NEXT, Go.ON, Go.SKIP))


def _shown(draft: OpenDraft, asked: Asked, problems: dict[str, str]) -> str:
    template = "question_pictures" if draft.questionnaire.level == "pictures" else "question"
    return show(
        f"public/{template}.html",
        draft=draft,
        page=asked,
        step=step(draft.questionnaire, draft.answers, asked),
        may_send=not draft.answers.say_nothing(draft.questionnaire),
        onward=_onward(draft, asked),
        may_hear_of_harm=may_hear_of_harm(draft.questionnaire, asked),
        named_before={q.id: named_before(draft.questionnaire, draft.answers, q) for q in asked.questions},
        offers_to_talk=was_said_just_before(draft.questionnaire, draft.answers, asked),
        problems=problems,
        coded=[question for question in asked.questions if is_coded(question)],
        usual={question.id: usual_words(question.id) for question in asked.questions},
        comes_from=comes_from(),
        reader=reader_of(draft.questionnaire.envelope),
    )


def _problems(draft: OpenDraft, asked: Asked) -> dict[str, str]:
    """What has to be put right on a page, by question."""
    found = {q.id: KINDS[q.kind].problem(q, draft.answers.values.get(q.id, ""), translate) for q in asked.questions}
    return {id: problem for id, problem in found.items() if problem}


def _after(draft: OpenDraft, asked: Asked, go: Go) -> str:
    purpose = draft.questionnaire.purpose
    if go is Go.HELP:
        return url_for(".help_now", back=page_address(purpose, asked.id).partition("?")[0])
    if go is Go.CONTACT:
        return url_for(".contact")
    if go is Go.STAY:
        return page_address(purpose, asked.id)
    if go is Go.LATER:
        return url_for(".home")
    if go is Go.BACK:
        before = previous_page(draft.questionnaire, draft.answers, asked)
        return _address(purpose, before) if before else _way_back(draft)
    if go is Go.SEND or (go is not Go.MAP and comes_from() == CHECK):
        more = _asked_because_of(asked, draft)
        return f"{_address(purpose, more)}?from={CHECK}" if more else check_address(draft)
    after = None if go is Go.MAP or comes_from() == MAP else next_page(draft.questionnaire, draft.answers, asked)
    if not after and go is Go.ON and (onward := next_topic(draft.questionnaire, draft.answers, asked)):
        after = onward.pages[0]
    return _address(purpose, after) if after else where_to_go_on(draft)


def _onward(draft: OpenDraft, asked: Asked) -> Spot | None:
    """From the last page of a topic, the topic that comes next on the map."""
    if comes_from() or next_page(draft.questionnaire, draft.answers, asked):
        return None
    return next_topic(draft.questionnaire, draft.answers, asked)


def _asked_because_of(asked: Asked, draft: OpenDraft) -> Asked | None:
    """A page that this one has just opened, if nobody has seen it."""
    here, answers = {question.id for question in asked.questions}, draft.answers
    return next(
        (
            page
            for page in path(draft.questionnaire, answers)
            if page.show_if and page.show_if.question in here and page.questions[0].id not in answers.values
        ),
        None,
    )


def _address(purpose: str, page: Asked) -> str:
    return url_for(".page", purpose=purpose, page_id=page.id)


def _way_back(draft: OpenDraft) -> str:
    """From the first page of a topic, or of all."""
    return where_to_go_on(draft) if draft.questionnaire.topics else url_for(".home")


def page_address(purpose: str, page_id: str) -> str:
    """The page that was posted, once more."""
    if comes_from() == MAP:
        return url_for(".map", purpose=purpose)
    return url_for(".page", purpose=purpose, page_id=page_id) + (f"?from={CHECK}" if comes_from() == CHECK else "")


def comes_from() -> str:
    """Whether somebody came to change one answer, or wrote just one thing beside the map, and goes back there."""
    came = request.values.get("from", "")
    return came if came in (CHECK, MAP) else ""


def where_to_go_on(draft: OpenDraft) -> str:
    """The map; where there is none, the first page that has not been seen, or the list of all answers."""
    purpose = draft.questionnaire.purpose
    if draft.questionnaire.topics:
        return url_for(".map", purpose=purpose)
    first = first_unanswered(draft.questionnaire, draft.answers)
    return _address(purpose, first) if first else url_for(".check", purpose=purpose)


def check_address(draft: OpenDraft) -> str:
    """The list of all answers, or the page without which it cannot be sent."""
    wrong = in_the_way(draft.questionnaire, draft.answers)
    purpose = draft.questionnaire.purpose
    return _address(purpose, wrong) if wrong else url_for(".check", purpose=purpose)
