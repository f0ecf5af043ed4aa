"""An adult may be invited by a mailed link: when it was asked for, when it went, when it was refused. Never a child"""

import sqlalchemy as sa
from alembic import op

revision = '0058'
down_revision = '0057'
branch_labels = None
depends_on = None

COLUMNS = 'mail_asked_at', 'mailed_at', 'mail_refused_at'
NAME = 'ck_invitation_only_adults_get_mail'
RULE = f"respondent not in ('child', 'helper') or coalesce({', '.join(COLUMNS)}) is null"


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column('invitation', sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.create_check_constraint(op.f(NAME), RULE)


def downgrade() -> None:
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_='check')
    for name in reversed(COLUMNS):
        op.drop_column('invitation', name)
