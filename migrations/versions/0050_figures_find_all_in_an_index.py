"""What figures need of a submission, a reading, a letter and a child's reviews stands in an index, side by side"""

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None

WIDER = (
    ('submission', 'ix_submission_review_id', ('review_id',), ('kind', 'invitation_id', 'sent_at', 'id')),
    ('reading', 'ix_reading_submission_id', ('submission_id',), ('staff_id', 'read_at')),
    ('invitation', 'ix_invitation_review_id', ('review_id',), ('respondent', 'invited_on')),
)
WAITS = dict.fromkeys(('sqlite_where', 'postgresql_where'), sa.text('counted_at IS NULL'))
A_DAY, OF_CHILD = 'ix_review_one_child_on_one_day', 'ix_review_of_child'


def upgrade() -> None:
    for table, name, columns, more in WIDER:
        _anew(table, name, [*columns, *more])
    _anew('submission', 'ix_submission_uncounted', ['review_id', 'purpose'], **WAITS)
    op.create_index(OF_CHILD, 'review', ['child_id', 'meets_on', 'due_on', 'kind', 'ending_id', 'id'])
    op.drop_index(A_DAY, 'review')
    op.drop_index('ix_review_child_id', 'review')


def downgrade() -> None:
    op.create_index('ix_review_child_id', 'review', ['child_id'])
    op.create_index(A_DAY, 'review', ['child_id', 'meets_on'])
    op.drop_index(OF_CHILD, 'review')
    _anew('submission', 'ix_submission_uncounted', ['review_id'], **WAITS)
    for table, name, columns, _ in WIDER:
        _anew(table, name, list(columns))


def _anew(table: str, name: str, columns: list[str], **of_these: sa.TextClause) -> None:
    op.drop_index(name, table)
    op.create_index(name, table, columns, **of_these)
