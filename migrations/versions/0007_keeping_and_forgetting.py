"""Keeping and forgetting: what was started and exported, what stays of what was deleted, what is held back"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _traces()
    _what_is_held_back()
    _what_was_started_and_exported()


def _traces() -> None:
    op.create_table('trace',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('review_id', sa.String(length=26), nullable=False),
    sa.Column('invitation_id', sa.String(length=26), nullable=False),
    sa.Column('respondent', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asks_for_advocate', sa.Boolean(), nullable=False),
    sa.Column('advocacy', sa.String(length=12), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_trace_invitation_id_invitation')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_trace_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace'))
    )
    op.create_index(op.f('ix_trace_invitation_id'), 'trace', ['invitation_id'])
    op.create_index(op.f('ix_trace_review_id'), 'trace', ['review_id'])
    op.create_table('trace_of_answer',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('review_id', sa.String(length=26), nullable=False),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_trace_of_answer_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_of_answer'))
    )
    op.create_index(op.f('ix_trace_of_answer_review_id'), 'trace_of_answer', ['review_id'])


def _what_is_held_back() -> None:
    op.create_table('hold',
    sa.Column('submission_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_hold_by_id_staff')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_hold_submission_id_submission')),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_hold'))
    )


def _what_was_started_and_exported() -> None:
    op.add_column('submission', sa.Column('exported_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('invitation', sa.Column('started_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE invitation SET started_at = (SELECT min(saved_at) FROM draft"
        " WHERE draft.invitation_id = invitation.id AND draft.purpose NOT IN ('after_review', 'my_advocate'))"
    )


def downgrade() -> None:
    op.drop_column('invitation', 'started_at')
    op.drop_column('submission', 'exported_at')
    op.drop_table('hold')
    op.drop_table('trace_of_answer')
    op.drop_table('trace')
