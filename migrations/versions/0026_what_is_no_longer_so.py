"""What is no longer so: a letter, a person, a review, a child, each with who said so and why"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

ENDED = ('child', 'review', 'person', 'invitation')


def upgrade() -> None:
    op.create_table(
        'ending',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('what', sa.String(12), nullable=False),
        sa.Column('about_id', sa.String(26), nullable=False),
        sa.Column('reason', sa.String(20), nullable=False),
        sa.Column('words', sa.String(500), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("what in ('letter', 'person', 'review', 'child')", name=op.f('ck_ending_what_is_known')),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_ending_by_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_ending')),
    )
    op.create_index(op.f('ix_ending_about_id'), 'ending', ['about_id'])
    for table in ENDED:
        op.add_column(table, sa.Column('ending_id', sa.String(26), nullable=True))
    op.add_column('child', sa.Column('ended_as', sa.String(20), nullable=True))
    op.add_column('person', sa.Column('is_asked', sa.Boolean(), nullable=True))
    op.add_column('invitation', sa.Column('still_opens', sa.String(12), nullable=True))


def downgrade() -> None:
    op.drop_column('invitation', 'still_opens')
    op.drop_column('person', 'is_asked')
    op.drop_column('child', 'ended_as')
    for table in reversed(ENDED):
        op.drop_column(table, 'ending_id')
    op.drop_index(op.f('ix_ending_about_id'), 'ending')
    op.drop_table('ending')
