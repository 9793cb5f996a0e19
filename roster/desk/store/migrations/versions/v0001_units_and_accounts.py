"""Version 0001: units with their revisions, accounts with their memberships."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "units",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("head", sa.Integer, nullable=False),
        sa.Column("folder", sa.Text),
        sa.Column("made_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("name", name="uq_units_name"),
    )
    op.create_table(
        "revisions",
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("parent", sa.Integer),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("book", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revisions_number")),
        sa.CheckConstraint("parent < number", name=op.f("ck_revisions_parent")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_revisions_unit"),
        sa.PrimaryKeyConstraint("unit", "number", name="pk_revisions"),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("login", name="uq_accounts_login"),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text),
        sa.Column("person", sa.Text),
        sa.CheckConstraint("role IN ('coordinator', 'planner', 'reader', 'member')", name=op.f("ck_memberships_role")),
        sa.CheckConstraint(
            "(role = 'coordinator') = (organisation IS NOT NULL)", name=op.f("ck_memberships_organisation")
        ),
        sa.CheckConstraint("(role = 'member') = (person IS NOT NULL)", name=op.f("ck_memberships_person")),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_memberships_account"),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_memberships_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_account", "memberships", ["account"])
    for action in ("update", "delete"):
        _refuse("revisions", action)


def _refuse(table: str, action: str) -> None:
    """Makes a trigger that refuses to change or to delete the rows of a table."""
    name, message = f"{table}_refuse_{action}", f"rows of {table} are never changed or deleted"
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {action.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
