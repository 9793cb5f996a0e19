"""Runs the commands of a table, one after another: ours, and one solver alone on the same model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from roster.engine.options import PARAMS_FILE
from tests.benchmarks.tables.outcomes import Bench, Level, Outcome, Point
from tests.benchmarks.tables.report import number
from tests.conftest import EXAMPLES

ROOT = EXAMPLES.parent
LOOK = 0.25  # seconds between two looks at the memory of a command and its children together
GRACE = 60.0  # seconds beyond the budget after which a command is ended


@dataclass(frozen=True)
class Run:
    """A command that has ended: wall seconds, MiB, what it complained of last, and processor seconds."""

    status: int
    seconds: float
    memory: float
    complaint: str
    cpu: float

    @property
    def told(self) -> str:
        """Why there is no rota."""
        return f"no rota, exit status {self.status}{f': {self.complaint}' if self.complaint else ''}"


@dataclass
class _Watch:
    """What a command and its descendants use, by looks at the system's table of processes.

    What a process used that nobody waited for is in no total of the system, so each is looked at while it runs.

    Attributes:
        memory: the most MiB that they held together at a look; 0 where the system does not tell.
    """

    process: int
    memory: float = 0
    _ticks: dict[int, int] = field(default_factory=dict)

    def look(self) -> None:
        """Note what they hold and have used by now."""
        parents: dict[int, list[int]] = {}
        used: dict[int, tuple[int, int]] = {}  # pages held, ticks of the processor
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                # The name of a process, in brackets, may hold blanks.
                fields = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            process_id = int(entry.parent.name)
            parents.setdefault(int(fields[1]), []).append(process_id)
            used[process_id] = int(fields[21]), int(fields[11]) + int(fields[12])
        total, waiting = 0, [self.process]
        while waiting:
            process_id = waiting.pop()
            pages, ticks = used.get(process_id, (0, 0))
            total += pages
            self._ticks[process_id] = max(ticks, self._ticks.get(process_id, 0))
            waiting += parents.get(process_id, [])
        self.memory = max(self.memory, total * os.sysconf("SC_PAGE_SIZE") / 2**20)

    @property
    def cpu(self) -> float:
        """Processor seconds of all that were seen, to their last look."""
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")


def measured(command: Sequence[str], limit: float, environment: Mapping[str, str] = MappingProxyType({})) -> Run:
    """Run a command, which is ended when it goes far beyond a limit."""
    with tempfile.TemporaryFile("w+") as errors:
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT, env={**os.environ, **environment}
        )
        watch, look = _Watch(process.pid), began
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() - began > limit + GRACE:
                process.kill()
            if time.monotonic() >= look:
                watch.look()
                look = time.monotonic() + LOOK
            time.sleep(0.01)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = [line.strip() for line in errors if line.strip()]
    memory, cpu = max(watch.memory, usage.ru_maxrss / 1024), max(watch.cpu, usage.ru_utime + usage.ru_stime)
    return Run(process.returncode, seconds, memory, said[-1] if said else "", cpu)


def read_trace(path: Path) -> list[Point]:
    """The lines of a trace, as `roster solve --trace FILE` and `tests.benchmarks.plain` write them: JSON objects with
    `seconds`, `level`, `value` and `bound`; a line cut short by a killed process is passed over."""
    if not path.is_file():
        return []
    points = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
        except json.JSONDecodeError:
            continue
        points.append(Point(told["seconds"], told.get("level") or "", told.get("value"), told.get("bound")))
    return points


@cache
def _roster_can_trace() -> bool:
    told = subprocess.run(
        [sys.executable, "-m", "roster", "solve", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return "--trace" in told.stdout


def ours(book: Path, bench: Bench) -> Outcome:
    """The whole `roster solve` command, and `roster check` of what it wrote."""
    solved, trace = bench.folder / "ours.json", bench.folder / "ours.jsonl"
    for old in (solved, trace):
        old.unlink(missing_ok=True)
    command = [sys.executable, "-m", "roster", "solve", str(book), "-o", str(solved), "--quiet"]
    command += ["--time-limit", str(bench.budget), "--seed", str(bench.seed)]
    command += ["--workers", str(bench.workers)] if bench.workers else []
    command += ["--trace", str(trace)] if _roster_can_trace() else []
    run = measured(command, bench.budget, {PARAMS_FILE: str(bench.params.resolve())} if bench.params else {})
    if run.status or not solved.is_file():
        return Outcome("ours", run.seconds, run.memory, checks=run.told, trace=read_trace(trace), cpu=run.cpu)
    checked = subprocess.run([sys.executable, "-m", "roster", "check", str(solved)], capture_output=True, cwd=ROOT)
    rota = json.loads(solved.read_text(encoding="utf-8"))["rota"]
    return Outcome(
        "ours",
        run.seconds,
        run.memory,
        [Level(score["level"], score["value"], score["bound"]) for score in rota["scores"]],
        "legal" if checked.returncode == 0 else "NOT LEGAL",
        rota["assignments"],
        read_trace(trace),
        run.cpu,
    )


def plain(book: Path, bench: Bench, solver: str, workers: int = 1) -> Outcome:
    """One solver alone on the same model."""
    name = "HiGHS" if solver == "highs" else f"CP-SAT, {workers} workers"
    result, trace = bench.folder / "plain.json", bench.folder / "plain.jsonl"
    for old in (result, trace):
        old.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.plain", str(book), "--solver", solver, "-o", str(result)]
    command += ["--workers", str(workers), "--seconds", str(bench.budget), "--seed", str(bench.seed)]
    run = measured([*command, "--trace", str(trace)], bench.budget)
    if run.status or not result.is_file():
        return Outcome(name, run.seconds, run.memory, checks=run.told, trace=read_trace(trace), cpu=run.cpu)
    found = json.loads(result.read_text(encoding="utf-8"))
    bounds = {line["level"]: line["bound"] for line in found["levels"]}
    values = found.get("values", dict.fromkeys(bounds))
    return Outcome(
        name,
        run.seconds,
        run.memory,
        [Level(level, value, bounds.get(level)) for level, value in values.items()],
        "no rota" if "legal" not in found else "legal" if found["legal"] else "NOT LEGAL",
        found.get("assignments"),
        read_trace(trace),
        run.cpu,
    )


def all_solvers(book: Path, bench: Bench) -> list[Outcome]:
    """Ours and the plain solvers, one after another."""
    found = [ours(book, bench)]
    _report(found[-1])
    for solver, workers in (("cp-sat", 2), ("cp-sat", 8), ("highs", 1)):
        found.append(plain(book, bench, solver, workers))
        _report(found[-1])
    return found


def _report(outcome: Outcome) -> None:
    told = ", ".join(f"{level.name} {number(level.value)} ({number(level.bound)})" for level in outcome.levels)
    print(f"  {outcome.name}: {told or outcome.checks}, {outcome.seconds:.1f} s", file=sys.stderr, flush=True)
