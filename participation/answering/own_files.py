"""The council's clips and symbols: the same for everybody, so a phone may keep them."""

from flask import Response, abort, send_from_directory

from participation.service.own_files import audio_dir, names_in, symbols_dir

KEPT = "public, max-age=604800"


def clip(name: str) -> Response:
    """A recorded clip."""
    return _sent(audio_dir(), name)


def symbol(name: str) -> Response:
    """A symbol in place of a drawing."""
    return _sent(symbols_dir(), name)


def _sent(folder: str, name: str) -> Response:
    if name not in names_in(folder):
        abort(404)
    response = send_from_directory(folder, name)
    response.headers["Cache-Control"] = KEPT
    return response
