"""The figures of a year as managers see them, with the years beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from participation import clock, service
from participation.metrics.charts import Bar, standing
from participation.metrics.figures import FEEDBACK, Figures, figures, figures_of_codes
from participation.metrics.glossary import labels
from participation.metrics.publication.broken_down import with_tables
from participation.metrics.publication.comparing import is_out
from participation.metrics.publication.notes import notes
from participation.metrics.publication.reasons import HiddenNumber, beside_the_last, reasons
from participation.metrics.publication.tables import FIGURES, MoreGroup, PartTable, more_groups, part_tables
from participation.metrics.queries import days_held, slips
from participation.metrics.rows import Slip
from participation.metrics.showing import Shown, kept_back, numbers, published, whole
from participation.reviews.timetable import collection_year, collection_year_days

BESIDE = 4
"""So many years stand in the table of codes."""
OFFERED = 10
"""So many years can be chosen; an older one by its address."""
TO_COME = "–"
BASES = ("answered", "no_answer")
"""What stands among the options of a question and is none."""


@dataclass(frozen=True)
class Sheet:
    """One year's figures, as they are shown, and the sentences that they need."""

    figures: Figures
    shown: Mapping[str, Shown]
    notes: Mapping[str, str]
    kept: Mapping[str, str]
    """What is kept back, and what each would give away; nothing where all is shown."""

    @property
    def is_out(self) -> bool:
        """Whether the year was published just so."""
        return any(is_out(numbers(self.figures), self.kept, last) for last in self.figures.editions[-1:])


@dataclass(frozen=True)
class AnswerShare:
    """One answer to a question of the feedback, as part of those who answered it."""

    label: str
    n: int | str
    share: str
    percent: float


Answers = Mapping[str, Mapping[str, AnswerShare]]


@dataclass(frozen=True)
class Dashboard:
    """All that the page shows."""

    sheet: Sheet
    earlier: tuple[Sheet, ...]
    """How children took part in the years before, the earliest first."""
    years: tuple[str, ...]
    """Every year that can be chosen."""
    is_published: bool
    compared: Sequence[str] = ()
    """Of each of these years that was published before, what has changed since."""
    reasons: tuple[HiddenNumber, ...] = ()
    """Why each number that is not published is not."""
    slips: Sequence[Slip] = ()
    """The reviews to put right, so that fewer have to be hidden."""

    @property
    def is_refused(self) -> bool:
        """Two publications of a year that is not over could be compared."""
        return self.is_published and self.sheet.figures.is_running

    @property
    def not_out(self) -> tuple[Sheet, ...]:
        """The years that one press publishes: those that were not published just so."""
        return tuple(sheet for sheet in self.beside if not sheet.is_out)

    @property
    def beside(self) -> tuple[Sheet, ...]:
        """The years that stand side by side, this one last."""
        return (*self.earlier, self.sheet)

    @property
    def quarters(self) -> tuple[int | str, ...]:
        """Reviews held in each quarter; of those to come it says nothing."""
        shown, begun = self.sheet.shown, self.sheet.figures.months_begun
        by_quarter = (shown[f"reviews.by_quarter.{quarter}"].n for quarter in range(1, 5))
        return tuple(n if first <= begun else TO_COME for n, first in zip(by_quarter, (1, 4, 7, 10), strict=True))

    @property
    def months(self) -> tuple[Bar, ...]:
        """Reviews held in each month; of those to come it says nothing."""
        shown, begun = self.sheet.shown, self.sheet.figures.months_begun
        return standing([shown[f"reviews.by_month.{month}"].n if month <= begun else TO_COME for month in range(1, 13)])

    @property
    def respondents(self) -> tuple[str, ...]:
        """Who was asked, in the order in which they are shown."""
        return tuple(name.removeprefix("invited.") for name in self.sheet.shown if name.startswith("invited."))

    @cached_property
    def tables(self) -> tuple[PartTable, ...]:
        """What is published part by part."""
        return part_tables(self.sheet.shown, self.sheet.figures.first)

    @cached_property
    def more(self) -> tuple[MoreGroup, ...]:
        """What is published beside that."""
        return more_groups(self.sheet.shown, self.sheet.figures.first)

    @property
    def columns(self) -> tuple[str, ...]:
        """The figures that stand in these tables."""
        return FIGURES

    @cached_property
    def feedback(self) -> Answers:
        """What children answered."""
        return self.feedback_of("feedback")

    def feedback_of(self, group: str) -> Answers:
        """What any of those who say how a review was answered to each question, by the ids of both."""
        questions: dict[str, dict[str, AnswerShare]] = {}
        for name in self.sheet.shown:
            question, _, option = name.removeprefix(f"{group}.").partition(".")
            if name.startswith(f"{group}.") and option not in BASES:
                questions.setdefault(question, {})[option] = _answer(self.sheet, name)
        return questions

    @property
    def adults_heard(self) -> tuple[str, ...]:
        """The groups of adults of whom at least one answer is counted, or hidden."""
        return tuple(
            group
            for group in FEEDBACK
            if group != "feedback"
            and any(self.sheet.shown[f"{group}.{asked}.answered"].n for asked in self.feedback_of(group))
        )


def dashboard(year: str, *, is_published: bool, of_earlier: Callable[[str], Figures] = figures_of_codes) -> Dashboard:
    """A year, and of the years before it how children took part, or what else is asked of them."""
    held_in, codes = _years(), figures if is_published else of_earlier
    earlier = [other for other in held_in if other < year][-(BESIDE - 1) :]
    # Published beside this year an earlier one hides what it hides on its own page: two versions could be compared.
    before = tuple(_sheet(codes(other), is_published) for other in earlier)
    counted = figures(year)
    sheet = _sheet(with_tables(counted) if is_published else counted, is_published)
    return Dashboard(
        sheet,
        before,
        held_in[-OFFERED:],
        is_published,
        tuple(filter(None, (beside_the_last(each.figures) for each in (*before, sheet) if is_published))),
        reasons(sheet.figures, sheet.kept, sheet.shown) if is_published else (),
        slips(counted.calendar) if is_published else (),
    )


def newest_year() -> str:
    """The last year in which a review was held."""
    held = days_held()
    return collection_year(held[1] if held else clock.today())


def years_offered() -> tuple[str, ...]:
    """The years that can be chosen on a page of figures, the newest last."""
    return _years()[-OFFERED:]


def _sheet(counted: Figures, is_published: bool) -> Sheet:
    kept = kept_back(counted) if is_published else {}
    shown = published(counted, kept, is_rounded=service.current().rounds_published) if is_published else whole(counted)
    return Sheet(counted, shown, notes(counted, shown), kept)


def _years() -> tuple[str, ...]:
    """Every year from the first in which a review was held to this one."""
    this_year = collection_year_days(collection_year(clock.today()))[0]
    held = days_held()
    first = collection_year_days(collection_year(held[0]))[0] if held else this_year
    return tuple(collection_year(date(start, 4, 1)) for start in range(first.year, this_year.year + 1))


def _answer(of: Sheet, name: str) -> AnswerShare:
    given, answered = of.shown[name], of.shown[f"{name.rpartition('.')[0]}.answered"].n
    n = given.n
    percent = 100 * n / answered if isinstance(n, int) and isinstance(answered, int) and answered else 0
    return AnswerShare(labels.label(name, of.figures.first), n, labels.share_of(given, answered), round(percent, 1))
