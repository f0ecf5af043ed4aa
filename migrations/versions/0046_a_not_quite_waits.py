"""A child's "not quite" waits for its officer until they have talked about it"""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0044'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('said_for_child', sa.Column('talked_about_on', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('said_for_child', 'talked_about_on')
