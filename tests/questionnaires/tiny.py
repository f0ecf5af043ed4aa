"""The tiny questionnaires of these tests, and forms as they are posted to them."""

from pathlib import Path

from werkzeug.datastructures import MultiDict

from participation.questionnaires.loader import load
from participation.questionnaires.model import Option, Questionnaire

TINY = Path(__file__).parent.parent / "definitions"

AMARA = Option("0123456789abcdefghjkmnpqrs", "Amara")
BEN = Option("zyxwvtsrqpnmkjhgfedcba9876", "Ben")


def tiny(name: str) -> Questionnaire:
    return load(TINY / f"{name}.toml")


def posted(**fields: str | list[str]) -> MultiDict[str, str]:
    """A form: posted(answer_story="...", share_story="meeting")."""
    return MultiDict(fields)


def shouted(context: str, english: str) -> str:
    """A language that a test can tell from English, in which the context shows."""
    return f"{english.upper()} [{context}]"
