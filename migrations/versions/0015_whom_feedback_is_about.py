"""Whom feedback is about: the officer of the review when it was sent, as far as that is known"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('submission', sa.Column('about_officer_id', sa.String(length=26), nullable=True))
    op.execute(
        "UPDATE submission SET about_officer_id ="
        " (SELECT officer_id FROM review WHERE review.id = submission.review_id) WHERE kind = 'feedback'"
    )


def downgrade() -> None:
    with op.batch_alter_table('submission') as batch_op:
        batch_op.drop_column('about_officer_id')
