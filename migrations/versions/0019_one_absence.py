"""One absence: who stands in for somebody, as the settings had it, and cover, which also lets them read"""

import secrets
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

ABSENCE = sa.table('absence', *(sa.column(*each) for each in (
    ('id', sa.String), ('absent_id', sa.String), ('deputy_id', sa.String), ('first_on', sa.Date), ('last_on', sa.Date),
    ('also_reads', sa.Boolean), ('entered_by_id', sa.String), ('entered_at', sa.DateTime(timezone=True)),
    ('ended_at', sa.DateTime(timezone=True)),
)))
SERVICE = sa.table('service', sa.column('id', sa.Integer), sa.column('settings', sa.JSON))
COVER = 'id, absent_id, covering_id, first_on, last_on, given_by_id, given_at, ended_at'
OF_COVER = 'id, absent_id, deputy_id, first_on, last_on, entered_by_id, entered_at, ended_at'
LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'


def upgrade() -> None:
    op.create_table('absence',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('absent_id', sa.String(length=26), nullable=False),
    sa.Column('deputy_id', sa.String(length=26), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('also_reads', sa.Boolean(), nullable=False),
    sa.Column('entered_by_id', sa.String(length=26), nullable=True),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('last_on >= first_on', name=op.f('ck_absence_ends_after_it_begins')),
    sa.CheckConstraint('absent_id <> deputy_id', name=op.f('ck_absence_is_for_somebody_else')),
    sa.ForeignKeyConstraint(['absent_id'], ['staff.id'], name=op.f('fk_absence_absent_id_staff')),
    sa.ForeignKeyConstraint(['deputy_id'], ['staff.id'], name=op.f('fk_absence_deputy_id_staff')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_absence_entered_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    op.create_index(op.f('ix_absence_absent_id'), 'absence', ['absent_id'])
    op.create_index(op.f('ix_absence_deputy_id'), 'absence', ['deputy_id'])
    op.execute(f'INSERT INTO absence ({OF_COVER}, also_reads) SELECT {COVER}, true FROM cover')
    op.drop_table('cover')
    _out_of_the_settings(op.get_bind())


def _out_of_the_settings(connection: sa.Connection) -> None:
    """What names somebody and days becomes a row, where cover of the two is not there on all of these days.

    Anything else stays where it was: no later code reads it, and somebody may want to look.
    """
    staff = set(connection.scalars(sa.text('SELECT id FROM staff')))
    for id, settings in connection.execute(sa.select(SERVICE)).all():
        given = settings.get('absences') if isinstance(settings, dict) else None
        if not isinstance(given, list):
            continue
        rows = [_row(each, staff) for each in given]
        for row in filter(None, rows):
            if not connection.execute(sa.select(ABSENCE.c.id).where(*_of_the_same(row))).first():
                connection.execute(ABSENCE.insert().values(row))
        left = [each for each, row in zip(given, rows, strict=True) if row is None]
        kept = {name: value for name, value in settings.items() if name != 'absences'}
        _keep(connection, id, kept | ({'absences': left} if left else {}))


def _row(given: Any, staff: set[str]) -> dict[str, Any] | None:
    try:
        absent, deputy = given['staff_id'], given['deputy_id']
        first, last = date.fromisoformat(given['first_day']), date.fromisoformat(given['last_day'])
        is_fit = first <= last and absent != deputy and {absent, deputy} <= staff
    except (TypeError, KeyError, ValueError):
        return None
    if not is_fit:
        return None
    return {
        'id': ''.join(secrets.choice(LETTERS) for _ in range(26)), 'absent_id': absent, 'deputy_id': deputy,
        'first_on': first, 'last_on': last, 'also_reads': False, 'entered_at': datetime.now(UTC),
    }


def _of_the_same(row: dict[str, Any]) -> tuple[sa.ColumnElement[bool], ...]:
    found = ABSENCE.c
    return (
        found.absent_id == row['absent_id'], found.deputy_id == row['deputy_id'], found.ended_at.is_(None),
        found.first_on <= row['first_on'], found.last_on >= row['last_on'],
    )


def _keep(connection: sa.Connection, id: int, settings: dict[str, Any]) -> None:
    connection.execute(SERVICE.update().where(SERVICE.c.id == id).values(settings=settings))


def downgrade() -> None:
    op.create_table('cover',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('absent_id', sa.String(length=26), nullable=False),
    sa.Column('covering_id', sa.String(length=26), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('given_by_id', sa.String(length=26), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('last_on >= first_on', name=op.f('ck_cover_ends_after_it_begins')),
    sa.CheckConstraint('absent_id <> covering_id', name=op.f('ck_cover_is_for_somebody_else')),
    sa.ForeignKeyConstraint(['absent_id'], ['staff.id'], name=op.f('fk_cover_absent_id_staff')),
    sa.ForeignKeyConstraint(['covering_id'], ['staff.id'], name=op.f('fk_cover_covering_id_staff')),
    sa.ForeignKeyConstraint(['given_by_id'], ['staff.id'], name=op.f('fk_cover_given_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cover'))
    )
    op.create_index(op.f('ix_cover_absent_id'), 'cover', ['absent_id'])
    op.create_index(op.f('ix_cover_covering_id'), 'cover', ['covering_id'])
    op.execute(f'INSERT INTO cover ({COVER}) SELECT {OF_COVER} FROM absence WHERE also_reads')
    _into_the_settings(op.get_bind())
    op.drop_table('absence')


def _into_the_settings(connection: sa.Connection) -> None:
    """Every absence that nobody has ended: the settings had no way to say that one was."""
    ordered = sa.select(ABSENCE).where(ABSENCE.c.ended_at.is_(None)).order_by(ABSENCE.c.entered_at, ABSENCE.c.id)
    rows = [
        {'staff_id': each.absent_id, 'first_day': each.first_on.isoformat(),
         'last_day': each.last_on.isoformat(), 'deputy_id': each.deputy_id}
        for each in connection.execute(ordered)
    ]
    found = connection.execute(sa.select(SERVICE)).first()
    if found is None and rows:
        connection.execute(SERVICE.insert().values(id=1, settings={'absences': rows}))
    elif found is not None:
        _keep(connection, found.id, found.settings | {'absences': [*found.settings.get('absences', ()), *rows]})
