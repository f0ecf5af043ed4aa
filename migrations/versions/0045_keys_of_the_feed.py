"""Keys with which programs fetch the figures"""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'feed_key',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('name', sa.String(80), nullable=False),
        sa.Column('lookup', sa.String(64), nullable=False),
        sa.Column('is_whole', sa.Boolean(), nullable=False),
        sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_feed_key')),
        sa.UniqueConstraint('lookup', name=op.f('uq_feed_key_lookup')),
        sa.UniqueConstraint('name', name=op.f('uq_feed_key_name')),
    )


def downgrade() -> None:
    op.drop_table('feed_key')
