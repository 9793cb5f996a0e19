"""Jobs: added, claimed by one worker at a time, reported on, ended once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from roster.desk.store.data_text import read_data, write_data
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import LostClaimError, NotThereError
from roster.desk.store.events import Events
from roster.desk.store.tables import job_points, jobs
from roster.desk.store.work.job import Claim, Job, JobState, Point

SILENT = timedelta(seconds=60)
"""A worker that has not been heard of for so long is taken to be dead."""

MOST_ATTEMPTS = 3
"""A job that has cost so many workers their life is not begun again."""

_COLUMNS = [column for column in jobs.c if column.name not in ("claim", "checkpoint")]
_RUNNING, _QUEUED = str(JobState.RUNNING), str(JobState.QUEUED)


class Jobs:
    """Adds, claims, reports on and ends jobs."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database, self._events = database, events

    def add(self, unit: int, kind: str, base: int, options: Mapping[str, Any], author: str) -> Job:
        """Adds a job to the queue.

        Raises:
            NotThereError: there is no such unit.
        """
        values = {"unit": unit, "kind": kind, "base": base, "options": write_data(options), "author": author}
        values |= {"made_at": self._database.now(), "state": _QUEUED, "message": "", "attempts": 0, "points": 0}
        with self._database.writing() as connection:
            number = connection.execute(insert(jobs).values(values).returning(jobs.c.id)).scalar_one()
            return self._told(number)

    def one(self, number: int) -> Job:
        """The job of a number.

        Raises:
            NotThereError: there is none.
        """
        found = self._read(jobs.c.id == number)
        if not found:
            raise NotThereError(f"there is no job {number}")
        return found[0]

    def of(self, unit: int) -> list[Job]:
        """The jobs of a unit, oldest first."""
        return self._read(jobs.c.unit == unit)

    def unfinished(self) -> list[Job]:
        """The jobs of all units that are queued or running, oldest first."""
        return self._read(jobs.c.state.in_([_QUEUED, _RUNNING]))

    def points(self, number: int, after: int = 0) -> list[Point]:
        """The points of a job's progress after a number, in order."""
        query = select(job_points).where(job_points.c.job == number, job_points.c.number > after)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(job_points.c.number))
            return [Point(row.number, row.made_at, read_data(row.data)) for row in rows]

    def checkpoint(self, number: int) -> bytes | None:
        """What a job saved last, to go on from; None when it saved nothing."""
        with self._database.reading() as connection:
            return connection.execute(select(jobs.c.checkpoint).where(jobs.c.id == number)).scalar_one_or_none()

    def claim(self, worker: str, kinds: Iterable[str] = (), silent: timedelta = SILENT) -> Claim | None:
        """Claims the oldest job that is queued, or whose worker has fallen silent; None when there is none.

        A job that has ended too many workers is failed on the way.

        Args:
            worker: who claims it, as `host:process`.
            kinds: only jobs of these kinds; all when empty.
            silent: a worker that has not been heard of for so long is taken to be dead.
        """
        with self._database.writing() as connection:
            free = self._free(silent)
            wanted = free if not (names := list(kinds)) else free & jobs.c.kind.in_(names)
            while found := self._read(wanted, limit=1):
                job = found[0]
                self._events.lock(job.unit)
                if job.attempts >= MOST_ATTEMPTS:
                    told = f"{MOST_ATTEMPTS} workers ended without an answer; it is not tried again"
                    self._end(connection, free & (jobs.c.id == job.id), JobState.FAILED, told)
                    self._told(job.id)
                elif claim := self._claimed(connection, free & (jobs.c.id == job.id), job, worker):
                    return claim
        return None

    def take_back(self, workers: Iterable[str]) -> list[Job]:
        """Puts the running jobs of workers that are known to be dead back into the queue, without waiting.

        Returns:
            These jobs.
        """
        dead = (jobs.c.state == _RUNNING, jobs.c.worker.in_(list(workers)))
        with self._database.writing() as connection:
            found = self._read(*dead)
            for unit in sorted({job.unit for job in found}):
                self._events.lock(unit)
            connection.execute(update(jobs).where(*dead).values(state=_QUEUED, claim=None, worker=None, seen_at=None))
            return [self._told(job.id) for job in found]

    def release(self, claim: Claim) -> Job:
        """Puts a job back into the queue, as if this worker had never begun it; its checkpoint stays.

        Raises:
            LostClaimError: as `beat`.
        """
        with self._database.writing() as connection:
            self._seen(connection, claim)
            back = {"state": _QUEUED, "claim": None, "worker": None, "seen_at": None, "attempts": jobs.c.attempts - 1}
            connection.execute(update(jobs).where(jobs.c.id == claim.job.id).values(back))
            return self._told(claim.job.id)

    def beat(self, claim: Claim) -> bool:
        """Says that the worker is alive.

        Returns:
            Whether to go on; False when somebody asked to stop.

        Raises:
            LostClaimError: the job has ended, or another worker has taken it over.
        """
        with self._database.writing() as connection:
            return self._seen(connection, claim).stop_asked_by is None

    def progress(self, claim: Claim, point: Mapping[str, Any], checkpoint: bytes | None = None) -> bool:
        """Adds a point of progress, and says that the worker is alive.

        Args:
            point: what to report.
            checkpoint: what to go on from after a restart; None keeps the last one.

        Returns:
            Whether to go on; False when somebody asked to stop.

        Raises:
            LostClaimError: as `beat`.
        """
        with self._database.writing() as connection:
            saved: dict[str, Any] = {"points": jobs.c.points + 1}
            if checkpoint is not None:
                saved["checkpoint"] = checkpoint
            job = self._seen(connection, claim, saved)
            values = {"job": job.id, "number": job.points, "made_at": self._database.now(), "data": write_data(point)}
            connection.execute(insert(job_points).values(values))
            self._events.add(job.unit, "progress", {"job": job.id, "point": job.points})
        return job.stop_asked_by is None

    def finish(self, claim: Claim, state: JobState, message: str = "") -> Job:
        """Ends a job, in the transaction that stores its answer, so that no answer is stored twice.

        Raises:
            LostClaimError: as `beat`; nothing of the transaction may then be stored.
        """
        if not state.ended:
            raise ValueError(f"a job does not end {state}")
        with self._database.writing() as connection:
            self._seen(connection, claim)
            self._end(connection, jobs.c.id == claim.job.id, state, message)
            return self._told(claim.job.id)

    def stop(self, number: int, by: str) -> Job:
        """Asks to stop a job: one that is queued stops at once, one that runs when its worker hears of it.

        Raises:
            NotThereError: there is no such job.
        """
        with self._database.writing() as connection:
            self._events.lock(self.one(number).unit)
            queued = (jobs.c.id == number) & (jobs.c.state == _QUEUED)
            self._end(connection, queued, JobState.STOPPED, f"stopped by {by} before it began")
            running = (jobs.c.id == number, jobs.c.state == _RUNNING, jobs.c.stop_asked_by.is_(None))
            connection.execute(update(jobs).where(*running).values(stop_asked_by=by))
            return self._told(number)

    def _free(self, silent: timedelta) -> ColumnElement[bool]:
        """The jobs that a worker may claim."""
        dead = (jobs.c.state == _RUNNING) & (jobs.c.seen_at < self._database.now() - silent)
        return or_(jobs.c.state == _QUEUED, dead)

    def _claimed(self, connection: Connection, which: ColumnElement[bool], job: Job, worker: str) -> Claim | None:
        """Claims a job; None where another worker was quicker."""
        token, now = token_hex(16), self._database.now()
        values = {"state": _RUNNING, "claim": token, "worker": worker, "seen_at": now, "attempts": jobs.c.attempts + 1}
        values["started_at"] = job.started_at or now
        if connection.execute(update(jobs).where(which).values(values)).rowcount != 1:
            return None
        return Claim(self._told(job.id), token, self.checkpoint(job.id))

    def _seen(self, connection: Connection, claim: Claim, saved: Mapping[str, Any] | None = None) -> Job:
        held = (jobs.c.id == claim.job.id, jobs.c.claim == claim.token, jobs.c.state == _RUNNING)
        values = {"seen_at": self._database.now()} | dict(saved or {})
        self._events.lock(claim.job.unit)
        row = connection.execute(update(jobs).where(*held).values(values).returning(*_COLUMNS)).one_or_none()
        if row is None:
            raise LostClaimError(f"job {claim.job.id} is no longer this worker's own")
        return _job(dict(row._mapping))

    def _end(self, connection: Connection, which: ColumnElement[bool], state: JobState, message: str) -> None:
        values = {"state": str(state), "message": message, "ended_at": self._database.now(), "claim": None}
        connection.execute(update(jobs).where(which).values(values))

    def _told(self, number: int) -> Job:
        job = self.one(number)
        self._events.add(job.unit, "job", {"job": number, "state": str(job.state)})
        return job

    def _read(self, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Job]:
        query = select(*_COLUMNS).where(*conditions).order_by(jobs.c.id).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [_job(dict(row._mapping)) for row in rows]


def _job(row: dict[str, Any]) -> Job:
    row |= {"state": JobState(row["state"]), "options": read_data(row["options"])}
    return Job(**row)
