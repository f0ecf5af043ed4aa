"""Who will be in the room has face, name and role where a child reads of their meeting, and where they choose."""

import pytest

from tests.arranging.test_choosing import offer
from tests.arranging.test_settling import FIRST, settle
from tests.casework.conftest import at_five_to_nine
from tests.databases import on_both
from tests.document import Document, Element
from tests.faces.test_faces import IN_TWO_WEEKS, Around, around
from tests.walking import Phone

__all__ = ["around", "at_five_to_nine"]
ROLES = {
    "Amara": "The reviewing officer, who leads your meeting",
    "Jo Carter": "Your carer",
    "Sam Green": "Your social worker",
}
"""Whom the officer lets come, and herself."""


def in_the_room(phone: Phone) -> dict[str, Element]:
    """Each who comes, by name."""
    (who,) = (each for each in Document.read(phone.page.text).all("section") if each["aria-labelledby"] == "who")
    return {next(each.all("b")).text: each for each in who.all("li")}


def shown(around: Around, page: str) -> Phone:
    """The child's page once Jo and Sam are to come, and Jo's picture is there."""
    assert around.give().status_code == 303
    if page == "/meeting":
        when = {**FIRST, "meets_on": IN_TWO_WEEKS.isoformat()}
        assert settle(around.desk, around.review, "Jo Carter", "Sam Green", **when).status_code == 303
    else:
        coming = [around.ids["Jo Carter"], around.ids["Sam Green"]]
        assert offer(around.desk, around.review, coming=coming, until_on="2026-03-10").status_code == 303
    phone = around.phone()
    phone.open(page)
    assert phone.page.request.path == page
    return phone


@on_both
@pytest.mark.parametrize("page", ["/meeting", "/choose"])
def test_everybody_who_comes_has_face_name_and_role_and_nobody_else_stands_there(around: Around, page: str) -> None:
    phone = shown(around, page)
    found = in_the_room(phone)
    assert {name: next(each.all("small")).text for name, each in found.items()} == ROLES
    (photo,) = found["Jo Carter"].all("img")
    address = f"/people/{around.ids['Jo Carter']}/face"
    assert (photo["src"], photo["alt"]) == (address, "")
    assert phone.browser.get(address).mimetype == "image/webp"
    # Whoever has sent none has a drawing, and the name beside it in words.
    assert not list(found["Sam Green"].all("img"))
    assert list(found["Sam Green"].all("svg"))
