"""Which pages a respondent walks, computed from the questionnaire and the answers; nothing is stored."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from participation.questionnaires.kinds import KINDS, Value
from participation.questionnaires.model import ANY_QUESTION, HELPER, Condition, Page, Questionnaire, Topic
from participation.questionnaires.words import untranslated


class AnswersSoFar(Protocol):
    """What was answered so far."""

    @property
    def values(self) -> Mapping[str, Value]:
        """By question."""

    @property
    def paths(self) -> "dict[int, tuple[Questionnaire, tuple[Page, ...]]]":
        """Those that `path` has found with these answers, which never change; it alone writes here."""


def holds(condition: Condition, answers: AnswersSoFar) -> bool:
    """Whether the answer to the condition's question is any of its options; of guests, what was said of anybody."""
    return _is_any_of(condition.is_any_of, answers.values.get(condition.question, ""))


def _is_any_of(options: Collection[str], value: Value) -> bool:
    if isinstance(value, str):
        return value in options
    return any(each.rpartition(":")[2] in options for each in value)


def path(questionnaire: Questionnaire, answers: AnswersSoFar) -> tuple[Page, ...]:
    """The pages this respondent sees; an answer left on a hidden page opens no other page.

    What a child has said no answer of the grown-up beside them takes away. Found once for the same answers: a page, or
    a send, asks some ten times.
    """
    asked, found = answers.paths.get(id(questionnaire), (None, ()))
    if asked is not questionnaire:
        found = _shown(questionnaire, answers, _said_before_the_helper(questionnaire, answers))
        answers.paths[id(questionnaire)] = questionnaire, found
    return found


def _said_before_the_helper(questionnaire: Questionnaire, answers: AnswersSoFar) -> tuple[Page, ...]:
    """The pages with something said by the respondent that an answer of their helper would hide."""
    may_hide = (page for page in questionnaire.pages if page.hide_if and page.asked_of != HELPER)
    if not (said := [page for page in may_hide if _is_said(page, answers)]):
        return ()
    of_helper = {question.id for page in questionnaire.pages if page.asked_of == HELPER for question in page.questions}
    return tuple(page for page in said if page.hide_if and page.hide_if.question in of_helper)


def _shown(questionnaire: Questionnaire, answers: AnswersSoFar, kept: Sequence[Page]) -> tuple[Page, ...]:
    shown: list[Page] = []
    asked: list[str] = []
    for page in questionnaire.pages:
        is_hidden = page not in kept and page.hide_if is not None and _holds_among(page.hide_if, asked, answers)
        is_meant = not page.only_for or _is_said(page, answers)
        if is_meant and not is_hidden and (page.show_if is None or _holds_among(page.show_if, asked, answers)):
            shown.append(page)
            asked.extend(question.id for question in page.questions)
    return tuple(shown)


def _is_said(page: Page, answers: AnswersSoFar) -> bool:
    """Whoever reads knows no facts: what somebody answered on a page that is only for some is never left out.

    What the letter told is nothing that they said.
    """
    return any(answers.values.get(question.id) for question in page.questions if not question.told_by_letter)


def _holds_among(condition: Condition, asked: Sequence[str], answers: AnswersSoFar) -> bool:
    """Whether it holds for a question that this respondent was asked."""
    if condition.question != ANY_QUESTION:
        return condition.question in asked and holds(condition, answers)
    return any(_is_any_of(condition.is_any_of, answers.values.get(each, "")) for each in asked)


def next_page(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> Page | None:
    """The page after this one, also when this one has just left the path; None after the last, or that of its topic."""
    later = _beside(questionnaire, page)
    later = later[later.index(page.id) + 1 :]
    return next((each for each in _shown(questionnaire, answers, ()) if each.id in later), None)


def previous_page(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> Page | None:
    """The page before this one, also when this one has just left the path; None before the first, or its topic's."""
    earlier = _beside(questionnaire, page)
    earlier = earlier[: earlier.index(page.id)]
    return next((each for each in reversed(_shown(questionnaire, answers, ())) if each.id in earlier), None)


def _beside(questionnaire: Questionnaire, page: Page) -> list[str]:
    """The pages among which one goes on and back: those of the topic, or all where there is no map."""
    return [each.id for each in questionnaire.pages if each.topic == page.topic]


@dataclass(frozen=True, slots=True)
class Spot:
    """A topic as it stands on the map of one respondent."""

    topic: Topic
    pages: tuple[Page, ...]
    """Those that this respondent sees, at least one."""
    is_said: bool
    """Whether something is in it."""


def spots(questionnaire: Questionnaire, answers: AnswersSoFar) -> tuple[Spot, ...]:
    """The map: its topics in their order, without those that have no page for this respondent."""
    shown = path(questionnaire, answers)
    by_topic = ((topic, tuple(page for page in shown if page.topic == topic.id)) for topic in questionnaire.topics)
    return tuple(
        Spot(topic, pages, any(_is_said(page, answers) for page in pages)) for topic, pages in by_topic if pages
    )


def next_topic(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> Spot | None:
    """The first topic after that of this page in which nothing was said; None on the last."""
    found = spots(questionnaire, answers)
    here = next((index for index, spot in enumerate(found) if spot.topic.id == page.topic), len(found))
    return next((spot for spot in found[here + 1 :] if not spot.is_said), None)


def first_unanswered(questionnaire: Questionnaire, answers: AnswersSoFar) -> Page | None:
    """The first page that was not seen to its end or has something to put right; None when complete."""
    return next((page for page in path(questionnaire, answers) if not _is_done(page, answers)), None)


def in_the_way(questionnaire: Questionnaire, answers: AnswersSoFar) -> Page | None:
    """The first page with something to put right before anything is sent; nobody has to see the others."""
    return next((page for page in path(questionnaire, answers) if _has_problem(page, answers)), None)


def may_visit(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> bool:
    """Whether the page is on the path and, where there is no map, everything before it has been seen."""
    for each in path(questionnaire, answers):
        if each.id == page.id:
            return True
        if not questionnaire.topics and not _is_done(each, answers):
            return False
    return False


def step(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> tuple[int, int]:
    """Where the page stands among those of its topic that this respondent sees, or among all without a map: (3, 9)."""
    seen = {page.id, *(each.id for each in path(questionnaire, answers))}
    beside = [id for id in _beside(questionnaire, page) if id in seen]
    return beside.index(page.id) + 1, len(beside)


def _is_done(page: Page, answers: AnswersSoFar) -> bool:
    is_seen = all(question.id in answers.values for question in page.questions)
    return is_seen and not _has_problem(page, answers)


def _has_problem(page: Page, answers: AnswersSoFar) -> bool:
    return any(
        KINDS[question.kind].problem(question, answers.values.get(question.id, ""), untranslated)
        for question in page.questions
    )
