"""Small national returns for tests."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

WHOLE = Path(__file__).parent.parent / "data" / "ssda903"
"""A whole return: 2,675 invented children with 12,582 reviews."""
FILES = ("header", "reviews", "uasc", "episodes")
HEADS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
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


def write_xml(folder: Path, to: Path) -> Path:
    """A return of four files as one of XML, as case systems export it: everything in one line."""
    reviews, alone, episodes = (_by_child(folder / f"{name}.csv") for name in ("reviews", "uasc", "episodes"))
    root = Element("EXPSSDA903")
    for head in _rows(folder / "header.csv"):
        child = SubElement(root, "CHILD")
        header = SubElement(child, "HEADER")
        _write(header, {"CHILDID": head["CHILD"], "UPN": head["UPN"], "SEX": head["SEX"], "DOB": head["DOB"]})
        _write(header, {"ETHNIC": head["ETHNIC"], "UASC": "1" if head["CHILD"] in alone else ""})
        for review in reviews.get(head["CHILD"], ()):
            _write(SubElement(header, "AREVIEW"), {name: review[name] for name in ("REVIEW", "REVIEW_CODE")})
        for episode in episodes.get(head["CHILD"], ()):
            _write(SubElement(child, "EPISODE"), {name: episode[name] for name in ("DECOM", "RNE", "LS", "CIN")})
    ElementTree(root).write(to, encoding="us-ascii", xml_declaration=True)
    return to


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_child(path: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows(path):
        found.setdefault(row["CHILD"], []).append(row)
    return found


def _write(parent: Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        SubElement(parent, name).text = value


def write_long_return(folder: Path, reviews: int) -> list[str]:
    """Eight reviews a child; gives the options that name the files."""
    folder.mkdir()
    children, began = [f"1{each}" for each in range(reviews // 8)], date(2021, 1, 4)
    days = [f"{began + timedelta(days=182 * turn):%d/%m/%Y}" for turn in range(8)]
    return write_return(
        folder,
        header=(f"{each}{MAYA[3:]}" for each in children),
        reviews=(f"{each},01/02/2015,{day},PN1" for each in children for day in days),
        episodes=(f"{each},{days[0]},S,C2,N1,U1,PR1,,,,,,123" for each in children),
    )
