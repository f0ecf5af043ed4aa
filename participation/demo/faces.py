"""Pictures that two invented adults have sent: the child sees the carer; the social worker waits for a manager."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from participation import clock
from participation.demo.chance import working_day
from participation.demo.children import BEFORE
from participation.demo.history import DAY
from participation.demo.queries import account, officer_of, person_of
from participation.demo.stories import Story
from participation.faces.actions import answer_face, give_face
from participation.faces.queries import face_of

AT, LATER = time(10, 20), timedelta(hours=1)
INK, LARGE, LINE = "#1d2136", 480, 9
CARER = {"ground": "#dcf2d9", "skin": "#f3c3a0", "hair": "#8a4b2a", "top": "#0b6478"}
WORKER = {"ground": "#ffefc4", "skin": "#75472d", "hair": "#2b2430", "top": "#5b36b5"}


def pictures(
    stories: Iterable[Story], review_ids: Mapping[str, str], manager_id: str, now: datetime
) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """What is given and approved of those around the child before a review, whose letter the terminal shows."""
    of_child = [each for each in stories if each.child.number == BEFORE and each.letters]
    at = datetime.combine(working_day(now.date() - 4 * DAY), AT, clock.LONDON)
    for story in of_child[-1:]:
        review_id = review_ids[story.review.reference]
        yield at, partial(_given, review_id, "foster_carer", CARER)
        yield at + LATER, partial(_approved, review_id, "foster_carer", manager_id)
        yield at + LATER, partial(_given, review_id, "social_worker", WORKER)


def _given(review_id: str, role: str, colours: Mapping[str, str]) -> None:
    give_face(officer_of(review_id), person_of(review_id, role), drawn(colours))


def _approved(review_id: str, role: str, manager_id: str) -> None:
    person_id = person_of(review_id, role)
    if face := face_of(person_id):
        answer_face(account(manager_id), person_id, face.given_at, is_fine=True)


def drawn(colours: Mapping[str, str]) -> bytes:
    """A head and shoulders, as PNG: nobody whom a photo would show exists."""
    picture = Image.new("RGB", (LARGE, LARGE), colours["ground"])
    pen = ImageDraw.Draw(picture)
    pen.ellipse((110, 60, 370, 330), colours["hair"], INK, LINE)
    pen.ellipse((60, 340, 420, 700), colours["top"], INK, LINE)
    pen.rounded_rectangle((200, 290, 280, 390), 34, colours["skin"], INK, LINE)
    pen.ellipse((140, 105, 340, 335), colours["skin"], INK, LINE)
    pen.pieslice((128, 72, 352, 292), 196, 344, colours["hair"], INK, LINE)
    for left in (192, 268):
        pen.ellipse((left, 212, left + 20, 234), INK)
    pen.arc((192, 220, 288, 298), 25, 155, INK, LINE)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
