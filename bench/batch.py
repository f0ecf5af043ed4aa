"""A batch of letters as support prints it, beside bare WeasyPrint on the same pages and the bare hash of the codes.

Both in one process, one after the other, in seconds of processor time: whatever else this machine does counts little.
"""

import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from flask import render_template
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from participation import clock, create_app, db
from participation.config import Config
from participation.db.migrations import upgrade
from participation.invitations.actions import code_secrets, invite
from participation.invitations.models import Invitation
from participation.invitations.queries import invitations_of
from participation.invitations.secrets import new_code
from participation.letters import drawing
from participation.letters.printing import print_pdf
from participation.sealing.keyring import Keyring
from tests import factories

LETTERS, ROUNDS, BAR = 100, 2, 1.3
LANGUAGES = (*("en",) * 7, "ar", "ti", "pl")
"""Of ten children."""


def invitations() -> Sequence[Invitation]:
    """A child of each review, and so many reviews."""
    officer, _ = factories.staff(name="Amara")
    day, found = clock.today() + timedelta(days=14), []
    for number in range(LETTERS):
        spoken = LANGUAGES[number % len(LANGUAGES)]
        review = factories.review(officer, day, preferred_name=f"Maya {number}", language=spoken)
        invite([review], ["child"])
        found += invitations_of(review.id)
    return found


def printed(asked: Sequence[Invitation], out: Path) -> tuple[float, list[str]]:
    """Seconds of processor time, and the page of each letter as it was laid out last."""
    pages: dict[str, str] = {}
    laid_out = drawing.html_of

    def noted(letter: drawing.Letter, size: float) -> str:
        pages[letter.mark] = laid_out(letter, size)
        return pages[letter.mark]

    with patch.object(drawing, "html_of", noted):
        began = time.process_time()
        print_pdf(asked, out)
        return time.process_time() - began, list(pages.values())


def bare(pages: Sequence[str]) -> float:
    """Seconds of processor time for the same pages and as many codes."""
    style, pepper = render_template("letters/letter.css"), b"p" * 32
    began = time.process_time()
    fonts = FontConfiguration()
    css = CSS(string=style, font_config=fonts)
    for page in pages:
        HTML(string=page).write_pdf(stylesheets=[css], font_config=fonts, pdf_variant=drawing.TAGGED)
        code_secrets(new_code(), pepper)
    return time.process_time() - began


def main() -> None:
    """Print what each round took."""
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys"
        keys.mkdir()
        Keyring.create(keys)
        url = f"sqlite:///{folder}/batch.sqlite"
        engine = db.open_engine(url)
        upgrade(engine)
        engine.dispose()
        app = create_app(Config(database_url=url, keys_dir=str(keys)))
        with app.app_context():
            asked = invitations()
            ratios = []
            for _ in range(ROUNDS):
                ours, pages = printed(asked, Path(folder) / "letters.pdf")
                theirs = bare(pages)
                ratios.append(ours / theirs)
                print(f"{LETTERS} letters: {ours * 1000 / LETTERS:.0f} ms each, bare {theirs * 1000 / LETTERS:.0f}")
    assert min(ratios) <= BAR, f"{min(ratios):.2f} times, not {BAR}"
    print(f"{min(ratios):.2f} times")


main()
