"""Noting which file was written out for the case record: only with a receipt is something exported."""

import hashlib
from collections.abc import Callable, Mapping

from participation import clock
from participation.audit import actions as audit
from participation.db import transaction
from participation.disclosure.actions import OPERATOR
from participation.disclosure.models import FiledAs, FileReceipt
from participation.disclosure.record import WHY, CaseRecord
from participation.submissions.models import Submission


def export(
    record: CaseRecord, files: Mapping[str, bytes], how: FiledAs, write: Callable[[], object] = lambda: None
) -> None:
    """Note that these files, by their names, hold something for the case record.

    If `write` cannot write them, nothing is noted. What may take long is written before: nobody who sends waits for it.
    """
    with transaction() as current:
        if record.is_sent:
            current.get_one(Submission, record.number).exported_at = clock.now()
        current.add_all(_receipt(record, name, content, how) for name, content in files.items())
        audit.record(current, OPERATOR, "exported", record.about, f"{WHY}, {how}")
        current.flush()
        write()


def _receipt(record: CaseRecord, name: str, content: bytes, how: FiledAs) -> FileReceipt:
    digest = hashlib.sha256(content).hexdigest()
    about = {"review_id": record.review_id, "about_id": record.number, "how": how.value, "at": clock.now()}
    return FileReceipt(name=name[-200:], digest=digest, length=len(content), **about)
