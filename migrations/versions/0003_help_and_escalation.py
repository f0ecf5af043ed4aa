"""Help and escalation: requests to be contacted, two channels for alerts, what sorting words missed"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _pulse()
    _requests_to_be_contacted()
    _missed_words()
    _channels_of_alerts()


def _pulse() -> None:
    op.create_table('pulse',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_pulse'))
    )


def _requests_to_be_contacted() -> None:
    op.create_table('contact_request',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('invitation_id', sa.String(length=26), nullable=True),
    sa.Column('printing', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=20), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('envelope', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_contact_request_invitation_id_invitation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_request'))
    )
    with op.batch_alter_table('contact_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_request_asked_at'), ['asked_at'], unique=False)

    op.create_table('contact_step',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('request_id', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("state in ('acknowledged', 'done')", name=op.f('ck_contact_step_state_is_known')),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_contact_step_by_id_staff')),
    sa.ForeignKeyConstraint(['request_id'], ['contact_request.id'], name=op.f('fk_contact_step_request_id_contact_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_step'))
    )
    with op.batch_alter_table('contact_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_step_request_id'), ['request_id'], unique=False)


def _missed_words() -> None:
    op.create_table('missed_word',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('submission_id', sa.String(length=26), nullable=False),
    sa.Column('word', sa.String(length=60), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_missed_word_by_id_staff')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_missed_word_submission_id_submission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_missed_word'))
    )


def _channels_of_alerts() -> None:
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('channel', sa.String(length=8), nullable=False, server_default='mail'))
        batch_op.add_column(sa.Column('refusal', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('key',
               existing_type=sa.VARCHAR(length=80),
               type_=sa.String(length=120),
               existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.alter_column('key',
               existing_type=sa.String(length=120),
               type_=sa.VARCHAR(length=80),
               existing_nullable=False)
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('refusal')
        batch_op.drop_column('channel')

    op.drop_table('missed_word')
    with op.batch_alter_table('contact_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_step_request_id'))

    op.drop_table('contact_step')
    with op.batch_alter_table('contact_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_request_asked_at'))

    op.drop_table('contact_request')
    op.drop_table('pulse')
