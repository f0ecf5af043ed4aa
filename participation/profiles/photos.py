"""Takes in a photo of an officer: small, square, and without what the camera wrote into it."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

SIDE = 320
LARGEST_FILE = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class NotAPhoto(Exception):
    """The file cannot be used; the text says why."""


def small_photo(file: bytes) -> bytes:
    """The middle of the picture as WebP; nothing of the original file is kept, so no place and no time."""
    if len(file) > LARGEST_FILE:
        raise NotAPhoto("The file is larger than 12 MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(file), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPhoto("The picture has too many pixels.")
            picture.draft("RGB", (SIDE * 2, SIDE * 2))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError, OSError) as error:
        raise NotAPhoto("This is not a JPEG, PNG or WebP picture that can be read.") from error
    out = BytesIO()
    ImageOps.fit(upright, (SIDE, SIDE)).save(out, "WEBP", quality=80)
    return out.getvalue()
