"""How far from home a child lives, and which next reviews were worked out here"""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('child', sa.Column('miles_from_home', sa.Float(), nullable=True))
    op.add_column('review', sa.Column('is_derived', sa.Boolean(), nullable=False, server_default=sa.false()))
