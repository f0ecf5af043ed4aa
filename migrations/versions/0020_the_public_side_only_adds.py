"""The public side only adds: marks in place of four columns that it could change, what came as the staff side saw it,
and on PostgreSQL, where it has a role of its own, a check on each column that this role may write"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

MARKED = (
    ('opened', 'invitation', 'opened_at'), ('started', 'invitation', 'started_at'),
    ('withdrawn', 'receipt', 'withdrawn_at'), ('withdrawn', 'submission', 'withdrawn_at'),
    ('shown', 'outcome', 'shown_at'),
)
SECRETS = ('token_lookup', 'code_lookup')


def upgrade() -> None:
    op.create_table('mark',
    sa.Column('about_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('about_id', 'kind', name=op.f('pk_mark'))
    )
    for kind, table, column in MARKED:
        is_new = f"NOT EXISTS (SELECT 1 FROM mark WHERE about_id = {table}.id AND kind = '{kind}')"
        op.execute(
            f"INSERT INTO mark (about_id, kind, at) SELECT id, '{kind}', {column} FROM {table}"
            f' WHERE {column} IS NOT NULL AND {is_new}'
        )
    for _, table, column in MARKED:
        op.drop_column(table, column)
    for column in SECRETS:
        with op.batch_alter_table('invitation') as batch_op:
            batch_op.drop_constraint(op.f(f'uq_invitation_{column}'), type_='unique')
        is_there = sa.text(f'{column} IS NOT NULL')
        op.create_index(
            op.f(f'uq_invitation_{column}'), 'invitation', [column], unique=True,
            postgresql_where=is_there, sqlite_where=is_there,
        )
    for table in ('submission', 'contact_request'):
        op.add_column(table, sa.Column('came_at', sa.DateTime(timezone=True), nullable=True))
    op.execute('UPDATE submission SET came_at = sent_at')
    op.execute('UPDATE contact_request SET came_at = asked_at')
    for table in ('submission', 'contact_request'):
        is_new = sa.text('came_at IS NULL')
        op.create_index(
            op.f(f'ix_{table}_new'), table, ['came_at'], postgresql_where=is_new, sqlite_where=is_new
        )


def downgrade() -> None:
    for table in ('contact_request', 'submission'):
        op.drop_index(op.f(f'ix_{table}_new'), table)
        op.drop_column(table, 'came_at')
    for column in SECRETS:
        op.drop_index(op.f(f'uq_invitation_{column}'), 'invitation')
        with op.batch_alter_table('invitation') as batch_op:
            batch_op.create_unique_constraint(op.f(f'uq_invitation_{column}'), [column])
    for kind, table, column in reversed(MARKED):
        op.add_column(table, sa.Column(column, sa.DateTime(timezone=True), nullable=True))
        of_this = f"SELECT at FROM mark WHERE about_id = {table}.id AND kind = '{kind}'"
        op.execute(f'UPDATE {table} SET {column} = ({of_this})')
    op.drop_table('mark')
