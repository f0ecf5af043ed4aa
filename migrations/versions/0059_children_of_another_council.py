"""Where letters open whose children are another council's now, and which children came from one or went to one"""

import sqlalchemy as sa
from alembic import op

revision = '0059'
down_revision = '0058'
branch_labels = None
depends_on = None

TO_A_SERVER = (
    "(substr(address, 1, 8) = 'https://' or substr(address, 1, 17) = 'http://127.0.0.1:')"
    " and replace(replace(replace(replace(address, '#', ''), '?', ''), '@', ''), ' ', '') = address"
)


def upgrade() -> None:
    op.create_table(
        'moved_letter',
        sa.Column('lookup', sa.String(64), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=False),
        sa.CheckConstraint(TO_A_SERVER, name=op.f('ck_moved_letter_leads_to_a_server')),
        sa.PrimaryKeyConstraint('lookup', name=op.f('pk_moved_letter')),
    )
    op.create_index(op.f('ix_moved_letter_ends_on'), 'moved_letter', ['ends_on'])
    op.create_table(
        'handover',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('other', sa.String(80), nullable=False),
        sa.Column('went', sa.Boolean(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('prefix', sa.String(20), nullable=False),
        sa.Column('children', sa.JSON(), nullable=False),
        sa.Column('peppers', sa.JSON(), nullable=False),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('counters', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_handover')),
    )


def downgrade() -> None:
    op.drop_table('handover')
    op.drop_table('moved_letter')
