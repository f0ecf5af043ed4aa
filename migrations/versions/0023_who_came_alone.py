"""Which letters ask what only children are asked who came to this country alone"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invitation', sa.Column('is_unaccompanied', sa.Boolean(), nullable=True))
    alone = "SELECT child.is_unaccompanied FROM review JOIN child ON child.id = review.child_id"
    op.execute(
        "UPDATE invitation SET is_unaccompanied = respondent = 'child'"
        f" AND coalesce(({alone} WHERE review.id = invitation.review_id), false)"
    )
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.alter_column('is_unaccompanied', existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    op.drop_column('invitation', 'is_unaccompanied')
