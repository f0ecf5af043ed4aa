"""Files that say they are pictures."""

import struct
import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin


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
    frames = [Image.new("RGB", (400, 400), (n % 256, 0, 0)) for n in range(count)]
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
BOMBS = {
    "900 megapixels": png(30_000, 30_000),
    "169 megapixels": png(13_000, 13_000),
    "50 megapixels": png(7_100, 7_100),
    "a strip": png(200_000, 200),
    "layers of 80 megapixels": saved("JPEG", (9_000, 8_900), progressive=True, quality=1),
    "a WebP of 60 megapixels": saved("WEBP", (8_000, 7_500), quality=1),
    "a hundred megabytes of comment": png(50, 50, told(100_000_000)),
    "many comments": png(50, 50, *[told(900_000)] * 100),
}
NO_PHOTOS = {
    "a GIF of many frames": layered("GIF", 300),
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "a page": b"<!doctype html>" + HTML,
    "half a photo": saved("JPEG", (1200, 800))[:2000],
    "half a PNG": saved("PNG", (1200, 800))[:1000],
    "half a WebP": saved("WEBP", (1200, 800))[:300],
    "an archive": b"PK\x03\x04" + b"\0" * 500,
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 500,
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
    "WebP": saved("WEBP", (60, 60)),
    "a WebP of many frames": layered("WEBP", 100),
    "TIFF": saved("TIFF", (60, 60)),
    "BMP": saved("BMP", (60, 60)),
    "ICO": saved("ICO", (60, 60)),
    "an address": b"push graphic-context\nimage over 0,0 0,0 'https://evil.test/x.jpg'\npop graphic-context",
    "a broken header": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\xff" * 13),
    "no length": b"\xff\xd8\xff\xe0\0\0",
    "JPEG with a width of none": b"\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9",
}
TAKEN = {
    "a photo and a page": saved("JPEG", (900, 900)) + HTML,
    "a photo with a page for a comment": saved("JPEG", (900, 900), comment=HTML),
    "a PNG and an archive": saved("PNG", (900, 900)) + b"PK\x03\x04" + HTML,
    "a phone's 48 megapixels": saved("JPEG", (8_000, 6_000), quality=1),
    "one pixel": saved("PNG", (1, 1)),
    "places in JPEG": with_place(),
    "places in PNG": with_text(),
}
