"""What a helper process does: it takes programs and tasks on its standard input and answers on its standard output.

HiGHS cannot be stopped, a process can. Where the system forks safely each task is done by a child, which is killed when
its task is not wanted any more: the helper has the program, and all that is slow to import, ready for the next task.
Elsewhere the helper does it, and is itself killed and started anew.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
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
    """The same, with a child for each task. There are no threads here: a fork would take only one of them along."""
    program: Program | None = None
    while True:
        try:
            item = pickle.load(questions)
        except Exception:  # as above
            return
        if isinstance(item, Program):
            program = item
        elif not isinstance(item, Stop):  # one that comes after the end of its task is of no use
            assert program is not None
            _tell(_by_child(program, item, questions, answers), answers)


def _by_child(program: Program, task: Task | Relax, questions: BinaryIO, answers: BinaryIO) -> End:
    """Have a child do a task, and hand on what it tells."""
    ours, theirs = Pipe()
    child = os.fork()
    if not child:
        ours.close()
        _be_child(program, task, theirs)
    theirs.close()
    try:
        _tell(Begun(), answers)
        while True:
            # Nothing is read ahead: once its task has begun, all that the parent says is Stop, or that it is gone.
            if questions.fileno() in wait([ours, questions.fileno()]):
                return Failed("stopped")
            told: News | End = ours.recv()
            if isinstance(told, End):
                return told
            _tell(told, answers)
    except EOFError:
        return Failed("the child died")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        ours.close()


def _be_child(program: Program, task: Task | Relax, theirs: Connection) -> NoReturn:
    def watch() -> None:
        theirs.poll(None)  # nothing is ever sent, so this is the end of whoever would be told
        os._exit(1)

    try:
        threading.Thread(target=watch, daemon=True).start()
        theirs.send(do(program, task, theirs.send))
    finally:
        os._exit(0)
