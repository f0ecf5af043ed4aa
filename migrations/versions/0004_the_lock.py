"""The lock of a letter, and what stands behind it"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _locks()
    _what_stands_behind_a_lock()
    _open_locks_and_what_was_withdrawn()


def _locks() -> None:
    op.create_table(
        "letter_lock",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("invitation_id", sa.String(length=26), nullable=False),
        sa.Column("printing", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('pictures', 'digits')", name=op.f("ck_letter_lock_kind_is_known")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_letter_lock_invitation_id_invitation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_lock")),
        sa.UniqueConstraint("invitation_id", "printing", name=op.f("uq_letter_lock_invitation_id_printing")),
    )


def _what_stands_behind_a_lock() -> None:
    op.create_table(
        "own_copy",
        sa.Column("submission_id", sa.String(length=26), nullable=False),
        sa.Column("lock_id", sa.String(length=26), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["lock_id"], ["letter_lock.id"], name=op.f("fk_own_copy_lock_id_letter_lock")),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_own_copy_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_own_copy")),
    )
    op.create_index(op.f("ix_own_copy_lock_id"), "own_copy", ["lock_id"])
    op.create_table(
        "reply",
        sa.Column("outcome_id", sa.String(length=26), nullable=False),
        sa.Column("lock_id", sa.String(length=26), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["lock_id"], ["letter_lock.id"], name=op.f("fk_reply_lock_id_letter_lock")),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_reply_outcome_id_outcome"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("outcome_id", name=op.f("pk_reply")),
    )
    op.create_index(op.f("ix_reply_lock_id"), "reply", ["lock_id"])


def _open_locks_and_what_was_withdrawn() -> None:
    op.add_column("visit", sa.Column("lock_key", sa.LargeBinary(), nullable=True))
    op.add_column("submission", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("receipt", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outcome", sa.Column("told", sa.String(length=10), nullable=False, server_default=""))
