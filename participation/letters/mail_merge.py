"""Letters for mail merge: a list, and each QR as PNG and SVG, in one ZIP file."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from participation.csv_cells import as_text
from participation.drawing import qr
from participation.files import whole_file
from participation.invitations.actions import Fresh
from participation.invitations.models import Invitation
from participation.invitations.secrets import spaced
from participation.letters.actions import Drawn
from participation.letters.printing import (
    Tick,
    fresh_run,
    keep_before_it_appears,
    link_of,
    name_of,
    said_now,
    silently,
)

COLUMNS = ("review_id", "respondent", "name", "link", "code", "qr_png", "qr_svg", "mark")


def write_zip(invitations: Sequence[Invitation], out: Path, tick: Tick = silently, *, ends_locks: bool = False) -> int:
    """`letters.csv` and the pictures that it names; returns how many letters."""
    drawn: list[Drawn] = []
    with whole_file(out, over=True) as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
            rows = io.StringIO()
            listed = csv.DictWriter(rows, COLUMNS)
            listed.writeheader()
            for number, (invitation, fresh) in enumerate(zip(invitations, fresh_run(invitations), strict=True), 1):
                drawn.append(Drawn(fresh, said_now(invitation)))
                listed.writerow(_row(bundle, number, invitation, fresh))
                tick(1)
            bundle.writestr("letters.csv", "\ufeff" + rows.getvalue())
        keep_before_it_appears(file, drawn, ends_locks=ends_locks)
    return len(drawn)


def _row(bundle: ZipFile, number: int, invitation: Invitation, fresh: Fresh) -> dict[str, str]:
    link, png, svg = link_of(fresh.secrets), f"qr/{number:05}.png", f"qr/{number:05}.svg"
    if invitation.has_secrets:
        bundle.writestr(png, qr.png(link))
        bundle.writestr(svg, qr.svg(link, "QR"))
    else:
        link = png = svg = ""
    return {
        "review_id": as_text(invitation.review.reference or invitation.review_id),
        "respondent": invitation.respondent,
        "name": as_text(name_of(invitation)),
        "link": link,
        "code": spaced(fresh.secrets.code),
        "qr_png": png,
        "qr_svg": svg,
        "mark": invitation.mark,
    }
