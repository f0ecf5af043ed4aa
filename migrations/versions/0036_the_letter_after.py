"""The letter to the child after a review"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('childs_letter',
    sa.Column('review_id', sa.String(length=26), nullable=False),
    sa.Column('envelope', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_childs_letter_by_id_staff')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_childs_letter_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', name=op.f('pk_childs_letter'))
    )


def downgrade() -> None:
    op.drop_table('childs_letter')
