"""A child's "not quite" waits until it was talked about; of a meeting stand the kind of place and who comes"""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('said_for_child', sa.Column('talked_about_on', sa.Date(), nullable=True))
    op.add_column('submission', sa.Column('talked_about_on', sa.Date(), nullable=True))
    op.add_column('review', sa.Column('place_kind', sa.String(20), nullable=False, server_default=''))
    op.add_column('slot_offer', sa.Column('coming', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('slot_offer', sa.Column('may_see_place', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column('slot_offer', 'may_see_place')
    op.drop_column('slot_offer', 'coming')
    op.drop_column('review', 'place_kind')
    op.drop_column('submission', 'talked_about_on')
    op.drop_column('said_for_child', 'talked_about_on')
