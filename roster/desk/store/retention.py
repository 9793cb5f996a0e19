"""Removes what is older than it may be kept; the removal itself stays on the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from roster.desk.store.audit import Audit, AuditKind
from roster.desk.store.books.notes import PASSING_TOPIC
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import StoreError
from roster.desk.store.tables import (
    attempts,
    audit,
    events,
    feeds,
    job_points,
    jobs,
    links,
    notes,
    proposals,
    removals,
    revisions,
    seen_versions,
    sessions,
    tokens,
    units,
)


@dataclass(frozen=True)
class Old:
    """What is older than a moment.

    Attributes:
        before: the moment, in UTC.
        revisions: unit -> the number of the first revision that stays, and how many go; the latest always stays.
        proposals: how many that were taken or left go.
        jobs: how many that have ended go.
        notes: how many go, with what members said that they have seen.
        entries: how many entries of the record go.
        sign_in: how many ended sessions, links, tokens, calendar links and attempts go.
    """

    before: datetime
    revisions: dict[int, tuple[int, int]]
    proposals: int
    jobs: int
    notes: int
    entries: int
    sign_in: int

    @property
    def count(self) -> int:
        """How many rows go."""
        others = self.proposals + self.jobs + self.notes + self.entries + self.sign_in
        return others + sum(gone for _, gone in self.revisions.values())


class Retention:
    """Says what is too old, and removes it."""

    def __init__(self, database: Database, record: Audit) -> None:
        self._database, self._record = database, record

    def older_than(self, before: datetime, *, record: bool = False) -> Old:
        """Finds what was made before a moment, and is not in use any more.

        Args:
            before: the moment.
            record: entries of the record, too.
        """
        with self._database.reading() as connection:
            return Old(
                before,
                _old_revisions(connection, before),
                _count(connection, proposals, *_old_proposals(before)),
                _count(connection, jobs, *_old_jobs(before)),
                _count(connection, notes, *_old_notes(before))
                + _count(connection, seen_versions, seen_versions.c.made_at < before),
                _count(connection, audit, audit.c.made_at < before) if record else 0,
                sum(_count(connection, table, condition) for table, condition in _old_sign_in(before)),
            )

    def remove(self, before: datetime, by: str, *, record: bool = False) -> Old:
        """Removes what `older_than` finds, in one transaction, and records that.

        Args:
            before: the moment.
            by: who removes it.
            record: entries of the record, too.

        Raises:
            StoreError: the moment is not past: a removal on record allows to delete what it names, and no more.
        """
        if before > self._database.now():
            raise StoreError("only what is past can be removed")
        with self._database.writing() as connection:
            old = self.older_than(before, record=record)
            connection.execute(delete(proposals).where(*_old_proposals(before)))
            gone = select(jobs.c.id).where(*_old_jobs(before))
            connection.execute(delete(job_points).where(job_points.c.job.in_(gone)))
            connection.execute(delete(jobs).where(*_old_jobs(before)))
            for table, condition in _old_sign_in(before):
                connection.execute(delete(table).where(condition))
            connection.execute(delete(notes).where(*_old_notes(before)))
            connection.execute(delete(seen_versions).where(seen_versions.c.made_at < before))
            connection.execute(delete(events).where(events.c.made_at < before))
            for unit, (first, count) in old.revisions.items():
                told = f"Removed the revisions before {first}: {count}"
                self._put_on_record(connection, by, "revisions", count, told, unit=unit, number_below=first)
                connection.execute(delete(revisions).where(revisions.c.unit == unit, revisions.c.number < first))
                self._record.record(AuditKind.REMOVAL, by, told, unit=unit)
            if record and old.entries:
                told = f"Removed {old.entries} entries of the record before {before:%Y-%m-%d}"
                self._put_on_record(connection, by, "audit", old.entries, told, made_before=before)
                connection.execute(delete(audit).where(audit.c.made_at < before))
                self._record.record(AuditKind.REMOVAL, by, told)
            if old.proposals + old.jobs + old.notes + old.sign_in:
                told = f"Removed {old.proposals} proposals, {old.jobs} jobs, {old.notes} notes"
                self._record.record(
                    AuditKind.REMOVAL, by, f"{told}, {old.sign_in} rows of sign-in before {before:%Y-%m-%d}"
                )
        return old

    def _put_on_record(
        self, connection: Connection, by: str, what: str, count: int, sentence: str, **which: Any
    ) -> None:
        """Records a removal before it is done: the database deletes no row of which a removal is not on record."""
        values = {"made_at": self._database.now(), "who": by, "what": what, "row_count": count, "sentence": sentence}
        connection.execute(insert(removals).values(values | which))


def _old_revisions(connection: Connection, before: datetime) -> dict[int, tuple[int, int]]:
    """Unit -> its first revision that stays, and how many before it go.

    The latest revision stays, and all from the base of the oldest proposal or job that is not decided or ended.
    """
    found = {}
    for unit, head in connection.execute(select(units.c.id, units.c.head)).all():
        needed = [head]
        recent = select(func.min(revisions.c.number)).where(revisions.c.unit == unit, revisions.c.made_at >= before)
        pending = select(func.min(proposals.c.base)).where(proposals.c.unit == unit, proposals.c.state == "pending")
        running = select(func.min(jobs.c.base)).where(jobs.c.unit == unit, jobs.c.ended_at.is_(None))
        needed += [number for query in (recent, pending, running) if (number := connection.execute(query).scalar())]
        first = min(needed)
        gone = _count(connection, revisions, revisions.c.unit == unit, revisions.c.number < first)
        if gone:
            found[unit] = (first, gone)
    return found


def _old_proposals(before: datetime) -> tuple[Any, ...]:
    return proposals.c.state != "pending", proposals.c.decided_at < before


def _old_notes(before: datetime) -> tuple[Any, ...]:
    """Notes that go; settings stay for as long as the unit does."""
    return notes.c.made_at < before, notes.c.topic != PASSING_TOPIC


def _old_jobs(before: datetime) -> tuple[Any, ...]:
    """The jobs that ended before a moment, and whose proposals go with them or have gone."""
    kept = select(proposals.c.job).where(
        proposals.c.job.is_not(None), (proposals.c.state == "pending") | (proposals.c.decided_at >= before)
    )
    return jobs.c.ended_at < before, jobs.c.id.not_in(kept)


def _old_sign_in(before: datetime) -> Iterable[tuple[Table, Any]]:
    for table in (sessions, links, tokens):
        yield table, table.c.expires_at < before
    yield feeds, feeds.c.revoked_at < before
    yield attempts, attempts.c.made_at < before


def _count(connection: Connection, table: Table, *conditions: Any) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()
