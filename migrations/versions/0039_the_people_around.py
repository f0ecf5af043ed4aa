"""Personal advisers, youth justice and helpers; and a telephone number of each adult"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

ROLES_BEFORE = ('foster_carer', 'key_worker', 'parent', 'school', 'health', 'social_worker', 'advocate', 'other')
ROLES = (*ROLES_BEFORE, 'personal_adviser', 'youth_justice', 'helper')
FIT = 'ck_submission_respondent_is_fit'
HAS_SECRETS = 'printings = 0 or revoked_at is not null or '


def upgrade() -> None:
    op.add_column('person', sa.Column('phone', sa.String(20), server_default='', nullable=False))
    _roles(ROLES)
    _printed_opens(f"{HAS_SECRETS}(token_lookup is null) = (respondent = 'helper')")


def downgrade() -> None:
    op.execute("DELETE FROM sheet WHERE invitation_id IN (SELECT id FROM invitation WHERE respondent = 'helper')")
    op.execute("DELETE FROM invitation WHERE respondent = 'helper'")
    op.execute("UPDATE person SET role = 'other' WHERE role IN ('personal_adviser', 'youth_justice', 'helper')")
    _printed_opens(f'{HAS_SECRETS}token_lookup is not null')
    _roles(ROLES_BEFORE)
    op.drop_column('person', 'phone')


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


def _printed_opens(rule: str) -> None:
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.drop_constraint(op.f('ck_invitation_printed_opens'), type_='check')
        batch_op.create_check_constraint(op.f('ck_invitation_printed_opens'), rule)
