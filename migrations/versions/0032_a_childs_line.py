"""What a child asked for goes on to done: partly agreed, who by when, and what the child says of the answer"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

MARKS = "'opened', 'started', 'withdrawn', 'shown'"
OK = "'ok_yes', 'ok_sort_of', 'ok_no'"
DAYS = ('by_when', 'talked_about_on', 'done_on')


def upgrade() -> None:
    op.add_column('participation', sa.Column('why', sa.LargeBinary(), nullable=True))
    for day in DAYS:
        op.add_column('outcome', sa.Column(day, sa.Date(), nullable=True))
    op.execute("UPDATE outcome SET done_on = date(answered_at) WHERE state = 'done'")
    with op.batch_alter_table('outcome') as batch_op:
        batch_op.drop_constraint(op.f('ck_outcome_state_is_known'), type_='check')
        batch_op.create_check_constraint(
            op.f('ck_outcome_state_is_known'), "state in ('open', 'agreed', 'partly', 'not_agreed', 'done')"
        )
        batch_op.create_check_constraint(
            op.f('ck_outcome_done_is_agreed'), "done_on is null or state in ('agreed', 'partly', 'done')"
        )
    op.add_column('reply', sa.Column('id', sa.String(26), nullable=True))
    op.execute('UPDATE reply SET id = outcome_id')
    _marks(f'{MARKS}, {OK}')


def _marks(kinds: str) -> None:
    """A mark that is there already and is not fit stops no upgrade: it only leaves the check unproved."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('ALTER TABLE mark DROP CONSTRAINT ck_mark_kind_is_fit')
        op.execute(f'ALTER TABLE mark ADD CONSTRAINT ck_mark_kind_is_fit CHECK (kind IN ({kinds})) NOT VALID')
        op.execute(
            'DO $$ BEGIN ALTER TABLE mark VALIDATE CONSTRAINT ck_mark_kind_is_fit;'
            ' EXCEPTION WHEN check_violation THEN NULL; END $$'
        )


def downgrade() -> None:
    op.execute(f'DELETE FROM mark WHERE kind IN ({OK})')
    _marks(MARKS)
    op.drop_column('reply', 'id')
    op.execute("UPDATE outcome SET state = 'agreed' WHERE state = 'partly'")
    with op.batch_alter_table('outcome') as batch_op:
        batch_op.drop_constraint(op.f('ck_outcome_done_is_agreed'), type_='check')
        batch_op.drop_constraint(op.f('ck_outcome_state_is_known'), type_='check')
        batch_op.create_check_constraint(
            op.f('ck_outcome_state_is_known'), "state in ('open', 'agreed', 'not_agreed', 'done')"
        )
        for day in DAYS:
            batch_op.drop_column(day)
    op.drop_column('participation', 'why')
