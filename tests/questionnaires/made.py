"""Questionnaires and answers made up by hypothesis, as odd as the rules allow."""

from dataclasses import replace

from hypothesis import strategies as st

from participation.questionnaires.answers import Answers
from participation.questionnaires.kinds import KINDS, Value
from participation.questionnaires.model import ANY_QUESTION, Condition, Option, Page, Question, Questionnaire

OPTIONS = (Option("a", "A", "happy"), Option("b", "B", "sad"), Option("c", "C", "ok"))
WITH_OPTIONS = ("choice", "choices", "faces", "people")
GUESTS = (*(Option(id, id, id) for id in ("yes", "part", "no")), *OPTIONS)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@st.composite
def questions(draw: st.DrawFn, id: str) -> Question:
    kind = draw(st.sampled_from(sorted(KINDS)))
    words = kind in ("short_text", "long_text")
    return Question(
        id=id,
        kind=kind,
        text=draw(TEXT),
        hint=draw(st.one_of(st.just(""), TEXT)),
        options=GUESTS if kind == "guests" else OPTIONS if kind in WITH_OPTIONS else (),
        required=draw(st.booleans()),
        asks_sharing=words and draw(st.booleans()),
        purpose="made",
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Up to six pages, each of which may follow from any earlier question with options."""
    pages: list[Page] = []
    for at in range(draw(st.integers(1, 6))):
        asked = [draw(questions(f"q{at}_{number}")) for number in range(draw(st.integers(1, 2)))]
        following = draw(st.booleans())
        earlier = [each.id for page in pages for each in page.questions if each.options]
        show_if = None
        if earlier and following:
            options = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=2, unique=True)
            show_if = Condition(draw(st.sampled_from(earlier)), tuple(draw(options)))
        pages.append(Page(f"p{at}", draw(TEXT), tuple(asked), show_if, purpose="made"))
    return Questionnaire("made", "adult", 1, "Made", "Made", "", "views", "views", tuple(pages))


def values(question: Question) -> st.SearchStrategy[Value]:
    if question.kind in ("choice", "faces"):
        return st.sampled_from(["", "a", "b", "c"])
    if question.options:
        return st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(lambda ids: tuple(sorted(ids)))
    return st.sampled_from(["", "2", "2031-03-27"])


@st.composite
def answers_to(draw: st.DrawFn, questionnaire: Questionnaire) -> Answers:
    """Answers to any of the questions, whether or not they are on the path."""
    asked = [each for each in questionnaire.questions if draw(st.booleans())]
    return Answers({each.id: draw(values(each)) for each in asked})


@st.composite
def answered(draw: st.DrawFn) -> tuple[Questionnaire, Answers]:
    questionnaire = draw(questionnaires())
    return questionnaire, draw(answers_to(questionnaire))


def optional(questionnaire: Questionnaire) -> Questionnaire:
    """A questionnaire with nothing required."""
    pages = (
        replace(page, questions=tuple(replace(each, required=False) for each in page.questions))
        for page in questionnaire.pages
    )
    return replace(questionnaire, pages=tuple(pages))


def leading_to(questionnaire: Questionnaire, page: Page) -> Answers:
    """The fewest answers that bring a page onto the path."""
    chosen: dict[str, Value] = {}
    while page.show_if:
        answer = page.show_if.is_any_of[0]
        question = next(each for each in questionnaire.questions if _opens(page.show_if, each))
        several = question.kind in ("choices", "people", "guests")
        chosen[question.id] = (answer,) if several else answer
        page = next(each for each in questionnaire.pages if question in each.questions)
    return Answers(chosen)


def _opens(condition: Condition, question: Question) -> bool:
    """Whether its first answer can be given to this question."""
    answers = {option.id for option in question.options}
    if condition.question == ANY_QUESTION:
        return condition.is_any_of[0] in answers
    return condition.question == question.id
