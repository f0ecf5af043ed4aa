"""What is said to whoever checks a language, in English."""

from flask_babel import pgettext


def problem_words(problem: str) -> str:
    """One clear sentence."""
    said = {
        # L10N: to somebody who checks a translation and pressed "Ask" without writing a question
        "ask": pgettext("staff proofreading", "Please write your question."),
        # L10N: to somebody who checks a translation, chose "Change it" and left the box empty
        "empty": pgettext("staff proofreading", "Please write the words that should stand here."),
        # L10N: to somebody who checks a translation, chose "Change it" and changed nothing
        "same": pgettext("staff proofreading", "This is the same as before. Change it, or press Right."),
    }
    # L10N: to somebody who checks a translation; %(problem)s goes on, like "must keep %(officer)s, not nothing"
    return str(said.get(problem) or pgettext("staff proofreading", "Your text %(problem)s.", problem=problem))
