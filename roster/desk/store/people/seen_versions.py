"""Which published versions members have said that they have seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from roster.desk.store.database.connections import Database
from roster.desk.store.tables import seen_versions


@dataclass(frozen=True)
class SeenVersion:
    """A published version that somebody has seen.

    Attributes:
        version: its number.
        published_at: when it was published, in UTC.
        made_at: when they said that they have seen it, in UTC.
    """

    version: int
    published_at: datetime
    made_at: datetime


class SeenVersions:
    """Notes and reads who has seen what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, unit: int, person: str, version: int, published_at: datetime, account: int) -> bool:
        """Notes that somebody has seen a version.

        Returns:
            Whether it was not noted before.
        """
        values = {"unit": unit, "person": person, "version": version, "published_at": published_at}
        with self._database.writing() as connection:
            if connection.execute(select(seen_versions).filter_by(**values)).first() is not None:
                return False
            values |= {"account": account, "made_at": self._database.now()}
            connection.execute(insert(seen_versions).values(values))
            return True

    def latest(self, unit: int, person: str) -> SeenVersion | None:
        """The latest published version that somebody has seen; None where they have seen none."""
        columns = (seen_versions.c.version, seen_versions.c.published_at, seen_versions.c.made_at)
        query = select(*columns).where(seen_versions.c.unit == unit, seen_versions.c.person == person)
        with self._database.reading() as connection:
            row = connection.execute(query.order_by(seen_versions.c.published_at.desc()).limit(1)).one_or_none()
        return None if row is None else SeenVersion(*row)

    def of_version(self, unit: int, version: int, published_at: datetime) -> dict[str, datetime]:
        """Person -> when they said that they have seen a version, in UTC."""
        which = {"unit": unit, "version": version, "published_at": published_at}
        query = select(seen_versions.c.person, seen_versions.c.made_at).filter_by(**which)
        with self._database.reading() as connection:
            return {row.person: row.made_at for row in connection.execute(query)}
