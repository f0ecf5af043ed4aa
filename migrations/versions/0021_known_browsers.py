"""Browsers in which somebody of the staff has signed in before"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('known_browser',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('lookup', sa.String(length=64), nullable=False),
    sa.Column('staff_id', sa.String(length=26), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_known_browser_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_known_browser')),
    sa.UniqueConstraint('lookup', 'staff_id', name=op.f('uq_known_browser_lookup_staff_id'))
    )
    op.create_index(op.f('ix_known_browser_staff_id'), 'known_browser', ['staff_id'])


def downgrade() -> None:
    op.drop_table('known_browser')
