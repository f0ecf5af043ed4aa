"""Who had episodes in a year's return"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'had_episodes',
        sa.Column('child_id', sa.String(26), nullable=False),
        sa.Column('year', sa.String(7), nullable=False),
        sa.Column('is_short_breaks', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['child_id'], ['child.id'], name=op.f('fk_had_episodes_child_id_child')),
        sa.PrimaryKeyConstraint('child_id', 'year', name=op.f('pk_had_episodes')),
    )


def downgrade() -> None:
    op.drop_table('had_episodes')
