"""The main program of a worker process: it reads programs and tasks on standard input and answers on standard output.

HiGHS cannot be stopped, but a process can be ended. Where the system forks safely a child performs the tasks and is
killed when one is given up: the worker keeps the program and all that is slow to import ready for the next child.
Elsewhere the worker performs them itself, and is itself killed and started again.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import BinaryIO, NoReturn

from roster.engine.solvers.integer_program import Program
from roster.engine.workers.perform import Performer
from roster.engine.workers.protocol import Begun, End, Failed, News, Request, Stop


def main(*, forks: bool) -> None:
    """Serves on standard input and output until the program that started this process has ended.

    Args:
        forks: whether a child performs the tasks.
    """
    # Whatever a library prints goes to standard error, so that it never comes between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Slow to import: done here while the program that asks still builds its model.
    # All solvers of tasks: a child would import what is missing here for each task anew.
    from roster.engine.solvers import cpsat_on_program, highs, highs_in_stages  # noqa: F401

    requests = sys.stdin.buffer
    if forks:
        _serve_by_children(requests, answers)
    else:
        _serve(None, lambda: pickle.load(requests), lambda answer: _send(answer, answers))


def _send(answer: Begun | News | End, answers: BinaryIO) -> None:
    pickle.dump(answer, answers)
    answers.flush()


def _serve(
    performer: Performer | None, receive: Callable[[], Program | Request], send: Callable[[News | End], None]
) -> NoReturn:
    """Performs tasks in this process; ends it as soon as the other end is closed, even in the middle of a task.

    Args:
        performer: of the program that was sent already; None before there is one.
    """
    waiting: queue.Queue[Program | Request] = queue.Queue()

    def listen() -> None:
        try:
            while True:
                waiting.put(receive())
        finally:
            os._exit(0)

    try:
        threading.Thread(target=listen, daemon=True).start()
        while True:
            item = waiting.get()
            if isinstance(item, Program):
                performer = Performer(item)
            else:
                assert performer is not None
                send(performer.perform(item, send))
    finally:
        os._exit(1)


def _serve_by_children(requests: BinaryIO, answers: BinaryIO) -> None:
    """Lets a child perform the tasks. No other thread runs in this process, for a fork copies only one."""
    # A parent that ignores this signal passes that on, and then no child could be waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    performer: Performer | None = None
    child: _Child | None = None
    while True:
        try:
            item = pickle.load(requests)
        except Exception:  # the other end was closed, perhaps in the middle of a message
            break
        if isinstance(item, Stop):
            continue  # its task had ended before it arrived
        if isinstance(item, Program):
            performer = Performer(item)
            if child is not None:
                child.kill()
                child = None
            continue
        assert performer is not None
        try:
            child = child or _Child(performer, (requests, answers))
        except OSError:  # the system starts no more processes: performed here, where it cannot be stopped
            _send(performer.perform(item, lambda news: _send(news, answers)), answers)
            continue
        _send(Begun(), answers)
        _send(child.perform(item, requests, lambda news: _send(news, answers)), answers)
        if not child.usable:
            child.kill()
            child = None
    if child is not None:
        child.kill()


class _Child:
    """A child process that performs tasks on one program, until one of them is stopped.

    Attributes:
        usable: whether it can be given another task.
    """

    def __init__(self, performer: Performer, streams: tuple[BinaryIO, ...]) -> None:
        self.usable = True
        self._pipe, pipe_of_child = Pipe()
        self._process = os.fork()
        if not self._process:
            # The child closes its copies: else the other ends would not see that this process has ended.
            for descriptor in (*(stream.fileno() for stream in streams), self._pipe.fileno()):
                os.close(descriptor)
            _serve(performer, pipe_of_child.recv, pipe_of_child.send)
        pipe_of_child.close()

    def perform(self, task: Request, requests: BinaryIO, send: Callable[[News], None]) -> End:
        """Lets the child perform a task, and passes on what it answers meanwhile."""
        try:
            self._pipe.send(task)
            while True:
                # While a task runs the program sends nothing but `Stop`, or has ended: both end the task.
                if requests.fileno() in wait([self._pipe, requests.fileno()]):
                    self.usable = False
                    return Failed("stopped")
                answer: News | End = self._pipe.recv()
                if isinstance(answer, End):
                    return answer
                send(answer)
        except (EOFError, OSError):
            self.usable = False
            return Failed("the child died")

    def kill(self) -> None:
        """Kills the process, waits for its end, and closes the pipe to it."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._pipe.close()
