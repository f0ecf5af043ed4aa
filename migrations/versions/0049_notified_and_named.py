"""When the service was told of a child who came into care, when their officer was named, and independent visitors"""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for day in ('notified_on', 'officer_named_on', 'independent_visitor_on'):
        op.add_column('child', sa.Column(day, sa.Date(), nullable=True))
    op.add_column('child', sa.Column('independent_visitor', sa.String(length=8), nullable=False, server_default=''))
