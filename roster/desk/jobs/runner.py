"""Starts the processes of jobs and watches over them, from one thread of the server."""

from __future__ import annotations

import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from roster.desk.store import Claim, Store, StoreError
from roster.io.trust import trusts_everything

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 1.0  # between two looks at the store for jobs that another process has added, or left behind
SILENT = timedelta(seconds=30)  # without a sign of life for so long, a job is taken over
PAUSE_SECONDS = 10.0  # for a search to keep what it has found when the server ends


@dataclass(frozen=True)
class _Running:
    worker: str
    claim: Claim
    process: subprocess.Popen[str]


class JobRunner:
    """Runs the waiting jobs of a store, each in a process of its own.

    Several servers on one store share the jobs: which of them takes a job is decided in the store.

    Args:
        store: where the jobs are.
        database: the address of the store, for the processes.
        most: how many may run at once.
        silent: without a sign of life for so long, a job is taken over.
    """

    def __init__(self, store: Store, database: str, *, most: int = 1, silent: timedelta = SILENT) -> None:
        self._store, self._database, self._most, self._silent = store, database, most, silent
        self._running: list[_Running] = []
        self._woken, self._ending = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        """Starts looking for jobs."""
        self._thread.start()

    def wake(self) -> None:
        """Makes it look at once, because there is a new job."""
        self._woken.set()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that run now."""
        return [item.process.pid for item in list(self._running)]

    def close(self) -> None:
        """Ends the processes; what they have found is kept, and the jobs go on when a server starts again."""
        self._ending.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()
        for item in self._running:
            item.process.terminate()
        deadline = time.monotonic() + PAUSE_SECONDS
        for item in self._running:
            try:
                item.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                item.process.kill()  # its checkpoint is in the store
                item.process.wait()
            self._bury(item)
        self._running = []

    def _work(self) -> None:
        while not self._ending.is_set():
            try:
                self._look()
            except StoreError as error:
                LOG.warning("the jobs cannot be looked at: %s", error)
            self._woken.wait(LOOK_SECONDS)
            self._woken.clear()

    def _look(self) -> None:
        for item in [item for item in self._running if item.process.poll() is not None]:
            self._running.remove(item)
            self._bury(item)
        while len(self._running) < self._most and not self._ending.is_set():
            worker = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
            claim = self._store.jobs.claim(worker, silent=self._silent)
            if claim is None:
                return
            self._running.append(_Running(worker, claim, self._started(claim)))

    def _started(self, claim: Claim) -> subprocess.Popen[str]:
        # A new session, so that Ctrl-C in the server's terminal does not reach it. The address and the claim go through
        # standard input: the arguments of a process are seen by everybody on the machine.
        process = subprocess.Popen(
            [sys.executable, "-m", "roster.desk.jobs.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            order = {"database": self._database, "job": claim.job.id, "claim": claim.token}
            order["trust"] = trusts_everything()  # whoever serves with --trust also means the searches
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.close()
        return process

    def _bury(self, item: _Running) -> None:
        """Puts the job of a process that ended without a word back into the queue."""
        if item.process.returncode:
            LOG.warning("the process of job %s ended with %s", item.claim.job.id, item.process.returncode)
        with suppress(StoreError):
            self._store.jobs.take_back([item.worker])
