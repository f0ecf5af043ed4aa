"""When the staff side noted that something was taken back, and which officer has seen it"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('submission', sa.Column('withdrawal_noted_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('taken_back_seen',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('submission_id', sa.String(length=26), nullable=False),
    sa.Column('staff_id', sa.String(length=26), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_taken_back_seen_staff_id_staff')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_taken_back_seen_submission_id_submission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_taken_back_seen'))
    )
    op.create_index(op.f('ix_taken_back_seen_submission_id'), 'taken_back_seen', ['submission_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_taken_back_seen_submission_id'), table_name='taken_back_seen')
    op.drop_table('taken_back_seen')
    with op.batch_alter_table('submission') as batch_op:
        batch_op.drop_column('withdrawal_noted_at')
