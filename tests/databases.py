"""Which databases a test runs on."""

import pytest

on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
"""Tests of storage run on a real SQLite and on a real PostgreSQL server."""
