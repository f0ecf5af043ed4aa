"""The slow hash at its real cost, which every other test is spared."""

import hashlib
import hmac

import pytest
from argon2.exceptions import VerifyMismatchError
from argon2.low_level import Type, hash_secret_raw
from flask import Flask

from participation import clock
from participation.invitations.secrets import code_secrets, new_code, spaced
from participation.locks.choices import Combination
from participation.locks.secrets import chosen_key
from participation.sealing import slow_hash
from participation.staff.passwords import hashed, is_password_of
from tests import factories
from tests.answering.conftest import MEETING, TWO_WEEKS_BEFORE
from tests.parts.cheaper import LOWEST
from tests.walking import signed_in

PEPPER = bytes(range(32))


def slowly(secret: str, salt: bytes, length: int) -> bytes:
    """As it was chosen: three passes over 64 MiB."""
    peppered = hmac.digest(PEPPER, secret.encode(), "sha256")
    return hash_secret_raw(peppered, salt, 3, 65536, parallelism=1, hash_len=length, type=Type.ID)


@pytest.mark.usefixtures("real_costs")
def test_a_guess_costs_what_was_chosen() -> None:
    code, salt = new_code(), bytes(16)
    out = slowly(code, hmac.digest(PEPPER, b"link/code/v1/salt", "sha256"), 64)
    assert code_secrets(code, PEPPER) == (hashlib.sha256(out[:32]).hexdigest(), out[32:])
    choice = Combination("digits", tuple("482190"))
    assert chosen_key(choice, salt, PEPPER) == slowly("lock/v1|digits:4,8,2,1,9,0", salt, 32)
    assert hashed("an invented password").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.usefixtures("real_costs")
def test_a_letter_and_an_account_open_at_the_real_cost(app: Flask) -> None:
    with clock.frozen(TWO_WEEKS_BEFORE):
        with app.app_context():
            amara, secret = factories.staff(email="amara@example.org")
            _, secrets = factories.letter(factories.review(amara, MEETING))
        opened = app.test_client().post("/start", data={"code": spaced(secrets.code)})
        assert (opened.status_code, opened.location) == (303, "/home")
        assert signed_in(app, "amara@example.org", secret).get("/staff/", follow_redirects=True).status_code == 200


@pytest.mark.usefixtures("real_costs")
def test_where_there_is_no_account_a_guess_is_hashed_at_the_same_cost(app: Flask) -> None:
    asked, hasher = slow_hash.nobodys(), slow_hash.password_hasher()
    assert not hasher.check_needs_rehash(asked)
    with pytest.raises(VerifyMismatchError):
        hasher.verify(asked, "an invented password")
    with app.app_context():
        assert not is_password_of(None, "an invented password")


def test_other_tests_pay_the_lowest_cost_and_open_the_same() -> None:
    assert {slow_hash.OF_CODES, slow_hash.OF_PASSWORDS} == {LOWEST}
    code = new_code()
    assert code_secrets(code, PEPPER) == code_secrets(code, PEPPER) != code_secrets(new_code(), PEPPER)
