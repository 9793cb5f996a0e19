"""Helper processes: each holds a program and does one task at a time, which can be stopped at any moment."""

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
from roster.engine.workers import process as serving
from roster.engine.workers.tasks import Begun, Done, Failed, News, Relax, Relaxed, Stop, Task

_NOTHING = Done(None, None, optimal=False, ended=False)


class Helper:
    """A process that minimises programs.

    Attributes:
        busy: whether it has a task, or has not yet said that it has stopped with one.
    """

    def __init__(self, news: threading.Event, params: WorkerParams) -> None:
        self._news = news
        self._params = params
        self._process: subprocess.Popen[bytes] | None = None
        self._program: Program | None = None
        self._told: deque[News | Done | Relaxed] = deque()
        self._reader: threading.Thread | None = None
        self._stopping = threading.Lock()  # for the next two: who sets the second of them sends the word
        self._begun = False
        self._stopped: float | None = None  # when it was asked to stop
        self.busy = False

    def start(self) -> bool:
        """Start the process where there is none; whether there is one: a system may refuse."""
        if self._process is not None:
            if self._process.poll() is None:
                return True
            self.close()
        self._program = None
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", "from roster.engine.workers.process import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                start_new_session=True,  # Ctrl-C is for the parent, which decides what to keep
            )
        except OSError:
            self._process = None
        return self._process is not None

    def ask(self, program: Program, task: Task | Relax) -> None:
        """Give it a task, once it is started; `news` is set whenever there is something to `hear`."""
        process = self._process
        assert process is not None
        assert not self.busy
        self._told.clear()
        self._begun, self._stopped = False, None
        self.busy = True
        sent = [task] if program is self._program else [program, task]
        self._program = program

        def converse() -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                for item in sent:
                    pickle.dump(item, process.stdin)
                process.stdin.flush()
                while True:
                    told = pickle.load(process.stdout)
                    if isinstance(told, Begun):
                        with self._stopping:
                            self._begun = True
                            if self._stopped is not None:
                                self._say_stop(process)
                        continue
                    self._told.append(_NOTHING if isinstance(told, Failed) else told)
                    if isinstance(told, Done | Relaxed | Failed):
                        break
                    self._news.set()
            except Exception:
                # It was killed, or died: then there is no answer, and the others go on without it.
                self._told.append(_NOTHING)
            self._news.set()

        self._reader = threading.Thread(target=converse, name="helper", daemon=True)
        self._reader.start()

    def hear(self) -> list[News | Done | Relaxed]:
        """What has been told since the last time; with `Done` or `Relaxed` it is free for the next task.

        Of a task that was stopped nothing is heard, not even its end.
        """
        if not self.busy:
            return []
        heard: list[News | Done | Relaxed] = []
        while self._told:
            heard.append(self._told.popleft())
        if any(isinstance(item, Done | Relaxed) for item in heard):
            self.busy = False
        if self._stopped is None:
            return heard
        if self.busy and time.monotonic() - self._stopped > self._params.stop_seconds:
            self.close()
        return []

    def stop(self) -> None:
        """End the work on a task; it is free for the next one a moment later."""
        if not self.busy or self._stopped is not None:
            return
        if not serving.FORKS:
            self.close()
            return
        assert self._process is not None
        with self._stopping:
            self._stopped = time.monotonic()
            if self._begun:
                self._say_stop(self._process)

    @staticmethod
    def _say_stop(process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended, then
            pickle.dump(Stop(), process.stdin)
            process.stdin.flush()

    def close(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is not None:
            if process.poll() is None and os.name == "posix":
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # it, and who does its tasks
            process.kill()
            process.wait()
        if self._reader is not None:
            self._reader.join()  # its pipes are at their end, so it does not wait
            self._reader = None
        for pipe in (process.stdin, process.stdout) if process is not None else ():
            with suppress(OSError):  # what was still to be sent cannot be
                if pipe is not None:
                    pipe.close()
        self._told.clear()
        self.busy = False
