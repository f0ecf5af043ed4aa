"""What an officer challenges, level by level"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

KINDS = "kind in ('challenge', 'good_practice')"
OUTCOMES = "outcome in ('', 'improved', 'partly', 'no_change')"


def upgrade() -> None:
    op.create_table(
        'challenge',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('review_id', sa.String(26), nullable=False),
        sa.Column('outcome_id', sa.String(26), nullable=True),
        sa.Column('kind', sa.String(14), nullable=False),
        sa.Column('category', sa.String(16), nullable=False),
        sa.Column('agency', sa.String(16), nullable=False),
        sa.Column('to_whom', sa.String(200), nullable=False),
        sa.Column('raised_by_id', sa.String(26), nullable=False),
        sa.Column('raised_on', sa.Date(), nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('level', sa.Integer(), nullable=False),
        sa.Column('outcome', sa.String(10), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=True),
        sa.Column('answer', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f('ck_challenge_kind_is_known')),
        sa.CheckConstraint(OUTCOMES, name=op.f('ck_challenge_outcome_is_known')),
        sa.ForeignKeyConstraint(['raised_by_id'], ['staff.id'], name=op.f('fk_challenge_raised_by_id_staff')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_challenge_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_challenge')),
    )
    op.create_index(op.f('ix_challenge_review_id'), 'challenge', ['review_id'])
    op.create_index(op.f('ix_challenge_outcome_id'), 'challenge', ['outcome_id'])
    op.create_table(
        'challenge_step',
        sa.Column('challenge_id', sa.String(26), nullable=False),
        sa.Column('level', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ['challenge_id'], ['challenge.id'], name=op.f('fk_challenge_step_challenge_id_challenge')
        ),
        sa.PrimaryKeyConstraint('challenge_id', 'level', name=op.f('pk_challenge_step')),
    )


def downgrade() -> None:
    op.drop_table('challenge_step')
    op.drop_index(op.f('ix_challenge_outcome_id'), 'challenge')
    op.drop_index(op.f('ix_challenge_review_id'), 'challenge')
    op.drop_table('challenge')
