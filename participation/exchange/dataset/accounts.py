"""Which account is whose, of the officers that the dataset names without an address."""

from collections import defaultdict

from participation.db import new_id
from participation.exchange import queries as lists
from participation.exchange.caseload_changes import first_name, open_officer
from participation.exchange.dataset import queries
from participation.exchange.dataset.officers import OfficersOfChildren, Professional, StaffList, name_as_said
from participation.exchange.dataset.tables import PROFESSIONALS, Dataset
from participation.exchange.problems import quoted
from participation.exchange.writes import NEW, Taken, Writes
from participation.profiles.models import Profile
from participation.staff.models import Role, Staff


class Accounts:
    """Finds the account of each officer once, and makes one where the staff list has an address that is new."""

    def __init__(self, dataset: Dataset, officers: OfficersOfChildren, staff: StaffList, taken: Taken) -> None:
        self._dataset = dataset
        self._professionals = officers.professionals
        self._staff = staff
        self._taken = taken
        self._found: dict[str, str | None] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for account_id, name in queries.open_officers():
            self._by_name[name_as_said(name)].append(account_id)

    def of(self, writes: Writes, professional: str) -> str | None:
        """The account of a professional; None where nobody can say whose it is, which is listed once."""
        if not professional:
            return None
        if professional not in self._found:
            known = self._professionals.get(professional)
            self._found[professional] = self._account(writes, known) if known else None
        return self._found[professional]

    def _account(self, writes: Writes, known: Professional) -> str | None:
        named = self._by_name.get(name_as_said(known.name), []) if known.name else []
        email, name = self._staff.entry_of(known)
        account = lists.accounts_by_email({email}).get(email) if email else None
        if email and account is None:
            return self._new(writes, email, known.name or name or email)
        found = open_officer(account) if account else named[0] if len(named) == 1 else None
        if found is None:
            self._note(known, "the account of an officer" if account else "one officer of this name, or a staff list")
        return found

    def _note(self, known: Professional, expected: str) -> None:
        found = known.name or known.staff_id
        message = f"Expected {expected}, found {quoted(found)}; their reviews are without an officer."
        self._dataset[PROFESSIONALS].note(known.line, "prof_professional_name", "officer", found, message)

    def _new(self, writes: Writes, email: str, name: str) -> str:
        staff_id = new_id()
        writes.add(Staff, id=staff_id, email=email, name=name, role=Role.OFFICER)
        writes.add(Profile, staff_id=staff_id, known_as=first_name(name))
        self._taken.count("officers", NEW)
        return staff_id
