"""What was sent, as plain values: for a JSON file, and for the templates of the PDF."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale

from participation.carried.queries import Carried
from participation.clock import local
from participation.interpreting.in_english import InEnglish, in_english
from participation.questionnaires.answers import Answers, Line
from participation.questionnaires.kinds import KINDS, ShortText
from participation.reviews.models import Review
from participation.service.questionnaires import translate
from participation.submissions.actions import Opened
from participation.submissions.models import Submission
from participation.submissions.wording import provenance

Told = Mapping[str, Any]


def told(opened: Opened) -> Told:
    """One submission: its words, who sent it and when, with which letter, and which version of which questions."""
    submission, review, person = opened.submission, opened.submission.review, opened.submission.invitation.person
    english = in_english([submission.id]).get(submission.id, {})
    with force_locale("en_GB"):
        lines = opened.answers.lines(opened.questionnaire, translate)
        title = translate(opened.questionnaire.purpose, opened.questionnaire.title)
        came = provenance(submission)
    return {
        "submission": submission.id,
        "title": title,
        "questionnaire": f"{submission.purpose}.{submission.level}.v{submission.version}",
        "language": submission.language,
        **whose(review),
        "sent_by": {"respondent": submission.respondent, "name": person.name if person else ""},
        "sent_at": local(submission.sent_at),
        "provenance": came,
        "answers": [
            {
                "question": line.question.id,
                "text": line.text,
                "answer": _answer(line, opened.answers),
                "in_english": [_in_english(each) for each in english.get(line.question.id, ())],
                "may_be_said_in_the_meeting": {"meeting": True, "officer": False}.get(line.sharing),
            }
            for line in lines
        ],
        "read_by": readers(submission),
    }


def whose(review: Review) -> Told:
    """Which child and which review it is about, by the council's numbers."""
    return {
        "child": {"child_id": review.child.reference, "preferred_name": review.child.preferred_name},
        "review": {"review_id": review.reference or review.id, "kind": review.kind, "meets_on": review.meets_on},
    }


def said_for(carried: Iterable[Carried]) -> list[Told]:
    """What others said for the child, with what the child says of it: the record holds both."""
    return [
        {
            "by": each.said.said_by,
            "at": local(each.said.at),
            "words": each.words,
            "of": each.of,
            "is_what_the_child_meant": True if each.is_meant else False if each.is_not_meant else None,
        }
        for each in carried
    ]


def _answer(line: Line, answers: Answers) -> list[str]:
    """Options in the reader's language; words exactly as they were typed."""
    if isinstance(KINDS[line.question.kind], ShortText):
        return [word] if (word := str(answers.values.get(line.question.id, ""))) else []
    return list(line.value) if line.answered else []


def _in_english(text: InEnglish) -> Told:
    """What an interpreter wrote, with who says that they did; nobody has checked it."""
    by = {"by": text.initials, "agency": text.agency, "for": text.asked_by, "at": local(text.at)}
    return {"words": text.words, **by, "checked": False}


def readers(submission: Submission) -> list[Told]:
    """Who of the staff opened it, and when first."""
    return [{"name": reading.staff.name, "at": local(reading.opened_at)} for reading in submission.readings]


def as_json(content: Told) -> bytes:
    """Readable in every script; what is no character is escaped, so that nothing is lost."""
    written = json.dumps(content, ensure_ascii=False, indent=1, default=_plain)
    return f"{written}\n".encode("utf-8", "backslashreplace")


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
