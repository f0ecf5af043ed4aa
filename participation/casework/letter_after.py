"""The letter after a review: what of the review can stand in it, and the letter as it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask_babel import force_locale

from participation import service
from participation.carried.actions import ToSay
from participation.carried.models import SaidBy
from participation.carried.queries import Carried, said_for
from participation.casework.after_meeting import things_of, views_of_child
from participation.casework.rows import was_opened
from participation.casework.what_came import Thing
from participation.casework.what_was_said import Said
from participation.invitations.levels import LEAVING_CARE
from participation.invitations.purposes import PUT_RIGHT
from participation.letters.after import CameOf, LetterAfter
from participation.letters.drawing import Officer, help_numbers
from participation.locks.models import Lock
from participation.locks.queries import lock_of_child
from participation.outcomes.childs_letter import WrittenToChild
from participation.questionnaires.own_words import asked_as, in_own_words
from participation.reviews.models import Review
from participation.service.questionnaires import translate
from participation.staff.models import Staff
from participation.submissions.queries import submissions_for
from participation.translating.known import Language
from participation.web.languages import own_or_english


@dataclass(frozen=True)
class ToWrite:
    """One review that was held, and each thing that its child asked for."""

    review: Review
    things: Sequence[Thing]
    put_right: Sequence[Said]
    """What the child says in place of what was said for them, such as of this letter before it is final."""
    shown: Carried | None
    """The letter as the child was shown it, with what they say of it."""
    lock: Lock | None
    is_unread: bool
    """Something of the child's stands on the review's page that the officer has not read: it is not here."""

    @cached_property
    def language(self) -> Language:
        """In which the letter is."""
        return own_or_english(self.review.child.language)

    def before(self) -> WrittenToChild:
        """What stands in the letter before anybody has written: what was answered, of what may be said in the meeting.

        What only the officer was to hear is left out: others open letters.
        """
        said = (each for each in self.things if each.state != "open" and not each.said.is_private)
        return WrittenToChild(things={key_of(each): _words(each) for each in said})

    def to_show(self, written: WrittenToChild) -> ToSay:
        """The letter's words as the child reads them behind the lock before it is final."""
        said = ((each, written.things.get(key_of(each))) for each in self.things)
        came = (f"“{' '.join(each.said.line.value)}”\n{words}" for each, words in said if words is not None)
        return ToSay(SaidBy.LETTER, "\n\n".join(each.strip() for each in (written.words, *came) if each.strip()))

    def drawn(self, written: WrittenToChild, officer: Officer) -> LetterAfter:
        """The letter with what is written."""
        known, child = service.current(), self.review.child
        if self.review.meets_on is None:
            raise ValueError("a review without a day was not held")
        return LetterAfter(
            language=self.language,
            name=child.preferred_name,
            officer=officer,
            met_on=self.review.meets_on,
            words=written.words,
            came=[
                self._came(each, written.things[key_of(each)]) for each in self.things if key_of(each) in written.things
            ],
            service_name=known.name,
            help_numbers=help_numbers(known, "child", has_left_care=_is_leaver(self.things)),
        )

    def _came(self, thing: Thing, words: str) -> CameOf:
        opened = thing.said.opened
        with force_locale(self.language.locale):
            say = in_own_words(opened.questionnaire, opened.answers.values, translate)
            asked = asked_as(opened.questionnaire, thing.said.line.question.id, say)
        answer = thing.answer
        return CameOf(
            question=asked,
            asked="\n".join(thing.said.line.value),
            state="done" if answer and answer.outcome.done_on else thing.state,
            words=words,
            who_does=answer.who_does if answer else "",
            by_when=answer.outcome.by_when if answer else None,
        )


def to_write(officer: Staff, review: Review) -> ToWrite:
    """Gather it, for the officer in whose care the review is: opening the child's words is noted first."""
    views = views_of_child(submissions_for(officer, review.id))
    came_before = [each for each in views if was_opened(each, officer)]
    lock = lock_of_child(review.id)
    things = things_of(officer, review, came_before, lock)
    return ToWrite(
        review,
        [each for each in things if not _puts_right(each)],
        put_right=[each.said for each in things if _puts_right(each)],
        shown=next((each for each in said_for(officer, review.id) if each.said.said_by == SaidBy.LETTER), None),
        lock=lock,
        is_unread=len(came_before) < len(views),
    )


def _puts_right(thing: Thing) -> bool:
    return thing.said.submission.purpose == PUT_RIGHT


def key_of(thing: Thing) -> str:
    """By what a thing is known in the letter."""
    return "-".join(thing.said.key)


def _words(thing: Thing) -> str:
    """What was written for the child; why it is not all that they asked for is for the record."""
    return thing.answer.words if thing.answer else ""


def _is_leaver(things: Sequence[Thing]) -> bool:
    return any(each.said.submission.level == LEAVING_CARE for each in things)
