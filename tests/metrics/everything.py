"""Everything that a figure can show, in one year and the one before."""

from datetime import date, timedelta

from participation import clock
from participation.metrics.actions import count_waiting
from tests.casework.sending import send
from tests.metrics.events import at, held, held_with, invited, opened
from tests.metrics.published import hold_reviews

YEAR, MEETING, PARENT = "2021-22", date(2021, 6, 15), "parent"


def everything_happened() -> None:
    """With every code, and none; with an age, a level and a kind of its own; counted, and still to be counted."""
    hold_reviews(["PN0", "PN1", "PN1", "PN4", "PN7", ""] * 3, [date(2020, 5, 1), MEETING])
    held(MEETING, "PN1", born_on=date(2020, 1, 1), due_on=None)
    held(MEETING, "PN1", kind="pathway_plan")
    opened(invited(held(MEETING), "school"))
    with clock.frozen(at(MEETING + timedelta(days=1))):
        for answer in ("yes", "yes", "yes", "yes", "no"):
            send(held(MEETING), "after_review", listened_to=answer)
            send(held_with(PARENT, MEETING), "parent_after", PARENT, listened_to=answer, treated_fairly=answer)
        count_waiting()
        send(held_with(PARENT, MEETING), "parent_after", PARENT, listened_to="yes")
        send(held(MEETING), "after_review", listened_to="yes")
