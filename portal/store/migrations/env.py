"""How Alembic runs our migrations: on the connection and inside the transaction that portal.store.schema gives it."""

from alembic import context

import portal.store.desk_tables  # noqa: F401  (adds its tables to the metadata)
from portal.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite alters a table by making it anew.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
