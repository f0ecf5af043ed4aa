"""What was published of a year, to hold against it what is published later; and what stayed, by when it was sent"""

import sqlalchemy as sa
from alembic import op

import participation.db

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('publication',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('year', sa.String(length=7), nullable=False),
    sa.Column('published_at', participation.db.UTCDateTime(), nullable=False),
    sa.Column('numbers', sa.JSON(), nullable=False),
    sa.Column('hidden', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication'))
    )
    op.create_index(op.f('ix_publication_year'), 'publication', ['year'], unique=False)
    op.create_index(op.f('ix_trace_sent_at'), 'trace', ['sent_at'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_trace_sent_at'), table_name='trace')
    op.drop_index(op.f('ix_publication_year'), table_name='publication')
    op.drop_table('publication')
