"""Links that show an interpreter words in another language, and the English that comes back"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

FITS = {
    'sent_at': "sent_at BETWEEN '2020-01-01 00:00:00+00' AND '2199-12-31 23:59:59+00'",
    'envelope': 'octet_length(envelope) BETWEEN 1 AND 1048576',
}


def upgrade() -> None:
    op.create_table('interpreter_link',
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('submission_id', sa.String(length=26), nullable=False),
    sa.Column('lookup', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=20), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('asked_by_id', sa.String(length=26), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shown_noted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_interpreter_link_submission_id_submission')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['staff.id'], name=op.f('fk_interpreter_link_asked_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interpreter_link'))
    )
    op.create_index(op.f('ix_interpreter_link_submission_id'), 'interpreter_link', ['submission_id'])
    op.create_index(op.f('ix_interpreter_link_lookup'), 'interpreter_link', ['lookup'])
    op.create_table('english',
    sa.Column('link_id', sa.String(length=26), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('envelope', sa.LargeBinary(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('came_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['link_id'], ['interpreter_link.id'], name=op.f('fk_english_link_id_interpreter_link')),
    sa.PrimaryKeyConstraint('link_id', name=op.f('pk_english'))
    )
    is_new = sa.text('came_at IS NULL')
    op.create_index(op.f('ix_english_new'), 'english', ['came_at'], postgresql_where=is_new, sqlite_where=is_new)
    if op.get_bind().dialect.name == 'postgresql':
        for column, fits in FITS.items():
            op.execute(f'ALTER TABLE english ADD CONSTRAINT ck_english_{column}_is_fit CHECK ({fits})')


def downgrade() -> None:
    op.drop_table('english')
    op.drop_table('interpreter_link')
