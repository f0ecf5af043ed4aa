"""Which questionnaire was answered stays for the figures when its words are deleted"""

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0052'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('trace', sa.Column('purpose', sa.String(40), nullable=False, server_default=''))
    op.add_column('trace', sa.Column('level', sa.String(20), nullable=False, server_default=''))
    op.add_column('trace', sa.Column('version', sa.Integer(), nullable=True))


def downgrade() -> None:
    for column in ('version', 'level', 'purpose'):
        op.drop_column('trace', column)
