"""Notes beside an advocate's steps, and referrals that officers make"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

SOURCES = "source in ('officer', 'non_instructed')"
STATES = "state in ('taken', 'contacted', 'met', 'closed')"


def upgrade() -> None:
    op.add_column('advocacy_step', sa.Column('note', sa.LargeBinary(), nullable=True))
    op.create_table(
        'advocacy_referral',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('review_id', sa.String(26), nullable=False),
        sa.Column('source', sa.String(16), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('language', sa.String(20), nullable=False),
        sa.Column('needs_interpreter', sa.Boolean(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(SOURCES, name=op.f('ck_advocacy_referral_source_is_known')),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_advocacy_referral_by_id_staff')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_advocacy_referral_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_advocacy_referral')),
    )
    op.create_index(op.f('ix_advocacy_referral_review_id'), 'advocacy_referral', ['review_id'])
    op.create_index(op.f('ix_advocacy_referral_made_at'), 'advocacy_referral', ['made_at'])
    op.create_table(
        'referral_step',
        sa.Column('referral_id', sa.String(26), nullable=False),
        sa.Column('state', sa.String(12), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('note', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(STATES, name=op.f('ck_referral_step_state_is_known')),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_referral_step_by_id_staff')),
        sa.ForeignKeyConstraint(
            ['referral_id'], ['advocacy_referral.id'], name=op.f('fk_referral_step_referral_id_advocacy_referral')
        ),
        sa.PrimaryKeyConstraint('referral_id', 'state', name=op.f('pk_referral_step')),
    )


def downgrade() -> None:
    op.drop_table('referral_step')
    op.drop_index(op.f('ix_advocacy_referral_made_at'), 'advocacy_referral')
    op.drop_index(op.f('ix_advocacy_referral_review_id'), 'advocacy_referral')
    op.drop_table('advocacy_referral')
    op.drop_column('advocacy_step', 'note')
