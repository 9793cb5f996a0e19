"""The units of a store: each is one line of books, month after month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from models.problems import did_you_mean
from models.text.lists import first_few
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import NotThereError, StoreError, TakenError
from roster.desk.store.tables import units


@dataclass(frozen=True)
class Unit:
    """One line of books: Kent's unit, month after month.

    Attributes:
        id: its number in the store.
        name: what it is called; no two units have the same name.
        head: the number of its latest revision.
        folder: where the rule files of its book lie; None where there are none.
        made_at: when it was added, in UTC.
    """

    id: int
    name: str
    head: int
    folder: Path | None
    made_at: datetime


class Units:
    """Reads and adds units; their revisions are kept by `Revisions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Unit]:
        """The units, in the order in which they were added."""
        with self._database.reading() as connection:
            return [_unit(row) for row in connection.execute(select(units).order_by(units.c.id))]

    def one(self, number: int) -> Unit:
        """The unit of a number.

        Raises:
            NotThereError: there is none.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(units).where(units.c.id == number)).one_or_none()
        if row is None:
            raise NotThereError(f"there is no unit {number}")
        return _unit(row)

    def named(self, name: str) -> Unit:
        """The unit of a name.

        Raises:
            NotThereError: there is none.
        """
        found = self.all()
        for unit in found:
            if unit.name == name:
                return unit
        known = [unit.name for unit in found]
        said = f"; there are: {first_few(known)}" if known else "; there is none yet"
        raise NotThereError(f"there is no unit '{name}'{did_you_mean(name, known) or said}")

    def add(self, name: str, folder: Path | None) -> int:
        """Adds a unit that has no revision yet, within the transaction that adds its first one.

        Returns:
            Its number.

        Raises:
            TakenError: another unit has this name.
            StoreError: the name is empty.
        """
        name = name.strip()
        if not name:
            raise StoreError("a unit needs a name")
        with self._database.writing() as connection:
            if connection.execute(select(units.c.id).where(units.c.name == name)).first() is not None:
                raise TakenError(f"there is a unit '{name}' already")
            values: dict[str, Any] = {
                "name": name,
                "head": 0,
                "folder": None if folder is None else str(folder),
                "made_at": self._database.now(),
            }
            key = connection.execute(insert(units).values(values)).inserted_primary_key
        assert key is not None
        return int(key[0])


def _unit(row: Any) -> Unit:
    folder = None if row.folder is None else Path(row.folder)
    return Unit(row.id, row.name, row.head, folder, row.made_at)
