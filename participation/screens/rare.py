"""Pages that no walk comes to: what is said when something went wrong, and what is printed."""

from collections.abc import Iterator, Mapping

from flask import Flask, render_template

from participation.invitations.actions import fresh_secrets, named_in
from participation.invitations.models import Invitation
from participation.letters.drawing import html_of
from participation.letters.printing import letter_from
from participation.screens.tour import TYPED, SeenPage
from participation.sealing.of_this_app import keyring
from participation.translating.known import Language
from participation.web import languages

ERRORS = (400, 403, 410, 413, 429, 500, 503)
PAGES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "Away for too long": ("public/saved.html", {}),
    "A letter that has finished": ("public/finished.html", {"is_ended": False}),
    "Many codes at once": ("public/moment.html", {"typed": "", "chosen": None}),
    "Too many wrong codes": ("public/wait.html", {"minutes": 2}),
    **{
        f"Not saved: {why}": ("public/not_saved.html", {"why": why, "words": (TYPED,)})
        for why in ("over", "other_letter", "closed", "long", "trouble", "forged")
    },
}
POINTS = 12.0
"""A letter is shown on the screen at this size."""


def rare_pages(app: Flask, spoken: Language) -> Iterator[SeenPage]:
    """Each by itself, as it is rendered where it is needed."""
    for name, (template, values) in PAGES.items():
        yield SeenPage(name, _rendered(app, spoken, template, values))
    for code in ERRORS:
        yield SeenPage(f"Error {code}", _rendered(app, spoken, f"errors/{code}.html", {"side": "public"}))


def _rendered(app: Flask, spoken: Language, template: str, values: Mapping[str, object]) -> str:
    with app.test_request_context("/"):
        app.preprocess_request()
        languages.choose(spoken)
        return render_template(template, **values)


def letter_page(invitation: Invitation) -> str:
    """The letter itself. Nobody gets it: its secrets are kept nowhere."""
    fresh = fresh_secrets(invitation.id, named_in(invitation), keyring().secret("pepper"))
    return html_of(letter_from(invitation, fresh), POINTS)
