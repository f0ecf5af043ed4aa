"""Adult services, adult mental health among them, are asked as other partners are"""

from alembic import op

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None

ROLES_BEFORE = (
    'foster_carer', 'key_worker', 'parent', 'school', 'health', 'social_worker', 'advocate', 'other',
    'personal_adviser', 'youth_justice', 'helper', 'fostering_worker',
)  # fmt: skip
ROLES = (*ROLES_BEFORE, 'adult_services')
FIT = 'ck_submission_respondent_is_fit'


def upgrade() -> None:
    _roles(ROLES)


def downgrade() -> None:
    op.execute("UPDATE person SET role = 'other' WHERE role = 'adult_services'")
    _roles(ROLES_BEFORE)


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
