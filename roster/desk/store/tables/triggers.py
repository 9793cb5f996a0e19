"""Triggers that refuse to change or delete rows which are a record of what happened."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

# Which rows of `removals` allow to delete a row: the removal has to be on the record first.
REMOVED_REVISION = "what = 'revisions' AND unit = OLD.unit AND OLD.number < number_below"
REMOVED_ENTRY = "what = 'audit' AND OLD.made_at < made_before"


def refuse_changes(table: Table, unless_removed: str | None = None) -> None:
    """Adds triggers to a table that refuse to change, to replace and to delete its rows.

    Args:
        unless_removed: rows for which a row of `removals` fulfils this condition may be deleted.
    """
    key = [column.name for column in table.primary_key]
    for dialect, statements in (
        ("sqlite", _sqlite(table.name, key, unless_removed)),
        ("postgresql", _postgresql(table.name, unless_removed)),
    ):
        for statement in statements:
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def _sqlite(table: str, key: list[str], removed: str | None) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
    # INSERT OR REPLACE deletes a row without firing the trigger of a deletion.
    same = " AND ".join(f"{name} = NEW.{name}" for name in key)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
    unless = "" if removed is None else f" WHEN NOT EXISTS (SELECT 1 FROM removals WHERE {removed})"
    return [
        f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table}{unless} {refuse}",
    ]


def _postgresql(table: str, removed: str | None) -> list[str]:
    refuse = f"RAISE EXCEPTION 'rows of {table} are never changed or deleted' USING ERRCODE = 'restrict_violation';"
    unless = "" if removed is None else f"IF EXISTS (SELECT 1 FROM removals WHERE {removed}) THEN RETURN OLD; END IF; "
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$",
        f"CREATE FUNCTION {table}_refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {unless}{refuse} END $$",
        f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse_row()",
        f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]
