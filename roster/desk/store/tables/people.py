"""Accounts, what each may be in which unit, and what members have of their own there."""

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
    Column("since", Moment),  # nothing where it is not known
    Column("until", Moment),  # nothing while it holds; a membership that has ended says whose words were whose
    CheckConstraint("role IN ('coordinator', 'planner', 'reader', 'member')", name="role"),
    CheckConstraint("(role = 'coordinator') = (organisation IS NOT NULL)", name="organisation"),
    CheckConstraint("(role = 'member') = (person IS NOT NULL)", name="person"),
)
Index("ix_memberships_account", memberships.c.account)

sessions = Table(
    "sessions",
    METADATA,
    Column("hash", Text, primary_key=True),  # SHA-256 of the token that the browser holds
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
Index("ix_sessions_account", sessions.c.account)

links = Table(
    "links",
    METADATA,
    Column("hash", Text, primary_key=True),  # SHA-256 of the token in the link
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    CheckConstraint("purpose IN ('invitation', 'sign-in', 'password')", name="purpose"),
)
Index("ix_links_account", links.c.account)

tokens = Table(
    "tokens",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),  # SHA-256 of the token that the script holds
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("name", Text, nullable=False),  # what it is for
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_on", Moment),  # the day of its last use
    Column("revoked_at", Moment),
)
Index("ix_tokens_account", tokens.c.account)

feeds = Table(
    "feeds",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),  # SHA-256 of the token in the address
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("unit", Integer, ForeignKey("units.id"), nullable=False),
    Column("person", Text, nullable=False),  # of the unit's book, whose calendar it is
    Column("made_at", Moment, nullable=False),
    Column("used_on", Moment),  # the day on which a calendar last asked for it
    Column("revoked_at", Moment),
)
Index("ix_feeds_account", feeds.c.account)

seen_versions = Table(
    "seen_versions",
    METADATA,
    Column("unit", Integer, ForeignKey("units.id"), primary_key=True),
    Column("person", Text, primary_key=True),  # of the unit's book
    Column("version", Integer, primary_key=True, autoincrement=False),  # of the published rota
    Column("published_at", Moment, primary_key=True),  # another book of the unit counts its versions from 1 again
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
)

attempts = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hash", Text, nullable=False),  # SHA-256 of a login or an address: what was typed may be a password
    Column("made_at", Moment, nullable=False),
)
Index("ix_attempts_hash_made_at", attempts.c.hash, attempts.c.made_at)
