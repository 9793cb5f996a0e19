"""The database itself refuses to change what is a record: revisions, the audit, and what was removed."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from roster.desk.store import AuditKind, Store, Unit
from roster.desk.store.errors import SignInError
from roster.desk.store.tables import METADATA
from tests.desk.store.conftest import Clock

RECORDS = ("revisions", "audit", "removals")


@pytest.fixture
def recorded(store: Store, unit: Unit, clock: Clock) -> Store:
    """A store with a row in every record."""
    store.audit.record(AuditKind.EXPORT, "Asha Marsh", "Exported revision 1", unit=unit.id, detail={"form": "xlsx"})
    store.append(unit.id, 1, store.head(unit.id).book, (), "Asha Marsh", "Nothing")
    clock.move(days=400)
    store.append(unit.id, 2, store.head(unit.id).book, (), "Asha Marsh", "Nothing")
    store.retention.remove(clock.moment - timedelta(days=30), "Asha Marsh")
    return store


def refused_statements(store: Store, table: str) -> list[str]:
    """Every way to change, replace and delete rows of a table."""
    columns = [column.name for column in METADATA.tables[table].columns]
    statements = [f"UPDATE {table} SET {name} = {name}" for name in columns] + [f"DELETE FROM {table}"]
    if store._database.is_sqlite:
        return [
            *statements,
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"UPDATE OR REPLACE {table} SET unit = 1",
        ]
    return [*statements, f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE"]


@pytest.mark.parametrize("table", RECORDS)
def test_no_statement_changes_a_record(recorded: Store, table: str) -> None:
    with recorded._database.reading() as connection:
        before = connection.execute(text(f"SELECT * FROM {table}")).all()
    assert before
    for statement in refused_statements(recorded, table):
        with recorded._database.writing() as connection, pytest.raises(IntegrityError, match="are never changed"):
            connection.execute(text(statement))
    with recorded._database.reading() as connection:
        assert connection.execute(text(f"SELECT * FROM {table}")).all() == before


def test_what_is_recorded_is_read_back(recorded: Store, unit: Unit) -> None:
    found = recorded.audit.entries(kinds=[AuditKind.EXPORT])
    assert [(entry.who, entry.sentence, entry.unit, entry.detail) for entry in found] == [
        ("Asha Marsh", "Exported revision 1", unit.id, {"form": "xlsx"})
    ]
    assert [entry.kind for entry in recorded.audit.entries(unit=unit.id)] == [AuditKind.EXPORT, AuditKind.REMOVAL]
    assert recorded.audit.entries(after=found[0].id, limit=1)[0].kind is AuditKind.REMOVAL


def test_a_nul_is_kept_as_a_sign_and_is_no_error_of_the_database(store: Store, unit: Unit):
    made = store.append(unit.id, 1, store.head(unit.id).book, (), "Asha\0 Marsh", "Nothing", why="\0agreed\0")
    assert (made.number, store.history(unit.id)[-1].why) == (2, "\ufffdagreed\ufffd")
    with pytest.raises(SignInError):
        store.sign_in.sign_in("nobody\0", "a\0b", "10.0.0.\0")
