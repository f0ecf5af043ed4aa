"""The keys of this installation, opened once: the public side holds no private half."""

from pathlib import Path
from secrets import token_bytes

from flask import Flask, current_app

from participation.config import Config
from participation.sealing.keyring import Keyring


def init_app(app: Flask, config: Config) -> None:
    """Load the keys if they have been made; a command such as `keys init` runs without them."""
    folder = Path(config.keys_dir)
    if folder.is_dir():
        app.extensions["keyring"] = Keyring.load(folder, private="staff" in config.serves)


def cookie_secret(app: Flask) -> str | bytes:
    """What signs the cookies. Without keys nothing can be served, so a passing secret does no harm."""
    config: Config = app.extensions["config"]
    if config.secret_key:
        return config.secret_key
    return app.extensions["keyring"].secret("cookies") if "keyring" in app.extensions else token_bytes(32)


def keyring() -> Keyring:
    """The keys of the current application."""
    found: Keyring = current_app.extensions["keyring"]
    return found
