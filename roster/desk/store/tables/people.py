"""Accounts, and what each may be in which unit."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from roster.desk.store.tables.columns import METADATA, Moment

accounts = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False, unique=True),  # in lower case
    Column("name", Text, nullable=False),
    Column("password", Text),  # its argon2id hash; nothing before it is set
    Column("disabled", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
)

memberships = Table(
    "memberships",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("organisation", Text),  # whose coordinator
    Column("person", Text),  # of the unit's book
    CheckConstraint("role IN ('coordinator', 'planner', 'reader', 'member')", name="role"),
    CheckConstraint("(role = 'coordinator') = (organisation IS NOT NULL)", name="organisation"),
    CheckConstraint("(role = 'member') = (person IS NOT NULL)", name="person"),
)
Index("ix_memberships_account", memberships.c.account)
