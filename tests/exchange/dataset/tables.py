"""Small folders of the dataset, each as one case system and a council's export tool write it."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from participation.exchange.dataset.tables import COLUMNS
from tests.exchange.lists import in_letters

Row = Mapping[str, str]
MAYA: Row = {
    "pers_person_id": "101", "pers_legacy_id": "L9", "pers_forename": "Maya", "pers_surname": "Field",
    "pers_sex": "F", "pers_ethnicity": "CNHE", "pers_dob": "2015-02-01 00:00:00",
}  # fmt: skip
IN_CARE: Row = {
    "clae_person_id": "101", "clae_cla_id": "P1", "clae_cla_episode_start_date": "2025-06-02",
    "clae_entered_care_date": "2025-06-02", "clae_referral_id": "R1", "clae_cla_placement_id": "H1",
}  # fmt: skip
HELD: Row = {
    "clar_cla_review_id": "900", "clar_cla_id": "P1", "clar_cla_review_due_date": "2025-06-30",
    "clar_cla_review_date": "2025-06-27", "clar_cla_review_cancelled": "N", "clar_cla_review_participation": "PN1",
}  # fmt: skip
OFFICER: Row = {
    "prof_professional_id": "7", "prof_staff_id": "S7", "prof_professional_name": "Obi, Amara",
    "prof_professional_job_title": "Independent Reviewing Officer",
}  # fmt: skip
INVOLVED: Row = {
    "invo_professional_id": "7", "invo_professional_role_id": "IRO", "invo_person_id": "101",
    "invo_involvement_start_date": "2025-06-05",
}  # fmt: skip


def held(review: str, day: str, **values: str) -> Row:
    """A review of Maya's that was held on its last day, but for what is given."""
    return {**HELD, "clar_cla_review_id": review, "clar_cla_review_date": day, "clar_cla_review_due_date": day} | {
        f"clar_cla_review_{name}": value for name, value in values.items()
    }


def write_tables(folder: Path, **tables: Iterable[Row]) -> Path:
    """Write these tables, by what follows `ssd_`; without others Maya, in care, with one review."""
    maya = {"person": [MAYA], "cla_episodes": [IN_CARE], "cla_reviews": [HELD]}
    for name, rows in {**maya, **tables}.items():
        write_table(folder / f"ssd_{name}.csv", COLUMNS[f"ssd_{name}"], rows)
    return folder


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row], nothing: str = "") -> None:
    """One table."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval=nothing, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: value or nothing for name, value in row.items()} for row in rows)


def write_long_dataset(folder: Path, reviews: int) -> Path:
    """Eight reviews a child, two episodes, an officer for each 60; nine persons of ten are of no child in care."""
    children, began = range(1, reviews // 8 + 1), date(2021, 1, 4)
    days = [str(began + timedelta(days=182 * each)) for each in range(9)]
    for name, rows in _long_tables(children, days).items():
        write_table(folder / f"ssd_{name}.csv", COLUMNS[f"ssd_{name}"], rows)
    return folder


def _long_tables(children: range, days: Sequence[str]) -> dict[str, Iterable[Row]]:
    in_care = {**IN_CARE, "clae_entered_care_date": days[0]}
    return {
        "cla_episodes": (
            {**in_care, "clae_person_id": f"{each}", "clae_cla_id": f"P{each}", "clae_cla_episode_start_date": start}
            for each in children
            for start in (days[0], days[2])
        ),
        "person": (
            {**MAYA, "pers_person_id": f"{each}", "pers_forename": f"Maya {in_letters(each)}"}
            for each in range(1, 10 * len(children) + 1)
        ),
        "cla_reviews": (
            {**held(f"R{each}-{turn}", f"{day} 00:00:00.000"), "clar_cla_id": f"P{each}"}
            for turn, day in enumerate(days[1:])
            for each in children
        ),
        "professionals": (
            {**OFFICER, "prof_professional_id": f"{each}", "prof_professional_name": f"Amara {in_letters(each)}"}
            for each in range(len(children) // 60 + 1)
        ),
        "involvements": (
            {**INVOLVED, "invo_person_id": f"{each}", "invo_professional_id": f"{each // 60}"} for each in children
        ),
    }
