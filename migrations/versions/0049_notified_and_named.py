"""When the service was told of a child who came into care, and when their officer was named"""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for day in ('notified_on', 'officer_named_on'):
        op.add_column('child', sa.Column(day, sa.Date(), nullable=True))
