"""The judge of what children are told, on an ordinary application: what holds is noted, and so is what does not."""

from datetime import timedelta

import pytest
from flask import Flask

from participation import clock
from participation.service.chosen import OnDuty
from participation.staff.models import Role
from tests import factories
from tests.contact.conftest import settle
from tests.soak import promised
from tests.soak.ledger import MONDAY, Ledger
from tests.soak.promised import Account, Promised, Sides

AFTERNOON = MONDAY + timedelta(hours=7)


def lived(app: Flask) -> dict[str, list[bool]]:
    """One day of it, and the children who come back."""
    with clock.frozen(AFTERNOON):
        with app.app_context():
            accounts = [factories.staff(role) for role in (Role.OFFICER, Role.MANAGER, Role.SUPPORT)]
            who = [Account(made.id, made.email, secret) for made, secret in accounts]
            settle(rota=(OnDuty(who[0].id),), out_of_hours_mail="night@example.org")
        asked = Promised(Sides(app, app, app), Ledger(), *who)
        asked.day()
        asked.come_back()
        return asked.ledger.promised


def test_a_word_that_the_child_did_not_allow_is_noticed_in_the_pack_and_all_else_holds(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promised, "MAY_HEAR", {"share": "meeting"})
    tried = lived(app)
    assert len(tried) == 18
    assert {what for what, held in tried.items() if not all(held)} == {
        "packs with what the child allows and nothing else"
    }
