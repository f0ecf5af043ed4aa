"""What a letter that is out says and where it is, printing once, a lock that goes along, and further languages"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

SEALED_LOCK = 'octet_length(for_next_letter) BETWEEN 1 AND 4096'
MOVED_SINCE = (
    ' FROM review_move WHERE review_move.review_id = invitation.review_id'
    ' AND review_move.moved_at > invitation.printed_at ORDER BY review_move.moved_at LIMIT 1'
)


def upgrade() -> None:
    _keep_sheets()
    _keep_runs()
    op.add_column('letter_lock', sa.Column('for_next_letter', sa.LargeBinary(), nullable=True))
    if op.get_bind().dialect.name == 'postgresql':
        check = 'ALTER TABLE letter_lock ADD CONSTRAINT ck_letter_lock_for_next_letter_is_fit CHECK'
        op.execute(f'{check} ({SEALED_LOCK})')
    op.add_column('child', sa.Column('other_languages', sa.String(length=60), nullable=True))
    op.execute("UPDATE child SET other_languages = ''")
    with op.batch_alter_table('child') as batch_op:
        batch_op.alter_column('other_languages', existing_type=sa.String(length=60), nullable=False)


def _keep_sheets() -> None:
    op.create_table('sheet',
    sa.Column('invitation_id', sa.String(length=26), nullable=False),
    sa.Column('printing', sa.Integer(), nullable=False),
    sa.Column('meets_on', sa.Date(), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('digests', sa.JSON(), nullable=False),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_out_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_sheet_invitation_id_invitation')),
    sa.PrimaryKeyConstraint('invitation_id', name=op.f('pk_sheet'))
    )
    # Of a letter that was printed before, the day is known: the one from which the review has moved since, or the one
    # now. Its hour is known only where the day is still the same; of names and officers nothing is known.
    op.execute(
        'INSERT INTO sheet (invitation_id, printing, meets_on, starts_at, digests)'
        f' SELECT invitation.id, printings, coalesce((SELECT from_on{MOVED_SINCE}), review.meets_on),'
        f" CASE WHEN EXISTS (SELECT 1 FROM (SELECT from_on{MOVED_SINCE}) AS moved) THEN NULL ELSE review.starts_at END,"
        " '{}' FROM invitation JOIN review ON review.id = invitation.review_id"
        ' WHERE printings > 0 AND printed_at IS NOT NULL'
    )


def _keep_runs() -> None:
    op.create_table('print_run',
    sa.Column('lookup', sa.String(length=64), nullable=False),
    sa.Column('staff_id', sa.String(length=26), nullable=False),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.Column('drawn', sa.Integer(), nullable=False),
    sa.Column('is_read_out', sa.Boolean(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('moved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.String(length=300), nullable=False),
    sa.Column('result', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_print_run_staff_id_staff')),
    sa.PrimaryKeyConstraint('lookup', name=op.f('pk_print_run'))
    )
    op.create_index(op.f('ix_print_run_staff_id'), 'print_run', ['staff_id'])


def downgrade() -> None:
    op.drop_column('child', 'other_languages')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('ALTER TABLE letter_lock DROP CONSTRAINT ck_letter_lock_for_next_letter_is_fit')
    op.drop_column('letter_lock', 'for_next_letter')
    op.drop_index(op.f('ix_print_run_staff_id'), 'print_run')
    op.drop_table('print_run')
    op.drop_table('sheet')
