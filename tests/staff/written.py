"""What officers write down, raise and ask of advocates: whose it is to open, by address and role."""

from collections.abc import Callable, Mapping
from typing import Any

from participation.between.actions import VisitWords
from participation.staff.models import Role
from tests.advocacy.referring import referred
from tests.between.writing import written_down
from tests.challenges.raising import raised

OFFICER, MANAGER, ADVOCATE = Role.OFFICER, Role.MANAGER, Role.ADVOCATE
WORDS = "zebra-loud-at-night"
"""As in everything that anybody sent."""
Make = Callable[[Any], Mapping[str, str]]


def her_visit(world: Any) -> Mapping[str, str]:
    return {"visit_id": written_down(world.amara, world.hers, VisitWords(about=WORDS))}


def his_visit(world: Any) -> Mapping[str, str]:
    return {"visit_id": written_down(world.ben, world.his, VisitWords(about=WORDS))}


def her_challenge(world: Any) -> Mapping[str, str]:
    return {"challenge_id": raised(world.amara, world.hers, words=WORDS)}


def his_challenge(world: Any) -> Mapping[str, str]:
    return {"challenge_id": raised(world.ben, world.his, words=WORDS)}


def her_request(world: Any) -> Mapping[str, str]:
    return {"request_id": world.request}


def her_views(world: Any) -> Mapping[str, str]:
    return {"request_id": world.views}


def her_referral(world: Any) -> Mapping[str, str]:
    return {"request_id": referred(world.amara, world.hers, why=WORDS)}


def her_helper(world: Any) -> Mapping[str, str]:
    sent = world.amara.receive(world.hers, "my_helper", helper_wanted="yes", helper_who=WORDS)
    return {"review_id": world.hers, "submission_id": sent}


def his_helper(world: Any) -> Mapping[str, str]:
    sent = world.ben.receive(world.his, "my_helper", helper_wanted="yes", helper_who=WORDS)
    return {"review_id": world.his, "submission_id": sent}


def her_other_words(world: Any) -> Mapping[str, str]:
    return {"review_id": world.hers, "submission_id": world.views}


NONE: tuple[Make, ...] = ()
CHALLENGE = {OFFICER: ((her_challenge,), (his_challenge,))}
VISIT = {OFFICER: ((her_visit,), (his_visit,))}
OF_OFFICERS: Mapping[str, Mapping[Role, tuple[tuple[Make, ...], tuple[Make, ...]]]] = {
    "/staff/challenges/<challenge_id>": {**CHALLENGE, MANAGER: ((her_challenge, his_challenge), NONE)},
    "/staff/challenges/<challenge_id>/answer": CHALLENGE,
    "/staff/challenges/<challenge_id>/further": CHALLENGE,
    "/staff/visits/<visit_id>": {**VISIT, MANAGER: VISIT[OFFICER]},
    "/staff/visits/<visit_id>/change": VISIT,
    "/staff/reviews/<review_id>/helper/<submission_id>": {OFFICER: ((her_helper,), (his_helper, her_other_words))},
}
REQUEST = {ADVOCATE: ((her_request, her_referral), (her_views,))}
STEP = "/staff/advocacy/<request_id>/<any(taken, contacted, met, closed):state>"
OF_ADVOCATES = {"/staff/advocacy/<request_id>": REQUEST, STEP: REQUEST, f"{STEP}/undo": REQUEST}
