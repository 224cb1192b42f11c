"""Alembic asks here what the tables should be. The gateway has two tables, not all those of a service's mechanisms."""

from alembic import context

from gateway.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_as_batch=True,
    user_module_prefix="tables.",
)
context.run_migrations()
