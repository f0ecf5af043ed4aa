"""What is paid once: where a test makes an application, what the one before it compiled is there."""

from collections.abc import Callable

from flask import Flask

from tests.databases import on_both


@on_both
def test_statements_are_compiled_once_for_all_applications_on_a_database(make_app: Callable[..., Flask]) -> None:
    one, other = (make_app().extensions["engine"].get_execution_options()["compiled_cache"] for _ in range(2))
    assert one is other
