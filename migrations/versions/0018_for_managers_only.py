"""Whether somebody asked to be contacted because of their own officer: then only managers see it"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'contact_request', sa.Column('is_for_managers', sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    with op.batch_alter_table('contact_request') as batch_op:
        batch_op.drop_column('is_for_managers')
