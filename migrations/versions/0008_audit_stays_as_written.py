"""Nobody changes an entry of the audit, and none goes before the chain has noted its own cut"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

# The newest entry has to be the chain's own note that everything up to this one goes: `audit.actions.cut` makes it.
IS_CUT = """EXISTS (
    SELECT 1 FROM audit newest
    WHERE newest.number = (SELECT max(number) FROM audit)
        AND newest.action = 'cut' AND CAST(substr(newest.object, 7) AS INTEGER) >= OLD.number
)"""
CHANGED, GONE = 'an audit entry is never changed', 'an audit entry stays until the chain has noted its own cut'

SQLITE = (
    f"CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END",
    f"""CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit WHEN NOT {IS_CUT}
    BEGIN SELECT RAISE(ABORT, '{GONE}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{CHANGED}'; END IF;
    IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{GONE}'; END IF;
    IF NOT {IS_CUT} THEN RAISE EXCEPTION '{GONE}'; END IF;
    RETURN OLD;
    END $$""",
    "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays()",
    "CREATE TRIGGER audit_stays_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()",
)
DROP_SQLITE = ('DROP TRIGGER audit_is_not_changed', 'DROP TRIGGER audit_is_not_deleted')
DROP_POSTGRESQL = (
    'DROP TRIGGER audit_stays ON audit', 'DROP TRIGGER audit_stays_whole ON audit', 'DROP FUNCTION audit_stays()',
)


def run(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    for statement in sqlite if op.get_bind().dialect.name == 'sqlite' else postgresql:
        op.execute(sa.text(statement))


def upgrade() -> None:
    run(SQLITE, POSTGRESQL)


def downgrade() -> None:
    run(DROP_SQLITE, DROP_POSTGRESQL)
