"""The meeting is settled here: where, who comes, why it moved"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

FIT = {
    'id': "id ~ '^[0-9a-z]{26}$'",
    'number': 'number BETWEEN 0 AND 3',
    'chosen_at': "chosen_at BETWEEN '2020-01-01 00:00:00+00' AND '2199-12-31 23:59:59+00'",
}
"""What the public side's role may write of a choice; its offer is there, or the database refuses it."""


def upgrade() -> None:
    op.add_column('review', sa.Column('revision', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('review', sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('review', sa.Column('may_see_place', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('person', sa.Column('is_coming', sa.Boolean(), nullable=True))
    op.add_column('review_move', sa.Column('why', sa.String(20), nullable=False, server_default=''))
    make_offers()


def make_offers() -> None:
    op.create_table(
        'slot_offer',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('review_id', sa.String(26), nullable=False),
        sa.Column('by_id', sa.String(26), nullable=False),
        sa.Column('slots', sa.JSON(), nullable=False),
        sa.Column('why', sa.String(20), nullable=False),
        sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('until_on', sa.Date(), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_slot_offer_review_id_review')),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_slot_offer_by_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_slot_offer')),
    )
    op.create_index(op.f('ix_slot_offer_review_id'), 'slot_offer', ['review_id'])
    op.create_table(
        'slot_choice',
        sa.Column('id', sa.String(26), nullable=False),
        sa.Column('offer_id', sa.String(26), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['offer_id'], ['slot_offer.id'], name=op.f('fk_slot_choice_offer_id_slot_offer')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_slot_choice')),
    )
    op.create_index(op.f('ix_slot_choice_offer_id'), 'slot_choice', ['offer_id'])
    if op.get_bind().dialect.name == 'postgresql':
        for column, rule in FIT.items():
            op.execute(f'ALTER TABLE slot_choice ADD CONSTRAINT ck_slot_choice_{column}_is_fit CHECK ({rule})')


def downgrade() -> None:
    op.drop_table('slot_choice')
    op.drop_table('slot_offer')
    op.drop_column('review_move', 'why')
    op.drop_column('person', 'is_coming')
    for column in ('may_see_place', 'settled_at', 'revision'):
        op.drop_column('review', column)
