"""The tables of the report, and one figure in a sentence: each number as it is shown, with what it divides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import pgettext

from participation.metrics.dashboard import AnswerShare, Dashboard
from participation.metrics.figures import APART
from participation.metrics.glossary import labels
from participation.metrics.glossary.meanings import split, title
from participation.metrics.inside.tables import InsideCard
from participation.metrics.showing import Shown
from participation.outcomes.wording import meaning

CODES = tuple(f"PN{number}" for number in range(1, 8))
STAGES = ("opened", "started", "sent", "on_time")
STEPS = (
    ("invited_in_time", "opened.child", "advocacy.told_about"),
    ("views_given", "attended", "chaired"),
    ("read_before_meeting", "seen_before_meeting"),
    ("answered", "decisions_in_time", "letters_in_time"),
)
"""Space, voice, audience, influence: what is counted of each."""


@dataclass(frozen=True)
class FigureTable:
    """Rows of words, the first of each its heading; nothing in it is worked out here."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def value(figure: Shown) -> str:
    """A count, or a share with so many of so many."""
    if figure.of is None:
        return str(figure.n)
    # L10N: in a table: a share, and so many of so many
    words = pgettext("staff", "%(share)s (%(n)s of %(of)s)")
    return str(words % {"share": labels.share(figure), "n": str(figure.n), "of": str(figure.of)})


def stated(page: Dashboard, name: str) -> str:
    """One figure as a sentence, with the years before it where they are counted the same way."""
    figure = page.sheet.shown[name]
    now = str(figure.n) if figure.of is None else _share_of(name, figure)
    before = [
        f"{sheet.figures.year}: {value(sheet.shown[name])}"
        for sheet in page.earlier
        if name in sheet.shown and sheet.shown[name].of != 0
    ]
    # L10N: a sentence of the report that ends with earlier years and their figures
    earlier = pgettext("staff", "Before: %(years)s.") % {"years": "; ".join(before)} if before else ""
    return f"{labels.called(name, page.sheet.figures.first)}: {now}. {earlier}".strip()


def _share_of(name: str, figure: Shown) -> str:
    of = labels.of(name, figure)
    return f"{labels.share(figure)}, {of}" if figure.of else of


def four_steps(page: Dashboard) -> tuple[FigureTable, ...]:
    """Space, voice, audience, influence: Lundy's model of article 12 of the UN's convention on children's rights."""
    words = (
        # L10N: first of the four steps of taking part: room for the child to be heard
        pgettext("staff", "Space"),
        # L10N: second of the four steps of taking part: the child says what they think, helped if wanted
        pgettext("staff", "Voice"),
        # L10N: third of the four steps of taking part: somebody listens
        pgettext("staff", "Audience"),
        # L10N: fourth of the four steps of taking part: something comes of it
        pgettext("staff", "Influence"),
    )
    rows = (
        (labels.called(name, page.sheet.figures.first), step, value(page.sheet.shown[name]))
        for step, names in zip(words, STEPS, strict=True)
        for name in names
    )
    # L10N: caption of a table: space, voice, audience and influence
    caption = pgettext("staff", "The four steps of taking part")
    # L10N: heading of a column: space, voice, audience or influence
    return (FigureTable(caption, (_figure(), pgettext("staff", "Step"), page.sheet.figures.year), tuple(rows)),)


def months(page: Dashboard) -> tuple[FigureTable, ...]:
    """Reviews held, by month and by quarter."""
    first = page.sheet.figures.first
    by_month = ((labels.month(number, first), str(bar.value)) for number, bar in enumerate(page.months, start=1))
    by_quarter = ((labels.quarter(number, first), str(n)) for number, n in enumerate(page.quarters, start=1))
    # L10N: heading of a column: reviews held in a month or a quarter
    held = pgettext("staff", "Held")
    return (
        # L10N: names a table and a drawing of bars; heading of its column of months
        FigureTable(pgettext("staff", "Reviews held by month"), (pgettext("staff", "Month"), held), tuple(by_month)),
        # L10N: names a table; heading of its column of quarters of a year
        FigureTable(
            pgettext("staff", "Reviews held by quarter"), (pgettext("staff", "Quarter"), held), tuple(by_quarter)
        ),
    )


def rearranged(page: Dashboard) -> tuple[FigureTable, ...]:
    """Why dates were moved."""
    return (_parts(page, "reviews.rearranged_why"),)


def codes(page: Dashboard) -> tuple[FigureTable, ...]:
    """Reviews by code, beside the years before: all rows below the codes add up to the reviews held."""
    shown, sheets = page.sheet.shown, page.beside
    whole = shown["views_given"].of

    def row(head: str, numbers: Sequence[int | str | None], share: str = "") -> tuple[str, ...]:
        return (head, *map(str, numbers), share)

    def counted(name: str) -> list[int | str | None]:
        return [sheet.shown[name].n for sheet in sheets]

    rows = [
        row(
            f"{code}  {meaning(code)}",
            counted(f"participation.{code}"),
            labels.share_of(shown[f"participation.{code}"], whole),
        )
        for code in CODES
    ]
    # L10N: row below the codes PN1 to PN7: their sum
    rows.append(row(pgettext("staff", "Children of 4 and over"), [sheet.shown["views_given"].of for sheet in sheets]))
    rows.append(row(f"PN0  {meaning('PN0')}", counted("participation.PN0")))
    rows += [row(title(name), counted(name)) for name in ("participation.not_recorded", "participation.total")]
    # L10N: heading of a column: shares of children of 4 and over, in the year before it in the table
    columns = (title("participation"), *(sheet.figures.year for sheet in sheets), pgettext("staff", "Share"))
    return (FigureTable(title("participation"), columns, tuple(rows)),)


def respondents(page: Dashboard) -> tuple[FigureTable, ...]:
    """Each kind of respondent from the invitation to the form."""
    shown = page.sheet.shown
    rows = (
        (
            labels.respondent(who),
            str(shown[f"invited.{who}"].n),
            *(value(shown[f"{stage}.{who}"]) if f"{stage}.{who}" in shown else "–" for stage in STAGES),
        )
        for who in page.respondents
        if shown[f"invited.{who}"].n
    )
    # L10N: heading of a column: kinds of respondents
    columns = (pgettext("staff", "Asked"), title("invited"), *(title(stage) for stage in STAGES))
    # L10N: heading of a table: who was asked before reviews, and who answered
    return (FigureTable(pgettext("staff", "Who was asked, and who answered"), columns, tuple(rows)),)


def advocacy_sources(page: Dashboard) -> tuple[FigureTable, ...]:
    """By whom advocates were asked for."""
    return (_parts(page, "advocacy.by_source"),)


def feedback(page: Dashboard) -> tuple[FigureTable, ...]:
    """Each question with its answers and its own base: different children answered different questions."""
    return tuple(_questions(page, "feedback"))


def feedback_of_adults(page: Dashboard) -> tuple[FigureTable, ...]:
    """What carers, parents and partners answered, each by themselves."""
    return tuple(table for group in page.adults_heard for table in _questions(page, group))


def _questions(page: Dashboard, group: str) -> Iterator[FigureTable]:
    for question, answers in page.feedback_of(group).items():
        answered = page.sheet.shown[f"{group}.{question}.answered"].n
        if _is_told(answered):
            words = labels.question(question, group)
            yield _question(words if group == "feedback" else f"{title(group)}: {words}", answered, answers.values())


def _is_told(answered: int | str) -> bool:
    """Of a base that is hidden the noughts would say what everybody in it answered."""
    return isinstance(answered, int) and answered > 0


def visits(page: Dashboard) -> tuple[FigureTable, ...]:
    """Visits by kind."""
    names = [name for name in page.sheet.shown if name.startswith("visits.") and split(name)[0] == "visits"]
    return (_of(page, "visits", names),)


def challenges(page: Dashboard) -> tuple[FigureTable, ...]:
    """By level and category; what never happened is left out."""
    names = [name for name in page.sheet.shown if split(name)[0] == "challenge" and not name.startswith(APART)]
    return (_of(page, "challenge", names),)


def challenged_agencies(page: Dashboard) -> tuple[FigureTable, ...]:
    """Whom the challenges were addressed to."""
    return (_parts(page, "challenge.by_agency"),)


def complaints(page: Dashboard) -> tuple[FigureTable, ...]:
    """What complaints were about."""
    return (_parts(page, "complaints.by_kind"),)


def part_by_part(page: Dashboard) -> tuple[FigureTable, ...]:
    """Reviews by quarter, age, sex and so on, where anything of that can be shown."""
    # L10N: heading of the first column of a table of figures: an age group, an ethnic group, yes or no
    columns = (str(pgettext("staff", "Part")), *map(title, page.columns))
    return tuple(
        FigureTable(each.title, columns, tuple((row.part, *map(value, row.figures)) for row in each.rows))
        for each in page.tables
        if each.is_told
    )


def more_figures(page: Dashboard) -> tuple[FigureTable, ...]:
    """What else is published, where anything of it can be shown."""
    columns = (_figure(), page.sheet.figures.year)
    return tuple(
        FigureTable(each.title, columns, tuple((row.part, *map(value, row.figures)) for row in each.rows))
        for each in page.more
        if each.is_told
    )


def of_card(card: InsideCard) -> tuple[FigureTable, ...]:
    """What stays inside the service; a table without a name of its own has that of its card."""
    return tuple(
        FigureTable(each.caption or card.title, (each.columns[0] or _figure(), *each.columns[1:]), each.rows)
        for each in card.tables
    )


def _parts(page: Dashboard, group: str) -> FigureTable:
    return _of(page, group, (name for name in page.sheet.shown if name.startswith(f"{group}.")))


def _of(page: Dashboard, group: str, names: Iterable[str]) -> FigureTable:
    figures = page.sheet.figures
    rows = ((labels.label(name, figures.first), value(page.sheet.shown[name])) for name in names if _is_any(page, name))
    return FigureTable(title(group), (_figure(), figures.year), tuple(rows))


def _is_any(page: Dashboard, name: str) -> bool:
    figure = page.sheet.shown[name]
    return figure.n != 0 or bool(figure.of)


def _question(question: str, answered: int | str, answers: Iterable[AnswerShare]) -> FigureTable:
    rows = ((each.label, str(each.n), each.share) for each in answers)
    columns = (
        # L10N: heading of a column: the answers that could be chosen
        pgettext("staff", "Answer"),
        # L10N: heading of a column: how often an answer was given
        pgettext("staff", "Answers"),
        # L10N: heading of a column: how large a part of those who answered chose an answer
        pgettext("staff", "Of those who answered"),
    )
    # L10N: caption of a table: a question, and how many answered it
    caption = pgettext("staff", "%(question)s (%(answered)s answered)")
    return FigureTable(str(caption % {"question": question, "answered": answered}), columns, tuple(rows))


def _figure() -> str:
    # L10N: heading of a column of names of figures
    return str(pgettext("staff", "Figure"))
