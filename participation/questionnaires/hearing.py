"""What of a child's answers may be said in the meeting, and what stays with the officer. Pure."""

from participation.questionnaires.answers import ABOUT_THE_ANSWERS, EACH, IN_THE_MEETING, ONLY_OFFICER, Answers
from participation.questionnaires.kinds import KINDS, People, ShortText
from participation.questionnaires.model import WAY_OUT, Page, Question, Questionnaire
from participation.questionnaires.path import path

MEETING = "my_meeting"
"""The questionnaire about the meeting itself: it is answered so that it is known there."""
SAFETY = "safe"
"""The topic, or the page, on which every file asks whether somebody feels safe."""


def is_given(answers: Answers, page: Page) -> bool:
    """Whether something on this page was given to the meeting."""
    return any(_is_given(answers, question) for question in page.questions)


def may_be_said(asked: Questionnaire, answers: Answers, page: Page, question: Question) -> bool:
    """Whether the answer to this question may be said in the meeting.

    Words only where the child gave them. A choice of which nobody was asked who may hear it goes where the page goes
    that it stands on: along with words given there, and with nothing else where the page asks.
    """
    if _is_to_talk(answers, question):
        return False
    if question.asks_sharing or isinstance(KINDS[question.kind], ShortText):
        return _is_given(answers, question)
    return (is_given(answers, page) or _is_about_the_meeting(asked, page)) and _is_open(asked, page, question)


def heard_in_all(asked: Questionnaire, answers: Answers) -> str:
    """Who may hear what was answered: ONLY_OFFICER, IN_THE_MEETING, or EACH where it is not the same for all of it."""
    heard = {may_be_said(asked, answers, page, question) for page, question in _said(asked, answers)}
    return EACH if len(heard) > 1 else IN_THE_MEETING if True in heard else ONLY_OFFICER


def stay_with_officer(asked: Questionnaire, answers: Answers) -> tuple[Page, ...]:
    """The pages with answers of which none can be said in the meeting, so that nobody is asked about them."""
    said: dict[str, list[Question]] = {}
    for page, question in _said(asked, answers):
        said.setdefault(page.id, []).append(question)
    return tuple(
        page
        for page in path(asked, answers)
        if page.id in said
        and not any(each.asks_sharing or may_be_said(asked, answers, page, each) for each in said[page.id])
    )


def _said(asked: Questionnaire, answers: Answers) -> list[tuple[Page, Question]]:
    """What was answered, without what is only about the answers."""
    return [
        (page, question)
        for page in path(asked, answers)
        for question in page.questions
        if answers.values.get(question.id) and question.id not in ABOUT_THE_ANSWERS
    ]


def _is_given(answers: Answers, question: Question) -> bool:
    is_said = question.asks_sharing and bool(answers.values.get(question.id))
    return is_said and answers.sharing.get(question.id) == IN_THE_MEETING


def _is_about_the_meeting(asked: Questionnaire, page: Page) -> bool:
    """How the meeting should be, on a page that lets nobody think that it is for the officer alone."""
    return asked.purpose == MEETING and not any(question.asks_sharing for question in page.questions)


def _is_open(asked: Questionnaire, page: Page, question: Question) -> bool:
    """Not about people who may be sitting there, nor about what is read first."""
    touchy = {rule.question for rule in asked.read_first_if}
    follows = page.show_if is not None and page.show_if.question in touchy
    return not (isinstance(KINDS[question.kind], People) or question.id in touchy or follows)


def _is_to_talk(answers: Answers, question: Question) -> bool:
    """Whether somebody would rather talk to the officer than answer: that is between the two."""
    value = answers.values.get(question.id, "")
    chosen = (value,) if isinstance(value, str) else value
    is_words = isinstance(KINDS[question.kind], ShortText)
    return not is_words and any(id.startswith(WAY_OUT) for id in chosen)
