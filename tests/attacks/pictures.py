"""Files that say they are pictures."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image, PngImagePlugin

Files = dict[str, Callable[[], bytes]]


def saved(kind: str, size: tuple[int, int], **options: object) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    """A PNG that says how large it is, packed as small as can be, all in one bit a pixel."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(b"\0" * (1 + (width + 7) // 8)) for _ in range(height)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def told(text: int) -> bytes:
    """A part of a PNG that unpacks into so many letters."""
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * text, 9))


def layered(kind: str, count: int) -> bytes:
    """A picture that moves."""
    out = BytesIO()
    frames = [Image.new("L", (400, 400), n % 256) for n in range(count)]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def with_text() -> bytes:
    """A PNG in which somebody wrote where it was taken."""
    info, out = PngImagePlugin.PngInfo(), BytesIO()
    info.add_text("Comment", "SecretPlace")
    info.add_itxt("XML:com.adobe.xmp", "<x>SecretMaker</x>")
    Image.new("RGB", (600, 600)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def with_place() -> bytes:
    """A photo that knows where it was taken, in all the ways that there are."""
    exif = Image.Exif()
    exif[0x010F], exif[0x8298], exif[0x9286] = "SecretMaker", "SecretOwner", b"SecretComment"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 29: "2026:03:10"})
    return saved("JPEG", (1200, 800), exif=exif, xmp=b"<x>SecretPlace</x>", icc_profile=b"SecretProfile")


HTML = b"<script>alert(1)</script>"
# Each is made when it is asked for: the large ones take seconds, which whoever only looks for tests need not wait.
BOMBS: Files = {
    "900 megapixels": lambda: png(30_000, 30_000),
    "169 megapixels": lambda: png(13_000, 13_000),
    "50 megapixels": lambda: png(7_100, 7_100),
    "a strip": lambda: png(200_000, 200),
    "layers of 80 megapixels": lambda: saved("JPEG", (9_000, 8_900), progressive=True, quality=1),
    "a WebP of 60 megapixels": lambda: saved("WEBP", (8_000, 7_500), quality=1, method=0),
    "a hundred megabytes of comment": lambda: png(50, 50, told(100_000_000)),
    "many comments": lambda: png(50, 50, *[told(900_000)] * 100),
}
NO_PHOTOS: Files = {
    "a GIF of many frames": lambda: layered("GIF", 300),
    "a drawing": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "a page": lambda: b"<!doctype html>" + HTML,
    "half a photo": lambda: saved("JPEG", (1200, 800))[:2000],
    "half a PNG": lambda: saved("PNG", (1200, 800))[:1000],
    "half a WebP": lambda: saved("WEBP", (1200, 800))[:300],
    "an archive": lambda: b"PK\x03\x04" + b"\0" * 500,
    "HEIC": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 500,
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
    "WebP": lambda: saved("WEBP", (60, 60)),
    "a WebP of many frames": lambda: layered("WEBP", 100),
    "TIFF": lambda: saved("TIFF", (60, 60)),
    "BMP": lambda: saved("BMP", (60, 60)),
    "ICO": lambda: saved("ICO", (60, 60)),
    "an address": lambda: b"push graphic-context\nimage over 0,0 0,0 'https://evil.test/x.jpg'\npop graphic-context",
    "a broken header": lambda: b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\xff" * 13),
    "no length": lambda: b"\xff\xd8\xff\xe0\0\0",
    "JPEG with a width of none": (
        lambda: b"\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"
    ),
}
TAKEN: Files = {
    "a photo and a page": lambda: saved("JPEG", (900, 900)) + HTML,
    "a photo with a page for a comment": lambda: saved("JPEG", (900, 900), comment=HTML),
    "a PNG and an archive": lambda: saved("PNG", (900, 900)) + b"PK\x03\x04" + HTML,
    "a phone's 48 megapixels": lambda: saved("JPEG", (8_000, 6_000), quality=1),
    "one pixel": lambda: saved("PNG", (1, 1)),
    "places in JPEG": with_place,
    "places in PNG": with_text,
}
