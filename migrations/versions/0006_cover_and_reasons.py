"""Cover for a colleague who is away, and reasons to read what is not on one's own list"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cover',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('absent_id', sa.String(length=26), nullable=False),
    sa.Column('covering_id', sa.String(length=26), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('given_by_id', sa.String(length=26), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('last_on >= first_on', name=op.f('ck_cover_ends_after_it_begins')),
    sa.CheckConstraint('absent_id <> covering_id', name=op.f('ck_cover_is_for_somebody_else')),
    sa.ForeignKeyConstraint(['absent_id'], ['staff.id'], name=op.f('fk_cover_absent_id_staff')),
    sa.ForeignKeyConstraint(['covering_id'], ['staff.id'], name=op.f('fk_cover_covering_id_staff')),
    sa.ForeignKeyConstraint(['given_by_id'], ['staff.id'], name=op.f('fk_cover_given_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cover'))
    )
    op.create_index(op.f('ix_cover_absent_id'), 'cover', ['absent_id'])
    op.create_index(op.f('ix_cover_covering_id'), 'cover', ['covering_id'])
    op.create_table('read_elsewhere',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('review_id', sa.String(length=26), nullable=False),
    sa.Column('staff_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_read_elsewhere_review_id_review')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_read_elsewhere_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_read_elsewhere'))
    )
    op.create_index(op.f('ix_read_elsewhere_review_id'), 'read_elsewhere', ['review_id'])
    op.create_index(op.f('ix_read_elsewhere_staff_id'), 'read_elsewhere', ['staff_id'])


def downgrade() -> None:
    op.drop_table('read_elsewhere')
    op.drop_table('cover')
