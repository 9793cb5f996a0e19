"""Units, each a line of books; their revisions, which nobody can change; and proposals for a next revision."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from roster.desk.store.tables.columns import METADATA, Moment
from roster.desk.store.tables.triggers import REMOVED_REVISION, refuse_changes

units = Table(
    "units",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("head", Integer, nullable=False),  # the number of its latest revision
    Column("folder", Text),  # where the rule files of its book lie
    Column("made_at", Moment, nullable=False),
    Column("last_event", Integer, nullable=False, server_default="0"),  # the number of its latest event
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
    Column("undoes", Integer),  # the revision that it takes back
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("parent < number", name="parent"),
)
refuse_changes(revisions, unless_removed=REMOVED_REVISION)

proposals = Table(
    "proposals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False),
    Column("base", Integer, nullable=False),  # the revision it was made from
    Column("origin", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("changes", Text, nullable=False),  # JSON
    Column("book", LargeBinary, nullable=False),  # JSON, compressed by zlib
    Column("detail", Text, nullable=False),  # JSON
    Column("job", Integer, ForeignKey("jobs.id")),
    Column("state", Text, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Moment),
    Column("decided_why", Text),
    Column("taken_as", Integer),  # the revision that it became
    CheckConstraint("state IN ('pending', 'taken', 'left')", name="state"),
    CheckConstraint("(state = 'pending') = (decided_by IS NULL)", name="decided_by"),
    CheckConstraint("(state = 'taken') = (taken_as IS NOT NULL)", name="taken_as"),
    sqlite_autoincrement=True,  # no number is used twice
)
Index("ix_proposals_unit_state", proposals.c.unit, proposals.c.state)

notes = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False),
    Column("topic", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("document", Text, nullable=False),  # JSON
)
Index("ix_notes_unit_topic", notes.c.unit, notes.c.topic)
