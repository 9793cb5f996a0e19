"""Jobs with the progress that they report, and the events that open pages are told."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from roster.desk.store.tables.columns import METADATA, Moment

jobs = Table(
    "jobs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("base", Integer, nullable=False),  # the revision that it works on
    Column("options", Text, nullable=False),  # JSON
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("stop_asked_by", Text),
    Column("message", Text, nullable=False),
    Column("attempts", Integer, nullable=False),  # how often a worker began it
    Column("worker", Text),  # who works on it
    Column("claim", Text),  # a random value: whoever holds it may write
    Column("seen_at", Moment),  # when that worker was last heard of
    Column("points", Integer, nullable=False),  # the number of its latest point of progress
    Column("checkpoint", LargeBinary),
    CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'stopped')", name="state"),
    CheckConstraint("(state = 'running') = (claim IS NOT NULL)", name="claim"),
    sqlite_autoincrement=True,  # no number is used twice
)
Index("ix_jobs_state", jobs.c.state)
Index("ix_jobs_unit", jobs.c.unit)

job_points = Table(
    "job_points",
    METADATA,
    Column("job", Integer, ForeignKey("jobs.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Moment, nullable=False),
    Column("data", Text, nullable=False),  # JSON
)

events = Table(
    "events",
    METADATA,
    Column("unit", Integer, ForeignKey("units.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),  # JSON
)
