"""Count children together: no officer beside a counter, and the year in place of the month"""

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

KEY = ('year', 'purpose', 'level', 'version', 'question', 'option')
OLD_KEY = ('month', 'officer_id', *KEY[1:])


def others() -> list[sa.Column]:
    return [
        sa.Column('purpose', sa.String(length=40), nullable=False),
        sa.Column('level', sa.String(length=20), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('question', sa.String(length=60), nullable=False),
        sa.Column('option', sa.String(length=60), nullable=False),
        sa.Column('count', sa.Integer(), nullable=False),
    ]


def upgrade() -> None:
    counted = Counter()
    for row in op.get_bind().execute(sa.text('SELECT * FROM tally')).mappings():
        counted[year_of(row['month']), *(row[name] for name in KEY[1:])] += row['count']
    op.drop_table('tally')
    tally = op.create_table('tally',
    sa.Column('year', sa.String(length=7), nullable=False),
    *others(),
    sa.PrimaryKeyConstraint(*KEY, name=op.f('pk_tally'))
    )
    op.bulk_insert(tally, [{**dict(zip(KEY, key)), 'count': count} for key, count in counted.items()])


def downgrade() -> None:
    rows = op.get_bind().execute(sa.text('SELECT * FROM tally')).mappings().all()
    op.drop_table('tally')
    tally = op.create_table('tally',
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('officer_id', sa.String(length=26), nullable=False),
    *others(),
    sa.PrimaryKeyConstraint(*OLD_KEY, name=op.f('pk_tally'))
    )
    op.bulk_insert(tally, [
        {**{name: row[name] for name in (*KEY[1:], 'count')}, 'month': row['year'][:4] + '-04', 'officer_id': ''}
        for row in rows
    ])


def year_of(month: str) -> str:
    """The collection year of a month: 2022-03 is of 2021-22."""
    start = int(month[:4]) - (month[5:] < '04')
    return f'{start}-{(start + 1) % 100:02}'
