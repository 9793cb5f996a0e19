"""The migrations make exactly the tables that the program uses, from nothing and from every earlier version."""

from collections.abc import Callable
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from models.book import Book
from roster.desk.store import Store, StoreError, open_store
from roster.desk.store.database.addresses import parse_address
from roster.desk.store.database.connections import Database
from roster.desk.store.schema import known_versions, migrate
from roster.desk.store.tables import METADATA, SCHEMA_VERSION
from tests.desk.databases import BOTH

VERSIONS = known_versions()
_UNIT = "id, name, head, folder, made_at"  # the columns that every version has
_REVISION = "unit, number, parent, author, made_at, sentence, why, changes, book"


def described(connection: Connection) -> dict[str, Any]:
    """Everything that a database holds besides rows: tables, columns, keys, constraints, indexes, triggers."""
    found = inspect(connection)
    described: dict[str, Any] = {}
    for table in set(found.get_table_names()) - {"alembic_version", "sqlite_sequence"}:
        described[table] = {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table),
            "references": sorted(map(str, found.get_foreign_keys(table))),
            "unique": sorted(map(str, found.get_unique_constraints(table))),
            "checks": sorted((check["name"], check["sqltext"]) for check in found.get_check_constraints(table)),
            "indexes": sorted(map(str, found.get_indexes(table))),
        }
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        counted = (
            "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'alem%'"
        )
        described["counted"] = sorted(map(tuple, connection.execute(text(counted))))
    else:
        query = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        functions = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        described["functions"] = sorted(map(tuple, connection.execute(text(functions))))
    described["triggers"] = sorted(map(tuple, connection.execute(text(query))))
    return described


def made_by(address: str, make: Callable[[Database], None]) -> dict[str, Any]:
    database = Database(parse_address(address))
    make(database)
    with database.reading() as connection:
        found = described(connection)
    database.close()
    return found


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("version", VERSIONS)
def test_migrations_make_the_tables(new_database: Callable[[str], str], kind: str, version: str) -> None:
    def by_migration(database: Database) -> None:
        migrate(database, version)  # stops at an earlier version, as a database of an earlier program has it
        migrate(database)
        with database.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []

    def by_metadata(database: Database) -> None:
        with database.writing() as connection:
            METADATA.create_all(connection)

    expected = made_by(new_database(kind), by_metadata)
    assert len(expected["triggers"]) == 9
    assert made_by(new_database(kind), by_migration) == expected


def test_the_newest_version_is_known() -> None:
    assert VERSIONS[-1] == SCHEMA_VERSION


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_an_upgrade_keeps_what_is_there(
    new_database: Callable[[str], str], book: Book, kind: str, version: str
) -> None:
    address = new_database(kind)
    database = Database(parse_address(address))
    migrate(database, version)
    with database.writing() as connection:
        connection.execute(text(f"INSERT INTO units ({_UNIT}) VALUES (1, 'Kent', 1, NULL, '2026-12-01 09:00:00')"))
        connection.execute(
            text(
                f"INSERT INTO revisions ({_REVISION})"
                " VALUES (1, 1, NULL, 'a', '2026-12-01 09:00:00', 'Imported', '', '[]', :book)"
            ),
            {"book": _packed(book)},
        )
    database.close()
    with pytest.raises(
        StoreError, match=rf"schema {version}, this program needs {SCHEMA_VERSION}.*roster desk migrate"
    ):
        open_store(address)
    store = open_store(address, create=True)
    assert store.head(1).book == book
    assert store.append(1, 1, book, (), "a", "after").number == 2
    store.close()


@pytest.mark.parametrize("kind", BOTH)
def test_a_database_without_a_store_or_of_a_newer_program_is_refused(
    new_database: Callable[[str], str], kind: str
) -> None:
    address = new_database(kind)
    with pytest.raises(StoreError, match="roster desk init"):
        open_store(address)
    open_store(address, create=True).close()
    database = Database(parse_address(address))
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for create in (False, True):
        with pytest.raises(StoreError, match=r"newer version of this program \(schema 9999\)"):
            open_store(address, create=create)
    database.close()


def test_a_failed_migration_leaves_nothing(new_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import op

    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("no room")

    for kind in BOTH:
        database = Database(parse_address(new_database(kind)))
        with monkeypatch.context() as broken:
            broken.setattr(op, "create_index", fail)
            with pytest.raises(RuntimeError, match="no room"):
                migrate(database)
        with database.reading() as connection:
            assert inspect(connection).get_table_names() == []
        database.close()


def _packed(book: Book) -> bytes:
    from roster.desk.store.books.packing import pack

    return pack(book)


def test_a_store_is_made_once(new_store: Callable[[str], str]) -> None:
    address = new_store("sqlite")
    for create in (True, False):
        store = open_store(address, create=create)
        assert isinstance(store, Store)
        assert store.units() == []
        store.close()
