"""All that is held about one child, for an access request: what was sent, every other row, and who opened what."""

from collections.abc import Iterable, Sequence
from typing import Any

from participation import clock
from participation.advocacy.actions import notes_about, words_of_referrals
from participation.between.actions import words_of_visits
from participation.between.cribs import words_of_cribs
from participation.carried.queries import said_with_ids
from participation.challenges.actions import words_of_challenges
from participation.children.models import Child
from participation.clock import local
from participation.complaints.actions import complaints_told
from participation.disclosure import actions, queries
from participation.disclosure.telling import Told, said_for, told
from participation.outcomes.childs_letter import letters_told
from participation.submissions.actions import Opened

WHY = "access request"
OBJECTS = {
    "advocacy_referral": "advocacy",
    "contact_request": "contact",
    "trace": "submission",
    "visit_by_officer": "visit",
}
"""Under which name the audit speaks of a table's rows; of all others under the table's own."""


def dossier(child: Child) -> Told:
    """Everything, opened. That it was is on disk before a word of it is read."""
    everything = queries.rows_about(child.id)
    held = queries.held_back(_ids(everything, "submission"))
    rows = queries.rows_about(child.id, held)
    objects = [f"{OBJECTS.get(table, table)}/{id}" for table in rows for id in _ids(rows, table)]
    acts = queries.acts_about(objects)
    opens = ("contact_request", "complaint", "visit_by_officer", "crib", "challenge", "advocacy_referral")
    sealed = [f"{OBJECTS.get(table, table)}/{id}" for table in opens for id in _ids(rows, table)]
    actions.note_opening([f"child/{child.id}", *sealed], WHY)
    submissions = queries.submissions_with_ids(_ids(rows, "submission"))
    opened = actions.open_for(submissions, WHY)
    return {
        "made_at": local(clock.now()),
        "child": _first(rows.get("child", ())),
        "held_back": len(held),
        "not_opened": len(submissions) - len(opened),
        "sent": [_sent(each) for each in opened],
        "answers": actions.answers_given(_ids(rows, "outcome")),
        "letters_after_reviews": letters_told(row["review_id"] for row in rows.get("childs_letter", ())),
        "said_for_the_child": said_for(said_with_ids(_ids(rows, "said_for_child"))),
        "codes_explained": actions.codes_explained(row["review_id"] for row in rows.get("participation", ())),
        "requests_to_be_contacted": actions.requests_to_be_contacted(_ids(rows, "contact_request")),
        "complaints": complaints_told(_ids(rows, "complaint")),
        "visits": {id: vars(words) for id, words in words_of_visits(_ids(rows, "visit_by_officer")).items()},
        "cribs": words_of_cribs(_ids(rows, "crib")),
        "challenges": {id: vars(words) for id, words in words_of_challenges(_ids(rows, "challenge")).items()},
        "referrals_to_an_advocate": words_of_referrals(_ids(rows, "advocacy_referral")),
        "notes_of_advocates": notes_about([*_ids(rows, "submission"), *_ids(rows, "advocacy_referral")]),
        "rows": {table: found for table, found in rows.items() if table != "child"},
        "acts": [
            {"at": local(act.at), "who": act.actor, "what": act.action, "about": act.object, "why": act.purpose}
            for act in acts
        ],
        "staff": queries.names_of_staff({str(value) for value in _values(rows)} | {act.actor for act in acts}),
    }


def _ids(rows: queries.Rows, table: str) -> list[str]:
    return [row["id"] for row in rows.get(table, ()) if "id" in row]


def _first(rows: Sequence[Any]) -> Any:
    return rows[0] if rows else {}


def _sent(opened: Opened) -> Told:
    return {**told(opened), "kept_from_officer": opened.submission.is_kept_from_officer}


def _values(rows: queries.Rows) -> Iterable[object]:
    return (value for found in rows.values() for row in found for value in row.values() if isinstance(value, str))
