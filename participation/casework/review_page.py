"""Everything that the page of one review shows, from what was gathered when it was opened. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from participation import service
from participation.advocacy.queries import RequestOutline
from participation.afterwards.due import DueAct, due_acts
from participation.afterwards.models import Act, ReviewAct
from participation.afterwards.queries import is_held, may_take_back
from participation.arranging.queries import LastMove, last_move
from participation.arranging.slots import Offered
from participation.carried.models import SaidBy
from participation.carried.queries import Carried
from participation.casework import what_came, what_was_said
from participation.casework.afterwards_forms import DoneForm
from participation.casework.listing import age_at, is_overdue
from participation.casework.models import SettledWish
from participation.casework.other_languages import InOtherLanguage, in_other_languages
from participation.casework.promised import Promised
from participation.casework.recording import without_coming
from participation.casework.reminders import Reminder, marks
from participation.casework.replies import Arrival, ReplyState, Withdrawal
from participation.casework.rows import is_still_said
from participation.casework.side_by_side import SideBySide, by_page, side_by_side
from participation.casework.sorting import SortingReason, reasons_in_english, reasons_of
from participation.casework.what_was_said import LineKey
from participation.challenges.queries import asked_again
from participation.children.models import DIED
from participation.endings.models import Ending
from participation.interpreting.in_english import OfSubmissions
from participation.interpreting.models import InterpreterLink
from participation.invitations.purposes import PUT_RIGHT
from participation.locks.models import Lock
from participation.outcomes.codes import Reason, Suggestion
from participation.outcomes.models import Participation
from participation.outcomes.queries import why_of
from participation.permissions.models import ReadElsewhere
from participation.permissions.queries import Standing
from participation.reviews.models import Review
from participation.reviews.timetable import Targets, deadlines
from participation.staff.models import Staff
from participation.submissions.actions import Opened
from participation.submissions.models import Submission


@dataclass(frozen=True)
class ReviewPage:
    """One review as its reader sees it, from what was on record when they opened it."""

    review: Review
    reader: Staff
    today: date
    whose: Standing
    submissions: Sequence[Submission]
    read_before: frozenset[str]
    """What this reader had read before they opened the page, by id: the rest shows as new."""
    opened: tuple[Opened, ...]
    everything: tuple[what_was_said.Said, ...]
    links: Sequence[InterpreterLink]
    """Every link for an interpreter, the first one first."""
    english: OfSubmissions
    answers: what_came.Answers
    carried: Sequence[Carried]
    """What was said for the child, with what they say of it."""
    meant: Mapping[str, bool]
    """Of the child's forms that somebody helped with: whether it is what they meant, as far as they have said."""
    settled: Mapping[LineKey, SettledWish]
    """What the officer has said to what the child wishes for the meeting."""
    offer: Offered | None
    """Between which days and places the child may choose."""
    crib: str
    """What its reader has noted for themselves."""
    promised: Sequence[Promised]
    """What came of what the child asked for at earlier reviews."""
    lock: Lock | None
    copied: frozenset[str]
    """Of which of the child's submissions they wanted a copy behind it, by id."""
    withdrawn: tuple[Withdrawal, ...]
    arrivals: tuple[Arrival, ...]
    advocate: RequestOutline | None
    recorded: Participation | None
    done: Mapping[str, ReviewAct]
    """What is marked as done after it, by act."""
    earlier: Sequence[tuple[date, str]]
    read_by: Sequence[ReadElsewhere]
    endings: Mapping[str, Ending]
    """What of this page is no longer so, by the ids that the child, the review and its people bear."""
    free_to_go_back: frozenset[str]
    """Which of that this reader may take back."""

    @property
    def ended(self) -> Ending | None:
        """Why nobody waits for this review any more."""
        return self.endings.get(self.review.ending_id or "")

    @property
    def child_ended(self) -> Ending | None:
        """What became of a child who is no longer here."""
        return self.endings.get(self.review.child.ending_id or "")

    @property
    def may_answer(self) -> bool:
        """Only the review's own officer answers the child, and nobody a child who has died."""
        return self.review.officer_id == self.reader.id and self.review.child.ended_as != DIED

    @property
    def may_settle(self) -> bool:
        """Whoever prepares the meeting says what becomes of the child's wishes for it, until it is recorded."""
        return self.whose is not Standing.ASKED and not (self.ended or self.child_ended or self.recorded)

    @property
    def may_note(self) -> bool:
        """Whoever prepares the meeting may note something for themselves."""
        return self.whose is not Standing.ASKED

    @property
    def not_read(self) -> list[Opened]:
        """What was opened with this page and its reader has not read to the end."""
        opened = [each for each in self.opened if each.submission.id not in self.read_before]
        return opened if self.whose is not Standing.ASKED else []

    @property
    def age(self) -> int | None:
        """How old the child is on the day."""
        return age_at(self.review)

    @property
    def unopened(self) -> int:
        """How much was sent that does not open here."""
        return len(self.submissions) - len(self.opened)

    @property
    def is_too_young(self) -> bool:
        """A child under 4, whom nobody asks in writing."""
        return any(arrival.state is ReplyState.TOO_YOUNG for arrival in self.arrivals)

    @property
    def is_overdue(self) -> bool:
        """The last day for the review has passed."""
        return is_overdue(self.review, self.today)

    @property
    def is_held(self) -> bool:
        """The day of the meeting has come, so how the child took part can be recorded."""
        return is_held(self.review)

    @property
    def still_said(self) -> tuple[Withdrawal, ...]:
        """What was withdrawn and is still to be seen at a glance."""
        return tuple(each for each in self.withdrawn if is_still_said(each, self.review, self.today))

    @cached_property
    def moved_up(self) -> dict[str, tuple[SortingReason, ...]]:
        """Why each thing that was opened stood further up, by its id."""
        return {each.submission.id: (*reasons_of(each), *self._for_english(each.submission.id)) for each in self.opened}

    def _for_english(self, submission_id: str) -> tuple[SortingReason, ...]:
        found = self.english.get(submission_id, {}).values()
        return reasons_in_english(text for of_question in found for text in of_question)

    @property
    def sorted(self) -> list[tuple[Submission, tuple[SortingReason, ...]]]:
        """Each thing that was opened, with why it stood where it stood."""
        return [(each.submission, self.moved_up[each.submission.id]) for each in self.opened]

    @property
    def marks(self) -> tuple[Reminder, ...]:
        """What had been read before and is not to be forgotten."""
        had_read = [each for each in self.submissions if each.id in self.read_before]
        found = marks([self.review], had_read, self.today, lambda each: self.moved_up.get(each.id, ()))
        return found.get(self.review.id, ())

    @cached_property
    def read_first(self) -> tuple[what_was_said.First, ...]:
        """The answers that an officer sees before anything else."""
        return what_was_said.read_first(self.everything)

    @property
    def talk_instead(self) -> what_was_said.TalkInstead | None:
        """What the child would rather talk about than write."""
        return what_was_said.talk_instead(self.everything)

    @property
    def childs_words(self) -> tuple[what_was_said.Said, ...]:
        """What the child wrote, but for what they asked for: that stands above it."""
        asked = {said.key for each in self.things for said in (each.said, *each.beside)}
        return tuple(each for each in what_was_said.childs_words(self.everything) if each.key not in asked)

    @property
    def observed(self) -> tuple[what_was_said.Said, ...]:
        """What a grown-up saw who helped a young child."""
        return what_was_said.observed(self.everything)

    @cached_property
    def other_languages(self) -> tuple[InOtherLanguage, ...]:
        """What was typed in other languages than English, and how far it is on its way there."""
        return in_other_languages(self.everything, self.links)

    @cached_property
    def wishes(self) -> tuple[tuple[str, tuple[what_was_said.Said, ...]], ...]:
        """The meeting that the child wants, by page."""
        return by_page(what_was_said.wishes(self.everything))

    @property
    def to_settle(self) -> int:
        """How many wishes for the meeting nobody has said anything to."""
        stands = (
            each for _, answers in self.wishes for each in answers if not (each.is_said_before or each.is_way_out)
        )
        return sum(each.key not in self.settled for each in stands) if self.may_settle else 0

    @cached_property
    def side_by_side(self) -> SideBySide:
        """The child and the adults by topic."""
        return side_by_side(self.everything)

    @cached_property
    def things(self) -> tuple[what_came.Thing, ...]:
        """What the child asked for, with what came of it."""
        return what_came.things(self.everything, self.answers, self.lock.id if self.lock else "")

    @property
    def put_right(self) -> tuple[what_was_said.Said, ...]:
        """What the child says instead of what was said for them."""
        return tuple(each for each in self.everything if each.is_childs and each.submission.purpose == PUT_RIGHT)

    @property
    def helped(self) -> list[Opened]:
        """Forms that somebody helped with, of which the child has said whether they are what they meant."""
        return [each for each in self.opened if each.submission.id in self.meant]

    @property
    def english_to_show(self) -> tuple[what_was_said.Said, ...]:
        """What of the child's own words is in English, and the child can be shown that and has not been.

        Only of what they wanted a copy: the lock may be somebody else's.
        """
        if self.lock is None or not self.may_answer:
            return ()
        shown = {
            each.said.slot[1:]
            for each in self.carried
            if each.said.said_by == SaidBy.INTERPRETER and each.said.lock_id == self.lock.id
        }
        known = (each for each in self.everything if each.submission.id in self.copied)
        return tuple(each for each in known if each.english and each.key not in shown)

    @property
    def not_ok(self) -> bool:
        """The child says of an answer that it is not OK."""
        answers = [*self.answers.values(), *(each.answer for each in self.promised)]
        return any(each.is_not_ok for each in answers)

    @cached_property
    def moved(self) -> LastMove | None:
        """How the meeting moved last, and what the child says of it."""
        return last_move(self.review.id)

    @cached_property
    def asked_again(self) -> Mapping[LineKey, date]:
        """On which day the officer challenged what became of a wish."""
        answered = {each.said.submission.id for each in self.things if each.answer}
        return asked_again(answered) if answered else {}

    @cached_property
    def others(self) -> tuple[what_was_said.Said, ...]:
        """What else the child said and may be answered."""
        return what_came.other_words(self.everything, self.answers)

    @property
    def reasons(self) -> list[Reason]:
        """Why the code was suggested that is recorded."""
        return [Reason.parse(stored) for stored in self.recorded.reasons] if self.recorded else []

    @property
    def why(self) -> str:
        """Why it is another code than the suggested one."""
        return why_of(self.recorded)

    @property
    def expected(self) -> Suggestion | None:
        """Which code it would be if the child does not come."""
        return without_coming(self.review, self.submissions)

    @property
    def acts(self) -> tuple[tuple[DueAct, DoneForm], ...]:
        """What is due after the meeting and how it stands, each with the form that marks it."""
        if self.review.meets_on is None or not self.is_held:
            return ()
        due = deadlines(self.review.meets_on, Targets.of(service.current()))
        stand = due_acts(due, self.done, self.today)
        return tuple((each, DoneForm(self.review, each.act, formdata=None)) for each in stand)

    def may_take_back(self, act: Act) -> bool:
        """Whether this reader marked it less than a day ago."""
        return act in self.done and may_take_back(self.reader, self.done[act])
