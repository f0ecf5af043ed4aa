"""What an officer prepares for a meeting"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('settled_wish',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('submission_id', sa.String(length=26), nullable=False),
    sa.Column('question', sa.String(length=60), nullable=False),
    sa.Column('is_agreed', sa.Boolean(), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_settled_wish_by_id_staff')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_settled_wish_submission_id_submission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settled_wish')),
    sa.UniqueConstraint('submission_id', 'question', name=op.f('uq_settled_wish_submission_id_question'))
    )
    op.create_table('left_out',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('submission_id', sa.String(length=26), nullable=False),
    sa.Column('question', sa.String(length=60), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_left_out_by_id_staff')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_left_out_submission_id_submission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_left_out')),
    sa.UniqueConstraint('submission_id', 'question', name=op.f('uq_left_out_submission_id_question'))
    )
    op.create_table('crib',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('review_id', sa.String(length=26), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('envelope', sa.LargeBinary(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_crib_by_id_staff')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_crib_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crib')),
    sa.UniqueConstraint('review_id', 'by_id', name=op.f('uq_crib_review_id_by_id'))
    )


def downgrade() -> None:
    op.drop_table('crib')
    op.drop_table('left_out')
    op.drop_table('settled_wish')
