"""Units, each a line of books, and their revisions, which nobody can change."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Table, Text

from roster.desk.store.tables.columns import METADATA, Moment
from roster.desk.store.tables.triggers import refuse_changes

units = Table(
    "units",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("head", Integer, nullable=False),  # the number of its latest revision
    Column("folder", Text),  # where the rule files of its book lie
    Column("made_at", Moment, nullable=False),
)

revisions = Table(
    "revisions",
    METADATA,
    Column("unit", Integer, ForeignKey("units.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("changes", Text, nullable=False),  # JSON
    Column("book", LargeBinary, nullable=False),  # JSON, compressed by zlib
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("parent < number", name="parent"),
)

refuse_changes(revisions)
