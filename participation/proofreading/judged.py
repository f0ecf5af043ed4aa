"""What somebody has said of a language, as lines of the spreadsheet that `translations accept` takes."""

from collections.abc import Iterator

from participation.proofreading.models import Judgement, Proofreading
from participation.proofreading.queries import judgements_of
from participation.translating.sheets import Opinion, SheetLine


def judged_lines(proofreading: Proofreading) -> Iterator[SheetLine]:
    """With the words that they saw: what has changed since is refused as stale when it is taken."""
    for judgement in judgements_of(proofreading):
        yield from _lines(judgement)


def _lines(judgement: Judgement) -> Iterator[SheetLine]:
    wanted = judgement.forms or judgement.seen
    for number, (seen, new) in enumerate(zip(judgement.seen, wanted, strict=True)):
        # Of two forms only one may be changed.
        opinion = judgement.opinion if judgement.opinion == Opinion.ASK else _of(seen, new)
        yield SheetLine(
            f"{judgement.key}.{number}",
            judgement.told,
            judgement.english,
            seen,
            opinion,
            new if opinion == Opinion.CHANGE else "",
            judgement.question,
        )


def _of(seen: str, new: str) -> Opinion:
    return Opinion.RIGHT if seen == new else Opinion.CHANGE
