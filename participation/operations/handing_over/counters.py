"""Which counted answers go along: what a few children said is neither taken out of a counter nor added to one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation.db import inserting
from participation.handover.models import Handover
from participation.metrics.counting import Cell, Countable, bundles
from participation.metrics.models import Tally
from participation.operations.handing_over.box import Cells
from participation.operations.handing_over.rules import Leavers, of_children, table_of
from participation.questionnaires.library import NoSuchQuestionnaire
from participation.sealing import CannotOpen
from participation.submissions.actions import opened
from participation.submissions.models import Submission


@dataclass(frozen=True)
class TakenCells:
    """What is taken out of the counters here and added there, and which submissions stay in the counters here."""

    cells: Counter[Cell]
    elsewhere: Mapping[str, str]
    """By the id of a submission: the council in whose counters it is."""


def taken_whole(current: Session, children: Leavers) -> TakenCells:
    """Everything that is in the counters, for all children go to one council."""
    return TakenCells(_held(current), _elsewhere_of(current, children))


def taken(current: Session, children: Leavers, council: str, undone: Handover | None = None) -> TakenCells:
    """What these children added, as far as enough of them added it together; the rest stays, under the old name.

    What came with a handover that is undone goes back as it came.
    """
    elsewhere = _elsewhere_of(current, children)
    counted = [each for each in _counted(current, children, undone) if each.submission.id not in elsewhere]
    together = [each for bundle in bundles(counted) for each in bundle]
    cells = Counter(cell for each in together for cell in each.cells())
    goes = {each.submission.id for each in together}
    stays = {each.submission.id: council for each in counted if each.submission.id not in goes}
    if undone is not None:
        cells += read_cells(undone.counters["cells"])
    # A meeting may have moved to another year since its answers were counted: what is not in a counter stays out of it.
    return TakenCells(cells & _held(current), {**elsewhere, **stays})


def add(current: Session, cells: Counter[Cell]) -> None:
    """Raise the counters, in the transaction that is open."""
    if cells:
        adding = inserting(Tally)
        raised = {"count": Tally.count + adding.excluded.count}
        rows = [{**cell._asdict(), "count": number} for cell, number in sorted(cells.items())]
        current.execute(adding.on_conflict_do_update(index_elements=list(Cell._fields), set_=raised), rows)


def take_out(current: Session, cells: Counter[Cell]) -> None:
    """Lower the counters, in the transaction that is open; none holds less than nothing."""
    for row in current.scalars(select(Tally).order_by(*table_of(Tally).primary_key.columns)):
        row.count = max(0, row.count - cells[Cell(*(getattr(row, name) for name in Cell._fields))])
    current.flush()
    current.execute(delete(Tally).where(Tally.count == 0))


def read_cells(written: Cells) -> Counter[Cell]:
    """Counters as they were written down."""
    return Counter({Cell(*key): number for *key, number in written})


def written(cells: Counter[Cell]) -> Cells:
    """Counters as they are written down."""
    return [[*cell, number] for cell, number in sorted(cells.items())]


def _held(current: Session) -> Counter[Cell]:
    rows = current.execute(select(*(getattr(Tally, name) for name in Cell._fields), Tally.count))
    return Counter({Cell(*key): number for *key, number in rows})


def _counted(current: Session, children: Leavers, undone: Handover | None) -> Iterable[Countable]:
    goes = of_children(table_of(Submission), children)
    since = Submission.counted_at.is_not(None) if undone is None else Submission.counted_at > undone.at
    for each in current.scalars(select(Submission).where(goes, since)):
        try:
            yield Countable(opened(each))
        except (CannotOpen, KeyError, NoSuchQuestionnaire):
            continue


def _elsewhere_of(current: Session, children: Leavers) -> dict[str, str]:
    """Which of what goes is in the counters of another council already."""
    going = set(current.scalars(select(Submission.id).where(of_children(table_of(Submission), children))))
    known: dict[str, str] = {}
    for came in current.scalars(select(Handover).where(Handover.went.is_(False)).order_by(Handover.at)):
        known |= came.counters.get("elsewhere", {})
    return {id: council for id, council in known.items() if id in going}
