"""The store: opens a database, and offers everything that is kept in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from models.base import Model
from models.book import Book
from roster.desk.store.accounts import Accounts
from roster.desk.store.database.addresses import parse_address
from roster.desk.store.database.connections import Database
from roster.desk.store.revisions import Revision, RevisionLine, Revisions, first_line, next_line
from roster.desk.store.schema import check_schema
from roster.desk.store.units import Unit, Units


class Store:
    """Everything that the desk keeps. One object serves all threads of a process.

    Attributes:
        accounts: who may sign in.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._units, self._revisions = Units(database), Revisions(database)
        self.accounts = Accounts(database)

    @property
    def name(self) -> str:
        """The address of the database as messages show it."""
        return self._database.name

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Joins everything that is done inside into one transaction: all of it is stored, or on any error nothing."""
        with self._database.writing():
            yield

    def units(self) -> list[Unit]:
        """The units, in the order in which they were added."""
        return self._units.all()

    def unit(self, unit_id: int) -> Unit:
        """The unit of a number.

        Raises:
            NotThereError: there is none.
        """
        return self._units.one(unit_id)

    def add_unit(
        self, book: Book, author: str, sentence: str, *, name: str | None = None, folder: Path | None = None
    ) -> Unit:
        """Adds a unit with its first revision.

        Args:
            name: of the unit; the book's when None.
            folder: where the rule files of the book lie.

        Raises:
            TakenError: another unit has this name.
        """
        with self._database.writing():
            number = self._units.add(name or book.name, folder)
            self._revisions.append(first_line(number, author, sentence), book, ())
            return self._units.one(number)

    def head(self, unit_id: int) -> Revision:
        """The latest revision of a unit.

        Raises:
            NotThereError: there is no such unit.
        """
        return self._revisions.head(unit_id)

    def revision(self, unit_id: int, number: int) -> Revision:
        """A revision of a unit.

        Raises:
            NotThereError: there is no such unit or revision.
        """
        return self._revisions.one(unit_id, number)

    def history(self, unit_id: int, after: int = 0, limit: int | None = None) -> list[RevisionLine]:
        """The lines of a unit's history, oldest first.

        Args:
            after: only revisions with a greater number.
            limit: at most so many.
        """
        return self._revisions.history(unit_id, after, limit)

    def append(
        self,
        unit_id: int,
        parent: int,
        book: Book,
        changes: Sequence[Model],
        author: str,
        sentence: str,
        why: str = "",
    ) -> Revision:
        """Appends a revision made from the latest one.

        Raises:
            NotThereError: there is no such unit.
            StaleRevisionError: the parent is no longer the latest revision; nothing is stored.
        """
        return self._revisions.append(next_line(unit_id, parent, author, sentence, why), book, changes)

    def close(self) -> None:
        """Closes all connections to the database."""
        self._database.close()


def open_store(url: str, *, create: bool = False) -> Store:
    """Opens the store in a database.

    Args:
        url: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.
        create: make the tables where the database has none, and bring older ones up to date.

    Raises:
        StoreError: the database cannot be reached, holds no store, or one of another version of the program.
    """
    database = Database(parse_address(url))
    try:
        check_schema(database, create)
    except BaseException:
        database.close()
        raise
    return Store(database)
