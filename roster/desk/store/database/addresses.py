"""The address of a database as the command line takes it: `sqlite:///file` or `postgresql://user@host/name`."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from roster.desk.store.errors import StoreError

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_DRIVERS = {SQLITE: "sqlite+pysqlite", POSTGRESQL: "postgresql+psycopg"}
_FORMS = "write sqlite:///FILE or postgresql://USER@HOST/NAME"


def parse_address(text: str) -> URL:
    """Reads the address of a database, and completes it with the driver that the desk uses.

    Raises:
        StoreError: it is no address, of another kind of database, or names no database.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(f"'{without_password(text)}' is not the address of a database; {_FORMS}") from None
    kind = {"postgres": POSTGRESQL}.get(url.get_backend_name(), url.get_backend_name())
    if kind not in _DRIVERS:
        raise StoreError(f"a database of the kind '{kind}' cannot be used; {_FORMS}")
    if kind == SQLITE and url.host:
        raise StoreError(f"'{text}' has two slashes where a file needs three; {_FORMS}")
    if not url.database or (kind == SQLITE and url.database.startswith((":memory:", "file:"))):
        raise StoreError(f"'{without_password(text)}' names no {'file' if kind == SQLITE else 'database'}; {_FORMS}")
    return url.set(drivername=_DRIVERS[kind])


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for another database."""
    return Path(url.database or "") if url.get_backend_name() == SQLITE else None


def shown(url: URL) -> str:
    """The address as messages show it: without its password, a file as its path."""
    file = file_of(url)
    return str(file) if file is not None else url.render_as_string(hide_password=True)


def without_password(text: str) -> str:
    """A text that should have been an address, with what may be a password left out."""
    head, at, rest = text.rpartition("@")
    return f"...@{rest}" if at and ":" in head else text


def address_of_file(file: Path) -> URL:
    """The address of an SQLite database in a file."""
    return URL.create(_DRIVERS[SQLITE], database=str(file))
