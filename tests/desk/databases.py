"""Empty databases and empty stores of both kinds, for all tests that need one; `tests/conftest.py` names this file.

What it needs of the desk is imported when a test first asks for a database: most tests need none.
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desk import postgresql

BOTH = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server, with a %s for the name of a database."""
    if postgresql.programs() is None:
        pytest.skip(postgresql.MISSING)
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    own = tmp_path_factory.getbasetemp()
    with postgresql.server(own.parent if worker else own, worker or "only") as address:
        yield address


@pytest.fixture(scope="session")
def empty_stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Kind of database -> the empty store that others are copied from; each is made when it is first needed."""
    return {"folder": str(tmp_path_factory.mktemp("templates"))}


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes empty databases, without tables, of a kind; returns the address of each."""
    made: list[tuple[str, str]] = []

    def new(kind: str) -> str:
        name = f"test_{os.getpid()}_{next(_numbers)}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.desk"
        server = request.getfixturevalue("postgresql_server")
        _administer(server, f"CREATE DATABASE {name}")
        made.append((server, name))
        return server % name

    yield new
    for server, name in made:
        _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_store(
    request: pytest.FixtureRequest, tmp_path: Path, empty_stores: dict[str, str]
) -> Iterator[Callable[[str], str]]:
    """Makes empty stores in a database of a kind; returns the address of each."""
    made: list[tuple[str, str]] = []

    def new(kind: str) -> str:
        name = f"test_{os.getpid()}_{next(_numbers)}"
        if kind == "sqlite":
            if kind not in empty_stores:
                empty_stores[kind] = str(Path(empty_stores["folder"]) / "empty.desk")
                _fill(f"sqlite:///{empty_stores[kind]}")
            shutil.copyfile(empty_stores[kind], tmp_path / f"{name}.desk")
            return f"sqlite:///{tmp_path / name}.desk"
        server = request.getfixturevalue("postgresql_server")
        if kind not in empty_stores:
            empty_stores[kind] = f"template_{os.getpid()}"
            _administer(server, f"CREATE DATABASE {empty_stores[kind]}")
            _fill(server % empty_stores[kind])
        _administer(server, f"CREATE DATABASE {name} TEMPLATE {empty_stores[kind]}")
        made.append((server, name))
        return server % name

    yield new
    for server, name in made:
        _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest, new_store: Callable[[str], str]) -> str:
    """The address of an empty store, in both kinds of database."""
    return new_store(request.param)


def _fill(url: str) -> None:
    from roster.desk.store import open_store

    open_store(url, create=True).close()


def _administer(server: str, statement: str) -> None:
    """Runs a statement that concerns the server."""
    from sqlalchemy import create_engine, text

    engine = create_engine(server % "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
