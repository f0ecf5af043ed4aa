"""Opened is not read yet: when somebody first opened what was sent, and when they had read it"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('reading', sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True))
    op.execute('UPDATE reading SET opened_at = read_at')
    with op.batch_alter_table('reading') as batch_op:
        batch_op.alter_column('opened_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('read_at', existing_type=sa.DateTime(timezone=True), nullable=True)


def downgrade() -> None:
    op.execute('UPDATE reading SET read_at = opened_at WHERE read_at IS NULL')
    with op.batch_alter_table('reading') as batch_op:
        batch_op.alter_column('read_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.drop_column('opened_at')
