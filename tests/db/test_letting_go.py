"""Who does long what needs no database lets go of it, and never of what is being written."""

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask

from participation.db import as_one, let_go, session, transaction
from participation.staff.models import Staff
from participation.staff.passwords import is_password_of
from tests import factories
from tests.databases import on_both

pytestmark = on_both


@contextmanager
def nested() -> Any:
    """A verb among many that are kept together, as in the demonstration."""
    with as_one(), transaction() as current:
        yield current


@pytest.mark.parametrize("verb", [transaction, as_one, nested], ids=["a verb", "many as one", "one of many"])
@pytest.mark.parametrize("lets_go", [let_go, lambda: is_password_of(None, "wrong")], ids=["by name", "by hashing"])
def test_in_the_middle_of_a_verb_nothing_that_was_written_is_lost(
    app: Flask, verb: Callable[[], AbstractContextManager[Any]], lets_go: Callable[[], object]
) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        with verb():
            session().get_one(Staff, amara.id).name = "Amara Written"
            session().flush()
            lets_go()
        session().rollback()
        assert session().get_one(Staff, amara.id).name == "Amara Written"


def test_between_verbs_the_connection_is_given_back(app: Flask) -> None:
    with app.app_context():
        factories.staff()
        assert session().get(Staff, "") is None
        assert app.extensions["engine"].pool.checkedout() == 1
        let_go()
        assert app.extensions["engine"].pool.checkedout() == 0


def test_a_verb_inside_of_another_is_refused_before_it_keeps_half_of_it(app: Flask) -> None:
    def half() -> None:
        with transaction():
            session().get_one(Staff, amara.id).name = "Amara Half"
            factories.staff()

    with app.app_context():
        amara, _ = factories.staff()
        with pytest.raises(RuntimeError, match="as_one"):
            half()
        assert session().get_one(Staff, amara.id).name != "Amara Half"
