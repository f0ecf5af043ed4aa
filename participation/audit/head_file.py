"""The end of the chain, signed and kept in a file: whoever cuts entries off in the database does not reach it."""

import hmac
from pathlib import Path

from flask import current_app
from sqlalchemy import make_url

from participation.audit.chain import START, ChainMark
from participation.audit.queries import newest
from participation.config import Config
from participation.files import whole_file
from participation.log import LOG
from participation.sealing.of_this_app import keyring


class NotOurs(Exception):
    """The file is there, and this program did not sign it as it is."""


def path() -> Path:
    """Where the file lies: beside the records on the staff side's machine, named after the database."""
    config: Config = current_app.extensions["config"]
    return config.beside_records / f"{Path(make_url(config.database_url).database or 'records').stem}.audit-head"


def kept_head() -> ChainMark:
    """What was noted last; START where nothing was. Raises NotOurs."""
    try:
        mark, _, signature = path().read_text("ascii").strip().partition(" ")
    except FileNotFoundError:
        return START
    except (OSError, UnicodeDecodeError) as error:
        raise NotOurs from error
    if not hmac.compare_digest(signature, _signed(mark)):
        raise NotOurs
    return ChainMark.parse(mark)


def note_head(*, anew: bool = False) -> None:
    """Note where the chain ends now. A chain that ends earlier than noted was cut: then the file stays as it is.

    `anew` after a restore, which takes the chain back on purpose.
    """
    end, before = newest(), START if anew else kept_head()
    if end.number < before.number:
        LOG.error("the record of openings ends earlier than it did")
    elif end != before:
        with whole_file(path(), over=True) as file:
            file.write(f"{end} {_signed(str(end))}\n".encode())


def _signed(mark: str) -> str:
    return hmac.new(keyring().secret("audit"), f"head of the chain|{mark}".encode(), "sha256").hexdigest()
