"""What the public side's own PostgreSQL role may do: enough to ask and to send, never to open, change or delete.

Every table has a line here, or a test fails: what nobody has decided is closed. A privilege is written as GRANT takes
it, with columns where not the whole table is meant.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, text

PUBLIC_SIDE: Mapping[str, tuple[str, ...]] = {
    "absence": (),
    "act_recipient": (),
    "advocacy_referral": (),
    "advocacy_step": (),
    "alembic_version": ("SELECT",),
    "audit": (),
    "calendar_day": (),
    "challenge": ("SELECT (outcome_id, kind, asked_on)",),
    "challenge_step": (),
    "child": (),
    "childs_letter": (),
    "complaint": (
        "INSERT (id, invitation_id, printing, about, about_officer_id, language, sent_at, envelope)",
        "SELECT (id)",
    ),
    "complaint_reply": ("SELECT",),
    "complaint_step": (),
    "contact_request": (
        "INSERT (id, invitation_id, printing, language, asked_at, is_for_managers, envelope)",
        "SELECT (id)",
    ),
    "contact_step": (),
    "crib": (),
    "deprivation_of_liberty": (),
    "draft": ("SELECT", "INSERT", "UPDATE (level, version, edition, sealed, saved_at)", "DELETE"),
    "ending": (),
    "english": ("SELECT (link_id)", "INSERT (link_id, sent_at, envelope)"),
    "erased": (),
    "face": ("SELECT (person_id, photo)",),
    "failure": ("SELECT", "INSERT", "UPDATE (count)"),
    "feed_key": (),
    "feedback_bands": (),
    "feedback_theme": (),
    "file_receipt": (),
    "had_episodes": (),
    "handover": (),
    "hold": (),
    "interpreter_link": ("SELECT (id, lookup, language, sealed, ends_at, withdrawn_at)",),
    "invitation": ("SELECT",),
    "judgement": (),
    "known_browser": (),
    "left_out": (),
    "letter_lock": (
        "SELECT (id, invitation_id, printing, kind, salt, public, private, set_at, failures, failed_at)",
        "INSERT (id, invitation_id, printing, kind, salt, public, private, for_next_letter, set_at, failures)",
        "UPDATE (kind, salt, private, for_next_letter, failures, failed_at, changed_at)",
    ),
    "mark": ("SELECT", "INSERT"),
    "missed_word": (),
    "moved_letter": ("SELECT (lookup, address)",),
    "notice": (),
    "outcome": (
        "SELECT (id, review_id, submission_id, question, state, answered_at, told_at,"
        " by_when, talked_about_on, done_on)",
    ),
    "own_copy": ("SELECT", "INSERT"),
    "participation": (),
    "passkey": (),
    "person": ("SELECT (id, review_id, role, name, is_coming, ending_id)",),
    "print_run": (),
    "profile": ("SELECT",),
    "profile_change": (),
    "proofreading": (),
    "publication": (),
    "pulse": (),
    "read_elsewhere": (),
    "reading": ("SELECT",),
    "receipt": ("SELECT", "INSERT"),
    "referral_step": (),
    "reply": ("SELECT",),
    "review": (
        "SELECT (id, officer_id, held_by_id, kind, due_on, meets_on, starts_at, venue,"
        " place_kind, revision, settled_at, may_see_place)",
    ),
    "review_act": (),
    "review_move": ("SELECT",),
    "said_for_child": ("SELECT (id, review_id, said_by, at, lock_id, for_child)",),
    "service": ("SELECT (id, settings)",),
    "settled_wish": (),
    "sheet": ("SELECT (invitation_id, printing, meets_on, starts_at)",),
    "sign_in_failure": (),
    "slot_choice": ("SELECT", "INSERT"),
    "slot_offer": ("SELECT (id, review_id, slots, why, coming, may_see_place, offered_at, until_on, ended_at)",),
    "staff": ("SELECT (id, name, disabled_at)",),
    "staff_session": (),
    "submission": (
        "INSERT (id, review_id, invitation_id, respondent, kind, about_officer_id, purpose, level, version, language,"
        " sent_at, printing, asks_for_advocate, is_kept_from_officer, envelope)",
        "SELECT (id)",
    ),
    "taken_back_seen": (),
    "tally": (),
    "trace": (),
    "trace_of_answer": (),
    "turn": (),
    "visit": ("SELECT", "INSERT", "UPDATE (language, seen_at, lock_key)", "DELETE"),
    "visit_by_officer": (),
    "you_said": ("SELECT",),
}

_OF_COLUMNS = "SELECT", "INSERT", "UPDATE", "REFERENCES"
_OF_TABLES = "DELETE", "TRUNCATE", "TRIGGER"
_GRANT = re.compile(r"([A-Z]+)(?: \(([a-z_, ]+)\))?")


class NoSuchRole(Exception):
    """The role cannot be the public side's; the message is one plain sentence."""


class Right(NamedTuple):
    """One thing that a role may do; `column` is empty where a whole table is meant."""

    privilege: str
    table: str
    column: str

    def __str__(self) -> str:
        return f"{self.privilege} {self.table}{'.' if self.column else ''}{self.column}"


def grant(connection: Connection, role: str) -> None:
    """Give the role what stands above and take everything else, in the transaction that is open."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    schema = connection.dialect.identifier_preparer.quote(str(connection.scalar(text("SELECT current_schema()"))))
    connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {quoted}"))
    connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {quoted}"))
    for table, privileges in PUBLIC_SIDE.items():
        for privilege in privileges:
            connection.execute(text(f"GRANT {privilege} ON {schema}.{table} TO {quoted}"))


def refuse_unfit(connection: Connection, role: str) -> None:
    """Raise NoSuchRole for a role that is not there or could give itself more."""
    is_powerful = connection.scalar(
        text("SELECT rolsuper OR pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = :role"),
        {"role": role},
    )
    if is_powerful is None:
        raise NoSuchRole(f"PostgreSQL has no role {role}; make it first: CREATE ROLE {role} LOGIN PASSWORD '...'.")
    if is_powerful:
        raise NoSuchRole(f"The role {role} owns the records or may become who does; the public side needs another.")


def problems(connection: Connection) -> Iterator[str]:
    """What the role of this connection may do and must not, or must and may not: a sentence for each."""
    held = {Right(*row[:3]): row[3] for row in connection.execute(_HELD)}
    role = connection.scalar(text("SELECT current_user"))
    again = "run `participation db upgrade` with PARTICIPATION_PUBLIC_ROLE set"
    if beyond := [right for right, may in held.items() if may and not is_granted(right)]:
        yield f"The database role {role} of the public side may {_some(beyond)}; it must not: {again}."
    if lacking := [right for right, may in held.items() if not may and is_granted(right)]:
        yield f"The database role {role} of the public side may not {_some(lacking)}; {again}."


def is_granted(right: Right) -> bool:
    """Whether the table above gives this."""
    for given in PUBLIC_SIDE.get(right.table, ()):
        found = _GRANT.fullmatch(given)
        if found and found[1] == right.privilege and (not found[2] or right.column in found[2].split(", ")):
            return True
    return False


def _some(rights: Iterable[Right]) -> str:
    named = sorted(map(str, rights))
    return ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")


# Who may become the owner of a table may do everything, whatever the grants say.
_HELD = text(
    f"""
    SELECT privilege, relname, attname,
        has_column_privilege(c.oid, attnum, privilege) OR pg_has_role(relowner, 'MEMBER')
    FROM pg_class c
        JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        CROSS JOIN unnest(ARRAY{list(_OF_COLUMNS)}) AS privilege
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL
    SELECT privilege, relname, '', has_table_privilege(c.oid, privilege) OR pg_has_role(relowner, 'MEMBER')
    FROM pg_class c CROSS JOIN unnest(ARRAY{list(_OF_TABLES)}) AS privilege
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
    """  # noqa: S608 - holds nothing but the names above
)
