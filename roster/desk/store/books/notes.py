"""Notes beside a unit's book: what was answered on the telephone, whom somebody asked for a seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from roster.desk.store.data_text import read_data, write_data
from roster.desk.store.database.connections import Database
from roster.desk.store.events import Events
from roster.desk.store.tables import notes

PASSING_TOPIC = "passing"
"""The topic of settings of a unit: what goes through without being asked about. They are kept however old."""


@dataclass(frozen=True)
class Note:
    """Something that was noted.

    Attributes:
        id: its number.
        unit: the number of the unit.
        topic: what it is about, in words of the caller's own.
        author: who noted it.
        made_at: when, in UTC.
        document: what was noted.
    """

    id: int
    unit: int
    topic: str
    author: str
    made_at: datetime
    document: dict[str, Any]


class Notes:
    """Adds and reads notes; a later one of the same topic stands beside the earlier ones."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database, self._events = database, events

    def add(self, unit: int, topic: str, document: Mapping[str, Any], author: str) -> int:
        """Adds a note.

        Returns:
            Its number.

        Raises:
            NotThereError: there is no such unit.
        """
        values = {"unit": unit, "topic": topic, "author": author, "document": write_data(document)}
        values["made_at"] = self._database.now()
        with self._database.writing() as connection:
            self._events.add(unit, "note", {"topic": topic})
            return int(connection.execute(insert(notes).values(values).returning(notes.c.id)).scalar_one())

    def of(self, unit: int, topic: str) -> list[Note]:
        """The notes of a topic, oldest first."""
        query = select(notes).where(notes.c.unit == unit, notes.c.topic == topic).order_by(notes.c.id)
        with self._database.reading() as connection:
            return [
                Note(row.id, row.unit, row.topic, row.author, row.made_at, read_data(row.document))
                for row in connection.execute(query)
            ]
