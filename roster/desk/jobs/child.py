"""The process of one job: `python -m roster.desk.jobs.child`, with a line of JSON on standard input.

It goes on when the server ends: the store hears of it, and the next server sees that it lives. On SIGTERM it keeps
what it has found and puts the job back into the queue, so that a server that starts again goes on from there.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, TypeVar

from pydantic import ValidationError

from models.book import Book
from models.errors import RosterError
from roster import api
from roster.desk.changes import Change, changes_between
from roster.desk.jobs.keeper import Checkpoint, Keeper
from roster.desk.jobs.requests import ANSWER, read_request
from roster.desk.jobs.work import Result, Search, perform
from roster.desk.store import (
    Claim,
    Job,
    JobState,
    LostClaimError,
    NotThereError,
    Proposed,
    Store,
    StoreError,
    open_store,
)
from roster.io.trust import trusting

Made = TypeVar("Made")
NICENESS = 10  # pages are answered first: nobody waits for a search, and everybody for their edit
_TRIES, _TRY_SECONDS = 60, 1.0  # to read from a store that is busy or starts again, and to write the end of a job


@dataclass(frozen=True)
class End:
    """How a job ended.

    Attributes:
        message: in a sentence.
        book: the book that is proposed; None where nothing is.
        changes: what it would change.
        detail: what else is known.
    """

    state: JobState
    message: str
    book: Book | None = None
    changes: Sequence[Change] = ()
    detail: dict[str, Any] = field(default_factory=dict)


def main() -> int:
    """Reads which job to do from standard input, and does it."""
    order = json.loads(sys.stdin.readline())
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    store = _patiently(lambda: open_store(order["database"]))
    try:
        job = _patiently(lambda: store.jobs.one(order["job"]))
        checkpoint = _patiently(lambda: store.jobs.checkpoint(job.id))
        with trusting() if order["trust"] else nullcontext():
            run(store, Claim(job, order["claim"], checkpoint))
    except LostClaimError:
        pass  # another process goes on with it
    finally:
        store.close()
        gc.freeze()  # all is kept; the server may wait for this process to end
    return 0


def run(store: Store, claim: Claim) -> None:
    """Does a job, and writes its end to the store once.

    Raises:
        LostClaimError: another process has taken it over; nothing of this one counts.
    """
    paused = threading.Event()
    before = Checkpoint.read(claim.checkpoint)
    with Keeper(store, claim, before) as keeper:
        _pause_on_sigterm(keeper.stop, paused)
        end = _end_of(store, claim, keeper, before)
    if keeper.lost:
        raise LostClaimError(f"job {claim.job.id} is no longer this worker's own")
    if paused.is_set() and not keeper.stop_asked:
        _patiently(lambda: store.jobs.release(claim))
    else:
        _finish(store, claim, end)


def _end_of(store: Store, claim: Claim, keeper: Keeper, before: Checkpoint) -> End:
    job = claim.job
    try:
        folder = _patiently(lambda: store.unit(job.unit)).folder
        base = _patiently(lambda: store.revision(job.unit, job.base)).book
        result = _searched(job, api.ready(base, folder), keeper, before)
    except RosterError as error:
        return End(JobState.FAILED, str(error))
    except ValidationError as error:
        mistakes = "\n".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        return End(JobState.FAILED, f"what was asked for is not understood:\n{mistakes}")
    except Exception:
        return End(JobState.FAILED, f"a mistake in this program:\n{traceback.format_exc(limit=-3)}")
    state = JobState.STOPPED if keeper.stop_asked else JobState.DONE
    if result.book is None:
        return End(state, result.sentence, detail=result.note)
    changes = changes_between(base, result.book, folder)
    return End(state, result.sentence, result.book, changes, result.note)


def _searched(job: Job, opened: api.OpenBook, keeper: Keeper, before: Checkpoint) -> Result:
    request = read_request(job.options)
    search = Search(keeper.stop, keeper.report, keeper.better, before.rota, before.seconds)
    return perform(request, opened, search)


def _finish(store: Store, claim: Claim, end: End) -> None:
    """Writes the end and the proposal in one transaction."""

    def write() -> None:
        with store.transaction():
            if end.changes and end.book is not None:
                store.proposals.propose(_proposed(claim, end.book, end))
            store.jobs.progress(claim, {ANSWER: end.detail})
            store.jobs.finish(claim, end.state, end.message)

    _patiently(write)


def _patiently(work: Callable[[], Made]) -> Made:
    """Does what needs the store, and tries again while that cannot be reached.

    Raises:
        StoreError: after many tries; at once where trying again would not help.
    """
    for _ in range(_TRIES - 1):
        try:
            return work()
        except (LostClaimError, NotThereError):
            raise
        except StoreError:
            time.sleep(_TRY_SECONDS)
    return work()


def _proposed(claim: Claim, book: Book, end: End) -> Proposed:
    job = claim.job
    return Proposed(job.unit, job.base, book, end.changes, job.kind, job.author, end.message, job=job.id)


def _pause_on_sigterm(stop: threading.Event, paused: threading.Event) -> None:
    def pause(number: int, frame: FrameType | None) -> None:
        paused.set()
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, pause)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then says what to do


if __name__ == "__main__":
    sys.exit(main())
