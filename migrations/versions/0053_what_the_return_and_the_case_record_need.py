"""Who had episodes in a year's return; which files went to the case record"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'had_episodes',
        sa.Column('child_id', sa.String(26), nullable=False),
        sa.Column('year', sa.String(7), nullable=False),
        sa.Column('is_short_breaks', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['child_id'], ['child.id'], name=op.f('fk_had_episodes_child_id_child')),
        sa.PrimaryKeyConstraint('child_id', 'year', name=op.f('pk_had_episodes')),
    )
    op.create_table(
        'file_receipt',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('review_id', sa.String(26), nullable=False),
        sa.Column('about_id', sa.String(26), nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('length', sa.Integer(), nullable=False),
        sa.Column('how', sa.String(8), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("how in ('by hand', 'dropped', 'final')", name=op.f('ck_file_receipt_how_is_known')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_file_receipt_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_file_receipt')),
    )
    for column in ('review_id', 'about_id', 'at'):
        op.create_index(op.f(f'ix_file_receipt_{column}'), 'file_receipt', [column])


def downgrade() -> None:
    op.drop_table('file_receipt')
    op.drop_table('had_episodes')
