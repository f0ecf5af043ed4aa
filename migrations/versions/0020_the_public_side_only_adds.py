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

ID, WORD, LANGUAGE, HASH = '^[0-9a-z]{26}$', '^[a-z0-9_]+$', '^[A-Za-z0-9-]+$', '^[0-9a-z]+$'
RESPONDENTS = ('child', 'foster_carer', 'key_worker', 'parent', 'school', 'health', 'social_worker', 'advocate', 'other')
COLUMN = '@'
LARGEST = 16 * 1024 * 1024


def like(pattern: str) -> str:
    return f"{COLUMN} ~ '{pattern}'"


def one_of(*values: str) -> str:
    return f"{COLUMN} IN ({', '.join(map(repr, values))})"


def between(lowest: int, highest: int) -> str:
    return f'{COLUMN} BETWEEN {lowest} AND {highest}'


def long(fewest: int, most: int) -> str:
    return f'octet_length({COLUMN}) BETWEEN {fewest} AND {most}'


MOMENT = "@ BETWEEN '2020-01-01 00:00:00+00' AND '2199-12-31 23:59:59+00'"
ENVELOPE = long(1, 1024 * 1024)
NUMBER, COUNT, SEALED, KEY = between(0, 10_000), between(0, 1_000_000_000), long(1, LARGEST), long(1, 1000)
# What the public side's role may write is refused where no right version of it could have written it.
CHECKS = {
    'contact_request': {'id': like(ID), 'printing': NUMBER, 'language': like(LANGUAGE), 'asked_at': MOMENT,
                        'envelope': ENVELOPE},
    'draft': {'id': like(ID), 'purpose': like(WORD), 'level': like(WORD), 'version': NUMBER, 'edition': COUNT,
              'sealed': SEALED, 'saved_at': MOMENT},
    'failure': {'source': like(HASH), 'window': COUNT, 'count': COUNT},
    'letter_lock': {'id': like(ID), 'printing': NUMBER, 'salt': long(16, 16), 'public': long(32, 32), 'private': KEY,
                    'set_at': MOMENT, 'failures': COUNT, 'failed_at': MOMENT, 'changed_at': MOMENT},
    'mark': {'about_id': like(ID), 'kind': one_of('opened', 'started', 'withdrawn', 'shown'), 'at': MOMENT},
    'own_copy': {'envelope': ENVELOPE},
    'receipt': {'id': like(ID), 'purpose': like(WORD), 'sent_at': MOMENT},
    'submission': {'id': like(ID), 'respondent': one_of(*RESPONDENTS), 'about_officer_id': like(ID),
                   'purpose': like(WORD), 'level': like(WORD), 'version': NUMBER, 'language': like(LANGUAGE),
                   'sent_at': MOMENT, 'printing': NUMBER, 'envelope': ENVELOPE},
    'visit': {'lookup': like(HASH), 'printing': NUMBER, 'root': KEY, 'lock_key': KEY, 'language': like(LANGUAGE),
              'started_at': MOMENT, 'seen_at': MOMENT},
}


def upgrade() -> None:
    op.create_table('mark',
    sa.Column('about_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('about_id', 'kind', name=op.f('pk_mark'))
    )
    op.create_table('turn',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_turn'))
    )
    with op.batch_alter_table('reply') as batch_op:
        batch_op.drop_constraint(op.f('fk_reply_lock_id_letter_lock'), type_='foreignkey')
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
    if op.get_bind().dialect.name == 'postgresql':
        _check()
    op.execute('UPDATE submission SET came_at = sent_at')
    op.execute('UPDATE contact_request SET came_at = asked_at')
    for table in ('submission', 'contact_request'):
        is_new = sa.text('came_at IS NULL')
        op.create_index(
            op.f(f'ix_{table}_new'), table, ['came_at'], postgresql_where=is_new, sqlite_where=is_new
        )


def _check() -> None:
    """From now on. A row that is there already and is not fit stops no upgrade: it only leaves its check unproved.

    A moment that never was is now: no later version can read it.
    """
    for table, columns in CHECKS.items():
        for column, rule in columns.items():
            name = f'ck_{table}_{column}_is_fit'
            fits = rule.replace(COLUMN, f'"{column}"')
            if rule is MOMENT:
                op.execute(f'UPDATE {table} SET {column} = now() WHERE NOT ({fits})')
            op.execute(f'ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({fits}) NOT VALID')
            op.execute(
                f'DO $$ BEGIN ALTER TABLE {table} VALIDATE CONSTRAINT {name};'
                ' EXCEPTION WHEN check_violation THEN NULL; END $$'
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        for table, columns in CHECKS.items():
            for column in columns:
                op.execute(f'ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{column}_is_fit')
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
    with op.batch_alter_table('reply') as batch_op:
        batch_op.create_foreign_key(op.f('fk_reply_lock_id_letter_lock'), 'letter_lock', ['lock_id'], ['id'])
    op.drop_table('mark')
    op.drop_table('turn')
