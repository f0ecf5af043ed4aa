"""What was typed in another language than English, and how far it is on its way there. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from participation.casework.what_was_said import Said
from participation.interpreting.models import InterpreterLink
from participation.submissions.models import Submission


@dataclass(frozen=True)
class InOtherLanguage:
    """The typed words of one submission, with the links that were made for them."""

    texts: tuple[Said, ...]
    links: tuple[InterpreterLink, ...]

    @property
    def submission(self) -> Submission:
        """The row that they came in."""
        return self.texts[0].submission

    @property
    def is_childs(self) -> bool:
        """Typed by the child, or by who helped them; not by an adult about the child."""
        return self.texts[0].is_childs

    @property
    def waiting(self) -> InterpreterLink | None:
        """The link that its interpreter can still open."""
        return next((link for link in self.links if link.sealed is not None and link.english is None), None)

    @property
    def ended(self) -> InterpreterLink | None:
        """The last link, where it came to its end and no English had come by it."""
        last = self.links[-1] if self.links else None
        return last if last and last.sealed is None and not last.withdrawn_at and last.english is None else None

    @property
    def not_in_english(self) -> tuple[Said, ...]:
        """What nobody has put into English yet."""
        return tuple(each for each in self.texts if not each.english)


def in_other_languages(everything: Iterable[Said], links: Sequence[InterpreterLink]) -> tuple[InOtherLanguage, ...]:
    """What each submission holds that was typed in another language, what came last first."""
    typed: dict[str, list[Said]] = {}
    for each in everything:
        if each.is_words and each.submission.language != "en":
            typed.setdefault(each.submission.id, []).append(each)
    return tuple(
        InOtherLanguage(tuple(texts), tuple(link for link in links if link.submission_id == id))
        for id, texts in typed.items()
    )
