"""What a child calls the things of their life, asked once, and the questions that are said in these words from then on.

A usual word can be chosen from a list. It is kept as its English, and read in the language of whoever reads it.
They are sealed with what the child sends and kept nowhere else: with the next letter the child is asked again, for by
then home may be another.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from participation.questionnaires.model import Questionnaire
from participation.questionnaires.words import IN_BRACES, Translate, filled, isolated, pgettext

OWN_WORDS = ("home", "people", "family_time", "mum")
"""Where the child lives, whom they live with, the time with their family, their mother."""
ASKED_AS = "call_"
"""How the ids of the questions begin by which they are asked."""
USUAL: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "call_home": (
            # L10N: what a child calls the place where they live, to choose from a list; it stands before a colon:
            # "Home: how is it there?"
            pgettext("own word", "Home"),
            # L10N: what a child calls the place where they live
            pgettext("own word", "Our house"),
            # L10N: what a child or a care leaver calls the place where they live
            pgettext("own word", "My flat"),
            # L10N: what a child calls the children's home where they live
            pgettext("own word", "The unit"),
        ),
        "call_people": (
            # L10N: what a child calls the people they live with
            pgettext("own word", "My family"),
            # L10N: what a child calls the foster carers they live with
            pgettext("own word", "My carers"),
            # L10N: what a child calls the people who work in the children's home where they live
            pgettext("own word", "The staff"),
        ),
        "call_family_time": (
            # L10N: what a child in care calls the time when they see their parents, brothers and sisters
            pgettext("own word", "Family time"),
            # L10N: what a child in care calls the time when they see their parents, brothers and sisters
            pgettext("own word", "Seeing my family"),
            # L10N: what a child calls the time when they see their family: an older word of offices, which many use
            pgettext("own word", "Contact"),
        ),
        "call_mum": (
            # L10N: what a child calls their mother
            pgettext("own word", "Mum"),
            # L10N: what a child calls their mother; another word than for "Mum"
            pgettext("own word", "Mama"),
            # L10N: what a child in care calls the mother who gave birth to them
            pgettext("own word", "My birth mum"),
        ),
    }
)
"""From what a child can choose, by the question: gettext contexts and English."""


def usual_words(question_id: str) -> tuple[tuple[str, str], ...]:
    """From what a child can choose instead of typing; nothing for any other question."""
    return USUAL.get(question_id, ())


def in_usual_words(question_id: str, value: str, translate: Translate) -> str:
    """What was chosen from the list as its reader says it; what was typed stays as it is."""
    return next((translate(*word) for word in usual_words(question_id) if word[1] == value), value)


def own_words(values: Mapping[str, object], translate: Translate) -> dict[str, str]:
    """What stands in the place of `{home}` and the others, by placeholder; without those that nobody has told."""
    told = ((each, values.get(f"{ASKED_AS}{each}")) for each in OWN_WORDS)
    return {
        f"{{{each}}}": isolated(in_usual_words(f"{ASKED_AS}{each}", word, translate))
        for each, word in told
        if isinstance(word, str) and word
    }


def in_own_words(questionnaire: Questionnaire, values: Mapping[str, object], translate: Translate) -> Translate:
    """How a questionnaire is said to a child who has told what they call things: the rest stays as it is."""
    words = own_words(values, translate)
    if not words:
        return translate
    said = {(context, english): called for context, english, called in called_texts(questionnaire)}

    def say(context: str, english: str) -> str:
        called = said.get((context, english), "")
        if not called or not words.keys() >= set(IN_BRACES.findall(called)):
            return translate(context, english)
        return filled(words, translate)(called_context(context), called)

    return say


def asked_as(questionnaire: Questionnaire, question_id: str, say: Translate) -> str:
    """A question by itself, as in a letter: where several pages ask the same, after the name of its place.

    Raises KeyError where there is no such question.
    """
    question = questionnaire.question(question_id)
    asked = say(question.context, question.text)
    if questionnaire.says_more(question):
        return asked
    page = next(each for each in questionnaire.pages if question in each.questions)
    return f"{say(page.title_context, page.title)}: {asked}"


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
