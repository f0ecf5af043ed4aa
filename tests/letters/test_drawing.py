"""A letter can be scanned, typed from, read in one's own language, and kept to one page."""

import logging
import math
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from babel.messages.extract import extract_from_dir
from markupsafe import Markup
from PIL import Image, ImageFilter

from participation.config import ROOT
from participation.invitations.secrets import spaced
from participation.letters.drawing import DoesNotFit, Letter, help_numbers
from tests.letters.samples import (
    AMARA,
    DPI,
    LONG_ARABIC_NAME,
    LONG_NAME,
    NAMES,
    NO_PAGE_HOLDS,
    SERVICE,
    drawn,
    fits,
    letter,
    opened,
    photograph,
    posted,
    read_aloud,
    written,
)

EVERY_LETTER = [(language, respondent) for language in ("en", "ar") for respondent in NAMES]
pytestmark = pytest.mark.usefixtures("room")
every_letter = pytest.mark.parametrize(("language", "respondent"), EVERY_LETTER)


def ill_treated(page: Image.Image) -> Image.Image:
    """Laid down crooked, out of focus, and copied on a tired machine."""
    turned = page.rotate(7, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return turned.filter(ImageFilter.GaussianBlur(2)).point(lambda grey: 120 + grey * 0.4)


def scanned(page: Image.Image) -> zxingcpp.Barcode:
    found = zxingcpp.read_barcode(page, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found is not None
    return found


@every_letter
def test_the_square_is_read_from_a_bad_scan_to_exactly_the_link(language: str, respondent: str) -> None:
    sent, pdf = posted(language, respondent)
    assert scanned(ill_treated(photograph(pdf))).text == sent.link


@pytest.mark.parametrize("host", ["example.org", "havemysay.a-council-with-a-very-long-name.gov.uk"])
def test_the_square_is_44_mm_wide_on_paper(host: str) -> None:
    corners = scanned(photograph(drawn(letter(link=f"https://{host}/s#{'7' * 26}", address=host)))).position
    across = math.dist((corners.top_left.x, corners.top_left.y), (corners.top_right.x, corners.top_right.y))
    assert 44 <= across / DPI * 25.4 <= 50


def test_a_letter_is_one_page_even_with_the_longest_names() -> None:
    def long(language: str, respondent: str) -> Letter:
        name = LONG_ARABIC_NAME if language == "ar" else LONG_NAME
        return letter(language, respondent, name=name, child=name, other_readers=(name, name), service_name=name)

    assert [chosen for chosen in EVERY_LETTER if not fits(long(*chosen))] == []


def test_a_letter_that_cannot_fit_is_refused_by_name() -> None:
    with pytest.raises(DoesNotFit, match="^The letter to Maya Maya .* does not fit on a page"):
        drawn(letter(name=NO_PAGE_HOLDS))
    assert not fits(letter(name=NO_PAGE_HOLDS))


def test_a_child_is_told_everything_in_the_order_in_which_it_matters() -> None:
    sent, pdf = posted()
    assert_in_order(
        read_aloud(pdf),
        "Hello Maya",
        "I am Amara, your reviewing officer.",
        "Your meeting Tuesday 10 March 2026 15:30",
        "say what you think choose where, when and with whom read about me ask for an advocate",
        "Point a phone camera at the square. 2. Or go to review.example.org and type this code:",
        spaced(sent.code),
        "It works until Tuesday 7 April 2026.",
        "I read what you say for the meeting. If I am away, another officer does. I read it by Tuesday 3 March 2026.",
        "You do not have to do any of it. You can skip any question.",
        "ring or text me: 01632 960 123.",
        "What you send is not watched day and night.",
        "In danger 999 Childline, day or night 0800 1111 Help at Hand, for children in care 0800 528 0731",
    )


def test_an_arabic_child_is_told_the_same_in_the_same_order_and_english_dates_beside() -> None:
    sent, pdf = posted("ar")
    assert_in_order(
        read_aloud(pdf),
        from_the_right("مرحبًا"),
        "Maya",
        "Amara",
        "(reviewing officer)",
        from_the_right("اجتماعك"),
        "(Tuesday 10 March 2026)",
        "15:30",
        from_the_right("قول رأيك"),
        from_the_right("اختيار المكان والوقت ومن يحضر"),
        from_the_right("القراءة عني"),
        "review.example.org",
        spaced(sent.code),
        "(Tuesday 7 April 2026)",
        "(Tuesday 3 March 2026)",
        "01632 960 123",
        "999",
        "0800 1111",
        "0800 528 0731",
    )


def from_the_right(arabic: str) -> str:
    """A run of Arabic stands in a file as its glyphs stand on paper: the last on the left."""
    return arabic[::-1]


def assert_in_order(said: str, *wanted: str) -> None:
    at = 0
    for text in wanted:
        assert text in said[at:], f"{text!r} is not in {said[at:]!r}"
        at = said.index(text, at) + len(text)


@pytest.mark.parametrize("respondent", [who for who in NAMES if who != "child"])
def test_an_adult_is_addressed_formally_and_told_when_to_answer(respondent: str) -> None:
    said = read_aloud(posted(respondent=respondent)[1])
    assert_in_order(
        said,
        f"Dear {NAMES[respondent]}",
        "the reviewing officer for Maya",
        "The review meeting for Maya",
        "Please send your answers by Thursday 5 March 2026.",
        "you choose whether it may be said in the meeting",
        "Social workers, in the day",
        "01632 960 400",
    )
    assert "Childline" not in said
    assert "Your meeting" not in said


def test_each_kind_of_respondent_has_words_of_their_own() -> None:
    said = {respondent: read_aloud(posted(respondent=respondent)[1]) for respondent in NAMES}
    assert "You see Maya every day." in said["foster_carer"]
    assert "say what you need to take part" in said["parent"]
    assert "You know Maya through your work." in said["school"]


def test_the_hour_is_the_one_on_english_clocks() -> None:
    assert "16:15" in read_aloud(drawn(letter(starts_at=datetime(2026, 7, 10, 15, 15, tzinfo=UTC))))


def test_a_text_that_just_fits_its_line_is_not_broken_after_its_first_word() -> None:
    """WeasyPrint does that if a space stands at the end; so with these names, at the size that they need."""
    sent = letter(name=LONG_NAME, child=LONG_NAME, other_readers=(LONG_NAME, LONG_NAME), service_name=LONG_NAME)
    with opened(drawn(sent)) as document:
        page = document[0]
        lines = [line.strip() for line in page.get_textpage().get_text_range().splitlines()]
    assert "You do not have to do any of it. You can skip any question. Somebody you trust can help you." in lines


def test_a_meeting_without_a_day_says_so() -> None:
    said = read_aloud(drawn(letter(meets_on=None, starts_at=None, read_by_on=None)))
    assert "Your meeting We have not chosen the day yet." in said
    assert "15:30" not in said


def test_who_else_reads_is_named() -> None:
    said = read_aloud(drawn(letter(other_readers=("Sam", "Priya"))))
    assert "I read what you send. Sam and Priya may read it too." in said
    assert "Only I" not in said


def test_only_children_are_given_the_lines_for_children() -> None:
    assert [number.id for number in help_numbers(SERVICE, "child")] == [
        "emergency", "childline", "help_at_hand", "duty", "out_of_hours"
    ]  # fmt: skip
    left_care = help_numbers(SERVICE, "child", has_left_care=True)
    assert [number.id for number in left_care] == ["emergency", "help_at_hand", "samaritans", "duty", "out_of_hours"]
    assert [number.id for number in help_numbers(SERVICE, "parent")] == ["emergency", "duty", "out_of_hours"]


def test_no_sentence_of_a_childs_letter_has_more_than_twelve_words() -> None:
    found = extract_from_dir(ROOT / "templates" / "letters", [("**.html", "jinja2")])
    sentences = [
        sentence
        for _, _, text, _, context in found
        if context == "letter to a child" and isinstance(text, str)
        for sentence in re.split(r"[.:?!]\s*", text)
    ]
    assert len(sentences) > 25
    assert [sentence for sentence in sentences if len(sentence.split()) > 12] == []


def test_the_title_says_nothing_about_care() -> None:
    for language, title in (("en", "A letter for you"), ("ar", "رسالة لك")):
        with opened(posted(language)[1]) as document:
            assert document.get_metadata_dict()["Title"] == title


def test_every_picture_is_described_to_somebody_who_cannot_see_it() -> None:
    figures = re.findall(rb"<<[^\n]*/S /Figure[^\n]*", posted()[1])
    assert [re.findall(rb"/Alt \((.*?)\)", figure) for figure in figures] == [[b"A picture of Amara"], [b"QR code"]]


def test_nothing_outside_the_letter_is_opened(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Image.new("RGB", (40, 40), "red").save(tmp_path / "red.png")
    spy = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>'
    )
    for address in (f"file://{tmp_path}/red.png", "http://127.0.0.1:9/red.png"):
        with opened(drawn(letter(officer=AMARA.__class__("Amara", "", spy.format(address))))) as document:
            page = document[0].render(scale=1).to_pil().convert("RGB")
        assert (255, 0, 0) not in {colour for _, colour in page.getcolors(1 << 20)}
    assert "protocol" in caplog.text.lower()


def test_no_secret_is_logged_or_shown(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    sent = letter()
    with caplog.at_level(logging.DEBUG):
        written([sent], tmp_path / "letters.pdf")
    token = sent.link.partition("#")[2]
    for shown in (caplog.text, repr(sent), str(sent)):
        assert token not in shown
        assert sent.code not in shown
        assert spaced(sent.code) not in shown
