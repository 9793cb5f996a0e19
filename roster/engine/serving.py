"""What a helper process does: it takes programs and tasks on its standard input and answers on its standard output.

HiGHS cannot be stopped, a process can. Where the system forks safely the tasks are done by a child, which is killed
when one is not wanted any more: the helper has the program, and all that is slow to import, ready for the next child.
Elsewhere the helper does them, and is itself killed and started anew.
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
from multiprocessing.connection import Connection, wait
from typing import BinaryIO, NoReturn

from roster.engine.program import Program
from roster.engine.worker import Begun, End, Failed, News, Relax, Stop, Task, do

FORKS = sys.platform == "linux"  # elsewhere what the system's own libraries do is not made for it


def main() -> None:
    """Serve on standard input and output."""
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Slow to import, and wanted at the first task: best done while the parent still builds its model.
    from roster.engine import highs, stages, subsolver  # noqa: F401

    (_serve_by_children if FORKS else _serve_here)(sys.stdin.buffer, answers)


def _tell(told: Begun | News | End, answers: BinaryIO) -> None:
    pickle.dump(told, answers)
    answers.flush()


def _serve_here(questions: BinaryIO, answers: BinaryIO) -> None:
    """Take programs and tasks until there are no more; end when the parent is gone, even in the middle of one."""
    waiting: queue.Queue[Program | Task | Relax] = queue.Queue()

    def listen() -> None:
        while True:
            try:
                waiting.put(pickle.load(questions))
            except Exception:  # the end of the parent, in the middle of what it was sending or not
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    program: Program | None = None
    while True:
        item = waiting.get()
        if isinstance(item, Program):
            program = item
        else:
            assert program is not None
            _tell(do(program, item, lambda news: _tell(news, answers)), answers)


def _serve_by_children(questions: BinaryIO, answers: BinaryIO) -> None:
    """The same, with a child at work. There are no threads here: a fork would take only one of them along."""
    program: Program | None = None
    child: _Child | None = None
    while True:
        try:
            item = pickle.load(questions)
        except Exception:  # as above
            break
        if isinstance(item, Program):
            program = item
            if child is not None:
                child.end()
        elif not isinstance(item, Stop):  # one that comes after the end of its task is of no use
            assert program is not None
            if child is None or not child.lives:
                child = _Child(program)
            _tell(Begun(), answers)
            _tell(child.do(item, questions, lambda news: _tell(news, answers)), answers)
    if child is not None:
        child.end()


class _Child:
    """A process that does tasks on a program, one after another, until it is stopped in the middle of one."""

    def __init__(self, program: Program) -> None:
        self.lives = True
        self._ours, theirs = Pipe()
        self._process = os.fork()
        if not self._process:
            self._ours.close()
            _be_child(program, theirs)
        theirs.close()

    def do(self, task: Task | Relax, questions: BinaryIO, tell: Callable[[News], None]) -> End:
        """Have a task done, and hand on what is told while it runs."""
        try:
            self._ours.send(task)
            while True:
                # Nothing is read ahead: once its task has begun, all that the parent says is Stop, or that it is gone.
                if questions.fileno() in wait([self._ours, questions.fileno()]):
                    self.end()
                    return Failed("stopped")
                told: News | End = self._ours.recv()
                if isinstance(told, End):
                    return told
                tell(told)
        except (EOFError, OSError):
            self.end()
            return Failed("the child died")

    def end(self) -> None:
        """Kill it, if it lives."""
        if not self.lives:
            return
        self.lives = False
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._ours.close()


def _be_child(program: Program, theirs: Connection) -> NoReturn:
    tasks: queue.Queue[Task | Relax] = queue.Queue()

    def listen() -> None:
        try:
            while True:
                tasks.put(theirs.recv())
        finally:
            os._exit(0)  # whoever would be told is gone

    threading.Thread(target=listen, daemon=True).start()
    try:
        while True:
            theirs.send(do(program, tasks.get(), theirs.send))
    finally:
        os._exit(1)
