"""Which adults are still to be told that a meeting has changed"""

import sqlalchemy as sa
from alembic import op

revision = '0056'
down_revision = '0055'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('untold_revision', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('person', 'untold_revision')
