"""How long each kind of thing is kept, and why: the one table that everything else about keeping reads. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Period:
    """One kind of thing, and for how many days it is kept. An installation may choose from the floor to the ceiling."""

    kind: str
    what: str
    since: str
    """From when the days are counted."""
    days: int
    floor: int
    ceiling: int
    why: str

    @property
    def how_long(self) -> str:
        """1 day, 28 days: for the terminal."""
        return f"{self.days:,} day{'s' if self.days > 1 else ''}"


PERIODS = (
    Period("visits", "open letters, sign-ins and counts of failed tries", "they began", 1, 1, 7, "only while in use"),
    Period("browsers", "which browsers staff have signed in with", "somebody signed in there last", 180, 28, 365,
           "so that no stranger who guesses keeps a colleague out"),
    Period("drafts", "answers that were not sent", "they were saved last; at once when the letter ends", 28, 7, 56,
           "nobody asked for them to be kept"),
    Period("letters", "secrets, locks, own copies and receipts of a letter, where one that moved opens; days offered",
           "its last day", 30, 1, 90,
           "a finished letter still gets a kind page"),
    Period("exported", "what was sent and read", "it went to the case record, and its letter has ended", 90, 30, 365,
           "the case record is the record for 75 years, not this program"),
    Period("sent", "what was sent and read, in the case record or not", "it was sent", 365, 180, 365,
           "no more than a year of reviews is worked with"),
    Period("withdrawn", "what was taken back before anybody read it", "it was taken back", 30, 30, 30,
           "somebody else may have pressed it; children are told so"),
    Period("feedback", "what was said about how the review was, once read", "it was sent", 365, 90, 730,
           "a year to learn from; the counters stay"),
    Period("requests", "requests to be contacted, once done", "it was done, or the last note after that", 365, 90, 365,
           "as what was sent"),
    Period("complaint", "complaints, once they were answered", "the last thing that was done", 365, 365, 2192,
           "for a year they may be taken to the Ombudsman"),
    Period("written", "what officers wrote to children, of visits, challenges, referrals; its answers", "their day",
           365, 180, 730, "the case record is the record; that it was, and of what kind, stays for the figures"),
    Period("cribs", "what officers noted for themselves before a meeting", "the meeting, else when it was saved",
           28, 1, 90, "they are for the meeting; what is to stay is written into the record"),
    Period("faces", "pictures of carers and social workers", "the meeting, else when it was given", 365, 30, 730,
           "so that the next review can show them again; of an adult or child who has gone, for a day"),
    Period("notices", "alerts that were sent; they hold no name and no word", "they were sent", 30, 7, 90,
           "to see whether alerts arrive"),
    Period("words", "links to check a language, and what was said there", "the last day of the link", 90, 30, 365,
           "time to take it into the language itself, whose register stays"),
    Period("receipts", "which files went to the case record: name and checksum; which children came or went, by id",
           "they were written; it can no longer be undone", 2192, 365, 3653,
           "as the audit: that it was handed on can be shown"),
    Period("audit", "who opened what", "it was opened", 2192, 365, 3653, "six years: the conduct of staff"),
)  # fmt: skip
"""What nobody has read has no period: no timer deletes it."""

_BY_KIND = {period.kind: period for period in PERIODS}


def chosen_periods(chosen: str) -> Mapping[str, Period]:
    """The table with what an installation chose: `drafts=14, feedback=180`. Raises ValueError naming every mistake."""
    if found := problems(chosen):
        raise ValueError(" ".join(found))
    days = dict(map(_read, _parts(chosen)))
    return {kind: replace(period, days=int(days.get(kind, period.days))) for kind, period in _BY_KIND.items()}


def problems(chosen: str) -> list[str]:
    """One plain sentence for each choice that cannot be used."""
    return [sentence for part in _parts(chosen) if (sentence := _problem(*_read(part)))]


def _parts(chosen: str) -> list[str]:
    return [part for part in chosen.split(",") if part.strip()]


def _read(part: str) -> tuple[str, str]:
    kind, _, days = part.partition("=")
    return kind.strip(), days.strip()


def _problem(kind: str, days: str) -> str:
    period = _BY_KIND.get(kind)
    if period is None:
        return f"Nothing called {kind!r} is kept; there are {', '.join(_BY_KIND)}."
    if not (days.isascii() and days.isdecimal() and period.floor <= int(days) <= period.ceiling):
        return f"{kind} can be kept for {period.floor} to {period.ceiling} days, not for {days!r}."
    return ""
