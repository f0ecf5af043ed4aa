"""One page of a draft, written in two places at once: nothing that somebody typed may be lost. Pure."""

from participation.questionnaires.answers import Answers
from participation.questionnaires.kinds import KINDS, Choices, ShortText, Value
from participation.questionnaires.model import Page, Question


def differ(page: Page, there: Answers, here: Answers) -> bool:
    """Whether both hold an answer to the same question, and not the same one."""
    return any(_differ(question, there, here) for question in page.questions)


def both(page: Page, there: Answers, here: Answers) -> Answers:
    """What was saved, with what was typed here: words one after the other, and the last choice.

    Who may hear what was saved was not asked for what is typed here.
    """
    values = dict(there.values)
    for question in page.questions:
        saved, typed = there.values.get(question.id, ""), here.values.get(question.id, "")
        if question.id in values or question.id in here.values:
            values[question.id] = _joined(question, saved, typed) if saved and typed else saved or typed
    as_before = {id: share for id, share in there.sharing.items() if values.get(id) == there.values.get(id)}
    return Answers(values, as_before, there.aside)


def _differ(question: Question, there: Answers, here: Answers) -> bool:
    saved, typed = there.values.get(question.id, ""), here.values.get(question.id, "")
    return bool(saved and typed) and saved != typed


def _joined(question: Question, saved: Value, typed: Value) -> Value:
    kind = KINDS[question.kind]
    if isinstance(kind, Choices):
        return tuple(dict.fromkeys((*saved, *typed)))
    if not isinstance(kind, ShortText):
        return typed
    one, other = str(saved), str(typed)
    if one in other or other in one:
        return max(one, other, key=len)
    return f"{one} / {other}" if question.kind == "short_text" else f"{one}\n\n{other}"
