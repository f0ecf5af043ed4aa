"""What presses about a request for an advocate: nobody took it, the meeting has been, no way to the child. Pure."""

from dataclasses import dataclass
from datetime import date

from participation.advocacy.queries import Request
from participation.clock import local
from participation.questionnaires.answers import Answers
from participation.reviews.hours import read_by

ENGLISH = "en"


@dataclass(frozen=True)
class Listed:
    """One request as the list shows it on a day."""

    request: Request
    today: date
    wants_interpreter: str = ""
    """What the child says of it, where their words have been opened: an option of the question."""

    @property
    def late_since(self) -> date | None:
        """The working day by whose end somebody should have taken it, where that has passed: the child was told so."""
        last = read_by(local(self.request.asked_at).date())
        return last if not self.request.state and last < self.today else None

    @property
    def language(self) -> str:
        """In which the child is spoken to: what they wrote in, unless that is English and the council knows another."""
        request = self.request
        if request.referral:
            return request.referral.language
        written = request.submission.language if request.submission else ENGLISH
        return written if written != ENGLISH else request.review.child.language

    @property
    def needs_interpreter(self) -> bool | None:
        """As the child says. None: nobody knows, as where they wrote in English, and another language is on file."""
        request = self.request
        if request.referral:
            return request.referral.needs_interpreter
        if self.wants_interpreter:
            return {"yes": True, "no": False}.get(self.wants_interpreter)
        is_written = request.submission is not None and request.submission.language == self.language
        return self.language != ENGLISH if is_written else None

    @property
    def is_too_late_for(self) -> date | None:
        """The day of the meeting, where it has been and advocate and child have not met."""
        meeting = self.request.review.meets_on
        is_waiting = self.request.state in ("", "taken", "contacted")
        return meeting if is_waiting and meeting is not None and meeting < self.today else None


def interpreter_wanted(answers: Answers) -> str:
    """What a child who is spoken to in another language says of an interpreter; nothing where they were not asked."""
    return str(answers.values.get("wants_interpreter", ""))


def has_way_to_reach(answers: Answers) -> bool:
    """Whether the child gave a number, a person or a place. "Call me" alone leads nowhere."""
    return bool(answers.values.get("contact_details"))
