"""How an adult's letter names the child, sealed with the letter's own secret"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invitation', sa.Column('child_name', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.drop_column('child_name')
