"""Which adults are still to be told that a meeting has changed; a letter that was read on its page"""

import sqlalchemy as sa
from alembic import op

revision = '0056'
down_revision = '0055'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('untold_revision', sa.Integer(), nullable=True))
    op.add_column('review_act', sa.Column('how', sa.String(4), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('review_act', 'how')
    op.drop_column('person', 'untold_revision')
