"""What is somebody's own to open, and what is a stranger's, by address and role."""

import re
from collections.abc import Callable, Mapping

from participation.staff.models import Role
from tests.staff.faces_given import OF_FACES
from tests.staff.interpreters import in_tigrinya, link_of
from tests.staff.listened import OF_LISTENING
from tests.staff.of_managers import OF_MANAGERS
from tests.staff.reviews_held import AFTER
from tests.staff.world import MANAGER, OFFICER, SUPPORT, WORDS, Ids, Make, World
from tests.staff.written import OF_ADVOCATES, OF_OFFICERS


def review(id: Callable[[World], str]) -> Make:
    return lambda world: {"review_id": id(world)}


def sent(id: Callable[[World], str]) -> Make:
    return lambda world: {"submission_id": id(world)}


def thing(of_review: Callable[[World], str], of_views: Callable[[World], str]) -> Make:
    return lambda world: {
        "review_id": of_review(world),
        "submission_id": of_views(world),
        "question": "where_i_live_words",
    }


def contact(world: World) -> Ids:
    return {"request_id": world.contact}


def passkey(role: Role) -> Make:
    def of(world: World) -> Ids:
        return {"passkey_id": world.passkey(world.amara.staff_id if role == OFFICER else world.others[role][2])}

    return of


def to_end(id: Callable[[World], str]) -> Make:
    return lambda world: {"about_id": id(world)}


def to_take_back(role: Role) -> tuple[tuple[Make, ...], tuple[Make, ...]]:
    """What one ended oneself and nobody took back; not what a colleague ended."""
    own: Make = lambda world: {"ending_id": world.ended(of=world.id_of(role))}  # noqa: E731
    taken: Make = lambda world: {"ending_id": world.ended(of=world.id_of(role), taken=True)}  # noqa: E731
    colleagues: Make = lambda world: {"ending_id": world.ended(of=world.ben.staff_id)}  # noqa: E731
    return (own,), (taken, colleagues)


HERS, HIS = to_end(lambda world: world.letter()), to_end(lambda world: world.letter(revoked=True))
ENDED = to_end(lambda world: world.ended())
NONE: tuple[Make, ...] = ()
REVIEW = {
    OFFICER: ((review(lambda world: world.hers),), (review(lambda world: world.his),)),
    MANAGER: ((review(lambda world: world.hers),), (review(lambda world: world.his),)),
}
SUBMISSION = {
    OFFICER: ((sent(lambda world: world.views),), tuple(map(sent, (
        lambda world: world.his_views,
        lambda world: world.feedback,
        lambda world: world.feedback_on_ben,
        lambda world: world.request,
    )))),
    MANAGER: (
        (sent(lambda world: world.feedback), sent(lambda world: world.views)),
        (sent(lambda world: world.his_views), sent(lambda world: world.request)),
    ),
}  # fmt: skip
PASSKEY = {
    role: ((passkey(role),), (lambda world: {"passkey_id": world.passkey(world.ben.staff_id)},)) for role in Role
}
CONTACT = {OFFICER: (NONE, (contact,)), MANAGER: ((contact,), NONE)}

OBJECTS: Mapping[str, Mapping[Role, tuple[tuple[Make, ...], tuple[Make, ...]]]] = {
    "/staff/reviews/<review_id>": REVIEW,
    "/staff/reviews/<review_id>/pack": REVIEW,
    "/staff/reviews/<review_id>/pack/lines": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/read": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/wishes": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/english": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/talked": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/crib": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/meeting": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/helper": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/slots": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/slots/press": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/participation": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/language": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/done": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/visits": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/advocacy": {OFFICER: REVIEW[OFFICER]},
    "/staff/reviews/<review_id>/challenges": {OFFICER: REVIEW[OFFICER]},
    **OF_OFFICERS,
    **OF_ADVOCATES,
    "/staff/reviews/<review_id>/answers/<submission_id>/<question>": {
        OFFICER: (
            (thing(lambda world: world.hers, lambda world: world.views),),
            (
                thing(lambda world: world.his, lambda world: world.his_views),
                thing(lambda world: world.hers, lambda world: world.his_views),
                thing(lambda world: world.his, lambda world: world.views),
            ),
        )
    },
    **AFTER,
    "/staff/submissions/<submission_id>": SUBMISSION,
    "/staff/submissions/<submission_id>/missed": SUBMISSION,
    "/staff/submissions/<submission_id>/taken-back": {
        MANAGER: (
            (sent(lambda world: world.withdrawn(world.hers)),),
            (sent(lambda world: world.withdrawn(world.his)), sent(lambda world: world.views)),
        )
    },
    "/staff/submissions/<submission_id>/interpreter": {
        OFFICER: (
            (sent(lambda world: in_tigrinya(world.amara, world.hers, WORDS)),),
            (sent(lambda world: in_tigrinya(world.ben, world.his, WORDS)), sent(lambda world: world.views)),
        )
    },
    "/staff/interpreters/<link_id>/take-back": {
        OFFICER: (
            (lambda world: {"link_id": link_of(world.amara, world.hers, WORDS)},),
            (lambda world: {"link_id": link_of(world.ben, world.his, WORDS)},),
        )
    },
    "/staff/cover/<cover_id>/end": {
        OFFICER: (
            (lambda world: {"cover_id": world.cover(world.amara, world.ben)},),
            (lambda world: {"cover_id": world.cover(world.ben, world.amara)},),
        ),
        MANAGER: (
            (lambda world: {"cover_id": world.cover(world.amara, world.ben)},),
            (lambda world: {"cover_id": world.cover(world.amara, world.ben, ended=True)},),
        ),
    },
    "/staff/endings/<any(letter, person, review, child):what>/<about_id>": {
        OFFICER: ((HERS,), (HIS, ENDED)),
        SUPPORT: ((HERS,), (ENDED,)),
        MANAGER: ((HERS,), (ENDED,)),
    },
    "/staff/endings/<ending_id>/take-back": {role: to_take_back(role) for role in (OFFICER, SUPPORT, MANAGER)},
    "/staff/account/passkeys/<passkey_id>/remove": PASSKEY,
    **OF_MANAGERS,
    **OF_FACES,
    "/staff/keeping/<submission_id>/release": {
        MANAGER: (
            (lambda world: {"submission_id": world.held_back(world.feedback)},),
            (sent(lambda world: world.views),),
        )
    },
    "/staff/imports/<any(template, invented):what>-<any(caseload, people):lists>.csv": {
        SUPPORT: ((lambda _world: {},), NONE),
    },
    "/staff/contact/<request_id>": CONTACT,
    "/staff/contact/<request_id>/acknowledge": CONTACT,
    "/staff/contact/<request_id>/done": CONTACT,
    "/staff/contact/<request_id>/note": CONTACT,
    **OF_LISTENING,
}
"""By address and role: what is theirs to open, and what is not."""


def address(rule: str, ids: Ids) -> str:
    """A rule with ids in place of its parts."""
    path = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: ids[part[1]], path)
