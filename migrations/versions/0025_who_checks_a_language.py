"""People who check a language on the screens, and what they say"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('proofreading',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('link', sa.String(length=64), nullable=False),
    sa.Column('phone', sa.String(length=64), nullable=False),
    sa.Column('screens', sa.LargeBinary(), nullable=False),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proofreading')),
    sa.UniqueConstraint('code', 'by', name=op.f('uq_proofreading_code_by')),
    sa.UniqueConstraint('link', name=op.f('uq_proofreading_link'))
    )
    op.create_table('judgement',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('proofreading_id', sa.String(length=26), nullable=False),
    sa.Column('key', sa.String(length=12), nullable=False),
    sa.Column('english', sa.Text(), nullable=False),
    sa.Column('told', sa.Text(), nullable=False),
    sa.Column('seen', sa.JSON(), nullable=False),
    sa.Column('opinion', sa.String(length=6), nullable=False),
    sa.Column('forms', sa.JSON(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('judged_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("opinion in ('right', 'change', 'ask')", name=op.f('ck_judgement_opinion_is_known')),
    sa.ForeignKeyConstraint(['proofreading_id'], ['proofreading.id'], name=op.f('fk_judgement_proofreading_id_proofreading')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_judgement')),
    sa.UniqueConstraint('proofreading_id', 'key', name=op.f('uq_judgement_proofreading_id_key'))
    )
    op.create_index(op.f('ix_judgement_proofreading_id'), 'judgement', ['proofreading_id'])


def downgrade() -> None:
    op.drop_table('judgement')
    op.drop_table('proofreading')
