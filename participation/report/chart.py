"""Reviews by month as a picture for Word, which takes no SVG: the same bars as on the page of figures."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from participation.metrics.charts import HEIGHT, WIDTH
from participation.metrics.dashboard import Dashboard
from participation.metrics.glossary import labels

SCALE = 5
"""Dots for each unit of the drawing: sharp on paper at the width of a page."""
DPI = 280
INK, PAPER, BARS = "#1f2a37", "#ffffff", "#2f5d8a"
BELOW, ABOVE = 11, 9
"""Where words stand below the bars, and numbers above them."""


def picture(page: Dashboard) -> bytes:
    """A PNG, readable in black and white: each bar has its number."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(10 * SCALE)
    for number, bar in enumerate(page.months, start=1):
        corners = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)
        draw.rectangle([each * SCALE for each in corners], fill=BARS)
        middle = bar.middle * SCALE
        draw.text((middle, (bar.y - ABOVE) * SCALE), str(bar.value), INK, font, anchor="mm")
        month = labels.short_month(number, page.sheet.figures.first)
        draw.text((middle, (HEIGHT - BELOW) * SCALE), month, INK, font, anchor="mm")
    written = BytesIO()
    image.save(written, "PNG", dpi=(DPI, DPI), optimize=True)
    return written.getvalue()
