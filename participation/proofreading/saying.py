"""What came of the form below a screen: what is said of each text, and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel.messages.catalog import Message

from participation.proofreading.actions import Remark
from participation.proofreading.models import Judgement
from participation.proofreading.texts import ScreenText, as_written
from participation.translating.checks import mistakes
from participation.translating.known import Language
from participation.translating.sheets import Opinion

LONGEST = 4000
"""Letters of a text or a question; no text of ours has so many."""


@dataclass(frozen=True)
class Card:
    """A text with what is said of it so far, as it stands on the page."""

    text: ScreenText
    opinion: str = ""
    forms: tuple[str, ...] = ()
    question: str = ""
    problem: str = ""


def shown(texts: Iterable[ScreenText], kept: Mapping[str, Judgement]) -> tuple[Card, ...]:
    """The cards of a screen with what was kept; what was said of other words than these does not count."""
    return tuple(_kept(text, kept.get(text.key)) for text in texts)


def counts(text: ScreenText, judgement: Judgement | None) -> bool:
    """Whether something was said of a text as it stands."""
    return judgement is not None and tuple(judgement.seen) == text.forms


def _kept(text: ScreenText, judgement: Judgement | None) -> Card:
    if judgement is None or not counts(text, judgement):
        return Card(text, forms=text.forms)
    return Card(text, judgement.opinion, tuple(judgement.forms) or text.forms, judgement.question)


def posted(spoken: Language, cards: Iterable[Card], form: Mapping[str, str], rest_is_right: bool) -> tuple[Card, ...]:
    """The cards as they were sent."""
    return tuple(_posted(spoken, card, form, rest_is_right) for card in cards)


def _posted(spoken: Language, card: Card, form: Mapping[str, str], rest_is_right: bool) -> Card:
    number, text = card.text.number, card.text
    opinion = form.get(f"opinion_{number}", "") or (Opinion.RIGHT if rest_is_right else "")
    typed = tuple(
        as_written(form.get(f"text_{number}_{at}", was)).replace("\r\n", "\n")[:LONGEST]
        for at, was in enumerate(text.forms)
    )
    question = form.get(f"question_{number}", "").strip()[:LONGEST]
    forms = tuple(_as_spaced(was, new) for was, new in zip(text.forms, typed, strict=True))
    problem = next(_problems(spoken, text, opinion, forms, question), "")
    return Card(text, opinion if opinion in list(Opinion) else "", forms, question, problem)


def _as_spaced(was: str, new: str) -> str:
    """A space at an end is nothing that somebody on a phone should have to see."""
    return was[: len(was) - len(was.lstrip())] + new.strip() + was[len(was.rstrip()) :]


def _problems(spoken: Language, text: ScreenText, opinion: str, forms: tuple[str, ...], question: str) -> Iterator[str]:
    if opinion == Opinion.ASK and not question:
        yield "ask"
    if opinion == Opinion.CHANGE:
        if not all(form.strip() for form in forms):
            yield "empty"
        elif forms == text.forms:
            yield "same"
        else:
            message = Message((text.english, text.plural) if text.plural else text.english, context=text.context)
            yield from mistakes(spoken, message, forms, len(text.forms))


def said(cards: Iterable[Card]) -> list[Remark]:
    """What may be kept of a screen: all that is said, but for what has something wrong with it."""
    return [_said(card) for card in cards if card.opinion and not card.problem]


def _said(card: Card) -> Remark:
    forms = card.forms if card.opinion == Opinion.CHANGE else ()
    return Remark(card.text, Opinion(card.opinion), forms, card.question if card.opinion == Opinion.ASK else "")
