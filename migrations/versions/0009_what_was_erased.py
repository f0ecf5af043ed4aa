"""What was erased, by id, so that no restored backup brings it back"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('erased',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'id', name=op.f('pk_erased'))
    )
    op.create_index(op.f('ix_erased_erased_at'), 'erased', ['erased_at'])


def downgrade() -> None:
    op.drop_table('erased')
