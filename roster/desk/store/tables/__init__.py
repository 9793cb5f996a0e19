"""The tables of the store, the same for SQLite and PostgreSQL."""

from roster.desk.store.tables.columns import METADATA, SCHEMA_VERSION
from roster.desk.store.tables.people import accounts, memberships
from roster.desk.store.tables.revisions import revisions, units

__all__ = ["METADATA", "SCHEMA_VERSION", "accounts", "memberships", "revisions", "units"]
