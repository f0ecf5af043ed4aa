"""What only the staff side needs of the settings, and when a child was told without a lock"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

FOR_STAFF = ('out_of_hours_mail', 'rota', 'team_manager_id', 'head_of_service_id', 'sorting_words', 'own_checked_by')
SERVICE = sa.table('service', *map(sa.column, ('id',)), sa.column('settings', sa.JSON), sa.column('for_staff', sa.JSON))


def upgrade() -> None:
    op.add_column('outcome', sa.Column('told_at', sa.DateTime(timezone=True), nullable=True))
    shown = "SELECT at FROM mark WHERE about_id = outcome.id AND kind = 'shown'"
    op.execute(f"UPDATE outcome SET told_at = ({shown}) WHERE told <> ''")
    op.add_column('service', sa.Column('for_staff', sa.JSON(), nullable=True))
    for id, settings in _rows():
        kept = {name: value for name, value in settings.items() if name not in FOR_STAFF}
        _keep(id, settings=kept, for_staff={name: settings[name] for name in FOR_STAFF if name in settings})
    with op.batch_alter_table('service') as batch_op:
        batch_op.alter_column('for_staff', existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    for id, settings, for_staff in op.get_bind().execute(sa.select(SERVICE)).all():
        _keep(id, settings=settings | for_staff)
    op.drop_column('service', 'for_staff')
    op.drop_column('outcome', 'told_at')


def _rows() -> list[tuple[int, dict]]:
    return op.get_bind().execute(sa.select(SERVICE.c.id, SERVICE.c.settings)).all()


def _keep(id: int, **values: dict) -> None:
    op.get_bind().execute(SERVICE.update().where(SERVICE.c.id == id).values(**values))
