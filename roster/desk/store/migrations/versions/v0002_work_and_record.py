"""Version 0002: proposals, jobs, events, sign-in, the record of what was done; old revisions can be removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables, and the triggers that refuse to change the record."""
    op.add_column("units", sa.Column("last_event", sa.Integer, nullable=False, server_default="0"))
    _jobs()
    _proposals()
    _sign_in()
    _record()
    if op.get_context().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("started_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("stop_asked_by", sa.Text),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", sa.Text),
        sa.Column("claim", sa.Text),
        sa.Column("seen_at", _MOMENT),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("checkpoint", sa.LargeBinary),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'stopped')", name=op.f("ck_jobs_state")),
        sa.CheckConstraint("(state = 'running') = (claim IS NOT NULL)", name=op.f("ck_jobs_claim")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_jobs_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_index("ix_jobs_unit", "jobs", ["unit"])
    op.create_table(
        "job_points",
        sa.Column("job", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_job_points_job"),
        sa.PrimaryKeyConstraint("job", "number", name="pk_job_points"),
    )
    op.create_table(
        "events",
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_events_unit"),
        sa.PrimaryKeyConstraint("unit", "number", name="pk_events"),
    )


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("book", sa.LargeBinary, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("job", sa.Integer),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", _MOMENT),
        sa.Column("decided_why", sa.Text),
        sa.Column("taken_as", sa.Integer),
        sa.CheckConstraint("state IN ('pending', 'taken', 'left')", name=op.f("ck_proposals_state")),
        sa.CheckConstraint("(state = 'pending') = (decided_by IS NULL)", name=op.f("ck_proposals_decided_by")),
        sa.CheckConstraint("(state = 'taken') = (taken_as IS NOT NULL)", name=op.f("ck_proposals_taken_as")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_proposals_unit"),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_proposals_job"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposals_unit_state", "proposals", ["unit", "state"])


def _sign_in() -> None:
    op.create_table(
        "sessions",
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_sessions_account"),
        sa.PrimaryKeyConstraint("hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table(
        "links",
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.CheckConstraint("purpose IN ('invitation', 'sign-in', 'password')", name=op.f("ck_links_purpose")),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_links_account"),
        sa.PrimaryKeyConstraint("hash", name="pk_links"),
    )
    op.create_index("ix_links_account", "links", ["account"])
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_on", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_tokens_account"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("hash", name="uq_tokens_hash"),
    )
    op.create_index("ix_tokens_account", "tokens", ["account"])
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_hash_made_at", "attempts", ["hash", "made_at"])


def _record() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("account", sa.Integer),
        sa.Column("unit", sa.Integer),
        sa.Column("address", sa.Text),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_audit_account"),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_audit_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_unit", "audit", ["unit"])
    op.create_table(
        "removals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("unit", sa.Integer),
        sa.Column("number_below", sa.Integer),
        sa.Column("made_before", _MOMENT),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.CheckConstraint("what IN ('revisions', 'audit')", name=op.f("ck_removals_what")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name="fk_removals_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_removals"),
    )


_REMOVED = {
    "revisions": "what = 'revisions' AND unit = OLD.unit AND OLD.number < number_below",
    "audit": "what = 'audit' AND OLD.made_at < made_before",
    "removals": None,
}
_KEYS = {"revisions": ("unit", "number"), "audit": ("id",), "removals": ("id",)}


def _sqlite_triggers() -> None:
    op.execute("DROP TRIGGER revisions_refuse_update")
    op.execute("DROP TRIGGER revisions_refuse_delete")
    for table, removed in _REMOVED.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
        same = " AND ".join(f"{name} = NEW.{name}" for name in _KEYS[table])
        unless = "" if removed is None else f" WHEN NOT EXISTS (SELECT 1 FROM removals WHERE {removed})"
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        op.execute(f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN {there} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table}{unless} {refuse}")


def _postgresql_triggers() -> None:
    for action in ("update", "delete"):
        op.execute(f"DROP TRIGGER revisions_refuse_{action} ON revisions")
        op.execute(f"DROP FUNCTION revisions_refuse_{action}()")
    for table, removed in _REMOVED.items():
        refuse = f"RAISE EXCEPTION 'rows of {table} are never changed or deleted' USING ERRCODE = 'restrict_violation';"
        allow = f"IF EXISTS (SELECT 1 FROM removals WHERE {removed}) THEN RETURN OLD; END IF; " if removed else ""
        name = f"{table}_refuse"
        for suffix, body in (("", refuse), ("_row", allow + refuse)):
            op.execute(f"CREATE FUNCTION {name}{suffix}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
        for action, each, function in (
            ("update", "ROW", name),
            ("delete", "ROW", f"{name}_row"),
            ("truncate", "STATEMENT", name),
        ):
            op.execute(
                f"CREATE TRIGGER {name}_{action} BEFORE {action.upper()} ON {table}"
                f" FOR EACH {each} EXECUTE FUNCTION {function}()"
            )
