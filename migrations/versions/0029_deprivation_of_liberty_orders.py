"""Deprivation of liberty orders, as the national return lists them since 2026-27"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'deprivation_of_liberty',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('child_id', sa.String(26), nullable=False),
        sa.Column('started_on', sa.Date(), nullable=False),
        sa.Column('ended_on', sa.Date(), nullable=True),
        sa.CheckConstraint('ended_on > started_on', name=op.f('ck_deprivation_of_liberty_ends_after_it_starts')),
        sa.ForeignKeyConstraint(['child_id'], ['child.id'], name=op.f('fk_deprivation_of_liberty_child_id_child')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_deprivation_of_liberty')),
        sa.UniqueConstraint('child_id', 'started_on', name=op.f('uq_deprivation_of_liberty_child_id_started_on')),
    )


def downgrade() -> None:
    op.drop_table('deprivation_of_liberty')
