"""The fostering social worker checks the carer's form; a telephone number of the child's own; faces of adults"""

import sqlalchemy as sa
from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None

ROLES_BEFORE = (
    'foster_carer', 'key_worker', 'parent', 'school', 'health', 'social_worker', 'advocate', 'other',
    'personal_adviser', 'youth_justice', 'helper',
)  # fmt: skip
ROLES = (*ROLES_BEFORE, 'fostering_worker')
FIT = 'ck_submission_respondent_is_fit'


def upgrade() -> None:
    op.add_column('child', sa.Column('phone', sa.String(20), server_default='', nullable=False))
    _roles(ROLES)
    op.create_table(
        'face',
        sa.Column('person_id', sa.String(26), nullable=False),
        sa.Column('photo', sa.LargeBinary(), nullable=True),
        sa.Column('waits', sa.LargeBinary(), nullable=True),
        sa.Column('given_by_id', sa.String(26), nullable=False),
        sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['given_by_id'], ['staff.id'], name=op.f('fk_face_given_by_id_staff')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_face_person_id_person')),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_face')),
    )


def downgrade() -> None:
    op.drop_table('face')
    op.execute("UPDATE person SET role = 'other' WHERE role = 'fostering_worker'")
    _roles(ROLES_BEFORE)
    op.drop_column('child', 'phone')


def _roles(roles: tuple[str, ...]) -> None:
    with op.batch_alter_table('person') as batch_op:
        batch_op.drop_constraint(op.f('ck_person_role_is_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_person_role_is_known'), f'role in {roles}')
    if op.get_bind().dialect.name == 'postgresql':
        fits = f'respondent in {("child", *roles)}'
        op.execute(f'ALTER TABLE submission DROP CONSTRAINT {FIT}')
        op.execute(f'ALTER TABLE submission ADD CONSTRAINT {FIT} CHECK ({fits}) NOT VALID')
        # As when it was made: a row that is not fit stops no upgrade.
        op.execute(
            f'DO $$ BEGIN ALTER TABLE submission VALIDATE CONSTRAINT {FIT};'
            ' EXCEPTION WHEN check_violation THEN NULL; END $$'
        )
