"""The meeting is settled here: where, who comes, why it moved"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('review', sa.Column('revision', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('review', sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('review', sa.Column('may_see_place', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('person', sa.Column('is_coming', sa.Boolean(), nullable=True))
    op.add_column('review_move', sa.Column('why', sa.String(20), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('review_move', 'why')
    op.drop_column('person', 'is_coming')
    for column in ('may_see_place', 'settled_at', 'revision'):
        op.drop_column('review', column)
