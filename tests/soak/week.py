"""What happens in a council in some invented days. While somebody presses, the clock walks; between, it runs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import func, select, update

from participation import clock
from participation.contact.models import ContactRequest
from participation.db import session, transaction
from participation.invitations.models import Invitation
from participation.reviews.models import Person, Review
from participation.service.chosen import OnDuty
from participation.staff.models import Role, Staff
from participation.submissions.models import Draft, Receipt, Submission
from tests import factories
from tests.answering.test_lock import put_on
from tests.casework.sending import send
from tests.contact.conftest import settle
from tests.contact.test_asking import ask
from tests.document import Document
from tests.durability.prepared import VIEWS, prepare
from tests.durability.pressing import Phones
from tests.soak.council import Council
from tests.soak.ledger import (
    AFTERNOON,
    DAY,
    EVENING,
    EVERY,
    FIRST,
    FORMS_DUE,
    FRIDAY,
    LONG_AGO,
    MONDAY,
    MORNING,
    NIGHT,
    TYPED,
    Ledger,
    NightlyBackup,
    Plan,
)  # fmt: skip
from tests.soak.promised import Account, Promised, Sides
from tests.soak.wire import Wire
from tests.walking import Phone, hidden_fields, signed_in, words_of


def reminded_between(day: int) -> tuple[int, int]:
    """From which day of the plan on, until which, a carer is reminded whose form is asked for three days after one.

    It is due on a working day, which is a Friday where it would have been at the weekend.
    """
    due = day + FIRST.days
    due -= max(0, (MONDAY + due * DAY).weekday() - FRIDAY)
    return due - FIRST.days, due


class Week:
    """A council lives through a plan."""

    def __init__(self, council: Council, plan: Plan) -> None:
        self.council, self.plan, self.ledger = council, plan, Ledger()
        self.officers: list[Account] = []
        self.carers: list[tuple[str, int]] = []
        """Invitations, and the day of the plan whose carer each is."""

    def live(self) -> Iterator[int]:
        """All of it, day by day; gives how much has been sent. At the end the workers have stopped."""
        self._settle()
        self._plant()
        self.council.start()
        for day in range(self.plan.days):
            today = MONDAY.date() + day * DAY
            self._until(datetime.combine(today, MORNING, UTC))
            self._press(kills=False)
            self._walk()
            self._until(datetime.combine(today, AFTERNOON, UTC))
            self._catch_up()
            if today.weekday() < 5:
                self._work()
                self.promised.day()
            self._answer(day)
            self._until(datetime.combine(today, EVENING, UTC))
            self._press(kills=True)
            if day == self.plan.days - 1:
                self._renew()
            if day == self.plan.days // 2:
                self._rotate()
            self._until(datetime.combine(today, NIGHT, UTC))
            self._back_up(day)
            yield len(self.ledger.acknowledged)
        self._until(self.plan.ends)
        self._catch_up()
        self.promised.come_back()
        self.council.stop_workers()
        self.ledger.reminders = set(self._reminders())

    def _until(self, moment: datetime) -> None:
        self.council.fast.run(moment, self.plan.rate)

    def _catch_up(self) -> None:
        """Whatever is due by now has been done: on a busy machine a round may take hours of a clock that runs."""
        self.council.command("worker", "--once")

    def _settle(self) -> None:
        """Who works here, and what the council has chosen."""
        with self.council.app.app_context():
            for number in range(self.plan.officers):
                self.officers.append(self._account(email=f"officer{number}@example.org", name=f"Amara {number}"))
            manager, head, support = (self._account(role) for role in (Role.MANAGER, Role.MANAGER, Role.SUPPORT))
            factories.staff(Role.ADVOCATE)
            wires = (cast(Any, Wire(side.port)) for side in (self.council.public, self.council.staff))
            self.promised = Promised(Sides(*wires, self.council.app), self.ledger, self.officers[-1], manager, support)
            settle(
                rota=(OnDuty(self.officers[0].id), OnDuty(self.officers[1].id)),
                team_manager_id=manager.id,
                head_of_service_id=head.id,
                out_of_hours_mail="night@example.org",
                reminds_by_mail=True,
            )

    def _account(self, role: Role = Role.OFFICER, **values: str) -> Account:
        made, secret = factories.staff(role, **values)
        return Account(made.id, made.email, secret)

    def _plant(self) -> None:
        """What is there on the first day: carers who are waited for, and what was left long ago."""
        app, ledger = self.council.app, self.ledger
        old = prepare(self.council.pages, self.plan.carers, [self.officers[0].id])
        ledger.to_be_purged = [press.draft_id for press in old]
        with app.app_context():
            with transaction() as current:
                current.execute(update(Draft).values(saved_at=clock.now() - LONG_AGO))
            with clock.frozen(clock.now() - 7 * LONG_AGO):
                ledger.to_be_kept.append(send(factories.review(self._officer(0), clock.today()), VIEWS, proud_of=TYPED))
            for day in range(self.plan.days):
                self.carers += [(self._carer(day), day) for _ in range(self.plan.carers)]

    def _carer(self, day: int) -> str:
        """Somebody whose form is due three days after this one, or on the Friday before; gives their invitation."""
        meets_on = (MONDAY + day * DAY + FIRST + FORMS_DUE).date()
        review = factories.review(self._officer(day), meets_on, people=[("foster_carer", "Jo")])
        invitation, _ = factories.letter(review, "foster_carer")
        with transaction() as current:
            current.get_one(Person, invitation.person_id).email = f"{invitation.id}@example.org"
            current.get_one(Invitation, invitation.id).printed_at = MONDAY - 7 * DAY
        return invitation.id

    def _officer(self, number: int) -> Staff:
        return session().get_one(Staff, self.officers[number % len(self.officers)].id)

    def _press(self, *, kills: bool) -> None:
        """Children press send; perhaps their servers and a worker die in the middle of it."""
        presses = prepare(self.council.pages, self.plan.sends, [each.id for each in self.officers])
        phones = Phones(self.council.public.port, presses)
        phones.start()
        if kills:
            phones.wait_for(len(presses) // 3)
            self.council.public.kill()
            self.council.kill_worker()
            self.council.public.start()
            self.ledger.kills += 1
        phones.finish()
        self.ledger.presses += presses
        self.ledger.acknowledged += phones.acknowledged
        self.ledger.broken += phones.broken
        self.ledger.troubled += phones.troubled
        if not kills:
            self.ledger.in_trouble_unkilled += phones.troubled + phones.broken

    def _walk(self) -> None:
        """Two letters are drawn: one child takes back what they sent, one asks to be contacted."""
        phone, invitation_id = self._letter()
        put_on(phone)
        sent = self._say(phone, invitation_id)
        asked = phone.browser.post("/after", data={**hidden_fields(phone.open("/after")), "take_back": sent})
        assert "Take it back?" in words_of(asked)
        phone.browser.post("/after", data={**hidden_fields(asked), "sure": sent})
        self.ledger.withdrawn.append(sent)
        phone, invitation_id = self._letter()
        self._say(phone, invitation_id)
        assert "We have your message" in words_of(ask(phone.browser, safe=f"after school {TYPED}"))
        with self.council.app.app_context():
            of_this = select(ContactRequest.id).where(ContactRequest.invitation_id == invitation_id)
            self.ledger.asked.append(session().scalars(of_this).one())

    def _letter(self) -> tuple[Phone, str]:
        with self.council.app.app_context():
            review = factories.review(self._officer(1), clock.today() + 14 * DAY)
            invitation, secrets = factories.letter(review)
            return Phone(cast(Any, Wire(self.council.public.port)), secrets), invitation.id

    def _say(self, phone: Phone, invitation_id: str) -> str:
        """A child says one thing and sends it, page by page."""
        phone.begin(VIEWS, "feelings")
        phone.press("next", answer_feel_today="sad", answer_feel_today_words=TYPED)
        phone.skip_to_check()
        assert phone.send(VIEWS).request.path == f"/answer/{VIEWS}/done"
        with self.council.app.app_context():
            sent = session().scalars(select(Receipt.id).where(Receipt.invitation_id == invitation_id)).one()
        self.ledger.walked.append(sent)
        return sent

    def _work(self) -> None:
        """Each officer but the last reads every fourth of what children of theirs have sent, and no more."""
        rest = [
            press for press in self.ledger.presses if press.purpose == VIEWS and press.draft_id not in self.ledger.read
        ]
        chosen = {press.review_id: press.draft_id for press in rest[::4]}
        with self.council.app.app_context():
            of = dict(session().execute(select(Review.id, Review.officer_id).where(Review.id.in_(chosen))).all())
        desk = cast(Any, Wire(self.council.staff.port))
        for officer in self.officers[:-1]:
            browser = signed_in(desk, officer.email, officer.secret)
            for review_id in [review for review in chosen if of[review] == officer.id]:
                page = browser.get(f"/staff/reviews/{review_id}")
                left = [each["value"] for each in Document.read(page.text).all("input") if each["name"] == "submission"]
                told = {"csrf_token": hidden_fields(page)["csrf_token"], "submission": left}
                assert browser.post(f"/staff/reviews/{review_id}/read", data=told).status_code == 303
                self.ledger.read.append(chosen[review_id])
            if officer == self.officers[0]:
                self._talk(browser)
                self._take_on(browser)

    def _talk(self, browser: Any) -> None:
        """With one of those whose request was taken on, and never with the newest of them: of that they hear again."""
        waiting = [each for each in self.ledger.taken_on if each not in self.ledger.talked]
        for request_id in waiting[:-1][:1]:
            page = browser.get(f"/staff/contact/{request_id}")
            assert browser.post(f"/staff/contact/{request_id}/done", data=hidden_fields(page)).status_code == 303
            self.ledger.talked[request_id] = clock.now()

    def _take_on(self, browser: Any) -> None:
        """Whoever is on duty takes on what children asked for, but never the newest: that climbs."""
        for request_id in [each for each in self.ledger.asked[:-1] if each not in self.ledger.taken_on]:
            page = browser.get(f"/staff/contact/{request_id}")
            done = browser.post(f"/staff/contact/{request_id}/acknowledge", data=hidden_fields(page))
            assert done.status_code == 303
            self.ledger.taken_on[request_id] = clock.now()

    def _answer(self, day: int) -> None:
        """Half of the carers of this day, who have been reminded by now, send their form."""
        with self.council.app.app_context():
            for invitation_id in [id for id, first in self.carers if first == day][::2]:
                review = session().get_one(Invitation, invitation_id).review
                self.ledger.walked.append(send(review, "carer_view", "foster_carer"))
                self.ledger.answered[invitation_id] = clock.now()

    def _reminders(self) -> Iterator[tuple[str, int]]:
        """Which must have gone: to whoever had not answered, on working days, until the form is due."""
        for invitation_id, day_of_theirs in self.carers:
            first, due = reminded_between(day_of_theirs)
            last = day_of_theirs if invitation_id in self.ledger.answered else min(due, self.plan.days)
            for day in range(first, last + 1):
                if (MONDAY + day * DAY).weekday() < 5:
                    yield invitation_id, (day - first) // EVERY.days

    def _rotate(self) -> None:
        """The keys are turned as the runbook says, while nobody stops."""
        self.council.command("keys", "rotate")
        self.council.command("keys", "export-public", str(self.council.public_keys))
        self.council.command("keys", "rotate", "--finish")

    def _renew(self) -> None:
        """The new version takes over on both sides, while children press."""
        presses = prepare(self.council.pages, self.plan.sends, [self.officers[-1].id])
        phones = Phones(self.council.public.port, presses)
        phones.start()
        self.council.renew("public")
        phones.finish()
        self.council.renew("staff")
        self.ledger.presses += presses
        self.ledger.acknowledged += phones.acknowledged
        self.ledger.in_trouble_unkilled += phones.troubled + phones.broken

    def _back_up(self, day: int) -> None:
        with self.council.app.app_context():
            sent = session().scalar(select(func.count()).select_from(Submission)) or 0
        file = self.council.folder / f"night-{day}.sealed"
        self.council.command("backup", str(file))
        self.ledger.backups.append(NightlyBackup(file, sent))
