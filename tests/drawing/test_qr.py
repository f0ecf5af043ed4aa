"""The square is read by a real QR reader, in every form in which we hand it out."""

import io
import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from weasyprint import HTML

from participation.drawing import qr
from participation.invitations.secrets import new_token

LINKS = [
    "https://review.example.org/s#" + new_token(),
    "https://havemysay.a-council-with-a-long-name.gov.uk/s#" + new_token(),
    "http://127.0.0.1:8000/s#" + new_token(),
]


def read(image: Image.Image) -> str:
    found = zxingcpp.read_barcode(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    assert found is not None
    assert found.ec_level == "Q"
    return str(found.text)


def from_path(svg: str, scale: int) -> Image.Image:
    """Draw the path again with a pen that knows only M and h."""
    size = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    image = Image.new("L", (size * scale, size * scale), 255)
    pen = ImageDraw.Draw(image)
    for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg):
        left, top = int(x) * scale, int(y) * scale
        pen.rectangle((left, top, left + int(run) * scale - 1, top + scale - 1), fill=0)
    return image


def from_blocks(text: str, dark: str) -> Image.Image:
    """What a terminal shows: a sign is one module wide and two high."""
    upper, lower = {"ink": ("▀█", "▄█"), "paper": ("▄ ", "▀ ")}[dark]
    rows = [[(char in half) for char in line] for line in text.splitlines() for half in (upper, lower)]
    image = Image.new("1", (len(rows[0]), len(rows)))
    image.putdata([0 if is_dark else 1 for row in rows for is_dark in row])
    return image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)


@pytest.mark.parametrize("link", LINKS, ids=["council", "long", "here"])
def test_the_svg_is_read_back_exactly(link):
    assert read(from_path(qr.svg(link, "QR code"), 6)) == link


@pytest.mark.parametrize("link", LINKS, ids=["council", "long", "here"])
def test_the_png_is_read_back_exactly(link):
    picture = Image.open(io.BytesIO(qr.png(link)))
    assert picture.format == "PNG"
    assert read(picture) == link


@pytest.mark.parametrize("link", LINKS, ids=["council", "long", "here"])
def test_a_terminal_shows_it_with_colour_and_without(link):
    coloured = qr.blocks(link)
    assert coloured.count(qr.BLACK_ON_WHITE) == coloured.count(qr.RESET) == len(coloured.splitlines())
    plain = coloured.replace(qr.BLACK_ON_WHITE, "").replace(qr.RESET, "")
    assert read(from_blocks(plain, "ink")) == link
    assert read(from_blocks(qr.blocks(link, colour=False), "paper")) == link


def test_the_terminal_needs_no_more_than_24_lines_and_80_columns_of_a_demonstration_link():
    lines = qr.blocks("http://127.0.0.1:8000/s#" + new_token(), colour=False).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_the_svg_is_well_formed_and_small_and_white_all_round():
    drawn = qr.svg(LINKS[0], "QR code")
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own
    assert len(drawn) < 5000
    rows = qr.modules(LINKS[0])
    edge = [*rows[:4], *rows[-4:], *(row[:4] + row[-4:] for row in rows)]
    assert not any(map(any, edge))


def test_who_cannot_see_the_svg_hears_what_it_is():
    assert "<title>رمز &lt;QR&gt;</title>" in qr.svg(LINKS[0], "رمز <QR>")


def test_the_svg_stands_in_a_page_as_it_is():
    assert HTML(string=f"<title>t</title>{qr.svg(LINKS[0], 'QR code')}").render().pages


def test_every_dark_module_is_drawn_once():
    rows = qr.modules(LINKS[1])
    runs = re.findall(r"M(\d+) (\d+)\.5h(\d+)", qr.svg(LINKS[1], "QR code"))
    drawn = [(int(x) + step, int(y)) for x, y, run in runs for step in range(int(run))]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
