"""Triggers that refuse to change or delete rows which are a record of what happened."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event


def refuse_changes(table: Table) -> None:
    """Adds triggers to a table that refuse to change and to delete its rows."""
    for action in ("update", "delete"):
        for dialect, statements in (("sqlite", _sqlite), ("postgresql", _postgresql)):
            for statement in statements(table.name, action):
                ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
                event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def trigger_name(table: str, action: str) -> str:
    """The name of the trigger of a table that refuses an action."""
    return f"{table}_refuse_{action}"


def _sqlite(table: str, action: str) -> list[str]:
    return [
        f"CREATE TRIGGER {trigger_name(table, action)} BEFORE {action.upper()} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
    ]


def _postgresql(table: str, action: str) -> list[str]:
    name = trigger_name(table, action)
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'rows of {table} are never changed or deleted'; END $$",
        f"CREATE TRIGGER {name} BEFORE {action.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
