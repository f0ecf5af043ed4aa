"""What respondents said about one review, arranged for the officer's page and for the pack. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from participation.interpreting.in_english import InEnglish, OfSubmissions
from participation.invitations.models import CHILD
from participation.questionnaires import hearing
from participation.questionnaires.answers import ONLY_OFFICER, Line
from participation.questionnaires.hearing import MEETING
from participation.questionnaires.kinds import KINDS, ShortText
from participation.questionnaires.model import HELPER, WAY_OUT
from participation.questionnaires.own_words import usual_words
from participation.questionnaires.path import holds
from participation.questionnaires.people import named_twice
from participation.questionnaires.words import Translate
from participation.submissions.actions import Opened
from participation.submissions.models import Submission
from participation.translating import known
from participation.translating.known import Language

LineKey = tuple[str, str]
"""Names one answer: its submission and its question."""
WHEN_TO_TALK = ("talk_when", "talk_how")
"""Questions that are asked of a child who would rather talk, in every level."""


@dataclass(frozen=True)
class Said:
    """One answer, with the question it answers and the submission it came in."""

    line: Line
    opened: Opened
    is_said_before: bool = False
    """Whoever said it has sent this questionnaire again since."""
    english: tuple[InEnglish, ...] = ()
    """These words as interpreters put them into English: beside them, never in their place."""

    @property
    def key(self) -> LineKey:
        """What names it."""
        return self.submission.id, self.line.question.id

    @property
    def submission(self) -> Submission:
        """The row that it came in: its language, day and letter."""
        return self.opened.submission

    @property
    def language(self) -> Language | None:
        """The language of words that are not in English, where it is known."""
        tag = self.submission.language
        return known.language(tag) if self.is_words and tag != "en" else None

    @property
    def is_words(self) -> bool:
        """In the respondent's own words, not chosen from a list."""
        question = self.line.question
        is_chosen = self.opened.answers.values.get(question.id) in {word for _, word in usual_words(question.id)}
        return isinstance(KINDS[question.kind], ShortText) and not is_chosen

    @property
    def is_way_out(self) -> bool:
        """Not an answer of the child's own: they do not know, or would rather talk."""
        said = self.opened.answers.values.get(self.line.question.id)
        return any(said in (option.id, (option.id,)) for option in self.line.question.ways_out)

    @property
    def says_more(self) -> bool:
        """Whether the question tells more than its topic."""
        return self.opened.questionnaire.says_more(self.line.question)

    @property
    def named_twice(self) -> tuple[str, ...]:
        """Who is chosen here and in another question about people: they cannot both come and stay away."""
        clashes = named_twice(self.opened.questionnaire, self.opened.answers)
        return tuple(each.person.text for each in clashes if self.line.page in each.pages)

    @property
    def is_private(self) -> bool:
        """Only for the officer."""
        return self.line.sharing == ONLY_OFFICER

    @property
    def is_childs(self) -> bool:
        """Said by the child, not by an adult about the child."""
        return self.submission.respondent == CHILD

    @property
    def is_observed(self) -> bool:
        """What a grown-up who helps a young child saw, in the grown-up's words."""
        return self.line.page.asked_of == HELPER

    @property
    def is_wish(self) -> bool:
        """How the meeting should be."""
        return self.submission.purpose == MEETING


def said(heard: Iterable[Opened], translate: Translate) -> tuple[Said, ...]:
    """Every answer that was given, what came last first, each in the order of its questionnaire.

    What was sent again since stands after all that was not.
    """
    newest_first = sorted(heard, key=lambda opened: opened.submission.sent_at, reverse=True)
    last: dict[tuple[str, str], str] = {}
    for opened in newest_first:
        last.setdefault(_form(opened), opened.submission.id)
    found = (
        Said(line, opened, last[_form(opened)] != opened.submission.id)
        for opened in newest_first
        for line in opened.answers.lines(opened.questionnaire, translate)
        if line.answered
    )
    return tuple(sorted(found, key=lambda each: each.is_said_before))


def with_english(everything: Iterable[Said], found: OfSubmissions) -> tuple[Said, ...]:
    """Every answer, with what there is of it in English."""
    nothing: Mapping[str, tuple[InEnglish, ...]] = {}
    return tuple(
        replace(each, english=found.get(each.submission.id, nothing).get(each.line.question.id, ()))
        for each in everything
    )


def _form(opened: Opened) -> tuple[str, str]:
    return opened.submission.invitation_id, opened.submission.purpose


def childs_words(everything: Iterable[Said]) -> tuple[Said, ...]:
    """The child's own words about their life, and what they want said or decided in the meeting."""
    return tuple(
        each
        for each in everything
        if each.is_childs and each.is_words and not each.is_observed and (not each.is_wish or _was_offered(each))
    )


def observed(everything: Iterable[Said]) -> tuple[Said, ...]:
    """What a grown-up saw who helped the child, in the grown-up's words."""
    return tuple(each for each in everything if each.is_childs and each.is_words and each.is_observed)


@dataclass(frozen=True)
class TalkInstead:
    """What a child would rather talk about than write."""

    topics: tuple[str, ...]
    """The titles of their pages, in the order of the questionnaire."""
    when: tuple[str, ...]
    """When and how to reach them, as they answered."""


def talk_instead(everything: Sequence[Said]) -> TalkInstead | None:
    """What the child would rather talk about, of what they sent last; None where there is nothing."""
    stands = [each for each in everything if each.is_childs and not each.is_said_before]
    talks = [each for each in stands if each.line.page in each.opened.answers.to_talk_about(each.opened.questionnaire)]
    # Where wanting to talk is an answer to the question, the page is about nothing else.
    topics = dict.fromkeys(each.line.page_title for each in talks if _is_talked_of(each))
    when = (value for each in stands if each.line.question.id in WHEN_TO_TALK for value in each.line.value)
    return TalkInstead(tuple(topics), tuple(when)) if talks else None


def _is_talked_of(each: Said) -> bool:
    return not any(option.id.startswith(WAY_OUT) for option in each.line.question.own_answers)


def wishes(everything: Iterable[Said]) -> tuple[Said, ...]:
    """Where, when, with whom and how: what the child asked for their meeting."""
    return tuple(each for each in everything if each.is_childs and each.is_wish and not _was_offered(each))


def _was_offered(each: Said) -> bool:
    return each.is_words and each.line.question.asks_sharing


@dataclass(frozen=True)
class First:
    """An answer that moves a submission up, with what was said beside it."""

    said: Said
    beside: tuple[Said, ...]
    """Words on the same page, and whatever was asked because of this answer."""


def read_first(everything: Sequence[Said]) -> tuple[First, ...]:
    """The answers that move a submission up, as its questionnaire says. They decide nothing else."""
    return tuple(
        First(each, tuple(other for other in everything if _is_beside(other, each)))
        for each in everything
        if any(question == each.line.question.id for question, _ in first_answers(each.opened))
    )


def _is_beside(other: Said, first: Said) -> bool:
    if other.submission.id != first.submission.id or other.line.question.id == first.line.question.id:
        return False
    rule = other.line.page.show_if
    follows = rule is not None and rule.question == first.line.question.id
    return follows or (other.is_words and other.line.page.id == first.line.page.id)


def first_answers(opened: Opened) -> tuple[tuple[str, str], ...]:
    """The answers that move this submission up, as question and option."""
    return tuple(
        (rule.question, option)
        for rule in opened.questionnaire.read_first_if
        for option in rule.is_any_of
        if holds(replace(rule, is_any_of=(option,)), opened.answers)
    )


def may_be_said(everything: Iterable[Said]) -> tuple[Said, ...]:
    """What the pack may hold: what the child gave to the meeting, and how they would like the meeting to be."""
    of_child = [each for each in everything if each.is_childs]
    given = {_sent_page(each) for each in of_child if hearing.is_given(each.opened.answers, each.line.page)}
    newest: dict[tuple[str, str, str], str] = {}
    for each in of_child:
        newest.setdefault(_page(each), each.submission.id)

    def is_taken_back(each: Said) -> bool:
        # What was said again for the officer only takes back what was given before.
        return _sent_page(each) in given and (newest[_page(each)], each.line.page.id) not in given

    return tuple(each for each in of_child if _may_be_said(each) and not is_taken_back(each))


def _may_be_said(each: Said) -> bool:
    return hearing.may_be_said(each.opened.questionnaire, each.opened.answers, each.line.page, each.line.question)


def _sent_page(each: Said) -> tuple[str, str]:
    return each.submission.id, each.line.page.id


def _page(each: Said) -> tuple[str, str, str]:
    return each.submission.invitation_id, each.submission.purpose, each.line.page.id
