"""What officers do with a child between meetings"""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

KINDS = "kind in ('visit', 'midway', 'observation', 'pathway')"
VIEWS = "own_view in ('said', 'drawn', 'sent', 'nothing', 'not_asked')"


def upgrade() -> None:
    op.create_table(
        'visit_by_officer',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('review_id', sa.String(26), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('kind', sa.String(12), nullable=False),
        sa.Column('is_virtual', sa.Boolean(), nullable=False),
        sa.Column('knows_advocacy', sa.String(10), nullable=False),
        sa.Column('has_advocate', sa.String(10), nullable=False),
        sa.Column('own_view', sa.String(10), nullable=False),
        sa.Column('is_adviser_asked', sa.Boolean(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=True),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f('ck_visit_by_officer_kind_is_known')),
        sa.CheckConstraint(VIEWS, name=op.f('ck_visit_by_officer_own_view_is_known')),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_visit_by_officer_by_id_staff')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_visit_by_officer_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_by_officer')),
    )
    op.create_index(op.f('ix_visit_by_officer_review_id'), 'visit_by_officer', ['review_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_visit_by_officer_review_id'), 'visit_by_officer')
    op.drop_table('visit_by_officer')
