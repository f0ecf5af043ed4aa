"""What a cell says: days and hours as systems and Excel write them, references, addresses, yes and no."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from participation import clock

A_DAY = "a day as yyyy-mm-dd or dd/mm/yyyy"
A_MOMENT = "a day, or a day and an hour as yyyy-mm-dd hh:mm"
YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEARS = range(1900, 2100)
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 73_051)
"""1954 to 2099: any other number in a column of days is something else."""
_PIVOT = 30
"""Excel reads a year of two digits below this as 20.., and from it on as 19.."""
_DAY = re.compile(
    r"(?P<y>\d{4})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)"
    r"|(?P<y4>\d{4})(?P<m4>\d\d)(?P<d4>\d\d)(?=T)"
    r"|(?P<d2>\d\d?)[-/.](?P<m2>\d\d?)[-/.](?P<y2>\d{4})"
    r"|(?P<d3>\d\d?)(?:st|nd|rd|th)?[- /](?P<m3>[a-z]{3,9}),?[- /](?P<y3>\d{4}|\d\d)",
    re.ASCII | re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", re.ASCII | re.IGNORECASE)
_DAY_AND_MORE = re.compile(r"(\d\d?(?:st|nd|rd|th)? [a-z]+,? \d+|[^T ]+)[T ]", re.ASCII | re.IGNORECASE)
_HOUR = re.compile(
    r"(?P<hour>\d\d?)(?:[:.]?(?P<minute>\d\d)(?::?\d\d(?:[.,]\d+)?)?)? ?(?P<half>[ap]m)?"
    r" ?(?P<zone>Z|UTC|GMT|BST|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_ONLY_ZONE = re.compile(r"Z|UTC|GMT|BST|[+-]\d\d:?\d\d", re.ASCII | re.IGNORECASE)
_AHEAD = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 60}
"""Minutes before Greenwich."""
_FURTHEST_AHEAD = 14
"""Hours: on Kiritimati."""
_MONTH_FIRST = re.compile(r"(?P<m>\d\d?)[-/.](?P<d>\d\d?)[-/.]\d{4}(?!\d)", re.ASCII)
_SERIAL = re.compile(r"(?P<days>\d{5})(?P<part>\.\d+)?", re.ASCII)
_REFERENCE = re.compile(r"[0-9A-Za-z][0-9A-Za-z ._/-]{0,63}")
_CODE = re.compile(r"[0-9A-Za-z]{1,4}(?=\s*[-–—:.,/(=]|\s|$)")
_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]+")
_LONGEST_EMAIL = 320


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and, where it is known, an hour of it."""

    day: date
    at: datetime | None = None
    is_unread: bool = False
    """What stands beside the day is no hour."""
    is_skipped: bool = False
    """The clocks were put forward over this hour, so it is left out."""


def day_in(text: str) -> date | None:
    """The day that a cell of days names; None if it names none. An hour beside it may only be midnight."""
    split = _split(text)
    if split is None:
        return None
    day, hour, ahead = split
    return day if hour == time.min else _day_of_midnight(day, hour, ahead)


def moment_in(text: str) -> Moment | None:
    """The day and the hour on English clocks. Midnight is how a program writes a day without an hour."""
    split = _split(text)
    if split is None:
        found = _DAY_AND_MORE.match(_WEEKDAY.sub("", text))
        day = day_in(found[1]) if found else None
        return Moment(day, is_unread=True) if day else None
    day, hour, ahead = split
    if hour == time.min:
        return Moment(day)
    if ahead is not None:
        if midnight := _day_of_midnight(day, hour, ahead):
            return Moment(midnight)
        at = _at(day, hour, ahead)
        return Moment(clock.local(at).date(), at.astimezone(UTC))
    at = datetime.combine(day, hour, clock.LONDON)
    if clock.local(at.astimezone(UTC)).replace(tzinfo=None) != at.replace(tzinfo=None):
        return Moment(day, is_skipped=True)
    return Moment(day, at.astimezone(UTC))


def which_first(text: str) -> int:
    """Of a day in figures: 1 if it can only be read with the month first, -1 if only with the day, else 0."""
    found = _MONTH_FIRST.match(text)
    if not found:
        return 0
    return (int(found["m"]) <= 12 < int(found["d"])) - (int(found["d"]) <= 12 < int(found["m"]))


def could_be_month_first(text: str) -> bool:
    """Whether a day in figures is another day when it is read with the month first."""
    found = _MONTH_FIRST.match(text)
    return found is not None and int(found["m"]) != int(found["d"])


def coded(text: str) -> str:
    """The code before the words that explain it: `PN1 - Child attends` is PN1."""
    found = _CODE.match(text)
    return found[0] if found else ""


def is_reference(text: str) -> bool:
    """A number of a child or of a review, however a council writes them; it never starts a formula."""
    return bool(_REFERENCE.fullmatch(text))


def is_email(text: str) -> bool:
    """Whether mail can be sent there."""
    return len(text) <= _LONGEST_EMAIL and bool(_EMAIL.fullmatch(text))


@lru_cache(maxsize=4096)  # in a list the same days stand many times
def _split(text: str) -> tuple[date, time, int | None] | None:
    """The day, the hour (midnight where there is none), and how many minutes its clock is ahead, if that is written."""
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _from_excel(int(serial["days"]), float(serial["part"] or 0))
    if text[:1].isalpha():
        text = _WEEKDAY.sub("", text)
    found = _DAY.match(text)
    if not found:
        return None
    rest = text[found.end() :].lstrip("Tt ")
    hour = _HOUR.fullmatch(rest) if rest else None
    try:
        if hour is None:
            is_day = not rest or (_ONLY_ZONE.fullmatch(rest) and _ahead(rest) is not None)
            return (_day(found), time.min, None) if is_day else None
        return _day(found), _hour(hour), _ahead(hour["zone"])
    except ValueError:
        return None


def _ahead(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone.upper() in _AHEAD:
        return _AHEAD[zone.upper()]
    figures = zone[1:].replace(":", "").ljust(4, "0")
    if int(figures[:2]) > _FURTHEST_AHEAD:
        raise ValueError
    return (-1 if zone[0] == "-" else 1) * (int(figures[:2]) * 60 + int(figures[2:]))


def _at(day: date, hour: time, ahead: int) -> datetime:
    return datetime.combine(day, hour, timezone(timedelta(minutes=ahead)))


def _day_of_midnight(day: date, hour: time, ahead: int | None) -> date | None:
    """The day that begins in London at this moment: in summer `2027-06-30T23:00Z` is how 1 July is written."""
    local = clock.local(_at(day, hour, ahead)) if ahead is not None else None
    return local.date() if local and local.time() == time.min else None


def _from_excel(days: int, part: float) -> tuple[date, time, None] | None:
    if days not in _EXCEL_DAYS:
        return None
    minutes = round(part * 24 * 60)
    at = datetime.combine(_EXCEL_DAY_0 + timedelta(days=days), time.min) + timedelta(minutes=minutes)
    return at.date(), at.time(), None


def _day(found: re.Match[str]) -> date:
    if found["m3"]:
        month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["m3"].lower())), 0)
        year = int(found["y3"])
        if len(found["y3"]) == 2:
            year += 2000 if year < _PIVOT else 1900
        day = date(year, month, int(found["d3"]))
    else:
        day = date(*(int(found[name] or found[f"{name}2"] or found[f"{name}4"]) for name in "ymd"))
    if day.year not in _YEARS:
        raise ValueError
    return day


def _hour(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["minute"] is None and not found["half"]:
        raise ValueError
    if found["half"]:
        if hour not in range(1, 13):
            raise ValueError
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    return time(hour, int(found["minute"] or 0))
