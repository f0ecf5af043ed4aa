"""What is made of a photo that an officer gives."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from participation.profiles.photos import LARGEST_FILE, SIDE, NotAPhoto, PhotoFault, small_photo


def picture(kind: str, size: tuple[int, int] = (1200, 800), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "teal" if mode == "RGB" else 1).save(out, kind, **options)
    return out.getvalue()


def with_place_and_maker() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    return picture("JPEG", exif=exif, comment=b"SecretComment")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_becomes_small_square_and_webp(kind: str) -> None:
    made = Image.open(BytesIO(small_photo(picture(kind))))
    assert (made.format, made.size) == ("WEBP", (SIDE, SIDE))


def test_nothing_that_the_camera_wrote_is_kept() -> None:
    made = small_photo(with_place_and_maker())
    assert b"Secret" not in made
    assert b"EXIF" not in made.upper()
    assert dict(Image.open(BytesIO(made)).getexif()) == {}


def test_a_picture_with_holes_or_few_colours_is_taken() -> None:
    for mode in ("RGBA", "P", "L", "1"):
        assert small_photo(picture("PNG", (50, 90), mode))


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 40,000 by 40,000."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


REFUSED = {
    "nothing": b"",
    "words": b"not a picture",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "another kind": picture("GIF"),
    "a kind that is unpacked before it is measured": picture("WEBP"),
    "half a picture": picture("JPEG")[:400],
    "a bomb": bomb(),
    "too large": b"\xff\xd8" + b"0" * LARGEST_FILE,
}


@pytest.mark.parametrize("file", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_photo_is_refused_and_why_is_said(file: bytes) -> None:
    with pytest.raises(NotAPhoto) as refused:
        small_photo(file)
    assert refused.value.why in PhotoFault
