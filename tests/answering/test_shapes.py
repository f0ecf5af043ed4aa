"""Pages of one shape differ in nothing that could keep somebody out."""

import pytest

from tests.answering.shapes import one_of_each_shape, shape_of

PAGE = (
    '<header><h1>Head</h1></header><main id="main"><h1>How are you?</h1><img src="/a.png" alt="A face">'
    '<input id="one" name="answer_one" value="yes" aria-describedby="about"><label for="one">Yes</label>'
    '<p id="about" class="soft">Say it.</p><svg class="pic" aria-hidden="true"><path d="M1 1"/></svg></main>'
)


def other(old: str, new: str) -> str:
    assert old in PAGE
    return PAGE.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("How are you?", "Was denkst du?"),
        ("A face", "Ein Gesicht"),
        ("one", "two"),
        ("/a.png", "/b.png"),
        ('value="yes"', 'value="no"'),
        ("M1 1", "M2 2"),
        ("Head", "Another head"),
    ],
)
def test_other_words_names_and_drawings_are_the_same_shape(old: str, new: str) -> None:
    assert shape_of(other(old, new)) == shape_of(PAGE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A face", " "),
        ("Yes", ""),
        ('for="one"', 'for="about"'),
        ('aria-describedby="about"', 'aria-describedby="one"'),
        ('id="about"', 'id="one"'),
        ("soft", "loud"),
        (' aria-hidden="true"', ""),
        ("<p ", '<p lang="ar" '),
        ("h1>", "h2>"),
        ("<path", "</svg><svg"),
        ("Say it.", "<b>Say</b> it."),
        ("Say it.", '<a href="/">Say it.</a>'),
    ],
)
def test_what_may_keep_somebody_out_is_another_shape(old: str, new: str) -> None:
    assert shape_of(other(old, new)) != shape_of(PAGE)


def test_one_page_of_each_shape_is_left_and_none_that_is_known() -> None:
    alike, unlike = other("Say it.", "Tell us."), other("h1>", "h2>")
    assert list(one_of_each_shape([PAGE, alike, unlike]).values()) == [alike, unlike]
    known = one_of_each_shape([PAGE])
    assert known == {shape_of(PAGE): PAGE}
    assert list(one_of_each_shape([alike, unlike], apart_from=known).values()) == [unlike]
