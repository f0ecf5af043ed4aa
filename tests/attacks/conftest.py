"""What the tests that try to get in stand on: letters as the public side's own tests write them."""

from tests.answering.conftest import app, two_weeks_before, write

__all__ = ["app", "two_weeks_before", "write"]
