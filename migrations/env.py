"""How a migration reaches the database: on a connection that the program hands over."""

from alembic import context

from participation.db import Base
from participation.operations.tables import ALL  # noqa: F401 - the models must be known before they are compared

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
