"""What a respondent has answered so far, and who may hear it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from participation.questionnaires.kinds import KINDS, People, ShortText, Value
from participation.questionnaires.model import HELPER, WAY_OUT, Page, Question, Questionnaire
from participation.questionnaires.path import holds, path
from participation.questionnaires.words import Translate

ONLY_OFFICER = "officer"
IN_THE_MEETING = "meeting"
EACH = "each"
"""Not the same for all: page by page."""
HELPED_BY, BY_NOBODY = "helped_by", ("nobody", "dont_know")
ABOUT_THE_ANSWERS = frozenset(
    {HELPED_BY, "likes_rain", "understands", "service", "may_share", "share_with_child", "share_with_parents"}
)
"""Questions about what was said: who helped or answers, whether the answers are understood, what may be repeated. Alone
they say nothing. A question's id means the same in every file."""


class PostedFields(Protocol):
    """Posted fields, as Werkzeug's MultiDict gives them."""

    def getlist(self, key: str, /) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One question as a reader sees it."""

    page_title: str
    question: Question
    text: str
    value: tuple[str, ...]
    """What was answered, line by line: labels translated, words as typed."""
    sharing: str
    """"officer" or "meeting" for a child's words and people; "" where nobody was asked who may hear it."""
    answered: bool
    page: Page


@dataclass(frozen=True, slots=True)
class Answers:
    """Question id to value: a key that is present was seen, with "" or () it was skipped."""

    values: Mapping[str, Value] = field(default_factory=dict)
    sharing: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, Value] = field(default_factory=dict)
    """What was answered at another level, and cannot be said in the words of this one: kept for the way back."""
    paths: dict[int, tuple[Questionnaire, tuple[Page, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What `path` has found with these answers."""

    def merge(self, page: Page, form: PostedFields, keep_blank: bool) -> "Answers":
        """With what was posted, valid or not; a blank counts if told so, or if it clears an answer."""
        values = dict(self.values)
        for question in page.questions:
            kind = KINDS[question.kind]
            value = kind.read(question, [each for name in kind.fields(question) for each in form.getlist(name)])
            if value or keep_blank or question.id in values:
                values[question.id] = value
        return replace(self, values=values)

    def shared(self, questionnaire: Questionnaire, form: PostedFields) -> "Answers":
        """With who may hear them, as it is asked once before sending: for all, or page by page.

        Anything but a clear yes stays with the officer. Where nobody was asked, nothing changes.
        """
        if not (for_all := form.getlist("share")):
            return self
        sharing = dict(self.sharing)
        for page in path(questionnaire, self):
            posted = form.getlist(f"share_{page.id}") if for_all[0] == EACH else for_all
            for question in page.questions:
                if question.asks_sharing and self.values.get(question.id):
                    sharing[question.id] = IN_THE_MEETING if posted[:1] == [IN_THE_MEETING] else ONLY_OFFICER
        return replace(self, sharing=sharing)

    def may_be_shared(self, questionnaire: Questionnaire) -> tuple[Page, ...]:
        """The pages with an answer of which it is asked who may hear it."""
        return tuple(
            page
            for page in path(questionnaire, self)
            if any(question.asks_sharing and self.values.get(question.id) for question in page.questions)
        )

    def heard_by(self, pages: Sequence[Page]) -> str:
        """Who may hear what stands on these pages: ONLY_OFFICER, IN_THE_MEETING, or EACH where it is not the same."""
        asked = (question for page in pages for question in page.questions)
        said = (question.id for question in asked if question.asks_sharing and self.values.get(question.id))
        given = {self.sharing.get(id, ONLY_OFFICER) for id in said}
        return EACH if len(given) > 1 else next(iter(given), ONLY_OFFICER)

    def as_asked_in(self, questionnaire: Questionnaire) -> "Answers":
        """For another level: what it asks too is read anew, what it does not ask is kept for the way back."""
        asked = {question.id: question for question in questionnaire.questions}
        said = {**self.aside, **{id: value for id, value in self.values.items() if value or id not in self.aside}}
        values = {
            id: KINDS[asked[id].kind].restore(asked[id], [value] if isinstance(value, str) else value)
            if id in asked
            else value
            for id, value in said.items()
        }
        return Answers(values, self.sharing, {id: said[id] for id, value in values.items() if said[id] and not value})

    def on_path(self, questionnaire: Questionnaire) -> "Answers":
        """Without what was answered on pages that later answers took off the path."""
        ids = {question.id for page in path(questionnaire, self) for question in page.questions}
        if not self.aside and ids.issuperset(self.values) and ids.issuperset(self.sharing):
            return self
        return Answers(
            {id: value for id, value in self.values.items() if id in ids},
            {id: share for id, share in self.sharing.items() if id in ids},
        )

    def to_talk_about(self, questionnaire: Questionnaire) -> tuple[Page, ...]:
        """The pages of which somebody would rather talk than write, to whoever reads it.

        Who asks for an advocate is talked to in any case, and by nobody else.
        """
        if questionnaire.envelope == "advocacy":
            return ()
        return tuple(page for page in path(questionnaire, self) if any(map(self._is_to_talk_about, page.questions)))

    def _is_to_talk_about(self, question: Question) -> bool:
        value = self.values.get(question.id, "")
        return any(id.startswith(WAY_OUT) for id in ((value,) if isinstance(value, str) else value)) and not isinstance(
            KINDS[question.kind], ShortText
        )

    def is_read_first(self, questionnaire: Questionnaire) -> bool:
        """Whether something was answered for which the questionnaire is moved up."""
        on_path = self.on_path(questionnaire)
        return any(holds(rule, on_path) for rule in questionnaire.read_first_if)

    def is_observed(self, questionnaire: Questionnaire) -> bool:
        """Whether somebody answered for the respondent alone: a grown-up says what they see, the child says nothing."""
        said = [
            page
            for page in path(questionnaire, self)
            for question in page.questions
            if self.values.get(question.id) and question.id not in ABOUT_THE_ANSWERS
        ]
        return bool(said) and all(page.asked_of == HELPER for page in said)

    @property
    def is_helped(self) -> bool:
        """Whether somebody helped to fill it in, or told the child what to say."""
        by = str(self.values.get(HELPED_BY, ""))
        return bool(by) and by not in BY_NOBODY and not by.startswith(WAY_OUT)

    def is_kept_from_officer(self, questionnaire: Questionnaire) -> bool:
        """Whether the officer is not told: also where that was asked and nobody answered."""
        rule = questionnaire.kept_from_officer_if
        if rule is None:
            return False
        asked = {question.id for page in path(questionnaire, self) for question in page.questions}
        is_left_open = rule.question in asked and not self.values.get(rule.question)
        return is_left_open or holds(rule, self.on_path(questionnaire))

    def say_nothing(self, questionnaire: Questionnaire) -> bool:
        """Whether nothing was said, whatever was seen, whoever helped and whatever the letter told."""
        given = self.on_path(questionnaire).values.items()
        told = {each.id for each in questionnaire.questions if each.told_by_letter}
        is_said = any(value for id, value in given if id not in ABOUT_THE_ANSWERS and id not in told)
        return not is_said and not self.is_read_first(questionnaire)

    def lines(self, questionnaire: Questionnaire, translate: Translate) -> tuple[Line, ...]:
        """Every question on the path with its answer, in order, for a reader."""
        return tuple(
            self._line(questionnaire, page, question, translate)
            for page in path(questionnaire, self)
            for question in page.questions
        )

    def _line(self, asked: Questionnaire, page: Page, question: Question, translate: Translate) -> Line:
        value = self.values.get(question.id, "")
        return Line(
            page_title=translate(page.title_context, page.title),
            question=question,
            text=translate(question.context, question.text),
            value=KINDS[question.kind].display(question, value, translate),
            sharing=self._sharing_of(asked, question),
            answered=bool(value),
            page=page,
        )

    def _sharing_of(self, asked: Questionnaire, question: Question) -> str:
        if question.asks_sharing:
            return self.sharing.get(question.id, ONLY_OFFICER)
        # A child's words, and whom they want there or not, are not for the meeting unless offered to it.
        personal = isinstance(KINDS[question.kind], ShortText | People)
        return ONLY_OFFICER if personal and asked.envelope == "views" else ""

    def to_json(self) -> dict[str, dict[str, str | list[str]]]:
        stored: dict[str, dict[str, str | list[str]]] = {"values": _plain(self.values), "sharing": {**self.sharing}}
        return {**stored, "aside": _plain(self.aside)} if self.aside else stored

    @classmethod
    def from_envelope(cls, stored: Any, questionnaire: Questionnaire) -> "Answers":
        """What somebody sealed, each value read as if it had been posted. Raises ValueError for what has no such form.

        The keys that seal are public: whoever holds the public side may close anything in an envelope.
        """
        values, sharing = _shape(stored, "values"), _shape(stored, "sharing")
        asked = {question.id: question for question in questionnaire.questions}
        return cls(
            {
                id: KINDS[asked[id].kind].restore(asked[id], _texts(value))
                for id, value in values.items()
                if id in asked
            },
            {id: IN_THE_MEETING if share == IN_THE_MEETING else ONLY_OFFICER for id, share in sharing.items()},
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Mapping[str, str | list[str]]]) -> "Answers":
        sharing = {id: str(share) for id, share in stored["sharing"].items()}
        return cls(_values(stored["values"]), sharing, _values(stored.get("aside", {})))


def _plain(values: Mapping[str, Value]) -> dict[str, str | list[str]]:
    return {id: value if isinstance(value, str) else list(value) for id, value in values.items()}


def _values(stored: Mapping[str, str | list[str]]) -> dict[str, Value]:
    return {id: value if isinstance(value, str) else tuple(value) for id, value in stored.items()}


def _shape(stored: Any, name: str) -> dict[str, Any]:
    found = stored.get(name) if isinstance(stored, dict) else None
    if not isinstance(found, dict):
        raise ValueError(name)
    return found


def _texts(value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("no text")
    return texts
