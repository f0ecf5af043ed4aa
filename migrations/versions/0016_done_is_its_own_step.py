"""A note about a request to be contacted is no longer the same as that it is done"""

from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

NAME = 'ck_contact_step_state_is_known'


def upgrade() -> None:
    with op.batch_alter_table('contact_step') as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_='check')
        batch_op.create_check_constraint(op.f(NAME), "state in ('acknowledged', 'noted', 'done')")


def downgrade() -> None:
    op.execute("UPDATE contact_step SET state = 'done' WHERE state = 'noted'")
    with op.batch_alter_table('contact_step') as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_='check')
        batch_op.create_check_constraint(op.f(NAME), "state in ('acknowledged', 'done')")
