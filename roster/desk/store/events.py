"""Events: what has changed in a unit, for pages that are open; each has a number, without gaps in one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from roster.desk.store.data_text import read_data, write_data
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import NotThereError
from roster.desk.store.tables import events, units

KEPT = 5_000  # of a unit; a page that has missed more loads everything anew


@dataclass(frozen=True)
class Event:
    """Something that has changed in a unit.

    Attributes:
        unit: the number of the unit.
        number: of the event; the next one of the unit has the next number.
        made_at: when, in UTC.
        kind: what it is about: `revision`, `proposal`, `job`, `progress`, or a kind of the caller's own.
        data: ids and numbers; what they stand for is asked for with the permissions of whoever asks.
    """

    unit: int
    number: int
    made_at: datetime
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Since:
    """The events of a unit after a number.

    Attributes:
        events: in order.
        complete: whether a page can go on from there; otherwise it loads everything anew, because events that it has
            missed are kept no longer, or because the store was restored from a backup.
    """

    events: Sequence[Event]
    complete: bool


class Events:
    """Reads and adds events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lock(self, unit: int) -> None:
        """Makes other transactions that write to a unit wait for the end of this one.

        A transaction that changes rows of a unit locks the unit first, so that two of them never wait for each other.
        """
        with self._database.writing() as connection:
            connection.execute(select(units.c.id).where(units.c.id == unit).with_for_update(key_share=True))

    def add(self, unit: int, kind: str, data: Mapping[str, Any]) -> int:
        """Adds an event, in the transaction of what it tells of.

        Returns:
            Its number.

        Raises:
            NotThereError: there is no such unit.
        """
        with self._database.writing() as connection:
            # The row of the unit stays locked to the end of the transaction, so that no number becomes visible before
            # a smaller one.
            counted = update(units).where(units.c.id == unit).values(last_event=units.c.last_event + 1)
            number = connection.execute(counted.returning(units.c.last_event)).scalar_one_or_none()
            if number is None:
                raise NotThereError(f"there is no unit {unit}")
            values = {"unit": unit, "number": number, "made_at": self._database.now()}
            connection.execute(insert(events).values(values | {"kind": kind, "data": write_data(data)}))
            connection.execute(delete(events).where(events.c.unit == unit, events.c.number <= number - KEPT))
        return int(number)

    def after(self, unit: int, number: int, limit: int = 500) -> Since:
        """The events of a unit after a number, which is that of the last event that a page has seen.

        Raises:
            NotThereError: there is no such unit.
        """
        query = select(events).where(events.c.unit == unit, events.c.number > number).order_by(events.c.number)
        with self._database.reading() as connection:
            latest = self.latest(unit)
            found = [
                Event(row.unit, row.number, row.made_at, row.kind, read_data(row.data))
                for row in connection.execute(query.limit(limit))
            ]
        return Since(found, complete=found[0].number == number + 1 if found else number == latest)

    def latest(self, unit: int) -> int:
        """The number of a unit's latest event; 0 before the first.

        Raises:
            NotThereError: there is no such unit.
        """
        with self._database.reading() as connection:
            number = connection.execute(select(units.c.last_event).where(units.c.id == unit)).scalar_one_or_none()
        if number is None:
            raise NotThereError(f"there is no unit {unit}")
        return int(number)
