"""The list of sums at the end of a soak: each what is expected, and what is found. One that is off is seen."""

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import func, select

from participation import clock
from participation.audit.models import AuditEntry
from participation.carried.models import CARRIED, SaidForChild
from participation.carried.queries import header_of_said
from participation.contact.actions import ABOUT
from participation.db import open_engine, session
from participation.operations.backup import count_rows, manifest_of
from participation.outbox.models import Notice
from participation.outcomes.models import Outcome
from participation.outcomes.queries import header_of
from participation.reminders.actions import REMINDER
from participation.reviews.hours import Hours, is_staffed
from participation.reviews.timetable import is_working_day
from participation.sealing import CannotOpen, Header
from participation.sealing.keyring import HALVES, recovery_from_halves
from participation.sealing.of_this_app import keyring
from participation.service.chosen import Service
from participation.submissions.actions import opened
from participation.submissions.models import Draft, Reading, Receipt, Submission
from tests.durability.prepared import WORDS_IN
from tests.escalation.test_a_year import counted
from tests.parts.postgres import programs
from tests.soak.council import OWNER, Council
from tests.soak.ledger import DAY, MONDAY, ONLY_I, TYPED, Ledger
from tests.soak.promised import ANSWER, TOLD

MANAGER, HEAD = ("manager", 24), ("head", 48)
"""Who is told of what nobody has read, and after how many hours of working days."""
WRONG = re.compile(r"Traceback|Internal Server Error| 500 ")


@dataclass(frozen=True)
class Sum:
    """One line of the list."""

    what: str
    expected: int
    found: int

    @property
    def is_even(self) -> bool:
        """Whether nothing is missing and nothing is too much."""
        return self.expected == self.found


def sums(council: Council, ledger: Ledger) -> list[Sum]:
    """All of them. The workers must have been stopped."""
    with council.app.app_context():
        return [
            *_sent(ledger),
            *_opened(council, ledger),
            *_climbed(),
            *_asked(ledger),
            *_said_again(ledger),
            *_answered(ledger),
            *_promised(ledger),
            *_reminded(ledger),
            *_mailed(council),
            *_kept(ledger),
            *_backed_up(council, ledger),
            *_nowhere(council),
            *_trouble(council, ledger),
        ]


def _sent(ledger: Ledger) -> Iterator[Sum]:
    told = {*ledger.acknowledged, *ledger.walked, *ledger.to_be_kept}
    submissions, receipts = (set(session().scalars(select(table.id))) for table in (Submission, Receipt))
    letters = Counter(session().execute(select(Submission.invitation_id, Submission.purpose)))
    yield Sum(
        "children and adults who pressed send, and were told that it is sent",
        len(ledger.presses),
        len(set(ledger.acknowledged)),
    )
    yield Sum("submissions of whoever was told", len(told), len(submissions))
    yield Sum("submissions that nobody was told of, or that are lost", 0, len(submissions ^ told))
    yield Sum("receipts without a submission, or the other way round", 0, len(submissions ^ receipts))
    yield Sum("letters with which something was sent twice", 0, sum(number > 1 for number in letters.values()))
    unsent = select(func.count()).where(Draft.id.in_([press.draft_id for press in ledger.presses]))
    yield Sum("drafts left of what was sent", 0, session().scalar(unsent) or 0)
    back = set(session().scalars(select(Submission.id).where(Submission.withdrawn_at.is_not(None))))
    yield Sum("taken back in time", len(ledger.withdrawn), len(back & set(ledger.withdrawn)))
    yield Sum("taken back by nobody", 0, len(back - set(ledger.withdrawn)))


def _opened(council: Council, ledger: Ledger) -> Iterator[Sum]:
    words = {press.draft_id: press.words for press in ledger.presses}
    there = session().scalars(select(Submission).where(Submission.id.in_(words)))
    right = sum(_words_of(sent) == words[sent.id] for sent in there)
    yield Sum("submissions that open to the words that were typed", len(words), right)
    said = council.run("keys", "rotate", "--finish").stdout
    again = re.search(r"^([\d,]+) sealed again", said, re.MULTILINE)
    yield Sum("envelopes for which an old key is still needed", 0, int(again[1].replace(",", "")) if again else -1)


def _words_of(sent: Submission) -> object:
    try:
        return opened(sent).answers.values[WORDS_IN[sent.purpose]]
    except CannotOpen:
        return None


@cache
def _after(minute: datetime, hours: int) -> timedelta:
    return counted(minute, hours) - minute


def _climbed() -> Iterator[Sum]:
    """By the calendar, minute for minute, and not by what the program thinks of it."""
    reads = select(Reading.submission_id, func.min(Reading.read_at)).where(Reading.read_at.is_not(None))
    read = dict(session().execute(reads.group_by(Reading.submission_id)).all())
    items = session().execute(
        select(Submission.id, func.coalesce(Submission.came_at, Submission.sent_at)).where(
            Submission.withdrawn_at.is_(None)
        )
    )
    due = {}
    for id, since in items:
        for step, hours in (MANAGER, HEAD):
            at = since + _after(since.replace(second=0, microsecond=0), hours)
            read_at = read.get(id)
            if at <= clock.now() and (read_at is None or read_at >= at):
                due[f"unread/{id}/{step}"] = at
    steps = select(Notice.key, Notice.made_at).where(
        Notice.about == "unread", Notice.key.regexp_match("/(manager|head)$")
    )
    found = [(key, at) for key, at in session().execute(steps) if key.count("/") == 2]
    told = set(session().scalars(select(Submission.id).where(Submission.withdrawn_at.is_(None))))
    found = [(key, at) for key, at in found if key.split("/")[1] in told]
    yield Sum("steps that unread items had to climb", len(due), len(found))
    yield Sum("steps that are missing, or that nothing was due for", 0, len(due.keys() ^ {key for key, _ in found}))
    yield Sum("steps that were too early", 0, sum(at < due.get(key, at) for key, at in found))


def _asked(ledger: Ledger) -> Iterator[Sum]:
    alerts = session().execute(select(Notice.key, Notice.made_at).where(Notice.key.startswith("contact/"))).all()
    of = Counter(key.split("/")[1] for key, _ in alerts)
    yield Sum(
        "requests to be contacted of which somebody was alerted",
        len(ledger.asked),
        sum(id in of for id in ledger.asked),
    )
    late = [key for key, at in alerts if at > ledger.taken_on.get(key.split("/")[1], at)]
    yield Sum("alerts of a request that somebody had taken on", 0, len(late))


def _said_again(ledger: Ledger) -> Iterator[Sum]:
    """On each working day whoever took a request on hears of it at eight, until they have talked to who asked."""
    days = (MONDAY + number * DAY for number in range((clock.now() - MONDAY).days + 1))
    waits = {
        f"{day:%Y-%m-%d}"
        for day in days
        if is_working_day(day.date())
        for id, taken in ledger.taken_on.items()
        if taken < day < ledger.talked.get(id, clock.now())
    }
    told = select(Notice.key).where(Notice.key.startswith("contact/again/"), Notice.about == ABOUT)
    found = {key.split("/")[2] for key in session().scalars(told)}
    yield Sum("days on which whoever took a request on heard of it again", len(waits), len(found))
    yield Sum("days on which they were forgotten, or told of nothing", 0, len(waits ^ found))


def _answered(ledger: Ledger) -> Iterator[Sum]:
    """Each day an officer answers one child, and types what another said on paper."""
    answers = session().scalars(select(Outcome).where(Outcome.answer.is_not(None)))
    told = session().scalars(select(SaidForChild).where(SaidForChild.said_by.in_(CARRIED)))
    yield Sum(
        "answers of officers that open to the words that were typed",
        ledger.answers,
        sum(_words_in(each.answer, header_of(each)) == ANSWER for each in answers),
    )
    yield Sum(
        "what officers typed off paper that opens to those words",
        ledger.told,
        sum(_words_in(each.words, header_of_said(each)) == TOLD for each in told),
    )


def _words_in(sealed: bytes | None, header: Header) -> object:
    try:
        return json.loads(keyring().open(sealed or b"", header))["words"]
    except CannotOpen:
        return None


def _promised(ledger: Ledger) -> Iterator[Sum]:
    for what, tries in ledger.promised.items():
        yield Sum(what, len(tries), sum(tries))


def _reminded(ledger: Ledger) -> Iterator[Sum]:
    hours = Hours.parse(Service().staffed_from, Service().staffed_until)
    wanted = select(Notice.key, Notice.made_at, Notice.sent_at).where(Notice.about == REMINDER)
    found = [(key.split("/"), made, sent) for key, made, sent in session().execute(wanted)]
    each = Counter((key[1], int(key[3])) for key, _, _ in found)
    yield Sum("reminders that were due", len(ledger.reminders), each.total())
    yield Sum("reminders that are missing, or that were not due", 0, len(ledger.reminders ^ each.keys()))
    yield Sum("reminders at night or on a weekend", 0, sum(not is_staffed(at, hours) for _, at, _ in found))
    answered = [key[1] for key, _, sent in found if sent and sent > ledger.answered.get(key[1], sent)]
    yield Sum("reminders after the form had come", 0, len(answered))


def _mailed(council: Council) -> Iterator[Sum]:
    waiting = session().scalar(select(func.count()).where(Notice.sent_at.is_(None)))
    yield Sum("alerts that still wait in the outbox", 0, waiting or 0)
    ids = {str(message["Message-ID"]) for message in council.mail.messages}
    sent = set(session().scalars(select(Notice.id).where(Notice.sent_at.is_not(None))))
    yield Sum("mails that belong to no alert", 0, sum(id.strip("<>").partition("@")[0] not in sent for id in ids))


def _kept(ledger: Ledger) -> Iterator[Sum]:
    deleted = select(AuditEntry.object).where(AuditEntry.action == "deleted")
    purged = [each for each in session().scalars(deleted) if each.startswith(("draft/", "submission/"))]
    yield Sum("what was due to be deleted", len(ledger.to_be_purged), len(purged))
    yield Sum(
        "deleted and not due, or due and not deleted",
        0,
        len({f"draft/{id}" for id in ledger.to_be_purged} ^ set(purged)),
    )
    kept = session().scalar(select(func.count()).where(Submission.id.in_(ledger.to_be_kept)))
    yield Sum("old and never read, and still there", len(ledger.to_be_kept), kept or 0)


def _backed_up(council: Council, ledger: Ledger) -> Iterator[Sum]:
    _, private = recovery_from_halves(*((council.safe / half).read_text() for half in HALVES))
    even = 0
    for night in ledger.backups:
        with night.file.open("rb") as sealed:
            even += manifest_of(sealed, private)[0].counts["submission"] == night.sent
    yield Sum("backups with what had been sent by that night", len(ledger.backups), even)
    engine = open_engine(council.restored(ledger.backups[-1].file))
    with engine.connect() as connection:
        yield Sum(
            "submissions in a new database, out of the last",
            ledger.backups[-1].sent,
            count_rows(connection)["submission"],
        )
    engine.dispose()
    yield Sum("audits that are whole, over all days", 1, council.run("audit", "verify").stdout.count("whole"))


def _nowhere(council: Council) -> Iterator[Sum]:
    """Typed words, as they are and as a dump writes bytes."""
    forms = [form for words in (TYPED, ONLY_I) for form in (words.encode(), words.encode().hex().encode())]
    dump = subprocess.run(
        [programs() / "pg_dump", council.server.url(council.database, OWNER)],
        stdout=subprocess.PIPE, check=True, env=os.environ,
    ).stdout  # fmt: skip
    mails = [message.as_bytes() for message in council.mail.messages]
    written = [dump, *mails, *(log.read_bytes() for log in council.logs())]
    yield Sum(
        "logs, mails and dumps of the database with a typed word",
        0,
        sum(any(form in each for form in forms) for each in written),
    )


def _trouble(council: Council, ledger: Ledger) -> Iterator[Sum]:
    yield Sum("pages of trouble while nothing had been killed", 0, ledger.in_trouble_unkilled)
    wrong = sum(bool(WRONG.search(line)) for log in council.logs() for line in log.read_text().splitlines())
    yield Sum("errors in the logs", 0, wrong)
    yield Sum("nights in which servers and a worker were killed in mid-send", len(ledger.backups), ledger.kills)
