"""The interpreter's page: words in another language, a box for each, and no name. It has no cookie and no visit.

The secret of the link stands in each form. The page is in English: an interpreter reads that.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import render_template, request, url_for
from flask_babel import npgettext, pgettext

from participation.answering.rescue import ENGLISH, TROUBLE, Page, StorageFailed
from participation.interpreting import actions
from participation.interpreting.actions import ClosedLink, InterpretedBy, Texts
from participation.interpreting.queries import lookup_of
from participation.invitations.queries import moved_to
from participation.invitations.secrets import read_token
from participation.invitations.throttle import interpreting_source
from participation.invitations.tries import TooManyTries, give_back, take_try_apart
from participation.sealing.of_this_app import keyring
from participation.translating import known
from participation.web import errors, languages

LONGEST = 8000
"""Letters in one box: four times what anybody can type into the box of an answer."""
LONGEST_WHO = 80
WRONG, TOO_OFTEN = 422, 429
STATUS = {ClosedLink.UNKNOWN: 404, ClosedLink.MOVED: 200, ClosedLink.USED: 410, ClosedLink.OVER: 410}


@dataclass(frozen=True)
class TypedEnglish:
    """What an interpreter has typed so far."""

    secret: str
    english: tuple[str, ...]
    initials: str
    agency: str

    @classmethod
    def posted(cls) -> "TypedEnglish":
        """As it was sent; a browser sends the boxes in their order."""
        english = tuple(typed.strip() for name, typed in request.form.items() if name.startswith(ENGLISH))
        initials, agency = (" ".join(request.form.get(name, "").split()) for name in ("initials", "agency"))
        return cls(request.form.get("secret", ""), english, initials, agency)

    def beside(self, texts: Texts) -> "TypedEnglish":
        """With a box for each text."""
        count = len(texts.words)
        return replace(self, english=(self.english + ("",) * count)[:count])


def interpret() -> Page:
    """Where a link leads: the same bytes for everybody; the secret stays after the #."""
    languages.choose(known.ENGLISH)
    return render_template("public/interpret.html", problem="")


def show_texts() -> Page:
    """Show the words that wait behind a link."""
    return _behind_link(_shown)


def keep_english() -> Page:
    """Keep the English. Whatever is wrong, what was typed comes back."""
    return _behind_link(_kept)


def _behind_link(then: Callable[[Texts, TypedEnglish], Page]) -> Page:
    languages.choose(known.ENGLISH)
    typed = TypedEnglish.posted()
    try:
        found = _opened(typed.secret)
        return _closed(found, typed) if isinstance(found, ClosedLink) else then(found, typed.beside(found))
    except TooManyTries as refused:
        return _not_now(typed, _too_often(refused.minutes)), TOO_OFTEN
    except StorageFailed as error:
        errors.note(error)
        return _not_now(typed, _trouble()), TROUBLE


def _opened(secret: str) -> Texts | ClosedLink:
    """What the secret opens. What cannot be one is not looked for; what was none is counted."""
    token = read_token(secret)
    if token is None:
        return ClosedLink.UNKNOWN
    counted = take_try_apart(interpreting_source(request.remote_addr or "", keyring().secret("pepper")))
    found = actions.texts_behind(token)
    if found is not ClosedLink.UNKNOWN:
        give_back(counted)
    return found


def _shown(texts: Texts, typed: TypedEnglish) -> Page:
    actions.note_shown(texts)
    return _texts(texts, typed)


def _kept(texts: Texts, typed: TypedEnglish) -> Page:
    if problems := _problems(typed):
        return _texts(texts, typed, problems), WRONG
    if not actions.keep_english(texts, typed.english, InterpretedBy(typed.initials, typed.agency)):
        return _closed(ClosedLink.USED, typed)
    return render_template("public/interpreted.html", why="sent", typed=(), there="")


def _problems(typed: TypedEnglish) -> dict[str, str]:
    """What is wrong, by the name of its box."""
    boxes = {f"{ENGLISH}{at}": each for at, each in enumerate(typed.english)}
    who = {"initials": typed.initials, "agency": typed.agency}
    # L10N: to an interpreter, at a box that was left empty
    empty = pgettext("staff interpreter", "Please fill this in. What you cannot read or are not sure of: say so here.")
    # L10N: to an interpreter, at the box for their initials or agency that was left empty
    nobody = pgettext("staff interpreter", "Please say who you are.")
    # L10N: to an interpreter who wrote too much into one box
    long = pgettext("staff interpreter", "This is too long. Please make it shorter.")
    found = {name: empty for name, each in boxes.items() if not each}
    found |= {name: nobody for name, each in who.items() if not each}
    found |= {name: long for name, each in boxes.items() if len(each) > LONGEST}
    return found | {name: long for name, each in who.items() if len(each) > LONGEST_WHO}


def _texts(texts: Texts, typed: TypedEnglish, problems: dict[str, str] | None = None) -> str:
    return render_template(
        "public/interpret_texts.html",
        spoken=known.language(texts.language),
        tag=texts.language,
        texts=tuple(texts.words.values()),
        typed=typed,
        problems=problems or {},
    )


def _not_now(typed: TypedEnglish, problem: str) -> str:
    """The words cannot be looked up now; what was typed can be sent once more."""
    if not typed.english:
        return render_template("public/interpret.html", problem=problem)
    return render_template(
        "public/interpret_texts.html", spoken=None, tag="", texts=(), typed=typed, problems={"send": problem}
    )


def _closed(why: ClosedLink, typed: TypedEnglish) -> Page:
    kept = () if why is ClosedLink.USED else typed.english
    there = _elsewhere(typed.secret) if why is ClosedLink.MOVED else ""
    return render_template("public/interpreted.html", why=why.value, typed=kept, there=there), STATUS[why]


def _elsewhere(secret: str) -> str:
    """Where the link opens now."""
    token = read_token(secret) or ""
    return f"{moved_to(lookup_of(token))}{url_for('.interpret')}#{token}"


def _too_often(minutes: int) -> str:
    words = npgettext(
        "staff interpreter",
        "Many links were tried from here. Please wait %(num)d minute, and press again.",
        "Many links were tried from here. Please wait %(num)d minutes, and press again.",
        minutes,
    )
    return str(words)


def _trouble() -> str:
    # L10N: to an interpreter, when nothing can be shown or kept for a moment
    return str(pgettext("staff interpreter", "This did not work just now. Please press again in a moment."))
