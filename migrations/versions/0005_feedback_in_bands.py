"""What an officer may know of the feedback about them"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feedback_bands',
    sa.Column('officer_id', sa.String(length=26), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('bands', sa.JSON(), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_feedback_bands_officer_id_staff')),
    sa.PrimaryKeyConstraint('officer_id', 'first_on', name=op.f('pk_feedback_bands'))
    )


def downgrade() -> None:
    op.drop_table('feedback_bands')
