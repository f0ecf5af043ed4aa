"""What a council adds for children to hear and to see: recorded clips, and symbols in place of our drawings.

A clip is named `LOCALE/CONTEXT.HASH.mp3`, such as `ti/my_views.feel_safe.0b5d7c21.mp3`. The hash is that of the words
in that language (SHA-256, its first eight digits), so a clip of words that have changed since is not played. A symbol
has the name of the drawing that it stands for, such as `social_worker.png`.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, url_for

from participation.web import languages

SOUNDS = ("mp3", "m4a", "ogg")
DRAWINGS = ("svg", "png", "webp")


def init_app(app: Flask, clip: str, drawing: str) -> None:
    """Let every template offer what the council added, where these views give it away."""
    app.extensions["own_files"] = {"clip": clip, "symbol": drawing}
    app.jinja_env.globals.update(recording=recording, symbol=symbol)


def audio_dir() -> str:
    """Where the clips lie; "" where there are none."""
    found: str = current_app.extensions["config"].audio_dir
    return found


def symbols_dir() -> str:
    """Where the symbols lie; "" where there are none."""
    found: str = current_app.extensions["config"].symbols_dir
    return found


@cache
def names_in(folder: str) -> frozenset[str]:
    """Every file of the folder that can be heard or seen, read once: nothing else in it is ever given away."""
    if not folder:
        return frozenset()
    files = (file for file in Path(folder).rglob("*") if file.suffix[1:] in (*SOUNDS, *DRAWINGS))
    return frozenset(file.relative_to(folder).as_posix() for file in files)


def stem_of(locale: str, context: str, words: str) -> str:
    """The name of the clip of these words, without its ending."""
    return f"{locale}/{context}.{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def recording(context: str, words: str) -> str:
    """The address of the clip of these words, as they are said here; "" where nobody recorded them."""
    if not (folder := audio_dir()):
        return ""
    stem = stem_of(languages.current().code, context, words)
    name = next((each for kind in SOUNDS if (each := f"{stem}.{kind}") in names_in(folder)), "")
    return _address("clip", name) if name else ""


def symbol(drawing: str) -> str:
    """The address of the council's own symbol for this drawing; "" where it has none."""
    if not (folder := symbols_dir()):
        return ""
    name = next((each for kind in DRAWINGS if (each := f"{drawing}.{kind}") in names_in(folder)), "")
    return _address("symbol", name) if name else ""


def _address(kind: str, name: str) -> str:
    """Where this process gives such a file away; "" where it serves the other side alone."""
    view = current_app.extensions["own_files"][kind]
    return url_for(view, name=name) if view in current_app.view_functions else ""
