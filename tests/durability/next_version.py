"""The next version of the program: a copy with one more migration, which changes every table that sending needs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from participation.config import ROOT

WIDENED = {
    "notice": "about", "receipt": "purpose", "submission": "level", "draft": "level", "invitation": "level",
    "visit": "language",
}  # fmt: skip
"""A column of each. In another order than a press of send comes by them: one by one they would end in a deadlock."""
REVISION = "9999"
MIGRATION = f"""
import time

import sqlalchemy as sa
from alembic import op

revision = "{REVISION}"
down_revision = "{{newest}}"
branch_labels = depends_on = None


def upgrade():
    for table, column in {list(WIDENED.items())}:
        op.add_column(table, sa.Column("next_one", sa.String(20), nullable=False, server_default="x"))
        op.create_check_constraint("is_something", table, "next_one <> ''")
        op.alter_column(table, column, type_=sa.String(77))
        op.create_index(f"ix_{{{{table}}}}_next_one", table, ["next_one"])
        time.sleep({{seconds}})  # as long as it takes where there are many rows
"""


def make(folder: Path, newest: str, seconds: float) -> Path:
    """Copy the program, and let it bring one migration more, which takes so many seconds for each table."""
    shutil.copytree(ROOT / "participation", folder / "participation", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "migrations", folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    for beside in ("templates", "static", "translations"):
        (folder / beside).symlink_to(ROOT / beside)
    (folder / "migrations" / "versions" / f"{REVISION}_next.py").write_text(
        MIGRATION.format(newest=newest, seconds=seconds)
    )
    return folder


def upgrade(folder: Path, database_url: str, keys: Path) -> "subprocess.CompletedProcess[str]":
    """`participation db upgrade`, as this version says it."""
    settings = {"PARTICIPATION_DATABASE_URL": database_url, "PARTICIPATION_KEYS_DIR": str(keys)}
    return subprocess.run(
        [sys.executable, "-m", "participation", "db", "upgrade"],
        cwd=folder, env={**os.environ, **settings, "PYTHONPATH": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
