"""When each was first asked: a letter that is printed anew makes nobody less late"""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invitation', sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
    # Of a letter that was printed more than once, the first day was not kept.
    op.execute('UPDATE invitation SET asked_at = printed_at')


def downgrade() -> None:
    op.drop_column('invitation', 'asked_at')
