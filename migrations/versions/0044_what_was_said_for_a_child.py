"""What others said for a child, shown to the child behind the lock"""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'said_for_child',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('review_id', sa.String(26), nullable=False),
        sa.Column('said_by', sa.String(12), nullable=False),
        sa.Column('submission_id', sa.String(26), nullable=True),
        sa.Column('question', sa.String(60), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.Column('lock_id', sa.String(26), nullable=True),
        sa.Column('for_child', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "said_by in ('officer', 'advocate', 'somebody', 'interpreter', 'letter')",
            name=op.f('ck_said_for_child_said_by_is_known'),
        ),
        sa.CheckConstraint(
            '(lock_id is null) = (for_child is null)', name=op.f('ck_said_for_child_is_sealed_to_its_lock')
        ),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_said_for_child_review_id_review')),
        sa.ForeignKeyConstraint(
            ['submission_id'], ['submission.id'], name=op.f('fk_said_for_child_submission_id_submission')
        ),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_said_for_child_by_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_said_for_child')),
    )
    for column in ('review_id', 'submission_id', 'lock_id'):
        op.create_index(op.f(f'ix_said_for_child_{column}'), 'said_for_child', [column])


def downgrade() -> None:
    op.drop_table('said_for_child')
