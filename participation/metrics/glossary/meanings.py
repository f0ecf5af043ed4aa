"""What each figure is called and what it is, in the reader's language: no figure is shown without it."""

from collections.abc import Mapping

from participation import service
from participation.metrics.figures import APART, BROKEN, PATHWAY_PLAN
from participation.metrics.glossary.advocacy_meanings import ABOUT_ADVOCACY
from participation.metrics.glossary.hearing_meanings import ABOUT_HEARING
from participation.metrics.glossary.inside_meanings import ABOUT_INSIDE
from participation.metrics.glossary.meaning import Meaning
from participation.metrics.glossary.review_meanings import ABOUT_REVIEWS
from participation.metrics.glossary.work_meanings import ABOUT_WORK
from participation.outcomes.codes import Code
from participation.outcomes.wording import meaning

MEANINGS: Mapping[str, Meaning] = {
    **ABOUT_REVIEWS,
    **ABOUT_HEARING,
    **ABOUT_ADVOCACY,
    **ABOUT_WORK,
    **ABOUT_INSIDE,
}


def split(name: str) -> tuple[str, str]:
    """The group that a figure belongs to and which part of it: `on_time.school` is `school` of `on_time`."""
    own = group = name.split(".", 3)[3] if name.startswith(BROKEN) else name.removeprefix(APART)
    while group and group not in MEANINGS:
        group = group.rpartition(".")[0]
    if not group:
        raise LookupError(f"Nobody has said what the figure {name} means.")
    return group, own.removeprefix(group).removeprefix(".")


def title(name: str) -> str:
    """What a figure, or the group it belongs to, is called."""
    return str(MEANINGS[split(name)[0]].title)


def definition(name: str) -> str:
    """What a figure counts, and what it divides that by."""
    targets, (group, part) = service.current(), split(name)
    sentence = str(MEANINGS[group].definition) % {
        "letters_days": targets.invited_in_time_days,
        "forms_days": targets.forms_due_days,
        "named_days": targets.named_days,
        "decisions_days": targets.decisions_days,
        "record_days": targets.record_days,
        "distribution_days": targets.distribution_days,
    }
    if part in frozenset(Code):
        sentence = f"{meaning(part)}. {sentence}"
    return f"{MEANINGS[PATHWAY_PLAN].definition} {sentence}" if name.startswith(APART) else sentence
