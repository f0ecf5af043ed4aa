"""Answers by topic: under the titles of their pages, and what everybody said of a topic in one row. Pure."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from participation.casework.replies import ORDER
from participation.casework.what_was_said import Said
from participation.submissions.models import Submission


def by_page(answers: Iterable[Said]) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """Answers under the titles of their pages, what was said last first on each."""
    found: dict[str, list[Said]] = {}
    for each in sorted(answers, key=_place):
        found.setdefault(each.line.page_title, []).append(each)
    return tuple((title, tuple(group)) for title, group in found.items())


def _place(each: Said) -> int:
    """How far down its questionnaire the page stands."""
    return [page.id for page in each.opened.questionnaire.pages].index(each.line.page.id)


@dataclass(frozen=True)
class SaidAbout:
    """One topic as everyone sees it: a cell for each column."""

    id: str
    title: str
    cells: tuple[tuple[Said, ...], ...]

    @property
    def voices(self) -> int:
        """How many say anything about it."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True)
class SideBySide:
    """The child and the adults by topic."""

    columns: tuple[Submission, ...]
    """The child, then one for each adult: any of what they sent stands for them."""
    topics: tuple[SaidAbout, ...]

    @property
    def shared(self) -> tuple[SaidAbout, ...]:
        """Topics about which several say something."""
        return tuple(each for each in self.topics if each.voices > 1)

    @property
    def alone(self) -> tuple[tuple[SaidAbout, Submission, tuple[Said, ...]], ...]:
        """Topics with one voice, each with whose it is and what it says."""
        return tuple(
            (each, whose, cell)
            for each in self.topics
            if each.voices == 1
            for whose, cell in zip(self.columns, each.cells, strict=True)
            if cell
        )


def side_by_side(everything: Sequence[Said]) -> SideBySide:
    """What everybody said, by topic: what is about the same thing has the same id in all questionnaires."""
    about = [each for each in everything if not each.is_wish]
    about.sort(key=lambda each: (ORDER.index(each.submission.respondent), each.submission.invitation_id, _place(each)))
    columns = [list(group) for _, group in groupby(about, key=lambda each: each.submission.invitation_id)]
    titles = {each.line.page.about: each.line.page_title for each in reversed(about)}
    # The last page has an id of its own in each questionnaire, and the same title: it is one topic all the same.
    topics: dict[str, set[str]] = {}
    for each in about:
        topics.setdefault(titles[each.line.page.about], set()).add(each.line.page.about)
    return SideBySide(
        columns=tuple(column[0].submission for column in columns),
        topics=tuple(
            SaidAbout(min(pages), title, tuple(_about(pages, column) for column in columns))
            for title, pages in topics.items()
        ),
    )


def _about(topics: Container[str], column: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(each for each in column if each.line.page.about in topics)
