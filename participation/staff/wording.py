"""Names as staff pages show them, and how long to wait."""

from flask_babel import npgettext

from participation.children.models import Child


def isolated(name: str) -> str:
    """A name kept together, so that writing of another direction does not turn what stands beside it."""
    return name if name.isascii() else f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def name_of(child: Child) -> str:
    """The name that the child uses, or the council's number."""
    return isolated(child.preferred_name or child.reference)


def wait_words(seconds: int) -> str:
    """To somebody who mistyped many times, or who guesses."""
    # L10N: staff sign-in page, after many wrong tries; the same whether or not there is such an account
    words: str = npgettext(
        "staff",
        "Too many tries. Please wait %(num)d second and try again.",
        "Too many tries. Please wait %(num)d seconds and try again.",
        seconds,
    )
    return words
