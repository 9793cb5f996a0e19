"""One worker process, as the program that started it sees it: it holds a program and performs one task at a time."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress

from roster.engine.params.groups import WorkerParams
from roster.engine.solvers.integer_program import Program
from roster.engine.workers.protocol import FORKS, NO_RESULT, Answer, Begun, Done, Failed, Relaxed, Request, Stop


class Worker:
    """A worker process. All methods are called from one thread; a second one reads the answers to each task.

    Args:
        answered: is set whenever there is an answer to `receive`.
        forks: whether its tasks are performed by a child, so that one can be stopped without ending the process.

    Attributes:
        busy: whether it has a task, or has not confirmed yet that it stopped one.
    """

    def __init__(self, answered: threading.Event, params: WorkerParams, *, forks: bool = FORKS) -> None:
        self._answered = answered
        self._params = params
        self._forks = forks
        self._process: subprocess.Popen[bytes] | None = None
        self._program: Program | None = None  # which the process holds
        self._answers: deque[Answer] = deque()
        self._reader: threading.Thread | None = None
        self._stop_lock = threading.Lock()  # for the next two: the thread that sets the second one sends `Stop`
        self._begun = False
        self._broken = False  # whether the conversation about a task broke off: the process died, or is about to
        self._stopped_at: float | None = None  # `time.monotonic()`
        self.busy = False

    def start(self) -> bool:
        """Starts the process where none runs; returns whether one runs, for a system may refuse."""
        if self._process is not None:
            if self._process.poll() is None and not self._broken:
                return True
            self.close()
        self._program = None
        try:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-c",
                    f"from roster.engine.workers.process import main; main(forks={self._forks})",
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                start_new_session=True,  # Ctrl-C is for this program, which decides what to keep
            )
        except OSError:
            self._process = None
        return self._process is not None

    def submit(self, program: Program, task: Request) -> None:
        """Sends a task to the process, which runs and is not busy; the program is sent where it has another."""
        process = self._process
        assert process is not None
        assert not self.busy
        self._answers.clear()
        self._begun, self._stopped_at = False, None
        self.busy = True
        messages = [task] if program is self._program else [program, task]
        self._program = program
        self._reader = threading.Thread(
            target=self._converse, args=(process, messages), name="worker answers", daemon=True
        )
        self._reader.start()

    def _converse(self, process: subprocess.Popen[bytes], messages: list[Program | Request]) -> None:
        """Sends messages and reads answers to the end of the task, in a thread of its own."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            for message in messages:
                pickle.dump(message, process.stdin)
            process.stdin.flush()
            while True:
                answer = pickle.load(process.stdout)
                if isinstance(answer, Begun):
                    self._note_begun(process)
                    continue
                self._answers.append(NO_RESULT if isinstance(answer, Failed) else answer)
                if isinstance(answer, Done | Relaxed | Failed):
                    break
                self._answered.set()
        except Exception:
            # The process was killed or died: its task has no result, and the search goes on with the other workers.
            # The system may not call it ended yet.
            self._broken = True
            self._answers.append(NO_RESULT)
        self._answered.set()

    def _note_begun(self, process: subprocess.Popen[bytes]) -> None:
        """Notes that the task can be stopped from now on; sends the `Stop` that was asked for before."""
        with self._stop_lock:
            self._begun = True
            if self._stopped_at is not None:
                self._send_stop(process)

    def receive(self) -> list[Answer]:
        """Returns the answers since the last call; with `Done` or `Relaxed` it is free for the next task.

        Of a task that was stopped nothing is returned, not even its end.
        """
        if not self.busy:
            return []
        answers: list[Answer] = []
        while self._answers:
            answers.append(self._answers.popleft())
        if any(isinstance(answer, Done | Relaxed) for answer in answers):
            self.busy = False
        if self._stopped_at is None:
            return answers
        if self.busy and time.monotonic() - self._stopped_at > self._params.stop_seconds:
            self.close()
        return []

    def stop(self) -> None:
        """Gives up the task; the worker is free for the next one a moment later."""
        if not self.busy or self._stopped_at is not None:
            return
        if not self._forks:
            self.close()
            return
        assert self._process is not None
        with self._stop_lock:
            self._stopped_at = time.monotonic()
            if self._begun:
                self._send_stop(self._process)

    @staticmethod
    def _send_stop(process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        with suppress(OSError, ValueError):  # the process has ended meanwhile
            pickle.dump(Stop(), process.stdin)
            process.stdin.flush()

    def close(self) -> None:
        """Ends the process and the child that performs its task, whatever they do."""
        process, self._process = self._process, None
        if process is not None:
            if process.poll() is None and os.name == "posix":
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
        if self._reader is not None:
            self._reader.join()  # returns at once, for its pipes are closed at the other end
            self._reader = None
        for pipe in (process.stdin, process.stdout) if process is not None else ():
            with suppress(OSError):  # what was still to be sent cannot be
                if pipe is not None:
                    pipe.close()
        self._answers.clear()
        self.busy = self._broken = False
