"""Version 0005: calendar links of members, and which published versions they have seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds the two tables."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("used_on", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_feeds_account"),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_feeds_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("hash", name="uq_feeds_hash"),
    )
    op.create_index("ix_feeds_account", "feeds", ["account"])
    op.create_table(
        "seen_versions",
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_seen_versions_unit"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_seen_versions_account"),
        sa.PrimaryKeyConstraint("unit", "person", "version", "published_at", name="pk_seen_versions"),
    )
