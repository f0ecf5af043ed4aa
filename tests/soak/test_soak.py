"""Two invented days of a council: all sums are even; and whatever is put out of order afterwards, a sum is off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update

from participation.audit.models import AuditEntry
from participation.carried.models import SaidBy, SaidForChild
from participation.contact.actions import ABOUT
from participation.db import transaction
from participation.invitations.models import CHILD
from participation.outbox.models import Notice
from participation.outcomes.models import Outcome
from participation.reminders.actions import REMINDER
from participation.submissions.models import Receipt, Submission
from tests.durability.prepared import ADVOCATE
from tests.soak.council import Council, running_council
from tests.soak.fast import FastClock, told_by
from tests.soak.ledger import LONG_AGO, MONDAY, NIGHT, TYPED, Ledger, Plan
from tests.soak.sums import sums
from tests.soak.week import Week

pytestmark = pytest.mark.long

SHORT = Plan(days=2, children=48, rate=7200)
IS_REMINDER = Notice.about == REMINDER
IS_STEP = Notice.key.regexp_match("^unread/[0-9A-Z]+/(manager|head)$", flags="i")


@dataclass(frozen=True)
class Lived:
    """A council after its days, and what was done in them."""

    council: Council
    ledger: Ledger

    def off(self) -> set[str]:
        """The sums that are not even."""
        return {each.what for each in sums(self.council, self.ledger) if not each.is_even}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    fast = FastClock(tmp_path_factory.mktemp("soak") / "clock")
    fast.set(MONDAY, 1)
    with told_by(fast), running_council(fast) as council:
        week = Week(council, SHORT)
        assert len(list(week.live())) == SHORT.days
        yield Lived(council, week.ledger)


def test_all_sums_are_even_and_of_something(lived: Lived) -> None:
    ledger = lived.ledger
    assert lived.off() == set()
    assert len(ledger.acknowledged) > SHORT.children
    assert ledger.broken, "nobody was in mid-send when the servers died"
    assert all(
        (
            ledger.answers,
            ledger.told,
            ledger.promised,
            ledger.reminders,
            ledger.answered,
            ledger.taken_on,
            ledger.read,
            ledger.withdrawn,
        )
    )


def newest(table: Any, *wanted: Any) -> Any:
    """One row of a table, to be put out of order."""
    key = table.__mapper__.primary_key[0]
    return key == select(func.max(key)).where(*wanted).scalar_subquery()


def log_a_word(lived: Lived) -> None:
    with (lived.council.folder / "public.log").open("a") as log:
        log.write(f"{TYPED}\n")


def write(*statements: Any) -> Callable[[Lived], None]:
    """Somebody who may change everything does so."""

    def changed(_lived: Lived) -> None:
        with transaction() as current:
            for statement in statements:
                current.execute(statement)

    return changed


BREAKAGES: dict[str, Callable[[Lived], None]] = {
    "receipts without a submission, or the other way round": write(delete(Receipt).where(newest(Receipt))),
    "children and adults who pressed send, and were told that it is sent": lambda lived: (
        lived.ledger.acknowledged.clear()
    ),
    "taken back by nobody": lambda lived: lived.ledger.withdrawn.clear(),
    "steps that are missing, or that nothing was due for": write(delete(Notice).where(newest(Notice, IS_STEP))),
    "alerts of a request that somebody had taken on": lambda lived: lived.ledger.taken_on.update(
        dict.fromkeys(lived.ledger.asked, MONDAY)
    ),
    "reminders after the form had come": lambda lived: lived.ledger.answered.update(
        dict.fromkeys(lived.ledger.answered, MONDAY)
    ),
    "reminders that are missing, or that were not due": write(delete(Notice).where(newest(Notice, IS_REMINDER))),
    "steps that were too early": write(update(Notice).where(newest(Notice, IS_STEP)).values(made_at=MONDAY - LONG_AGO)),
    "reminders at night or on a weekend": write(
        update(Notice).where(newest(Notice, IS_REMINDER)).values(made_at=MONDAY.replace(hour=NIGHT.hour))
    ),
    "alerts that still wait in the outbox": write(
        update(Notice).where(newest(Notice, Notice.about != ABOUT)).values(sent_at=None)  # one of those goes below
    ),
    "deleted and not due, or due and not deleted": lambda lived: lived.ledger.to_be_purged.clear(),
    "audits that are whole, over all days": write(
        text("ALTER TABLE audit DISABLE TRIGGER USER"),
        update(AuditEntry).where(newest(AuditEntry)).values(purpose="another"),
    ),
    "submissions that open to the words that were typed": write(
        update(Submission)
        .where(newest(Submission, Submission.respondent == CHILD, Submission.purpose == ADVOCATE))
        .values(language="cy")
    ),
    "logs, mails and dumps of the database with a typed word": log_a_word,
    "answers of officers that open to the words that were typed": write(
        update(Outcome).where(newest(Outcome, Outcome.answer.is_not(None))).values(question="another")
    ),
    "what officers typed off paper that opens to those words": write(
        update(SaidForChild)
        .where(newest(SaidForChild, SaidForChild.said_by == SaidBy.OFFICER))
        .values(said_by="advocate")
    ),
    "days on which they were forgotten, or told of nothing": write(
        delete(Notice).where(newest(Notice, Notice.key.startswith("contact/again/"), Notice.about == ABOUT))
    ),
    "greetings that say who reads it": lambda lived: lived.ledger.promised["greetings that say who reads it"].append(
        False
    ),
    "pages of trouble while nothing had been killed": lambda lived: setattr(lived.ledger, "in_trouble_unkilled", 1),
}
"""What is done, and the sum that notices it."""


def test_whatever_is_put_out_of_order_is_noticed(lived: Lived) -> None:
    with lived.council.app.app_context():
        for breaks in BREAKAGES.values():
            breaks(lived)
    assert BREAKAGES.keys() <= lived.off()
