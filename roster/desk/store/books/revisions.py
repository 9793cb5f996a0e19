"""The revisions of a unit: numbered, complete, and never changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from models.book import Book
from roster.desk.store.books.change_text import read_changes, write_changes
from roster.desk.store.books.packing import pack, unpack
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import NotThereError, StaleRevisionError
from roster.desk.store.events import Events
from roster.desk.store.tables import revisions, units

if TYPE_CHECKING:
    from roster.desk.changes import AnyChange, Change

_KEPT_BOOKS = 16  # books of this many revisions are kept in memory


@dataclass(frozen=True)
class RevisionLine:
    """A line of a unit's history: a revision without its book.

    Attributes:
        unit: the number of the unit.
        number: of the revision; the first is 1.
        parent: the number of the revision that it was made from; None for the first.
        author: who made it.
        made_at: when, in UTC.
        sentence: what was done.
        why: the reason that its author gave; may be empty.
        undoes: the number of the revision that it takes back; None where it takes back none.
    """

    unit: int
    number: int
    parent: int | None
    author: str
    made_at: datetime
    sentence: str
    why: str
    undoes: int | None


@dataclass(frozen=True)
class RevisionStep(RevisionLine):
    """A revision without its book, and what it changed: a few hundred bytes where the book takes milliseconds to read.

    Attributes:
        change_text: what was changed from the parent's book, as JSON; `changes` reads it.
    """

    change_text: str

    @cached_property
    def changes(self) -> tuple[AnyChange, ...]:
        """What was changed from the parent's book."""
        return read_changes(self.change_text)


@dataclass(frozen=True)
class Revision(RevisionStep):
    """An immutable numbered state of a unit's book.

    Attributes:
        book: the book.
    """

    book: Book


@dataclass(frozen=True)
class Told:
    """What is told of a revision: who made it, what was done in a sentence, why, and what it takes back."""

    author: str
    sentence: str
    why: str = ""
    undoes: int | None = None


class Revisions:
    """Reads and appends the revisions of units."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database, self._events = database, events
        self._books: OrderedDict[tuple[int, int], Book] = OrderedDict()
        self._lock = Lock()

    def head(self, unit: int) -> Revision:
        """The latest revision of a unit.

        Raises:
            NotThereError: there is no such unit.
        """
        return self._one(unit, units.c.head, f"there is no unit {unit}")

    def one(self, unit: int, number: int) -> Revision:
        """A revision of a unit.

        Raises:
            NotThereError: there is no such unit or revision.
        """
        return self._one(unit, number, f"unit {unit} has no revision {number}")

    def history(self, unit: int, after: int, limit: int | None) -> list[RevisionLine]:
        """The lines of a unit's history, oldest first.

        Args:
            after: only revisions with a greater number.
            limit: at most so many; all when None.
        """
        columns = [column for column in revisions.c if column.name not in ("book", "changes")]
        query = select(*columns).where(revisions.c.unit == unit, revisions.c.number > after)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(revisions.c.number).limit(limit))
            return [RevisionLine(**row._mapping) for row in rows]

    def steps(self, unit: int, after: int, last: int) -> list[RevisionStep]:
        """What was changed in the revisions after one, to another, oldest first."""
        columns = [column for column in revisions.c if column.name != "book"]
        query = select(*columns).where(revisions.c.unit == unit, revisions.c.number.between(after + 1, last))
        with self._database.reading() as connection:
            rows = [dict(row._mapping) for row in connection.execute(query.order_by(revisions.c.number))]
        return [RevisionStep(change_text=row.pop("changes"), **row) for row in rows]

    def append(self, unit: int, parent: int, book: Book, changes: Sequence[Change], told: Told) -> Revision:
        """Appends a revision, and makes it the unit's latest one, in one transaction.

        Args:
            parent: the number of the latest revision; 0 for the first of a unit.

        Raises:
            NotThereError: there is no such unit.
            StaleRevisionError: the parent is no longer the latest revision; nothing is stored.
        """
        line = RevisionLine(
            unit, parent + 1, parent or None, told.author, self._database.now(), told.sentence, told.why, told.undoes
        )
        revision = Revision(**line.__dict__, book=book, change_text=write_changes(changes))
        values = line.__dict__ | {"changes": revision.change_text, "book": pack(book)}
        with self._database.writing() as connection:
            # Compared and set in one statement: of two writers with the same parent one changes no row.
            moved = connection.execute(
                update(units).where(units.c.id == unit, units.c.head == parent).values(head=line.number)
            )
            if moved.rowcount != 1:
                latest = connection.execute(select(units.c.head).where(units.c.id == unit)).scalar_one_or_none()
                if latest is None:
                    raise NotThereError(f"there is no unit {unit}")
                raise StaleRevisionError(unit, parent, latest)
            connection.execute(insert(revisions).values(values))
            self._events.add(unit, "revision", {"revision": line.number})
        return revision

    def _one(self, unit: int, number: Any, missing: str) -> Revision:
        query = select(revisions).join(units, units.c.id == revisions.c.unit)
        query = query.where(revisions.c.unit == unit, revisions.c.number == number)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotThereError(missing)
        fields = dict(row._mapping)
        text, packed = fields.pop("changes"), fields.pop("book")
        return Revision(**fields, change_text=text, book=self._book(unit, row.number, packed))

    def _book(self, unit: int, number: int, packed: bytes) -> Book:
        """The book of a revision, from memory where it was read before."""
        key = (unit, number)
        with self._lock:
            if key in self._books:
                self._books.move_to_end(key)
                return self._books[key]
        book = unpack(packed)
        with self._lock:
            self._books[key] = book
            while len(self._books) > _KEPT_BOOKS:
                self._books.popitem(last=False)
        return book
