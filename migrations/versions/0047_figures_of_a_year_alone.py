"""What the figures of a year look for: found by its day, however many years there are"""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None

BY_DAY = (('visit_by_officer', 'made_on'), ('challenge', 'raised_on'), ('challenge_step', 'asked_on'))
ASKED = ('submission', 'trace')


def upgrade() -> None:
    for table, column in BY_DAY:
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column])
    asks = {'sqlite_where': sa.text('asks_for_advocate = 1'), 'postgresql_where': sa.text('asks_for_advocate')}
    for table in ASKED:
        op.create_index(f'ix_{table}_asks_for_advocate', table, ['sent_at'], **asks)
    waits = dict.fromkeys(('sqlite_where', 'postgresql_where'), sa.text('counted_at IS NULL'))
    op.create_index('ix_submission_uncounted', 'submission', ['review_id'], **waits)


def downgrade() -> None:
    op.drop_index('ix_submission_uncounted', 'submission')
    for table in ASKED:
        op.drop_index(f'ix_{table}_asks_for_advocate', table)
    for table, column in BY_DAY:
        op.drop_index(op.f(f'ix_{table}_{column}'), table)
