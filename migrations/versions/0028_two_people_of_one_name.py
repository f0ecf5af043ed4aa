"""Two people of one name at two addresses are two"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('address_digest', sa.String(16), server_default='', nullable=False))
    with op.batch_alter_table('person') as batch_op:
        batch_op.alter_column('address_digest', server_default=None, existing_type=sa.String(16))
        batch_op.drop_constraint(op.f('uq_person_review_id_role_name'), type_='unique')
        batch_op.create_unique_constraint(
            op.f('uq_person_review_id_role_name_email_address_digest'),
            ['review_id', 'role', 'name', 'email', 'address_digest'],
        )


def downgrade() -> None:
    with op.batch_alter_table('person') as batch_op:
        batch_op.drop_constraint(op.f('uq_person_review_id_role_name_email_address_digest'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_person_review_id_role_name'), ['review_id', 'role', 'name'])
        batch_op.drop_column('address_digest')
