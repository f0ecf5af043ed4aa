"""The first tables"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, length: int, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _staff()
    _profiles()
    _children()
    _reviews()
    _people_of_a_review()
    _letters()
    _writing()
    _sending()
    _what_came_of_it()
    _help()
    _the_service()


def _staff() -> None:
    op.create_table('staff',
        _text('id', 26), _text('email', 320), _text('name', 200), _text('role', 20),
        _text('password_hash', 200), _text('totp_secret', 500),
        sa.Column('totp_last_step', sa.Integer(), nullable=False),
        _moment('disabled_at', nullable=True),
        sa.CheckConstraint("role in ('officer', 'support', 'manager', 'advocate')", name=op.f('ck_staff_role_is_known')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
        sa.UniqueConstraint('email', name=op.f('uq_staff_email'))
    )
    op.create_table('staff_session',
        _text('lookup', 64), _text('staff_id', 26), _moment('started_at'), _moment('seen_at'),
        sa.Column('has_second_factor', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_session_staff_id_staff')),
        sa.PrimaryKeyConstraint('lookup', name=op.f('pk_staff_session'))
    )
    op.create_table('sign_in_failure',
        _text('key', 64),
        sa.Column('count', sa.Integer(), nullable=False),
        _moment('last_at'),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_sign_in_failure'))
    )


def _profiles() -> None:
    op.create_table('profile',
        _text('staff_id', 26), _text('known_as', 100), _text('pronouns', 40),
        sa.Column('about', sa.Text(), nullable=False),
        _text('likes', 300), _text('speaks', 200), _text('phone', 40), _text('email', 320),
        _text('works', 200), _text('portrait', 40),
        sa.Column('photo', sa.LargeBinary(), nullable=True),
        sa.Column('published_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_profile_staff_id_staff')),
        sa.PrimaryKeyConstraint('staff_id', name=op.f('pk_profile'))
    )


def _children() -> None:
    op.create_table('child',
        _text('id', 26), _text('reference', 64), _text('preferred_name', 200),
        sa.Column('born_on', sa.Date(), nullable=True),
        _text('language', 20), _text('sex', 1), _text('ethnicity', 4),
        sa.Column('is_unaccompanied', sa.Boolean(), nullable=True),
        sa.Column('is_disabled', sa.Boolean(), nullable=True),
        sa.Column('is_placed_outside', sa.Boolean(), nullable=True),
        sa.Column('came_into_care_on', sa.Date(), nullable=True),
        sa.CheckConstraint("sex in ('', '1', '2')", name=op.f('ck_child_sex_is_coded')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_child')),
        sa.UniqueConstraint('reference', name=op.f('uq_child_reference'))
    )


def _reviews() -> None:
    op.create_table('review',
        _text('id', 26), _text('reference', 64, nullable=True), _text('child_id', 26),
        _text('officer_id', 26, nullable=True), _text('kind', 20),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('meets_on', sa.Date(), nullable=True),
        _moment('starts_at', nullable=True), _text('venue', 300),
        sa.CheckConstraint("kind in ('child_in_care', 'pathway_plan')", name=op.f('ck_review_kind_is_known')),
        sa.CheckConstraint('starts_at is null or meets_on is not null', name=op.f('ck_review_hour_has_a_day')),
        sa.ForeignKeyConstraint(['child_id'], ['child.id'], name=op.f('fk_review_child_id_child')),
        sa.ForeignKeyConstraint(['officer_id'], ['staff.id'], name=op.f('fk_review_officer_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
        sa.UniqueConstraint('reference', name=op.f('uq_review_reference'))
    )
    op.create_index(op.f('ix_review_child_id'), 'review', ['child_id'])
    op.create_index(op.f('ix_review_meets_on'), 'review', ['meets_on'])
    op.create_index(op.f('ix_review_officer_id'), 'review', ['officer_id'])
    op.create_index('ix_review_one_child_on_one_day', 'review', ['child_id', 'meets_on'])
    op.create_table('review_move',
        _text('id', 26), _text('review_id', 26),
        sa.Column('from_on', sa.Date(), nullable=False),
        sa.Column('to_on', sa.Date(), nullable=True),
        _moment('moved_at'),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_review_move_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_review_move'))
    )
    op.create_index(op.f('ix_review_move_review_id'), 'review_move', ['review_id'])


def _people_of_a_review() -> None:
    op.create_table('person',
        _text('id', 26), _text('review_id', 26), _text('role', 20), _text('name', 200),
        _text('email', 320), _text('agency', 200), _text('language', 20),
        sa.CheckConstraint("role in ('foster_carer', 'key_worker', 'parent', 'school', 'health', 'social_worker', 'advocate', 'other')", name=op.f('ck_person_role_is_known')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_person_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
        sa.UniqueConstraint('review_id', 'role', 'name', name=op.f('uq_person_review_id_role_name'))
    )
    op.create_index(op.f('ix_person_review_id'), 'person', ['review_id'])


def _letters() -> None:
    op.create_table('invitation',
        _text('id', 26), _text('review_id', 26), _text('respondent', 20),
        _text('person_id', 26, nullable=True), _text('language', 20), _text('level', 20),
        sa.Column('invited_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=False),
        sa.Column('printings', sa.Integer(), nullable=False),
        _moment('printed_at', nullable=True), _text('token_lookup', 64, nullable=True),
        _text('code_lookup', 64, nullable=True),
        sa.Column('root_by_token', sa.LargeBinary(), nullable=True),
        sa.Column('root_by_code', sa.LargeBinary(), nullable=True),
        _moment('revoked_at', nullable=True), _moment('opened_at', nullable=True),
        sa.CheckConstraint("(respondent = 'child') = (person_id is null)", name=op.f('ck_invitation_adults_have_names')),
        sa.CheckConstraint('printings = 0 or revoked_at is not null or token_lookup is not null', name=op.f('ck_invitation_printed_opens')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_invitation_person_id_person')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_invitation_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
        sa.UniqueConstraint('code_lookup', name=op.f('uq_invitation_code_lookup')),
        sa.UniqueConstraint('person_id', name=op.f('uq_invitation_person_id')),
        sa.UniqueConstraint('review_id', 'respondent', 'person_id', name=op.f('uq_invitation_review_id_respondent_person_id')),
        sa.UniqueConstraint('token_lookup', name=op.f('uq_invitation_token_lookup'))
    )
    op.create_index(op.f('ix_invitation_review_id'), 'invitation', ['review_id'])
    op.create_table('failure',
        _text('source', 64),
        sa.Column('window', sa.Integer(), nullable=False),
        sa.Column('count', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('source', 'window', name=op.f('pk_failure'))
    )


def _writing() -> None:
    op.create_table('visit',
        _text('lookup', 64), _text('invitation_id', 26),
        sa.Column('printing', sa.Integer(), nullable=False),
        sa.Column('root', sa.LargeBinary(), nullable=False),
        _text('language', 20), _moment('started_at'), _moment('seen_at'),
        sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_visit_invitation_id_invitation')),
        sa.PrimaryKeyConstraint('lookup', name=op.f('pk_visit'))
    )
    op.create_index(op.f('ix_visit_invitation_id'), 'visit', ['invitation_id'])
    op.create_table('draft',
        _text('id', 26), _text('invitation_id', 26), _text('purpose', 40), _text('level', 20),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('edition', sa.Integer(), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        _moment('saved_at'),
        sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_draft_invitation_id_invitation')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
        sa.UniqueConstraint('invitation_id', 'purpose', name=op.f('uq_draft_invitation_id_purpose'))
    )


def _sending() -> None:
    op.create_table('submission',
        _text('id', 26), _text('review_id', 26), _text('invitation_id', 26),
        _text('respondent', 20), _text('kind', 20), _text('purpose', 40), _text('level', 20),
        sa.Column('version', sa.Integer(), nullable=False),
        _text('language', 20), _moment('sent_at'),
        sa.Column('printing', sa.Integer(), nullable=False),
        sa.Column('asks_for_advocate', sa.Boolean(), nullable=False),
        sa.Column('is_kept_from_officer', sa.Boolean(), nullable=False),
        sa.Column('envelope', sa.LargeBinary(), nullable=False),
        _moment('counted_at', nullable=True),
        sa.CheckConstraint("kind in ('views', 'feedback', 'advocacy', 'adult')", name=op.f('ck_submission_kind_is_known')),
        sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_submission_invitation_id_invitation')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_submission_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_submission'))
    )
    op.create_index(op.f('ix_submission_invitation_id'), 'submission', ['invitation_id'])
    op.create_index(op.f('ix_submission_review_id'), 'submission', ['review_id'])
    op.create_index(op.f('ix_submission_sent_at'), 'submission', ['sent_at'])
    op.create_table('receipt',
        _text('id', 26), _text('invitation_id', 26), _text('purpose', 40), _moment('sent_at'),
        sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_receipt_invitation_id_invitation')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt'))
    )
    op.create_index(op.f('ix_receipt_invitation_id'), 'receipt', ['invitation_id'])
    op.create_table('reading',
        _text('id', 26), _text('submission_id', 26), _text('staff_id', 26), _moment('read_at'),
        sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_reading_staff_id_staff')),
        sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_reading_submission_id_submission')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reading'))
    )
    op.create_index(op.f('ix_reading_submission_id'), 'reading', ['submission_id'])


def _what_came_of_it() -> None:
    op.create_table('participation',
        _text('review_id', 26), _text('code', 3), _text('suggested', 3),
        sa.Column('reasons', sa.JSON(), nullable=False),
        _text('chaired', 4),
        sa.Column('seen_before_on', sa.Date(), nullable=True),
        sa.Column('observed', sa.Boolean(), nullable=False),
        _text('recorded_by', 26, nullable=True), _moment('recorded_at'),
        sa.CheckConstraint("chaired in ('', 'none', 'part', 'all')", name=op.f('ck_participation_chaired_is_known')),
        sa.CheckConstraint("code in ('PN0','PN1','PN2','PN3','PN4','PN5','PN6','PN7')", name=op.f('ck_participation_code_is_national')),
        sa.ForeignKeyConstraint(['recorded_by'], ['staff.id'], name=op.f('fk_participation_recorded_by_staff')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_participation_review_id_review')),
        sa.PrimaryKeyConstraint('review_id', name=op.f('pk_participation'))
    )
    op.create_table('outcome',
        _text('id', 26), _text('review_id', 26), _text('submission_id', 26), _text('question', 60),
        _text('state', 12),
        sa.Column('answer', sa.LargeBinary(), nullable=True),
        _moment('answered_at', nullable=True), _moment('shown_at', nullable=True),
        sa.CheckConstraint("state in ('open', 'agreed', 'not_agreed', 'done')", name=op.f('ck_outcome_state_is_known')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_outcome_review_id_review')),
        sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_outcome_submission_id_submission')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome')),
        sa.UniqueConstraint('submission_id', 'question', name=op.f('uq_outcome_submission_id_question'))
    )
    op.create_index(op.f('ix_outcome_review_id'), 'outcome', ['review_id'])


def _help() -> None:
    op.create_table('advocacy_step',
        _text('submission_id', 26), _text('state', 12), _text('by_id', 26), _moment('at'),
        sa.CheckConstraint("state in ('taken', 'contacted', 'met', 'closed')", name=op.f('ck_advocacy_step_state_is_known')),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_advocacy_step_by_id_staff')),
        sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_advocacy_step_submission_id_submission')),
        sa.PrimaryKeyConstraint('submission_id', 'state', name=op.f('pk_advocacy_step'))
    )
    op.create_table('notice',
        _text('id', 26), _text('about', 40), _text('to_staff_id', 26, nullable=True),
        _text('to_role', 20), _moment('made_at'), _moment('next_try_at'),
        sa.Column('tries', sa.Integer(), nullable=False),
        _moment('sent_at', nullable=True), _text('key', 80),
        sa.CheckConstraint("to_staff_id is not null or to_role <> ''", name=op.f('ck_notice_is_for_somebody')),
        sa.ForeignKeyConstraint(['to_staff_id'], ['staff.id'], name=op.f('fk_notice_to_staff_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
        sa.UniqueConstraint('key', name=op.f('uq_notice_key'))
    )
    op.create_index(op.f('ix_notice_next_try_at'), 'notice', ['next_try_at'])


def _the_service() -> None:
    op.create_table('service',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('settings', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_service'))
    )
    op.create_table('tally',
        _text('month', 7), _text('officer_id', 26), _text('purpose', 40), _text('level', 20),
        sa.Column('version', sa.Integer(), nullable=False),
        _text('question', 60), _text('option', 60),
        sa.Column('count', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('month', 'officer_id', 'purpose', 'level', 'version', 'question', 'option', name=op.f('pk_tally'))
    )
    op.create_table('audit',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        _moment('at'), _text('actor', 40), _text('action', 40), _text('object', 60),
        _text('purpose', 300), _text('mac', 64),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_audit'))
    )


def downgrade() -> None:
    for table in (
        'audit', 'tally', 'service', 'notice', 'advocacy_step', 'outcome', 'participation', 'reading',
        'receipt', 'submission', 'draft', 'visit', 'failure', 'invitation', 'person', 'review_move',
        'review', 'child', 'profile', 'sign_in_failure', 'staff_session', 'staff',
    ):
        op.drop_table(table)
