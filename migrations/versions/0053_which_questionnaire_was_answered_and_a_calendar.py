"""Which questionnaire was answered stays when its words are deleted; the calendar of the views of figures"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('trace', sa.Column('purpose', sa.String(40), nullable=False, server_default=''))
    op.add_column('trace', sa.Column('level', sa.String(20), nullable=False, server_default=''))
    op.add_column('trace', sa.Column('version', sa.Integer(), nullable=True))
    births = (f'of_{years}_born_on' for years in (4, 8, 12, 16, 18))
    op.create_table(
        'calendar_day',
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('year', sa.String(7), nullable=False),
        sa.Column('month', sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in births),
        *(
            sa.Column(name, sa.Date(), nullable=False)
            for name in ('letters_on', 'decisions_on', 'record_on', 'distribution_on')
        ),
        sa.PrimaryKeyConstraint('on', name=op.f('pk_calendar_day')),
    )


def downgrade() -> None:
    op.drop_table('calendar_day')
    for column in ('version', 'level', 'purpose'):
        op.drop_column('trace', column)
