"""What a child calls the things of their life, asked once, and the questions that are said in these words from then on.

They are sealed with what the child sends and kept nowhere else: with the next letter the child is asked again, for by
then home may be another.
"""

from collections.abc import Iterator, Mapping

from participation.questionnaires.model import Questionnaire
from participation.questionnaires.words import IN_BRACES, Translate, filled, isolated

OWN_WORDS = ("home", "people", "family_time", "mum")
"""Where the child lives, whom they live with, the time with their family, their mother."""
ASKED_AS = "call_"
"""How the ids of the questions begin by which they are asked."""


def own_words(values: Mapping[str, object]) -> dict[str, str]:
    """What stands in the place of `{home}` and the others, by placeholder; without those that nobody has told."""
    told = ((each, values.get(f"{ASKED_AS}{each}")) for each in OWN_WORDS)
    return {f"{{{each}}}": isolated(word) for each, word in told if isinstance(word, str) and word}


def in_own_words(questionnaire: Questionnaire, values: Mapping[str, object], translate: Translate) -> Translate:
    """How a questionnaire is said to a child who has told what they call things: the rest stays as it is."""
    words = own_words(values)
    if not words:
        return translate
    said = {(context, english): called for context, english, called in called_texts(questionnaire)}

    def say(context: str, english: str) -> str:
        called = said.get((context, english), "")
        if not called or not words.keys() >= set(IN_BRACES.findall(called)):
            return translate(context, english)
        return filled(words, translate)(called_context(context), called)

    return say


def called_texts(questionnaire: Questionnaire) -> Iterator[tuple[str, str, str]]:
    """Every text that is said in a child's own words where they are known: its context, itself, and how."""
    for topic in questionnaire.topics:
        yield topic.context, topic.title, topic.called
    for question in questionnaire.questions:
        yield question.context, question.text, question.called
        yield question.hint_context, question.hint, question.called_hint
        for option in question.options:
            yield question.option_context(option), option.text, option.called


def called_context(context: str) -> str:
    """The gettext context of a text that is said in own words."""
    return f"{context}.called"
