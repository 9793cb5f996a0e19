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
from multiprocessing.connection import wait
from typing import BinaryIO, NoReturn

from roster.engine.solvers.integer_program import Program
from roster.engine.workers.tasks import Begun, End, Failed, News, Relax, Stop, Task, do

FORKS = sys.platform == "linux"  # elsewhere what the system's own libraries do is not made for it


def main() -> None:
    """Serve on standard input and output."""
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Slow to import, and wanted at the first task: best done while the parent still builds its model.
    from roster.engine.solvers import highs  # noqa: F401

    questions = sys.stdin.buffer
    if FORKS:
        _have_work_done(questions, answers)
    else:
        _work(None, lambda: pickle.load(questions), lambda told: _tell(told, answers))


def _tell(told: Begun | News | End, answers: BinaryIO) -> None:
    pickle.dump(told, answers)
    answers.flush()


def _work(
    program: Program | None,
    receive: Callable[[], Program | Task | Relax],
    send: Callable[[News | End], None],
) -> NoReturn:
    """Do tasks until nobody asks any more; when who asks is gone, even in the middle of one."""
    waiting: queue.Queue[Program | Task | Relax] = queue.Queue()

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
                program = item
            else:
                assert program is not None
                send(do(program, item, send))
    finally:
        os._exit(1)


def _have_work_done(questions: BinaryIO, answers: BinaryIO) -> None:
    """Have a child do the tasks. No thread of ours runs here: a fork would take only one of them along."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # else, if nobody wants to hear of children, none could be waited for
    program: Program | None = None
    child: _Child | None = None
    while True:
        try:
            item = pickle.load(questions)
        except Exception:  # the end of the parent, in the middle of what it was sending or not
            break
        if isinstance(item, Stop):
            continue  # its task had come to an end by then
        if isinstance(item, Program):
            program = item
            if child is not None:
                child.end()
                child = None
            continue
        assert program is not None
        try:
            child = child or _Child(program, (questions, answers))
        except OSError:  # no more processes: then here, where it cannot be stopped but with the helper
            _tell(do(program, item, lambda news: _tell(news, answers)), answers)
            continue
        _tell(Begun(), answers)
        _tell(child.do(item, questions, lambda news: _tell(news, answers)), answers)
        if not child.lives:
            child.end()
            child = None
    if child is not None:
        child.end()


class _Child:
    """A process that does tasks on a program, one after another, until it is stopped in the middle of one.

    Attributes:
        lives: whether it can be given another, as far as is known.
    """

    def __init__(self, program: Program, ours_alone: tuple[BinaryIO, ...]) -> None:
        self.lives = True
        self._ours, theirs = Pipe()
        self._process = os.fork()
        if not self._process:
            for end in (*(stream.fileno() for stream in ours_alone), self._ours.fileno()):
                os.close(end)  # who reads or writes there must see the end of us, whatever the child is at
            _work(program, theirs.recv, theirs.send)
        theirs.close()

    def do(self, task: Task | Relax, questions: BinaryIO, tell: Callable[[News], None]) -> End:
        """Have a task done, and hand on what is told while it runs."""
        try:
            self._ours.send(task)
            while True:
                # Nothing is read ahead: once its task has begun, all that the parent says is Stop, or that it is gone.
                if questions.fileno() in wait([self._ours, questions.fileno()]):
                    self.lives = False
                    return Failed("stopped")
                told: News | End = self._ours.recv()
                if isinstance(told, End):
                    return told
                tell(told)
        except (EOFError, OSError):
            self.lives = False
            return Failed("the child died")

    def end(self) -> None:
        """Kill it."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._ours.close()
