"""The drawn heads: every one can be drawn, is itself, and is only what we wrote."""

from dataclasses import replace
from typing import get_args
from xml.etree import ElementTree

import pytest

from participation.drawing.portraits import PEOPLE, Hair, Portrait, person, portrait

SVG = "{http://www.w3.org/2000/svg}"


def test_every_head_of_hair_has_somebody_and_nobody_looks_like_another():
    assert {who.style for who in PEOPLE.values()} == set(get_args(Hair))
    assert len({portrait(name) for name in PEOPLE}) == len(PEOPLE) >= 8


@pytest.mark.parametrize("who", PEOPLE)
def test_a_drawing_is_shapes_and_nothing_else(who):
    drawn = ElementTree.fromstring(portrait(who))  # noqa: S314 - our own
    assert {part.tag for part in drawn.iter()} == {SVG + "svg", SVG + "g", SVG + "path", SVG + "circle"}
    named = {name for part in drawn.iter() for name in part.attrib}
    assert not named & {"id", "class", "style", "href", "onload"}
    assert "{" not in portrait(who)


@pytest.mark.parametrize("who", PEOPLE)
def test_a_drawing_is_light_enough_to_stand_in_a_page(who):
    assert len(portrait(who).encode()) < 1400


def test_the_same_seed_is_always_the_same_person():
    assert portrait("officer 1") == portrait("officer 1") == portrait(person("officer 1"))
    assert len({portrait(f"officer {number}") for number in range(50)}) > 45


@pytest.mark.parametrize("field", ["skin", "hair", "top", "ground", "wrap"])
def test_a_colour_that_is_not_ours_cannot_be_drawn(field):
    with pytest.raises(KeyError):
        portrait(replace(Portrait(), **{field: '"/><script>'}))
