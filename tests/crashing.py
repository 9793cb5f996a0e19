"""Work done in a process of its own that is killed, or stopped by Ctrl-C, at one of its calls to the system."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from roster.io.storage import swap_folders as exchanging

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system makes no second process out of one")

MOVES = ("rename", "replace", "exchange")
CHANGES = (*MOVES, "mkdir", "rmdir", "unlink", "link", "open", "io.open", "fsync", "close")

Fault = Callable[[], object]
Action = Callable[[], object]


def kill_self() -> None:
    """What a power cut or `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def press_ctrl_c() -> None:
    """What Ctrl-C does where nobody handles it."""
    raise KeyboardInterrupt


def stand_still() -> None:
    """Wait until somebody says to go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


@dataclass(frozen=True)
class Ended:
    """How a process ended.

    Attributes:
        status: its exit status; negative where a signal ended it.
        calls: how many of the watched calls it made.
        said: on standard output and error.
    """

    status: int
    calls: int
    said: str


@dataclass(frozen=True)
class Child:
    """A process that works beside this one."""

    number: int
    notes: Path

    def ended(self) -> Ended:
        """Wait for its end."""
        _, status = os.waitpid(self.number, 0)
        counted, said = ((self.notes / name).read_text() for name in ("counted", "said"))
        return Ended(os.waitstatus_to_exitcode(status), int(counted or 0), said)


def command(*arguments: object) -> Action:
    """`roster` with arguments."""

    def run() -> object:
        from roster.cli.main import main

        return main([str(item) for item in arguments])

    return run


def begun(
    action: Action, notes: Path, number: int = 0, fault: Fault = kill_self, calls: tuple[str, ...] = MOVES
) -> Child:
    """Begin work in a child of this process; something happens before one of its watched calls, where it is reached.

    Args:
        notes: a folder for what it says and counts.
    """
    notes.mkdir(exist_ok=True)
    child = os.fork()
    if child == 0:
        _be_the_child(action, notes, number, fault, calls)
    return Child(child, notes)


def done(
    action: Action, notes: Path, number: int = 0, fault: Fault = kill_self, calls: tuple[str, ...] = MOVES
) -> Ended:
    """The same, and wait for its end."""
    return begun(action, notes, number, fault, calls).ended()


def every_fault(
    action: Action,
    notes: Path,
    prepare: Callable[[], object],
    fault: Fault = kill_self,
    calls: tuple[str, ...] = MOVES,
) -> Iterator[Ended]:
    """Work again and again, from the same beginning, with the fault before its first call, its second, ..."""
    prepare()
    last = done(action, notes, calls=calls)
    assert last.status == 0, last.said
    assert last.calls, "no call is watched"
    for number in range(1, last.calls + 1):
        prepare()
        ended = done(action, notes, number, fault, calls)
        assert ended.calls >= number
        yield ended


def _be_the_child(action: Action, notes: Path, number: int, fault: Fault, calls: tuple[str, ...]) -> None:
    """Never returns."""
    status = 70
    try:
        handle = os.open(notes / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 - pytest has its own in their place
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
        count = os.open(notes / "counted", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        _watch(count, number, fault, calls)
        action()
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    except KeyboardInterrupt:
        status = 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _watch(count: int, number: int, fault: Fault, calls: tuple[str, ...]) -> None:
    made = [0]

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            made[0] += 1
            os.pwrite(count, str(made[0]).encode(), 0)
            if made[0] == number:
                fault()
            return real(*arguments, **options)

        return call

    for name in calls:
        if name == "exchange":
            exchanging._call = _once(watched, exchanging._call())
        elif name == "io.open":
            io.open = watched(io.open)  # type: ignore[assignment]
        else:
            setattr(os, name, watched(getattr(os, name)))


def _once(
    watched: Callable[[Callable[..., Any]], Callable[..., Any]], found: Callable[..., Any] | None
) -> Callable[[], Callable[..., Any] | None]:
    """The system's call to exchange folders, where it has one, watched from now on."""
    watching = watched(found) if found is not None else None
    return lambda: watching
