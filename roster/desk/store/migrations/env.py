"""Runs migrations on the connection that `roster.desk.store.schema` opened; Alembic loads this file by its name."""

from __future__ import annotations

from alembic import context

from roster.desk.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
