"""Letters as the database counts them, beside the rule for each of them: on both databases."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from participation.db import new_id, transaction
from participation.invitations.marks import STARTED, Mark
from participation.invitations.models import CHILD, Invitation
from participation.metrics.asked.queries import asked
from participation.metrics.calendar import days
from participation.metrics.composing import about_respondents
from participation.metrics.definitions import Rate
from participation.metrics.rows import FirstForm
from participation.reviews.models import Person, Review
from participation.reviews.timetable import Targets
from participation.submissions.models import Reading, Submission
from participation.submissions.traces import Trace
from tests.databases import on_both
from tests.metrics.events import at, held, invited
from tests.metrics.events import sent as was_sent

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
BEFORE = 5
"""Days before the meeting on which adults' forms are due."""
moments = st.builds(lambda day, hour: (day, hour), st.integers(-24, 3), st.sampled_from([0, 12, 23]))


class Letter(NamedTuple):
    """What became of one letter; moments as days from the meeting on, and the hour."""

    meets_on: date
    respondent: str
    asked: tuple[int, int] | None
    sent: list[tuple[int, int]]
    is_begun: bool
    is_purged: bool

    def at(self, moment: tuple[int, int]) -> datetime:
        return at(self.meets_on + timedelta(days=moment[0]), moment[1])

    @property
    def first_form(self) -> FirstForm | None:
        """As the rule takes it."""
        asked_at = self.at(self.asked) if self.asked else None
        return FirstForm("", self.respondent, self.meets_on, asked_at, self.at(min(self.sent))) if self.sent else None


letters = st.builds(
    Letter,
    st.sampled_from([date(2025, 4, 22), date(2025, 5, 6), date(2025, 10, 27), date(2025, 12, 30), LAST, FIRST]),
    st.sampled_from([CHILD, "school", "parent"]),
    st.none() | moments,
    st.lists(moments, max_size=2),
    st.booleans(),
    st.booleans(),
)


@on_both
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(letters, max_size=4))
def test_the_database_counts_letters_as_the_rule_does(app: Flask, written: list[Letter]) -> None:
    calendar = days(FIRST, LAST, Targets(14, forms_days_before=BEFORE))
    with app.app_context():
        _write(written)
        rows, late = asked(calendar)
        counted = about_respondents(rows, late, BEFORE)
    for who in {letter.respondent for letter in written}:
        own = [letter for letter in written if letter.respondent == who]
        forms = [form for letter in own if (form := letter.first_form)]
        assert counted[f"sent.{who}"] == Rate(len(forms), len(own))
        assert counted[f"started.{who}"] == Rate(sum(bool(each.sent or each.is_begun) for each in own), len(own))
        if who != CHILD:
            assert counted[f"on_time.{who}"] == Rate(sum(form.is_in_time(BEFORE) for form in forms), len(own))
    before = [moment for letter in written for moment in letter.sent if moment < (0, 0)]
    assert sum(row.sent_before for row in rows) == len(before)


def _write(written: list[Letter]) -> None:
    """Nothing but these."""
    with transaction() as writing:
        for table in (Mark, Reading, Submission, Trace, Invitation, Person, Review):
            writing.execute(delete(table))
    for letter in written:
        invitation = invited(held(letter.meets_on), letter.respondent)
        for moment in letter.sent:
            was_sent(invitation, letter.at(moment))
        with transaction() as writing:
            kept = writing.get_one(Invitation, invitation.id)
            kept.asked_at = letter.at(letter.asked) if letter.asked else None
            if letter.is_begun:
                writing.add(Mark(about_id=invitation.id, kind=STARTED, at=at(letter.meets_on)))
            for each in writing.query(Submission).filter_by(invitation_id=invitation.id) if letter.is_purged else ():
                writing.add(Trace(id=new_id(), review_id=each.review_id, invitation_id=each.invitation_id,
                                  respondent=each.respondent, kind=each.kind, sent_at=each.sent_at,
                                  asks_for_advocate=False, deleted_at=at(LAST)))  # fmt: skip
                writing.delete(each)
