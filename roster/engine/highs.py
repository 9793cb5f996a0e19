"""Asks HiGHS, which works in a process of its own and can therefore be stopped."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from types import TracebackType

from roster.engine.highs_worker import Answer, Question


class Highs:
    """A HiGHS process: started when first asked, asked one question at a time, stopped by ending it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answer: Answer | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        """Start the process, so that it is ready when it is asked; a machine that allows none has no HiGHS."""
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", "from roster.engine.highs_worker import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                start_new_session=True,  # Ctrl-C is for the parent, which decides what to keep
            )
        except OSError:
            self._process = None

    def ask(self, question: Question) -> None:
        """Put a question; `poll` has the answer once there is one."""
        if self._process is None or self._process.poll() is not None:
            self.start()
        process = self._process
        self._answer = None
        if process is None:
            return

        def converse() -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                pickle.dump(question, process.stdin)
                process.stdin.flush()
                told = pickle.load(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError, ValueError, TypeError):
                return  # it was stopped, or died: then there is no answer, and the other solver goes on alone
            if isinstance(told, Answer):
                self._answer = told

        self._reader = threading.Thread(target=converse, name="highs", daemon=True)
        self._reader.start()

    @property
    def busy(self) -> bool:
        """Whether a question is being worked on."""
        return self._reader is not None and self._reader.is_alive()

    def poll(self) -> Answer | None:
        """The answer to the last question, if there is one."""
        return self._answer

    def stop(self) -> None:
        """End the work on the question, and the process with it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        if self._reader is not None:
            self._reader.join()  # its pipes are at their end, so it does not wait
            self._reader = None
        for pipe in (process.stdin, process.stdout) if process is not None else ():
            with suppress(OSError):  # what was still to be sent cannot be
                if pipe is not None:
                    pipe.close()

    def __enter__(self) -> Highs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
