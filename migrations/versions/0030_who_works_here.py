"""Accounts on a page: links to set them up, who signed in when, who held a review; pages of officers to approve"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('staff', sa.Column('set_up_lookup', sa.String(64), server_default='', nullable=False))
    op.add_column('staff', sa.Column('set_up_ends_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('staff', sa.Column('signed_in_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('review', sa.Column('held_by_id', sa.String(26), nullable=True))
    op.add_column('profile', sa.Column('greeting', sa.String(120), server_default='', nullable=False))
    op.add_column('profile', sa.Column('in_languages', sa.JSON(), server_default='{}', nullable=False))
    op.create_table('profile_change',
    sa.Column('staff_id', sa.String(length=26), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('photo', sa.LargeBinary(), nullable=True),
    sa.Column('without_photo', sa.Boolean(), nullable=False),
    sa.Column('is_wanted', sa.Boolean(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_profile_change_staff_id_staff')),
    sa.PrimaryKeyConstraint('staff_id', name=op.f('pk_profile_change'))
    )
    _carry_over_who_signed_in()


def _carry_over_who_signed_in() -> None:
    staff, audit = sa.table('staff', sa.column('id'), sa.column('signed_in_at')), sa.table(
        'audit', sa.column('actor'), sa.column('action'), sa.column('at')
    )
    last = sa.select(audit.c.actor, sa.func.max(audit.c.at)).where(audit.c.action == 'signed in').group_by(audit.c.actor)
    for id, at in op.get_bind().execute(last).all():
        op.execute(staff.update().where(staff.c.id == id).values(signed_in_at=at))


def downgrade() -> None:
    op.drop_table('profile_change')
    op.drop_column('profile', 'in_languages')
    op.drop_column('profile', 'greeting')
    op.drop_column('review', 'held_by_id')
    op.drop_column('staff', 'signed_in_at')
    op.drop_column('staff', 'set_up_ends_at')
    op.drop_column('staff', 'set_up_lookup')
