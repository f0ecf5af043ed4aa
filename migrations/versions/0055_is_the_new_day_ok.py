"""A child says whether it is OK that their meeting moved"""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0053'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What moved before this version is not asked about: nobody would wait for an answer to it.
    op.add_column('review_move', sa.Column('is_chosen', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column('review_move', sa.Column('talked_about_on', sa.Date(), nullable=True))


def downgrade() -> None:
    for column in ('talked_about_on', 'is_chosen'):
        op.drop_column('review_move', column)
