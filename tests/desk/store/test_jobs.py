"""A job is run by one worker at a time, ends once, and is taken over when its worker is dead."""

import pytest

from models.book import Book
from roster.desk.store import Claim, Job, JobState, LostClaimError, NotThereError, Proposed, Store, Unit
from tests.desk.store.conftest import Clock


@pytest.fixture
def job(store: Store, unit: Unit) -> Job:
    return store.jobs.add(unit.id, "solve", 1, {"seconds": 60}, "Asha Marsh")


def test_a_job_goes_from_the_queue_to_its_end(store: Store, unit: Unit, job: Job) -> None:
    assert (job.state, job.options, job.points) == (JobState.QUEUED, {"seconds": 60}, 0)
    claim = store.jobs.claim("host:1")
    assert claim is not None
    assert (claim.job.id, claim.job.state, claim.job.attempts, claim.checkpoint) == (job.id, JobState.RUNNING, 1, None)
    assert store.jobs.claim("host:2") is None
    assert store.jobs.unfinished() == [claim.job]
    assert store.jobs.progress(claim, {"value": 12})
    assert store.jobs.progress(claim, {"value": 10}, b"saved")
    assert [(point.number, point.data) for point in store.jobs.points(job.id)] == [
        (1, {"value": 12}),
        (2, {"value": 10}),
    ]
    assert [point.number for point in store.jobs.points(job.id, after=1)] == [2]
    assert store.jobs.checkpoint(job.id) == b"saved"
    done = store.jobs.finish(claim, JobState.DONE, "proven best")
    assert (done.state, done.message, done.points) == (JobState.DONE, "proven best", 2)
    assert store.jobs.unfinished() == []
    assert store.jobs.of(unit.id) == [done] == [store.jobs.one(job.id)]
    for write in (store.jobs.beat, lambda claim: store.jobs.finish(claim, JobState.FAILED)):
        with pytest.raises(LostClaimError):
            write(claim)
    told = [(event.kind, event.data.get("state")) for event in store.events.after(unit.id, 1).events]
    assert told == [("job", "queued"), ("job", "running"), ("progress", None), ("progress", None), ("job", "done")]


def test_a_silent_worker_loses_its_job(store: Store, unit: Unit, job: Job, book: Book, clock: Clock) -> None:
    dead = store.jobs.claim("host:1")
    assert dead is not None
    store.jobs.progress(dead, {"value": 12}, b"saved")
    clock.move(seconds=59)
    assert store.jobs.claim("host:2") is None
    assert store.jobs.beat(dead)
    clock.move(seconds=61)
    taken = store.jobs.claim("host:2")
    assert taken is not None
    assert (taken.job.attempts, taken.job.worker, taken.checkpoint) == (2, "host:2", b"saved")
    proposed = Proposed(unit.id, 1, book, (), "solve", "Asha Marsh", "A rota", job=job.id)

    def answer(claim: Claim) -> None:
        with store.transaction():
            store.proposals.propose(proposed)
            store.jobs.finish(claim, JobState.DONE)

    with pytest.raises(LostClaimError):  # the first one was only slow, and has an answer now
        answer(dead)
    assert store.proposals.all(unit.id) == []
    answer(taken)
    assert [proposal.job for proposal in store.proposals.pending(unit.id)] == [job.id]


def test_a_job_that_kills_its_workers_is_given_up(store: Store, job: Job, clock: Clock) -> None:
    for number in range(3):
        assert store.jobs.claim(f"host:{number}") is not None
        clock.move(minutes=2)
    assert store.jobs.claim("host:4") is None
    failed = store.jobs.one(job.id)
    assert (failed.state, failed.message) == (
        JobState.FAILED,
        "3 workers ended without an answer; it is not tried again",
    )


def test_jobs_of_dead_workers_go_back_at_once(store: Store, unit: Unit, job: Job) -> None:
    other = store.jobs.add(unit.id, "solve", 1, {}, "Lee Hart")
    lost, kept = store.jobs.claim("host:1"), store.jobs.claim("host:2")
    assert lost is not None
    assert kept is not None
    assert [item.id for item in store.jobs.take_back(["host:1", "host:9"])] == [job.id]
    assert store.jobs.one(other.id).state is JobState.RUNNING
    again = store.jobs.claim("host:3")
    assert again is not None
    assert again.job.id == job.id
    with pytest.raises(LostClaimError):
        store.jobs.beat(lost)


def test_stopping(store: Store, unit: Unit, job: Job) -> None:
    claim = store.jobs.claim("host:1", kinds=["solve"])
    assert claim is not None
    assert store.jobs.stop(job.id, "Lee Hart").stop_asked_by == "Lee Hart"
    assert store.jobs.stop(job.id, "Asha Marsh").stop_asked_by == "Lee Hart"
    assert not store.jobs.beat(claim)
    assert not store.jobs.progress(claim, {"value": 1})
    assert store.jobs.finish(claim, JobState.STOPPED, "kept what was found").state is JobState.STOPPED
    queued = store.jobs.add(unit.id, "repair", 1, {}, "Asha Marsh")
    assert store.jobs.claim("host:1", kinds=["solve"]) is None
    stopped = store.jobs.stop(queued.id, "Lee Hart")
    assert (stopped.state, stopped.message) == (JobState.STOPPED, "stopped by Lee Hart before it began")
    assert store.jobs.claim("host:1") is None
    assert store.jobs.stop(queued.id, "Lee Hart") == stopped


def test_what_is_not_there(store: Store, unit: Unit, job: Job) -> None:
    with pytest.raises(NotThereError, match="there is no job 99"):
        store.jobs.stop(99, "a")
    claim = store.jobs.claim("host:1")
    assert claim is not None
    with pytest.raises(ValueError, match="does not end running"):
        store.jobs.finish(claim, JobState.RUNNING)
