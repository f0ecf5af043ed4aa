"""Every account, with what a manager has to know of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, literal, select

from participation.db import session
from participation.endings.queries import how_many_unfinished
from participation.staff.models import Passkey, Role, Staff


@dataclass(frozen=True)
class ListedAccount:
    """One account in the list."""

    staff: Staff
    passkeys: int
    reviews: int
    """How many of theirs are to come, or were held and are not finished."""

    @property
    def has_app(self) -> bool:
        """An authenticator app is the second factor beside a password."""
        return bool(self.staff.password_hash and self.staff.totp_secret)

    @property
    def has_second_factor(self) -> bool:
        """The council's own sign-in counts: it opens nothing before it has asked for one."""
        return self.has_app or self.passkeys > 0 or bool(self.staff.openid_subject)


def accounts_for(manager: Staff) -> Sequence[ListedAccount]:
    """All of them for a manager, the open ones first, by name; for anybody else there is none."""
    wanted = select(Staff).where(literal(manager.role) == Role.MANAGER)
    found = session().scalars(wanted.order_by(Staff.disabled_at.is_not(None), Staff.name, Staff.email)).all()
    counted = session().execute(select(Passkey.staff_id, func.count()).group_by(Passkey.staff_id))
    passkeys, reviews = dict(counted.all()), how_many_unfinished()
    return [ListedAccount(each, passkeys.get(each.id, 0), reviews.get(each.id, 0)) for each in found]


def account_for(manager: Staff, staff_id: str) -> ListedAccount | None:
    """One of them, for a manager."""
    return next((each for each in accounts_for(manager) if each.staff.id == staff_id), None)
