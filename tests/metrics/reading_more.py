"""What a reader knows of the further figures: what adds up in them, and to the year and the table of quarters."""

from collections.abc import Iterable, Iterator

MORE = (
    "reviews.in_time_by_month.",
    "distributed_in_time_by_month.",
    "children.missed_again",
    "views_by.",
    "independent_visitor.",
    "officers.",
    "acts_not_recorded.",
    "reviews.cancelled",
)
"""How their names begin."""
Relation = tuple[str, tuple[str, ...]]


def relations_of_more(names: Iterable[str]) -> Iterator[Relation]:
    """A part that no page prints is a difference that means something, and never less than nobody."""
    names = tuple(names)

    def parts(beginning: str) -> tuple[str, ...]:
        return tuple(name for name in names if name.startswith(beginning))

    yield "reviews.cancelled", parts("reviews.cancelled_why.")
    yield from (
        ("independent_visitor.asked", parts(f"independent_visitor.by_{by}."))
        for by in ("age", "sex", "ethnicity", "disability")
    )
    yield from _of_months()
    yield from _of_children()
    yield from _of_officers()
    for act, rate in (("decisions", "decisions"), ("letter", "letters"), ("distribution", "distributed")):
        yield f"{rate}_in_time.rest", (f"acts_not_recorded.{act}", f"{act} late")
    for way in ("form", "officer", "advocate", "seen", "observed"):
        yield "views_given.of", (f"views_by.{way}.of",)
        yield f"views_by.{way}.of", (f"views_by.{way}.n", f"views_by.{way}.rest")
    yield "seen_before_meeting.n", ("views_by.seen.n", "seen and without a code")
    yield "sent.child.n", ("views_by.form.n", "sent too late or without a code")
    yield "participation.not_recorded", ("seen and without a code", "neither seen nor with a code")


def _of_months() -> Iterator[Relation]:
    for end in ("n", "of", "rest"):
        months = [f"reviews.in_time_by_month.{number}.{end}" for number in range(1, 13)]
        yield f"reviews.held_in_time.{end}", tuple(months)
        for quarter in range(1, 5):
            yield (
                f"breakdowns.quarter.{quarter}.reviews.held_in_time.{end}",
                tuple(months[3 * quarter - 3 : 3 * quarter]),
            )
    for number in range(1, 13):
        in_time, sent = f"reviews.in_time_by_month.{number}", f"distributed_in_time_by_month.{number}"
        yield f"reviews.by_month.{number}", (f"{in_time}.of", f"without a due date in {number}")
        yield f"reviews.by_month.{number}", (f"{sent}.of",)
        yield from ((f"{each}.of", (f"{each}.n", f"{each}.rest")) for each in (in_time, sent))
    for end in ("n", "rest"):
        yield (
            f"distributed_in_time.{end}",
            tuple(f"distributed_in_time_by_month.{number}.{end}" for number in range(1, 13)),
        )


def _of_children() -> Iterator[Relation]:
    heard, missed = "children.heard_at_every_review", "children.missed_again"
    yield f"{heard}.of", (f"{missed}.of",)
    yield f"{missed}.of", (f"{missed}.n", f"{missed}.rest")
    yield f"{heard}.rest", (f"{missed}.n", "not heard once, or without a code")
    matched, waiting = "independent_visitor.matched", "independent_visitor.waiting"
    yield f"{matched}.of", (f"{waiting}.of",)
    yield f"{matched}.of", (f"{matched}.n", f"{waiting}.n", "neither matched nor waiting")
    yield from ((f"{each}.of", (f"{each}.n", f"{each}.rest")) for each in (matched, waiting))
    for order in ("first", "second"):
        before = f"breakdowns.order.{order}"
        for children, own in (
            ("children.every_review_in_time.of", "reviews.held_in_time.of"),
            ("children.every_review_in_time.rest", "reviews.held_in_time.rest"),
            (f"{heard}.of", "seen_before_meeting.of"),
        ):
            yield children, (f"{before}.{own}", f"{children} without a {order} one")


def _of_officers() -> Iterator[Relation]:
    named, told = "officers.named_in_time", "officers.notified_late"
    yield from ((f"{each}.of", (f"{each}.n", f"{each}.rest")) for each in (named, told))
    yield f"{named}.of", (f"{told}.of", "nobody knows when told")
    yield f"{named}.rest", ("officers.named_not_recorded", "named too late")
    yield "officers.named_not_recorded", ("nobody knows when told", "told and not named")
