"""A job, its states, a worker's claim on it, and a point of its progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    """What has become of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True)
class Job:
    """A job.

    Attributes:
        id: its number.
        unit: the number of the unit.
        kind: what is to be done: `solve`, `repair`, `what-if`, or another word of the caller's own.
        base: the revision that it works on.
        options: what it was asked with.
        author: who asked for it.
        made_at: when it was asked for, in UTC.
        state: what has become of it.
        started_at: when a worker first began it.
        ended_at: when it ended.
        stop_asked_by: who asked to stop it; None when nobody has.
        message: how it ended, in a sentence.
        attempts: how often a worker began it.
        worker: who works on it.
        seen_at: when that worker was last heard of.
        points: the number of its latest point of progress; 0 before the first.
    """

    id: int
    unit: int
    kind: str
    base: int
    options: dict[str, Any]
    author: str
    made_at: datetime
    state: JobState
    started_at: datetime | None
    ended_at: datetime | None
    stop_asked_by: str | None
    message: str
    attempts: int
    worker: str | None
    seen_at: datetime | None
    points: int


@dataclass(frozen=True)
class Claim:
    """A worker's claim on a job: whoever holds the latest one, and nobody else, may report progress and end it.

    Attributes:
        job: the job as it was when it was claimed.
        token: a random value that proves the claim.
        checkpoint: what an earlier attempt saved; None when there is nothing.
    """

    job: Job
    token: str
    checkpoint: bytes | None


@dataclass(frozen=True)
class Point:
    """A point of a job's progress.

    Attributes:
        number: of the point; the first is 1.
        made_at: when it was reported, in UTC.
        data: what was reported.
    """

    number: int
    made_at: datetime
    data: dict[str, Any]
