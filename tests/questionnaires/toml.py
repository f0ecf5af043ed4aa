"""Writes a questionnaire as the file that an author would write."""

import json
from collections.abc import Iterator

from participation.questionnaires.model import Condition, Page, Question, Questionnaire


def as_toml(questionnaire: Questionnaire) -> str:
    return "\n".join(_lines(questionnaire)) + "\n"


def _lines(questionnaire: Questionnaire) -> Iterator[str]:
    for key in ("title", "short_title", "journey", "envelope"):
        yield f"{key} = {quoted(getattr(questionnaire, key))}"
    for page in questionnaire.pages:
        yield from _page_lines(page)


def _page_lines(page: Page) -> Iterator[str]:
    yield "[[pages]]"
    yield f"id = {quoted(page.id)}"
    yield f"title = {quoted(page.title)}"
    if page.show_if:
        yield f"show_if = {_condition(page.show_if)}"
    for question in page.questions:
        yield from _question_lines(question)


def _question_lines(question: Question) -> Iterator[str]:
    yield "[[pages.questions]]"
    for key in ("id", "kind", "text", "hint"):
        if text := getattr(question, key):
            yield f"{key} = {quoted(text)}"
    yield f"required = {str(question.required).lower()}"
    yield f"asks_sharing = {str(question.asks_sharing).lower()}"
    if question.options:
        yield "options = ["
        for option in question.options:
            picture = quoted(option.picture)
            yield f"  {{ id = {quoted(option.id)}, text = {quoted(option.text)}, picture = {picture} }},"
        yield "]"


def _condition(condition: Condition) -> str:
    options = ", ".join(quoted(option) for option in condition.is_any_of)
    return f"{{ question = {quoted(condition.question)}, is_any_of = [{options}] }}"


def quoted(text: str) -> str:
    """A TOML basic string; JSON's is one, but for a character that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
