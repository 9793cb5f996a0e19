"""The tables of the store, the same for SQLite and PostgreSQL."""

from roster.desk.store.tables.columns import METADATA, SCHEMA_VERSION
from roster.desk.store.tables.people import (
    accounts,
    attempts,
    feeds,
    links,
    memberships,
    seen_versions,
    sessions,
    tokens,
)
from roster.desk.store.tables.record import audit, removals
from roster.desk.store.tables.revisions import notes, proposals, revisions, units
from roster.desk.store.tables.work import events, job_points, jobs

__all__ = [
    "METADATA",
    "SCHEMA_VERSION",
    "accounts",
    "attempts",
    "audit",
    "events",
    "feeds",
    "job_points",
    "jobs",
    "links",
    "memberships",
    "notes",
    "proposals",
    "removals",
    "revisions",
    "seen_versions",
    "sessions",
    "tokens",
    "units",
]
