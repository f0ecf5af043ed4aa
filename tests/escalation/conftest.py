"""A service with a rota, on the same Monday as the tests of contact."""

from tests.accounts.conftest import office
from tests.contact.conftest import on_monday, team

__all__ = ["office", "on_monday", "team"]
