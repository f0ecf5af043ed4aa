"""Small national returns for tests."""

from collections.abc import Iterable
from pathlib import Path

WHOLE = Path(__file__).parent.parent / "data" / "ssda903"
"""A whole return: 2,675 invented children with 12,582 reviews."""
FILES = ("header", "reviews", "uasc", "episodes")
HEADS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
}
MAYA = "101,2,01/02/2015,OOTH,A123,,"


def write_return(folder: Path, **files: Iterable[str]) -> list[str]:
    """Write these files, each a list of rows, and give the options that name them. Without a header there is Maya."""
    options = []
    for name, rows in {"header": [MAYA], "reviews": [], **files}.items():
        path = folder / f"{name}.csv"
        path.write_text("\n".join([HEADS[name], *rows]) + "\n", encoding="utf-8")
        options += [f"--{name}", str(path)]
    return options


def options_of(folder: Path) -> list[str]:
    """The options that name every file of a return."""
    return [word for name in FILES for word in (f"--{name}", str(folder / f"{name}.csv"))]
