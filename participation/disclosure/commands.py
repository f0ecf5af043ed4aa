"""`participation export submission` and `participation export child`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

import click
from flask import current_app

from participation.children.queries import child_with_number
from participation.clock import local
from participation.console import AppCommand, Refused
from participation.disclosure import drawing, queries
from participation.disclosure.dossier import dossier
from participation.disclosure.models import FiledAs
from participation.disclosure.receipts import export
from participation.disclosure.record import (
    FOR_THE_CASE_RECORD,
    CannotBeOpened,
    CaseRecord,
    record_of,
    record_of_carried,
)
from participation.disclosure.telling import Told, as_json
from participation.files import whole_file
from participation.submissions.models import Submission
from participation.web.languages import spoken_date

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("submission", cls=AppCommand)
@click.argument("id")
@click.option("--out", required=True, type=OUT, help="F.pdf or F.json")
def submission(id: str, out: Path) -> None:
    """Write one submission out for the case record: its words, who sent it and when, and with which letter.

    ID is its number. What was only told to the meeting for a child (PN2, PN5) goes by the number of the review.
    """
    _refuse_unfit(out, ".pdf", ".json")
    try:
        record = _record(id)
    except CannotBeOpened:
        raise Refused(f"Submission {id} cannot be opened here: its key or its questionnaire is missing.") from None
    drawn = record.drawn(out.suffix.lower())
    write = partial(_write, out, lambda file: file.write(drawn))
    export(record, {out.name: drawn}, FiledAs.BY_HAND, write)
    click.echo(f"{out}: submission {record.number}. It is noted as exported.")


def _record(id: str) -> CaseRecord:
    found = queries.submission_with_id(id)
    if found is not None:
        _refuse_kept(found)
        return record_of(found)
    review = queries.review_of_carried(id)
    carried = record_of_carried(review) if review else None
    if carried is None:
        raise Refused(_why_there_is_none(id))
    return carried


def _refuse_kept(found: Submission) -> None:
    if found.withdrawn_at and not found.readings:
        raise Refused(f"Submission {found.id} was taken back by whoever sent it.")
    if found.kind not in FOR_THE_CASE_RECORD:
        raise Refused(f"Submission {found.id} is {found.kind}: that does not go to the case record.")


def _why_there_is_none(id: str) -> str:
    trace = queries.trace_of(id)
    if trace:
        return f"Submission {id} was deleted on {spoken_date(local(trace.deleted_at).date())}."
    return f"There is no submission {id}."


@click.command("child", cls=AppCommand)
@click.argument("child_id")
@click.option("--out", required=True, type=OUT, help="F.zip")
def child(child_id: str, out: Path) -> None:
    """Write out everything that is held about one child, and everybody who opened it: for an access request.

    It holds what others said, and their names: somebody reads it before it is handed over.
    """
    found = child_with_number(child_id)
    if found is None:
        raise Refused(f"There is no child {child_id}.")
    _refuse_unfit(out, ".zip")
    content = dossier(found)
    _write(out, partial(_bundle, content))
    click.echo(f"{out}: {len(content['sent']):,} submissions, {len(content['acts']):,} acts of the audit.")
    if content["held_back"]:
        click.echo(f"{content['held_back']:,} held back, as /staff/keeping says; the file says how many.")
    if content["not_opened"]:
        click.echo(
            f"{content['not_opened']:,} could not be opened here: a key or a questionnaire is missing.", err=True
        )


def _bundle(content: Told, file: BinaryIO) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
        bundle.writestr("child.json", as_json(content))
        bundle.writestr("child.pdf", drawing.pdf("disclosure/child.html", about=content))


def _refuse_unfit(out: Path, *endings: str) -> None:
    if "keyring" not in current_app.extensions:
        raise Refused("There are no keys here, so nothing can be opened.")
    if out.suffix.lower() not in endings:
        raise Refused(f"{out.name} must end in {' or '.join(endings)}.")
    if not out.absolute().parent.is_dir():
        raise Refused(f"There is no folder {out.absolute().parent}.")


def _write(out: Path, fill: Callable[[BinaryIO], object]) -> None:
    try:
        with whole_file(out, over=True) as file:
            fill(file)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}.") from error
