"""What is due after a review: decisions, the letter, and to whom the record went"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'review_act',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('review_id', sa.String(26), nullable=False),
        sa.Column('act', sa.String(12), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=False),
        sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act in ('decisions', 'letter', 'distribution')", name=op.f('ck_review_act_act_is_known')
        ),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_review_act_by_id_staff')),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_review_act_review_id_review')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_review_act')),
        sa.UniqueConstraint('review_id', 'act', name=op.f('uq_review_act_review_id_act')),
    )
    op.create_table(
        'act_recipient',
        sa.Column('act_id', sa.String(26), nullable=False),
        sa.Column('person_id', sa.String(26), nullable=False),
        sa.ForeignKeyConstraint(['act_id'], ['review_act.id'], name=op.f('fk_act_recipient_act_id_review_act')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_act_recipient_person_id_person')),
        sa.PrimaryKeyConstraint('act_id', 'person_id', name=op.f('pk_act_recipient')),
    )
    op.create_index(op.f('ix_act_recipient_person_id'), 'act_recipient', ['person_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_act_recipient_person_id'), 'act_recipient')
    op.drop_table('act_recipient')
    op.drop_table('review_act')
