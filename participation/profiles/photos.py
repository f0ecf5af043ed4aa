"""Takes in a photo of somebody: small, square, and without what the camera wrote into it."""

import warnings
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

SIDE = 320
LARGEST_FILE = 12 * 1024 * 1024
MOST_PIXELS = 24_000_000
"""What is unpacked at once: three bytes each, and a few copies on the way."""
FORMATS = ("JPEG", "PNG")
"""No WebP: its reader unpacks before anybody can ask how large it is."""


class PhotoFault(StrEnum):
    """Why a file cannot be used."""

    TOO_LARGE = "too large"
    TOO_MANY_PIXELS = "too many pixels"
    UNREADABLE = "unreadable"


class NotAPhoto(Exception):
    """The file cannot be used."""

    def __init__(self, why: PhotoFault) -> None:
        super().__init__(why)
        self.why = why


def small_photo(file: bytes, side: int = SIDE) -> bytes:
    """The middle of the picture as WebP, so many dots wide. Nothing else of the file is kept: no place and no time."""
    if len(file) > LARGEST_FILE:
        raise NotAPhoto(PhotoFault.TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            upright = ImageOps.exif_transpose(_unpacked(file)).convert("RGB")
    except NotAPhoto:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise NotAPhoto(PhotoFault.TOO_MANY_PIXELS) from error
    except Exception as error:  # whatever a reader of pictures makes of a file that is none
        raise NotAPhoto(PhotoFault.UNREADABLE) from error
    out = BytesIO()
    ImageOps.fit(upright, (side, side)).save(out, "WEBP", quality=80)
    return out.getvalue()


def _unpacked(file: bytes) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets halves pass, in the whole process
    picture = Image.open(BytesIO(file), formats=FORMATS)
    if not picture.info.get("progressive"):
        # A phone's large JPEG is unpacked small at once; one that comes in layers has to be unpacked whole.
        picture.draft("RGB", (SIDE * 2, SIDE * 2))
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPhoto(PhotoFault.TOO_MANY_PIXELS)
    return picture
