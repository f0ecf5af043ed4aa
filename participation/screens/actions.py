"""Putting the invented people of the screens into a database of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from participation import clock
from participation.children.models import Child
from participation.db import transaction
from participation.invitations.models import CHILD
from participation.profiles.actions import About, write_profile
from participation.reviews.models import Person, Review
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.accounts import add_staff
from participation.staff.models import Role
from participation.translating.known import Language

OFFICER = About(
    known_as="Amara",
    about="<p>🎸 🐕 ⚽</p>",
    likes="🎸",
    speaks="★",
    works="★",
    email="amara@northmere.example",
    phone="01632 960140",
    portrait="round_curls",
)
"""Hardly a word, so that no English of an officer is taken for ours."""
SERVICE = Service(
    name="Northmere",
    council="",
    phone="01632 960100",
    duty_number="01632 960101",
    out_of_hours_number="01632 960102",
    advocacy_provider="Northmere Voices",
    advocacy_number="01632 960103",
    has_carers_form_checked=True,
    is_invented=True,
)
AROUND = (
    ("foster_carer", "Jo Miller"),
    ("key_worker", "Alex Reed"),
    ("parent", "Dan Marsh"),
    ("school", "Ms Field"),
    ("health", "Dr Hill"),
    ("social_worker", "Sam Green"),
    ("advocate", "Kim Ward"),
    ("fostering_worker", "Lee Brook"),
)
TO_COME, GONE = timedelta(days=14), timedelta(days=-3)
STARTS_AT = time(16, 30)


@dataclass(frozen=True)
class Cast:
    """Somebody invented who gets a letter: their level is asked for by their age."""

    name: str
    """What is said of them in the names of screens."""
    age: int
    respondent: str = CHILD
    meets_in: timedelta | None = TO_COME
    """None while there is no day yet."""
    came_alone: bool = False

    @property
    def reference(self) -> str:
        """The number of their review, which is nobody's."""
        return f"screens {self.name}"

    @property
    def born_on(self) -> date:
        """Some weeks after a birthday."""
        today = clock.today()
        return date(today.year - self.age, 1, 1) if today.month > 1 else date(today.year - self.age - 1, 12, 1)


EVERYBODY = (
    Cast("8 to 11", 9),
    Cast("12 to 17", 15, came_alone=True),
    Cast("pictures", 6),
    Cast("care leavers", 19),
    Cast("8 to 11, afterwards", 10, meets_in=GONE),
    Cast("12 to 17, afterwards", 14, meets_in=GONE),
    Cast("pictures, afterwards", 5, meets_in=GONE),
    Cast("care leavers, afterwards", 19, meets_in=GONE),
    Cast("no day yet", 9, meets_in=None),
    Cast("carer", 11, "foster_carer"),
    Cast("parent", 11, "parent"),
    Cast("school", 11, "school"),
    Cast("fostering social worker", 11, "fostering_worker"),
    Cast("carer, no day yet", 11, "foster_carer", meets_in=None),
    Cast("carer, afterwards", 11, "foster_carer", meets_in=GONE),
    Cast("parent, afterwards", 11, "parent", meets_in=GONE),
    Cast("school, afterwards", 11, "school", meets_in=GONE),
)


def add_invented(spoken: Language) -> None:
    """A service, an officer, and everybody who gets a letter in this language."""
    with transaction() as session:
        session.add(ServiceRow.of(SERVICE))
    officer, _ = add_staff("amara@northmere.example", "Amara Okafor", Role.OFFICER, "")
    write_profile(officer.id, OFFICER)
    with transaction() as session:
        session.add_all(row for cast in EVERYBODY for row in _rows(cast, spoken, officer.id))


def _rows(cast: Cast, spoken: Language, officer_id: str) -> Iterator[Child | Review]:
    child = Child(
        reference=cast.reference,
        preferred_name="Maya",
        born_on=cast.born_on,
        language=spoken.code,
        is_unaccompanied=cast.came_alone,
    )
    yield child
    meets_on = None if cast.meets_in is None else clock.today() + cast.meets_in
    people = [Person(role=role, name=name, language=spoken.code) for role, name in AROUND]
    yield Review(
        reference=cast.reference,
        child=child,
        officer_id=officer_id,
        meets_on=meets_on,
        starts_at=None if meets_on is None else datetime.combine(meets_on, STARTS_AT, clock.LONDON),
        due_on=meets_on or clock.today() + TO_COME,
        people=people,
    )
