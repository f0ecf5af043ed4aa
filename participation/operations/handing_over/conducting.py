"""One handover from beginning to end: each council is a process of its own; this one sees none of them from inside.

All is prepared on every side before any side keeps it. Those to whom children come keep it first, then the others. A
file in the councils' folder is there from before the first keeps it until the last has: killed in between, the children
are at both, and whoever runs any of these commands next first gives them back to where they were.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from participation.console import Refused
from participation.councils.adding import OF_CHILDREN
from participation.councils.folder import BOXES, UNFINISHED, Council, councils_in
from participation.councils.talking import Speaker, Talk, speakers
from participation.files import flush, whole_file
from participation.operations.handing_over.arriving import Arrived, arriving, giving_back
from participation.operations.handing_over.box import CouncilCard
from participation.operations.handing_over.choosing import Handing
from participation.operations.handing_over.leaving import Packed, asking, leaving
from participation.operations.handing_over.sums import differing
from participation.sealing.key_files import locked

FIGURES = "figures"
Open = Callable[[], Flask]


def hand_over(folder: Path, wanted: Sequence[Handing], open_app: Open) -> list[str]:
    """Do all of this, or nothing; gives what is to be said of it. Raises Refused, and nothing has happened."""
    names = sorted({name for each in wanted for name in (each.source, *each.targets)})
    councils = {council.name: council for council in councils_in(folder, names)}
    is_rehearsal = any(each.is_rehearsal for each in wanted)
    with locked(folder):
        if is_rehearsal and (note := folder / UNFINISHED).exists():
            raise Refused(f"{note} tells of a handover that was ended from outside. Run the command without --dry-run.")
        with _room(folder / BOXES) as told:
            told += given_back(folder, open_app)
            sent = [replace(each, folder=folder / BOXES, figures=folder / FIGURES) for each in wanted]
            try:
                with _begun(folder, councils, sent, open_app) as (sources, targets):
                    return [*told, *_conduct(folder, sources, targets, is_rehearsal=is_rehearsal)]
            except Refused as refused:
                raise Refused(*told, *refused.problems, *given_back(folder, open_app)) from refused


@contextmanager
def _room(boxes: Path) -> Iterator[list[str]]:
    """Where boxes are put. What is there already, whoever left it can open no more, nor can anybody else."""
    said = []
    if boxes.exists():
        shutil.rmtree(boxes)
        said.append("A handover that was ended from outside had left sealed boxes; they are removed.")
    boxes.mkdir(mode=0o700)
    try:
        yield said
    finally:
        shutil.rmtree(boxes, ignore_errors=True)  # what is left the next command removes


def given_back(folder: Path, open_app: Open) -> list[str]:
    """After a handover that was ended from outside: its children are at one council again. Gives what was done."""
    note = folder / UNFINISHED
    if not note.exists():
        return []
    said = []
    for pair in reversed(json.loads(note.read_text("utf-8"))):  # who came with one may be named by the next
        (source, target) = (councils_in(folder, [pair[side]])[0] for side in ("source", "target"))
        with speakers([(source, partial(_asks, open_app, pair["handover"]))]) as asked:
            is_kept = asked[source.name].hear()
        if is_kept:
            continue
        address = source.config.public_url.rstrip("/")
        with speakers([(target, partial(_gives_back, open_app, pair["handover"], address))]) as asked:
            locked_out = asked[target.name].hear()
        said.append(f"A handover from {source.name} to {target.name} was ended from outside; it has been taken back.")
        said += [f"{email} can sign in at {target.name} no more." for email in locked_out]
    _forget(note)
    return said


@contextmanager
def _begun(
    folder: Path, councils: Mapping[str, Council], wanted: Sequence[Handing], open_app: Open
) -> Iterator[tuple[list[Speaker], list[Speaker]]]:
    of_children = {each.name: Path(each.config.keys_dir) for each in councils_in(folder / OF_CHILDREN)}
    talks = [(councils[each.source], partial(_leaves, open_app, each)) for each in wanted]
    names = sorted({target for each in wanted for target in each.targets})
    talks += [(councils[name], partial(_arrives, open_app, name, of_children.get(name))) for name in names]
    with speakers(talks) as begun:
        yield [begun[each.source] for each in wanted], [begun[name] for name in names]


def _leaves(open_app: Open, wanted: Handing) -> Talk:
    return leaving(open_app(), wanted)


def _arrives(open_app: Open, name: str, public_keys: Path | None) -> Talk:
    return arriving(open_app(), name, public_keys)


def _asks(open_app: Open, id: str) -> Talk:
    return asking(open_app(), id)


def _gives_back(open_app: Open, id: str, address: str) -> Talk:
    return giving_back(open_app(), id, address)


def _conduct(folder: Path, sources: list[Speaker], targets: list[Speaker], *, is_rehearsal: bool) -> list[str]:
    empty = [each for each in sources if not each.hear()]
    if len(empty) == len(sources):
        raise Refused("No child is handed over.")
    sources = [each for each in sources if each not in empty]
    cards = {each.name: each.hear() for each in targets}
    packed = [*_packed(sources, cards)]
    boxes = [[box.box for box in packed if box.target == each.name] for each in targets]
    for each, theirs in zip(targets, boxes, strict=True):
        each.tell(theirs)
    arrived: list[Arrived] = [came for each in targets for came in each.hear()]
    said = [
        *(f"{each.name} has no children: nothing of it goes." for each in empty),
        *(line for box in packed for line in box.said),
        *(f"{came.council}: {line}" for came in arrived for line in came.said),
    ]
    said += _even(sources, arrived)
    heads = dict(zip((each.name for each in targets), _told(targets, "sign"), strict=True))
    for source, open_accounts in zip(sources, _told(sources, heads), strict=True):
        said += [f"{source.name}: {line}" for line in open_accounts]
    if is_rehearsal:
        return [*said, "This was a rehearsal: nothing has changed."]
    _keep(folder, packed, sources, targets)
    return said


def _packed(sources: list[Speaker], cards: Mapping[str, CouncilCard]) -> Iterator[Packed]:
    """One council after another: whoever of the staff has an account at two of them comes once."""
    shown = dict(cards)
    for source in sources:
        for each in _told([source], shown)[0]:
            shown[each.target] = shown[each.target].with_newcomers(each.manifest.newcomers)
            yield each


def _even(sources: list[Speaker], arrived: list[Arrived]) -> Iterator[str]:
    """Raises Refused where a figure does not add up."""
    for source, left in zip(sources, _told(sources, "taken in"), strict=True):
        gains = [came.gains for came in arrived if came.source == source.name]
        if wrong := differing(left.before, left.after, gains):
            raise Refused(f"The figures of {source.name} do not add up, and nothing has happened:", *wrong)
        yield f"{len(left.before)} figures of {source.name} add up."


def _keep(folder: Path, packed: list[Packed], sources: list[Speaker], targets: list[Speaker]) -> None:
    note = folder / UNFINISHED
    pairs = [{"source": b.manifest.source, "target": b.target, "handover": b.manifest.handover} for b in packed]
    with whole_file(note) as out:
        out.write(json.dumps(pairs).encode())
    for each in (*targets, *sources):
        _told([each], "keep")
    _forget(note)


def _told(speakers_told: list[Speaker], what: Any) -> list[Any]:
    for each in speakers_told:
        each.tell(what)
    return [each.hear() for each in speakers_told]


def _forget(note: Path) -> None:
    note.unlink()
    flush(note.parent)
