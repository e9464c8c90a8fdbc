"""Run by Alembic, on the connection that it is given."""

from alembic import context

from civiltongue.storage.schema import metadata

with_connection = context.config.attributes["connection"]
context.configure(connection=with_connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
