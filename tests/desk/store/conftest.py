"""Stores on both databases, empty and with a unit; and the moment that they take for now."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from models.book import Book
from roster.desk.store import Store, Unit, open_store
from roster.desk.store.database.addresses import parse_address
from roster.desk.store.database.connections import Database
from tests.desk.store import postgresql

BOTH = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(small: dict[str, Any]) -> Book:
    return Book.model_validate(small)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server with a %s for the name of a database."""
    if postgresql.programs() is None:
        pytest.skip(postgresql.MISSING)
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    own = tmp_path_factory.getbasetemp()
    with postgresql.server(own.parent if worker else own, worker or "only") as address:
        yield address


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Kind of database -> what an empty store of it is copied from; made when it is first needed."""
    return {"folder": str(tmp_path_factory.mktemp("templates"))}


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes empty databases, without tables, of a kind; returns the address of each."""
    made: list[tuple[str, str]] = []

    def new(kind: str) -> str:
        name = f"test_{os.getpid()}_{next(_numbers)}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.desk"
        server = request.getfixturevalue("server")
        administer(server, f"CREATE DATABASE {name}")
        made.append((server, name))
        return server % name

    yield new
    for server, name in made:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_store(
    request: pytest.FixtureRequest, tmp_path: Path, templates: dict[str, str]
) -> Iterator[Callable[[str], str]]:
    """Makes empty stores in a database of a kind; returns the address of each."""
    made: list[tuple[str, str]] = []

    def new(kind: str) -> str:
        name = f"test_{os.getpid()}_{next(_numbers)}"
        if kind == "sqlite":
            if kind not in templates:
                templates[kind] = str(Path(templates["folder"]) / "empty.desk")
                open_store(f"sqlite:///{templates[kind]}", create=True).close()
            shutil.copyfile(templates[kind], tmp_path / f"{name}.desk")
            return f"sqlite:///{tmp_path / name}.desk"
        server = request.getfixturevalue("server")
        if kind not in templates:
            templates[kind] = f"template_{os.getpid()}"
            administer(server, f"CREATE DATABASE {templates[kind]}")
            open_store(server % templates[kind], create=True).close()
        administer(server, f"CREATE DATABASE {name} TEMPLATE {templates[kind]}")
        made.append((server, name))
        return server % name

    yield new
    for server, name in made:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest, new_store: Callable[[str], str]) -> str:
    """The address of an empty store, in both kinds of database."""
    return new_store(request.param)


@pytest.fixture
def store(address: str, clock: Clock) -> Iterator[Store]:
    """An empty store with the test's clock."""
    opened = Store(Database(parse_address(address), clock.now))
    yield opened
    opened.close()


@pytest.fixture
def unit(store: Store, book: Book) -> Unit:
    """A unit with one revision."""
    return store.add_unit(book, "Asha Marsh", "Imported small.yaml")


def administer(server: str, statement: str) -> None:
    """Runs a statement that concerns the server."""
    engine = create_engine(server % "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
