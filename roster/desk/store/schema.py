"""The version of a database's tables: checked when a store is opened, brought up to date by migrations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from roster.desk.store.database.addresses import file_of
from roster.desk.store.database.connections import Database
from roster.desk.store.database.sqlite_files import check_file, make_private
from roster.desk.store.errors import StoreError
from roster.desk.store.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 0x6A727502  # any number that no other program uses for a lock in this database
_MIGRATIONS = Path(__file__).parent / "migrations"


def check_schema(database: Database, create: bool) -> None:
    """Checks that a database holds the tables of this version of the program.

    Args:
        create: make or migrate them where it does not.

    Raises:
        StoreError: it cannot be reached, holds no store, or one of another version.
    """
    version = _version(database, must_exist=not create)
    if version == SCHEMA_VERSION:
        return
    if create:
        migrate(database)
    elif version is None:
        raise StoreError(f"{database.name}: holds no desk; `roster desk init` makes one")
    else:
        raise StoreError(
            f"{database.name}: is of an older version (schema {version}, this program needs {SCHEMA_VERSION});"
            " `roster desk migrate` brings it up to date"
        )


def is_empty(database: Database) -> bool:
    """Whether a database holds no store: a file that is not there is empty.

    Raises:
        StoreError: it cannot be reached, or holds a store of a newer version.
    """
    return _version(database, must_exist=False) is None


def bring_up_to_date(database: Database) -> tuple[str, str]:
    """Migrates the tables of a store.

    Returns:
        The versions before and after.

    Raises:
        StoreError: it cannot be reached, holds no store, or one of a newer version.
    """
    version = _version(database, must_exist=True)
    if version is None:
        raise StoreError(f"{database.name}: holds no desk; `roster desk init` makes one")
    if version != SCHEMA_VERSION:
        migrate(database)
    return version, SCHEMA_VERSION


def _version(database: Database, *, must_exist: bool) -> str | None:
    """The version of a database's tables; None where it holds no store.

    Raises:
        StoreError: it cannot be reached or used, or holds a store of a newer version.
    """
    file = file_of(database.url)
    if file is not None:
        check_file(file)
        if not file.exists():
            if must_exist:
                raise StoreError(f"{database.name}: there is no such file; `roster desk init` makes one")
            return None
    with database.reading() as connection:
        version = version_of(connection)
    if version not in (None, SCHEMA_VERSION) and version not in known_versions():
        raise StoreError(f"{database.name}: was made by a newer version of this program (schema {version})")
    return version


def version_of(connection: Connection) -> str | None:
    """The version of a database's tables; None where it holds no store."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def migrate(database: Database, version: str = "head") -> None:
    """Makes the tables, or brings them up to date, in one transaction.

    Args:
        version: the version to stop at.

    Raises:
        StoreError: the database cannot be reached.
    """
    from alembic import command  # here, not above: only a new or an old database needs it

    file = file_of(database.url)
    if file is not None:
        make_private(file)
    with database.writing() as connection:
        if not database.is_sqlite:  # two programs that are started at once: the second finds the tables
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, version)


def known_versions() -> list[str]:
    """The versions that this program knows, oldest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_configuration())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def _configuration() -> Config:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return configuration
