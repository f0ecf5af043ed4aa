"""What respondents said about one review, arranged for the officer's page and for the pack. Pure."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from participation.invitations.models import CHILD
from participation.preparing.arrivals import ORDER
from participation.questionnaires.answers import IN_THE_MEETING, ONLY_OFFICER, Line
from participation.questionnaires.kinds import KINDS, People, ShortText
from participation.questionnaires.path import holds
from participation.questionnaires.wording import WAY_OUT
from participation.questionnaires.words import Translate
from participation.submissions.actions import Opened
from participation.submissions.models import Submission

MEETING = "my_meeting"


@dataclass(frozen=True)
class Said:
    """One answer, with the question it answers and the submission it came in."""

    line: Line
    opened: Opened

    @property
    def submission(self) -> Submission:
        """The row that it came in: its language, day and letter."""
        return self.opened.submission

    @property
    def is_words(self) -> bool:
        """In the respondent's own words, not chosen from a list."""
        return isinstance(KINDS[self.line.question.kind], ShortText)

    @property
    def is_private(self) -> bool:
        """Only for the officer."""
        return self.line.sharing == ONLY_OFFICER

    @property
    def is_childs(self) -> bool:
        """Said by the child, not by an adult about the child."""
        return self.submission.respondent == CHILD

    @property
    def is_wish(self) -> bool:
        """How the meeting should be."""
        return self.submission.purpose == MEETING


def said(heard: Iterable[Opened], translate: Translate) -> tuple[Said, ...]:
    """Every answer that was given, in the order of the questionnaires."""
    return tuple(
        Said(line, opened)
        for opened in heard
        for line in opened.answers.lines(opened.questionnaire, translate)
        if line.answered
    )


def childs_words(everything: Iterable[Said]) -> tuple[Said, ...]:
    """The child's own words about their life, and what they want said or decided in the meeting."""
    return tuple(
        each for each in everything if each.is_childs and each.is_words and (not each.is_wish or _was_offered(each))
    )


def wishes(everything: Iterable[Said]) -> tuple[Said, ...]:
    """Where, when, with whom and how: what the child asked for their meeting."""
    return tuple(each for each in everything if each.is_childs and each.is_wish and not _was_offered(each))


def _was_offered(each: Said) -> bool:
    return each.line.question.asks_sharing


def read_first(heard: Iterable[Opened], translate: Translate) -> tuple[Said, ...]:
    """The answers that move a submission up, as its questionnaire says. They decide nothing else."""
    return tuple(
        each
        for opened in heard
        for each in said([opened], translate)
        if any(
            rule.question == each.line.question.id and holds(rule, opened.answers)
            for rule in opened.questionnaire.read_first_if
        )
    )


def first_answers(opened: Opened) -> tuple[tuple[str, str], ...]:
    """The answers that move this submission up, as question and option."""
    return tuple(
        (rule.question, option)
        for rule in opened.questionnaire.read_first_if
        for option in rule.is_any_of
        if holds(replace(rule, is_any_of=(option,)), opened.answers)
    )


def by_page(answers: Iterable[Said]) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """Answers under the titles of their pages."""
    return tuple((title, tuple(group)) for title, group in groupby(answers, key=lambda each: each.line.page_title))


@dataclass(frozen=True)
class Topic:
    """One topic as everyone sees it: a cell for each column."""

    id: str
    title: str
    cells: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True)
class SideBySide:
    """The child and the adults by topic."""

    columns: tuple[Submission, ...]
    """The child, then one for each adult: any of what they sent stands for them."""
    topics: tuple[Topic, ...]


def side_by_side(everything: Sequence[Said]) -> SideBySide:
    """What everybody said, by topic: a page of one questionnaire has the same id in all where the topic is the same."""
    about = [each for each in everything if not each.is_wish]
    about.sort(key=lambda each: (ORDER.index(each.submission.respondent), each.submission.invitation_id))
    columns = [list(group) for _, group in groupby(about, key=lambda each: each.submission.invitation_id)]
    titles = {each.line.page.id: each.line.page_title for each in reversed(about)}
    # The last page has an id of its own in each questionnaire, and the same title: it is one topic all the same.
    topics: dict[str, set[str]] = {}
    for each in about:
        topics.setdefault(titles[each.line.page.id], set()).add(each.line.page.id)
    return SideBySide(
        columns=tuple(column[0].submission for column in columns),
        topics=tuple(
            Topic(min(pages), title, tuple(_about(pages, column) for column in columns))
            for title, pages in topics.items()
        ),
    )


def _about(pages: Container[str], column: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(each for each in column if each.line.page.id in pages)


def may_be_said(everything: Iterable[Said]) -> tuple[Said, ...]:
    """What the pack may hold: what the child gave to the meeting, and how they would like the meeting to be.

    Words only where the child gave them. A choice has no button of its own that says who may hear it, so it goes
    where the page goes that it stands on: along with words given there, and with nothing else where the page asks.
    """
    of_child = [each for each in everything if each.is_childs]
    given = {_page(each) for each in of_child if _is_given(each)}
    return tuple(
        each
        for each in of_child
        if (_is_given(each) if each.is_words else _is_open(each) and (_page(each) in given or _is_plain_wish(each)))
    )


def _page(each: Said) -> tuple[str, str]:
    return each.submission.id, each.line.page.id


def _is_plain_wish(each: Said) -> bool:
    """How the meeting should be, on a page that lets nobody think that it is for the officer alone."""
    return each.is_wish and not any(question.asks_sharing for question in each.line.page.questions)


def _is_given(each: Said) -> bool:
    return each.line.sharing == IN_THE_MEETING


def _is_open(each: Said) -> bool:
    """Not about people who may be sitting there, nor about what is read first; nor a wish to talk to somebody."""
    question, rule = each.line.question, each.line.page.show_if
    touchy = set(_read_first_questions(each.opened))
    if isinstance(KINDS[question.kind], People) or question.id in touchy or (rule and rule.question in touchy):
        return False
    value = each.opened.answers.values[question.id]
    return not any(chosen.startswith(WAY_OUT) for chosen in ([value] if isinstance(value, str) else value))


def _read_first_questions(opened: Opened) -> Iterator[str]:
    return (rule.question for rule in opened.questionnaire.read_first_if)
