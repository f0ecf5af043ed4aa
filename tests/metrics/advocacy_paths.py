"""Invented requests for an advocate, by children and officers, to be counted."""

import random
from datetime import UTC, date, datetime

from participation.advocacy.queries import AdvocacyPath
from participation.metrics.advocacy_paths import about_paths
from participation.metrics.composing import Named
from participation.metrics.definitions import Rate

AT = datetime(2021, 6, 15, 12, 0, tzinfo=UTC)


def path(source: str = "child", came: str = "", **known: object) -> AdvocacyPath:
    """One request; what nobody names is that of a girl of 11 who speaks English and of whom little is known."""
    about = {"language": "en", "born_on": date(2010, 1, 1), "sex": "2", "ethnicity": "WBRI", "is_disabled": None}
    return AdvocacyPath(source, came, AT, **{**about, **known})  # type: ignore[arg-type]


def invented_paths(chance: random.Random, asked: int, taken: int) -> Named:
    """So many requests by children, so many of them accepted; and some by officers."""
    sources = ["child"] * asked + chance.choices(["officer", "non_instructed"], (3, 1), k=chance.randrange(9))
    rows = [
        path(
            source,
            "taken" if number < taken or (source != "child" and chance.random() < 0.7) else "",
            language=chance.choices(("en", "ti"), (5, 1))[0],
            born_on=chance.choice((None, *(date(year, 3, 1) for year in range(2002, 2020)))),
            sex=chance.choices(("", "1", "2"), (1, 9, 9))[0],
            ethnicity=chance.choices(("WBRI", "MWBC", "AIND", "CHNE", "BAFR", "OOTH", "REFU"), (20, 3, 2, 1, 2, 1, 1))[
                0
            ],
            is_disabled=chance.choice((None, False, True)),
        )
        for number, source in enumerate(sources)
    ]
    knows = chance.randrange(12)
    return {"advocacy.knows_how": Rate(knows, knows + chance.randrange(6)), **about_paths(rows)}
