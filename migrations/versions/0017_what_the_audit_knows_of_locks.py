"""When a lock was changed, and what the audit was told of it"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('letter_lock', sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('letter_lock', sa.Column('noted_private', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('letter_lock') as batch_op:
        batch_op.drop_column('noted_private')
        batch_op.drop_column('changed_at')
