"""Complaints, themes of feedback, and what the service did about what was said"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None

ABOUT = "about in ('review', 'person', 'information', 'other')"
STATES = "state in ('acknowledged', 'noted', 'child_asked', 'told', 'went_on')"
IS_NEW = sa.text('came_at IS NULL')
FIT = {
    'id': "id ~ '^[0-9a-z]{26}$'",
    'printing': 'printing BETWEEN 0 AND 10000',
    'about_officer_id': "about_officer_id ~ '^[0-9a-z]{26}$'",
    'language': "language ~ '^[A-Za-z0-9-]+$'",
    'sent_at': "sent_at BETWEEN '2020-01-01 00:00:00+00' AND '2199-12-31 23:59:59+00'",
    'envelope': 'octet_length(envelope) BETWEEN 1 AND 1048576',
}
"""What the public side's role may write of a complaint."""


def upgrade() -> None:
    make_complaints()
    make_steps()
    make_what_managers_say()


def make_complaints() -> None:
    op.create_table(
        'complaint',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('invitation_id', sa.String(26), nullable=False),
        sa.Column('printing', sa.Integer(), nullable=False),
        sa.Column('about', sa.String(12), nullable=False),
        sa.Column('about_officer_id', sa.String(26), nullable=True),
        sa.Column('language', sa.String(20), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('envelope', sa.LargeBinary(), nullable=False),
        sa.Column('came_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(ABOUT, name=op.f('ck_complaint_about_is_known')),
        sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_complaint_invitation_id_invitation')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint')),
    )
    op.create_index(op.f('ix_complaint_invitation_id'), 'complaint', ['invitation_id'])
    op.create_index(op.f('ix_complaint_sent_at'), 'complaint', ['sent_at'])
    op.create_index('ix_complaint_new', 'complaint', ['came_at'], postgresql_where=IS_NEW, sqlite_where=IS_NEW)
    if op.get_bind().dialect.name == 'postgresql':
        for column, rule in FIT.items():
            op.execute(f'ALTER TABLE complaint ADD CONSTRAINT ck_complaint_{column}_is_fit CHECK ({rule})')


def make_steps() -> None:
    op.create_table(
        'complaint_step',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('complaint_id', sa.String(26), nullable=False),
        sa.Column('state', sa.String(12), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('note', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(STATES, name=op.f('ck_complaint_step_state_is_known')),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_complaint_step_by_id_staff')),
        sa.ForeignKeyConstraint(
            ['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_step_complaint_id_complaint')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_step')),
    )
    op.create_index(op.f('ix_complaint_step_complaint_id'), 'complaint_step', ['complaint_id'])
    op.create_table(
        'complaint_reply',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('lock_id', sa.String(26), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('envelope', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['complaint_step.id'], name=op.f('fk_complaint_reply_id_complaint_step')),
        sa.ForeignKeyConstraint(['lock_id'], ['letter_lock.id'], name=op.f('fk_complaint_reply_lock_id_letter_lock')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_reply')),
    )
    op.create_index(op.f('ix_complaint_reply_lock_id'), 'complaint_reply', ['lock_id'])


def make_what_managers_say() -> None:
    op.create_table(
        'feedback_theme',
        sa.Column('submission_id', sa.String(26), nullable=False),
        sa.Column('theme', sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ['submission_id'], ['submission.id'], name=op.f('fk_feedback_theme_submission_id_submission')
        ),
        sa.PrimaryKeyConstraint('submission_id', 'theme', name=op.f('pk_feedback_theme')),
    )
    op.create_table(
        'you_said',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('words', sa.JSON(), nullable=False),
        sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_you_said')),
    )


def downgrade() -> None:
    for table in ('you_said', 'feedback_theme', 'complaint_reply', 'complaint_step', 'complaint'):
        op.drop_table(table)
