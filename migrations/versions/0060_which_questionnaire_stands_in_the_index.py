"""Which questionnaire was answered stands in the index that figures go by: they read no row beside an envelope"""

from alembic import op

revision = '0060'
down_revision = '0059'
branch_labels = None
depends_on = None

INDEX, COLUMNS = 'ix_submission_review_id', ['review_id', 'kind', 'invitation_id', 'sent_at', 'id']


def upgrade() -> None:
    _anew([*COLUMNS, 'purpose'])


def downgrade() -> None:
    _anew(COLUMNS)


def _anew(columns: list[str]) -> None:
    op.drop_index(INDEX, 'submission')
    op.create_index(INDEX, 'submission', columns)
