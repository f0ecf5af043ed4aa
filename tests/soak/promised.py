"""What children are told (docs/security.md), put to the test on each working day, page by page, while all else goes on.

What is tried is noted with whether it held: so a promise that nobody tried is seen as well.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.complaints.models import Complaint
from participation.contact.models import ContactRequest
from participation.db import session
from participation.feedback.bands import quarter_of
from participation.invitations.actions import Secrets, invite
from participation.invitations.models import CHILD, Invitation
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.models import Receipt
from tests import factories
from tests.answering.test_lock import put_on, unlock
from tests.casework.sending import send
from tests.contact.test_asking import ask
from tests.document import Document
from tests.durability.prepared import VIEWS
from tests.interpreting.conftest import WHO, secret_in
from tests.letters.desk import asked_again, one
from tests.letters.two_letters import printed
from tests.soak.ledger import TYPED, Ledger
from tests.walking import Phone, hidden_fields, signed_in, words_of

FEELS, WISH, ANSWER, TOLD, ENGLISH = (
    f"{TYPED}, {what}" for what in ("for one only", "for all", "answered", "told", "in English")
)
MAY_HEAR = {"share": "each", "share_change": "meeting", "share_feelings": "officer"}
"""What a child allows: the wish is for the meeting, how they feel is not."""
LETTERS = "/staff/letters"


@dataclass(frozen=True)
class Account:
    """With what somebody of the staff signs in."""

    id: str
    email: str
    secret: str


@dataclass(frozen=True)
class Sides:
    """The two sides as browsers reach them, and the application that looks."""

    public: Any
    staff: Any
    app: Flask


class Promised:
    """Children of one officer, and who else works there."""

    def __init__(self, sides: Sides, ledger: Ledger, officer: Account, manager: Account, support: Account) -> None:
        self.sides, self.ledger = sides, ledger
        self.officer, self.manager, self.support = officer, manager, support
        self.letters: list[tuple[Secrets, str]] = []
        """Of children who come back at the end, and what they are to find behind their lock."""

    def day(self) -> None:
        """Each of them once."""
        self.desk, self.boss, self.post_room = (
            signed_in(self.sides.staff, each.email, each.secret) for each in (self.officer, self.manager, self.support)
        )
        self._asks_and_is_answered()
        self._is_spoken_for()
        self._complains()
        self._speaks_of_the_officer()
        self._asks_for_managers()
        self._is_put_into_english()

    def come_back(self) -> None:
        """At the end, with keys that have been turned since: what was written for them is still there."""
        for letter, words in self.letters:
            self._held("what officers wrote that its child still reads at the end", words in self._behind(letter).text)

    def _held(self, what: str, held: bool) -> None:
        self.ledger.promised.setdefault(what, []).append(held)

    def _asks_and_is_answered(self) -> None:
        review_id, letter = self._letter()
        greeting = self.sides.public.test_client().post("/greeting", data={"token": letter.token})
        self._held("greetings that say who reads it", "I read this" in words_of(greeting))
        maya = Phone(self.sides.public, letter)
        put_on(maya)
        sent = self._say(maya, review_id)
        found = Phone(self.sides.public, letter)
        seen = "".join(
            found.open(path).text for path in ("/home", "/after", f"/answer/{VIEWS}", f"/answer/{VIEWS}/done")
        )
        self._held("letters that show nothing sent without the lock", "/lock" in seen and TYPED not in seen)
        self._read(review_id)
        pack = self.desk.get(f"/staff/reviews/{review_id}/pack").text
        self._held("packs with what the child allows and nothing else", WISH in pack and FEELS not in pack)
        late = maya.browser.post("/after", data={**hidden_fields(maya.open("/after")), "sure": sent})
        self._held("children who were told that it has been read by now", late.status_code == 409)
        path = f"/staff/reviews/{review_id}/answers/{sent}/ask_for"
        self._typed(self.desk, path, state="agreed", words=ANSWER)
        self.ledger.answers += 1
        self.letters.append((letter, ANSWER))
        page = self._behind(letter)
        self._held("children who found who has read it and when", "your officer, read this on" in words_of(page))
        self._held("officers' answers that a child read behind the lock", ANSWER in page.text)

    def _is_spoken_for(self) -> None:
        """A child without a phone said it on paper: the officer types it, and the child sees what was told for them."""
        review_id, lost = self._letter()
        put_on(Phone(self.sides.public, lost))
        letter = self._printed(self._invitation(review_id), again=True)
        stale = self.sides.public.test_client().post("/start", data={"code": lost.code})
        self._held("letters that open nothing once they are printed anew", stale.status_code == 404)
        told = {"attended": "no", "carried_by": "officer", "code": "PN5", "carried": TOLD, "go": "record"}
        self._typed(self.desk, f"/staff/reviews/{review_id}/participation", **told)
        self.ledger.told += 1
        self.letters.append((letter, TOLD))
        self._held("what was typed for a child off paper, and the child found", TOLD in self._behind(letter).text)

    def _complains(self) -> None:
        _, letter = self._letter()
        phone = Phone(self.sides.public, letter)
        said = {"about": "review", "complaint": TYPED, "answer": "none"}
        phone.browser.post("/complain", data={**hidden_fields(phone.open("/complain")), **said})
        self._managers_only("complaints", f"/staff/complaints/{self._newest(Complaint)}")

    def _speaks_of_the_officer(self) -> None:
        with self.sides.app.app_context():
            sent = send(self._review(), "after_review", be_better=TYPED)
        self.ledger.walked.append(sent)
        self._managers_only("feedback about the officer", f"/staff/submissions/{sent}")
        page = self.boss.get(f"/staff/feedback/{self.officer.id}/{quarter_of(clock.today()):%Y-%m}")
        self.boss.post(f"{page.request.path}/read", data={**hidden_fields(page), "submission": sent})
        self.ledger.read.append(sent)

    def _asks_for_managers(self) -> None:
        _, letter = self._letter()
        ask(Phone(self.sides.public, letter).browser, reach="07700 900456", more=TYPED, managers="yes")
        self._managers_only("requests for managers", f"/staff/contact/{self._newest(ContactRequest)}")

    def _managers_only(self, what: str, address: str) -> None:
        self._held(f"{what} that a manager reads", TYPED in self.boss.get(address).text)
        refused = [each.get(address) for each in (self.desk, self.post_room)]
        shut = all(each.status_code in (403, 404) and TYPED not in each.text for each in refused)
        self._held(f"{what} that do not open to the officer or support", shut)

    def _is_put_into_english(self) -> None:
        with self.sides.app.app_context():
            review = self._review(preferred_name="Selam", language="ti")
            sent, review_id = send(review, VIEWS, language="ti", ask_for=WISH), review.id
        self.ledger.walked.append(sent)
        self._read(review_id)
        path = f"/staff/submissions/{sent}/interpreter"
        secret = secret_in(self._typed(self.desk, path, text="ask_for", label="4711"))
        shown = self.sides.public.test_client().post("/interpret", data={"secret": secret})
        self._held("interpreters who saw the words and no name", WISH in shown.text and "Selam" not in shown.text)
        told = {"secret": secret, "english_0": ENGLISH, **WHO}
        answers = [self.sides.public.test_client().post("/interpret/english", data=told) for _ in range(2)]
        self._held("interpreters' links that opened once", [each.status_code for each in answers] == [200, 410])
        page = self.desk.get(f"/staff/reviews/{review_id}").text
        self._held("English that stands beside the child's own words", WISH in page and ENGLISH in page)

    def _review(self, **values: str) -> Review:
        """A new one of the officer's, which meets today."""
        return factories.review(session().get_one(Staff, self.officer.id), clock.today(), **values)

    def _letter(self) -> tuple[str, Secrets]:
        """A letter that support prints, as it is read off the paper: each phone types its code."""
        with self.sides.app.app_context():
            review = self._review()
            invite([review], [CHILD])
            review_id = review.id
        return review_id, self._printed(self._invitation(review_id))

    def _invitation(self, review_id: str) -> str:
        with self.sides.app.app_context():
            of_the_child = Invitation.review_id == review_id, Invitation.respondent == CHILD
            return session().scalars(select(Invitation.id).where(*of_the_child)).one()

    def _printed(self, invitation_id: str, *, again: bool = False) -> Secrets:
        page = self.post_room.get(f"{LETTERS}?show=all")
        done = self.post_room.post(f"{LETTERS}/print", data=one(page, invitation_id))
        if again:
            done = self.post_room.post(f"{LETTERS}/print", data=asked_again(done))
        (secrets,) = printed(done.data)
        return secrets

    def _say(self, phone: Phone, review_id: str) -> str:
        """One thing for the officer alone, and one for everybody in the meeting."""
        phone.begin(VIEWS, "feelings")
        phone.press("next", answer_feel_today="sad", answer_feel_today_words=FEELS)
        phone.open(f"/answer/{VIEWS}/change")
        for _ in range(20):
            if phone.page.request.path == f"/answer/{VIEWS}/change":
                break
            phone.press("skip")
        phone.press("next", answer_ask_for=WISH)
        phone.skip_to_check()
        phone.send(VIEWS, **MAY_HEAR)
        with self.sides.app.app_context():
            sent = select(Receipt.id).where(Receipt.invitation_id == self._invitation(review_id))
            self.ledger.walked += [session().scalars(sent).one()]
        return self.ledger.walked[-1]

    def _read(self, review_id: str) -> None:
        path = f"/staff/reviews/{review_id}"
        page = self.desk.get(path)
        left = [each["value"] for each in Document.read(page.text).all("input") if each["name"] == "submission"]
        told = {"csrf_token": hidden_fields(page)["csrf_token"], "submission": left}
        assert self.desk.post(f"{path}/read", data=told).status_code == 303
        self.ledger.read += left

    def _typed(self, browser: Any, path: str, **typed: str) -> Any:
        """A form is opened, filled in and posted."""
        return browser.post(path, data={**hidden_fields(browser.get(path)), **typed}, follow_redirects=True)

    def _behind(self, letter: Secrets) -> Any:
        """What a child sees behind the lock in a new visit, with everything opened that waits there."""
        phone = Phone(self.sides.public, letter)
        unlock(phone)
        return phone.press("read")

    def _newest(self, table: Any) -> str:
        with self.sides.app.app_context():
            return session().scalars(select(table.id).order_by(table.id.desc()).limit(1)).one()
