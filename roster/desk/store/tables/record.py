"""The record of what was done, and of what was removed: rows that the database refuses to change."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from roster.desk.store.tables.columns import METADATA, Moment
from roster.desk.store.tables.triggers import REMOVED_ENTRY, refuse_changes

audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("account", Integer, ForeignKey("accounts.id")),
    Column("unit", Integer, ForeignKey("units.id")),
    Column("address", Text),
    Column("sentence", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON
)
Index("ix_audit_unit", audit.c.unit)
refuse_changes(audit, unless_removed=REMOVED_ENTRY)

removals = Table(
    "removals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("unit", Integer, ForeignKey("units.id")),
    Column("number_below", Integer),  # revisions with a smaller number
    Column("made_before", Moment),  # rows made before
    Column("row_count", Integer, nullable=False),
    Column("sentence", Text, nullable=False),
    CheckConstraint("what IN ('revisions', 'audit')", name="what"),
)
refuse_changes(removals)
