"""The engine's tables, one command each: `python -m tests.benchmarks.tables three-cars [--budget S] [--output FOLDER]`.

Ours is the whole `roster solve` command. Beside it stand plain CP-SAT, with 2 and with 8 workers, and plain HiGHS, on
the same model and levels, in the same run, one after another, each with the same budget (tests.benchmarks.plain).
Seconds are wall time of each whole command from outside, memory is the most that it and its children held together.
Every rota is scored by a checker that is not part of the program where there is one, and by the program's own checks.

Writes a dated Markdown table, and for books with one level a picture of value and bound over time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from roster.engine.options import PARAMS_FILE
from tests.benchmarks import curtois, greedy, synthetic, synthetic_score
from tests.benchmarks.picture import Curve, svg
from tests.conftest import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
NONE = "-"
LOOK = 0.25  # seconds between two looks at the memory of a command and its children together
GRACE = 60.0  # seconds beyond the budget after which a command is ended

Book = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """How a run of a table is made."""

    budget: float
    seed: int
    workers: int | None
    folder: Path
    params: Path | None = None


@dataclass(frozen=True)
class Level:
    """What one level came to, in points."""

    name: str
    value: float | None
    bound: float | None

    @property
    def proven(self) -> bool:
        """Whether the bound is reached."""
        return self.value is not None and self.bound is not None and self.bound >= self.value - 1e-6


@dataclass(frozen=True)
class Point:
    """One line of a trace: where a level stood."""

    seconds: float
    level: str
    value: float | None
    bound: float | None


@dataclass(frozen=True)
class Outcome:
    """What a solver made of a book.

    Attributes:
        checks: what the program's own checks say of the rota: legal, not legal, or that there is none.
        assignments: None where there is no rota.
    """

    name: str
    seconds: float
    memory: float
    levels: Sequence[Level] = ()
    checks: str = "no rota"
    assignments: Sequence[Mapping[str, str]] | None = None
    trace: Sequence[Point] = ()

    def level(self, name: str) -> Level:
        """What a level came to."""
        return next((level for level in self.levels if level.name == name), Level(name, None, None))

    @property
    def first(self) -> float | None:
        """Seconds until the first rota, as far as the trace tells."""
        return next((point.seconds for point in self.trace if point.value is not None), None)

    def better_than(self, value: float, level: str) -> float | None:
        """Seconds until a level was better than a value, as far as the trace tells."""
        found = (point for point in self.trace if point.level == level and point.value is not None)
        return next((point.seconds for point in found if point.value is not None and point.value < value), None)


# --- running


@dataclass(frozen=True)
class Run:
    """A command that has ended: wall seconds, MiB, and what it complained of last."""

    status: int
    seconds: float
    memory: float
    complaint: str

    @property
    def told(self) -> str:
        """Why there is no rota."""
        return f"no rota, exit status {self.status}{f': {self.complaint}' if self.complaint else ''}"


def _memory(process: int) -> float:
    """MiB that a process and its descendants hold at this moment; 0 where the system does not tell."""
    parents: dict[int, list[int]] = {}
    pages: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of a process, in brackets, may hold blanks.
            fields = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        number = int(entry.parent.name)
        parents.setdefault(int(fields[1]), []).append(number)
        pages[number] = int(fields[21])
    total, waiting = 0, [process]
    while waiting:
        number = waiting.pop()
        total += pages.get(number, 0)
        waiting += parents.get(number, [])
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20


def measured(command: Sequence[str], limit: float, environment: Mapping[str, str] = MappingProxyType({})) -> Run:
    """Run a command, which is ended when it goes far beyond a limit."""
    with tempfile.TemporaryFile("w+") as errors:
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT, env={**os.environ, **environment}
        )
        together, look = 0.0, began
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() - began > limit + GRACE:
                process.kill()
            if time.monotonic() >= look:
                together, look = max(together, _memory(process.pid)), time.monotonic() + LOOK
            time.sleep(0.01)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = [line.strip() for line in errors if line.strip()]
    return Run(process.returncode, seconds, max(together, usage.ru_maxrss / 1024), said[-1] if said else "")


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
        return Outcome("ours", run.seconds, run.memory, checks=run.told, trace=read_trace(trace))
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
        return Outcome(name, run.seconds, run.memory, checks=run.told, trace=read_trace(trace))
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
    )


def everybody(book: Path, bench: Bench) -> list[Outcome]:
    """Ours and the plain solvers, one after another."""
    found = [ours(book, bench)]
    _say(found[-1])
    for solver, workers in (("cp-sat", 2), ("cp-sat", 8), ("highs", 1)):
        found.append(plain(book, bench, solver, workers))
        _say(found[-1])
    return found


def _say(outcome: Outcome) -> None:
    told = ", ".join(f"{level.name} {_number(level.value)} ({_number(level.bound)})" for level in outcome.levels)
    print(f"  {outcome.name}: {told or outcome.checks}, {outcome.seconds:.1f} s", file=sys.stderr, flush=True)


# --- writing


@dataclass
class Report:
    """A table, and the picture that goes with it."""

    title: str
    lines: list[str] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)

    def row(self, *cells: str) -> None:
        """One more line."""
        self.lines.append(f"| {' | '.join(cells)} |")

    def head(self, *names: str) -> None:
        """The first lines; names that begin with `>` stand over numbers."""
        self.row(*(name.removeprefix(">") for name in names))
        self.lines.append("|" + "|".join("---:" if name.startswith(">") else "---" for name in names) + "|")


def _number(value: float | None, digits: int = 0) -> str:
    if value is None:
        return NONE
    return f"{value:,.{digits}f}" if digits else f"{value:,.2f}".rstrip("0").rstrip(".")


def _gap(value: float | None, bound: float | None) -> str:
    if value is None or bound is None:
        return NONE
    if value <= bound:
        return "0"
    return f"{(value - bound) / bound:.2%}" if bound > 0 else "none"


def _better(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome with the better rota, level by level; the faster of two alike."""

    def key(outcome: Outcome) -> tuple[list[float], float]:
        values = [float("inf") if level.value is None else level.value for level in outcome.levels]
        return values or [float("inf")], outcome.seconds

    return min(outcomes, key=key)


def machine() -> str:
    """Where and with what a table was made."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        processor = next((line.split(":")[1].strip() for line in text.splitlines() if "model name" in line), "")
    except OSError:
        processor = ""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{processor or platform.machine()}, {os.cpu_count()} cores{load}; Python {platform.python_version()},"
        f" OR-Tools {version('ortools')}, jru-roster {_own_version()}"
    )


def _own_version() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT)
    changed = subprocess.run(["git", "status", "--porcelain", "-uno"], capture_output=True, text=True, cwd=ROOT)
    return done.stdout.strip() + ("+" if changed.stdout.strip() else "") or version("jru-roster")


# --- the tables


def one_level(title: str, size: synthetic.Size) -> Callable[[Bench], Report]:
    """A synthetic book with everything at one level, as the issue's objective has it."""

    def run(bench: Bench) -> Report:
        raw = synthetic.raw_book(size)
        book = bench.folder / "book.json"
        synthetic.write(book, raw)
        problem = synthetic_score.problem_of(raw)
        began = time.monotonic()
        by_hand = greedy.rota(raw)
        taken = time.monotonic() - began
        hand = synthetic_score.score(raw, by_hand)
        report = Report(f"{title}: {size.people:,} people, {size.days} days, one level")
        report.lines += [
            f"Generator seed {synthetic.SEED}. Values are those of the independent scorer; the book's own score is more"
            f" by {problem.constant:,}, the sum of the wishes to work. Gap: value over bound.",
            "",
        ]
        names = ["value", "bound", "gap", "first rota s", "better than greedy s", "seconds", "MiB"]
        report.head("solver", *(f">{name}" for name in names), "checked")
        report.row("greedy, as by hand", _number(hand.objective), *[NONE] * 4, f"{taken:.1f}", NONE, _legal(hand.legal))
        outcomes = everybody(book, bench)
        for outcome in outcomes:
            report.row(*_one_level_row(raw, outcome, hand.objective))
        pictured = [outcomes[0], _better(outcomes[1:3])]
        report.curves = [_curve(outcome, problem.constant) for outcome in pictured]
        return report

    return run


def _legal(legal: bool) -> str:
    return "legal" if legal else "NOT LEGAL"


def _one_level_row(raw: Book, outcome: Outcome, by_hand: float) -> list[str]:
    level = outcome.level(synthetic.LEVEL)
    found = None if outcome.assignments is None else synthetic_score.score(raw, outcome.assignments)
    constant = synthetic_score.problem_of(raw).constant
    bound = None if level.bound is None else level.bound - constant
    checked = outcome.checks
    if found is not None:
        same = level.value is not None and abs(level.value - constant - found.objective) < 1e-6
        checked = f"{_legal(found.legal)}, {'same score' if same else f'BUT WE SAY {_number(level.value)}'}"
        checked += "" if outcome.checks == "legal" else f"; our checks: {outcome.checks}"
    value = None if found is None else float(found.objective)
    return [
        outcome.name,
        _number(value),
        _number(bound),
        _gap(value, bound),
        _number(outcome.first, 1),
        _number(outcome.better_than(by_hand + constant, synthetic.LEVEL), 1),
        f"{outcome.seconds:.1f}",
        f"{outcome.memory:.0f}",
        checked,
    ]


def _curve(outcome: Outcome, constant: float) -> Curve:
    points = [
        (point.seconds, _less(point.value, constant), _less(point.bound, constant))
        for point in outcome.trace
        if point.level == synthetic.LEVEL
    ]
    level = outcome.level(synthetic.LEVEL)
    last = (outcome.seconds, _less(level.value, constant), _less(level.bound, constant))
    return Curve(outcome.name, [*points, last])


def _less(number: float | None, constant: float) -> float | None:
    return None if number is None else number - constant


def in_levels(title: str, write: Callable[[Path], Path]) -> Callable[[Bench], Report]:
    """A book with the levels of the examples."""

    def run(bench: Bench) -> Report:
        book = write(bench.folder)
        outcomes = everybody(book, bench)
        levels = [level.name for level in outcomes[0].levels]
        report = Report(f"{title}, level by level")
        report.lines += ["Each level is a value and, where it is not proven best, its bound in brackets.", ""]
        report.head("solver", *(f">{level}" for level in levels), ">first rota s", ">seconds", ">MiB", "checked")
        for outcome in outcomes:
            report.row(
                outcome.name,
                *(_told(outcome.level(level)) for level in levels),
                _number(outcome.first, 1),
                f"{outcome.seconds:.1f}",
                f"{outcome.memory:.0f}",
                outcome.checks,
            )
        fastest = min((outcome for outcome in outcomes[1:3] if _all_proven(outcome)), key=_seconds, default=None)
        if fastest is not None and _all_proven(outcomes[0]):
            times = fastest.seconds / outcomes[0].seconds
            report.lines += ["", f"Ours is {times:.1f} times as fast as the faster plain CP-SAT ({fastest.name})."]
        return report

    return run


def _seconds(outcome: Outcome) -> float:
    return outcome.seconds


def _all_proven(outcome: Outcome) -> bool:
    return bool(outcome.levels) and all(level.proven for level in outcome.levels)


def _told(level: Level) -> str:
    return _number(level.value) + ("" if level.proven or level.value is None else f" ({_number(level.bound)})")


def _synthetic_in_levels(folder: Path) -> Path:
    path = folder / "book.json"
    synthetic.write(path, synthetic.raw_book(synthetic.size_of(3, 31, 345), levels=True))
    return path


def curtois_and_qu(numbers: Sequence[int]) -> Callable[[Bench], Report]:
    """Public shift scheduling instances, scored by check_curtois.py."""

    def run(bench: Bench) -> Report:
        known = curtois.best_known()
        report = Report(f"Curtois and Qu's instances {', '.join(map(str, numbers))}")
        report.lines += ["CP-SAT: the better of 2 and 8 workers. Over: how far the value is above the best known.", ""]
        names = ["value", "bound", "over", "seconds", "MiB"]
        report.head("instance", ">best known", "solver", *(f">{name}" for name in names), "check_curtois.py")
        for number in numbers:
            print(f"instance {number}", file=sys.stderr, flush=True)
            path = curtois.FOLDER / f"Instance{number}.txt"
            instance = curtois.parse(path.read_text(encoding="utf-8-sig"))
            book = bench.folder / "book.json"
            book.write_text(curtois.to_book(instance, f"Curtois and Qu {number}").model_dump_json(), encoding="utf-8")
            own, two, eight, linear = everybody(book, bench)
            for outcome in (own, _better([two, eight]), linear):
                level, best = outcome.level(curtois.LEVEL), known.get(number)
                over = NONE if best is None or level.value is None else f"{level.value / best - 1:.1%}"
                report.row(
                    str(number),
                    _number(best),
                    outcome.name,
                    _number(level.value),
                    _number(level.bound),
                    over,
                    f"{outcome.seconds:.1f}",
                    f"{outcome.memory:.0f}",
                    _curtois_verdict(path, instance, outcome),
                )
        return report

    return run


def _curtois_verdict(path: Path, instance: curtois.Instance, outcome: Outcome) -> str:
    if outcome.assignments is None:
        return outcome.checks
    rows = {employee.id: [employee.id, *[""] * instance.days] for employee in instance.staff}
    for item in outcome.assignments:
        day, shift = item["duty"].split("@")[1].split("/")
        rows[item["person"]][1 + (date.fromisoformat(day) - curtois.FIRST).days] = shift
    verdict = curtois.verdict_on(path, list(rows.values()))
    objective = verdict["objective"]
    same = objective == outcome.level(curtois.LEVEL).value
    return f"{_legal(verdict['feasible'])}, {'same score' if same else f'BUT IT SAYS {objective}'}"


@dataclass(frozen=True)
class Table:
    """One of the issue's tables: how it is run, and the seconds that its targets allow."""

    budget: float
    run: Callable[[Bench], Report]


TABLES: dict[str, Table] = {
    "one-car": Table(30, one_level("One car", synthetic.size_of(1, 28))),
    "kent": Table(60, in_levels("kent-2026-12", lambda folder: EXAMPLES / "kent-2026-12.yaml")),
    "three-cars-345": Table(120, in_levels("3 cars, 345 people, 31 days", _synthetic_in_levels)),
    "three-cars": Table(30, one_level("Three cars", synthetic.size_of(3, 31))),
    "ten-cars": Table(300, one_level("Ten cars", synthetic.size_of(10, 31))),
    "national": Table(300, one_level("National", synthetic.size_of(50, 28))),
    "year": Table(600, one_level("A year", synthetic.size_of(3, 365, 345))),
    "curtois": Table(600, curtois_and_qu(curtois.NUMBERS)),
}


def publish(name: str, bench: Bench, report: Report, output: Path) -> Path:
    """Write the table and its picture, and say where."""
    now = datetime.now(UTC)
    stem = f"{now:%Y-%m-%d-%H%M%S}-{name}-{bench.budget:g}s"
    output.mkdir(parents=True, exist_ok=True)
    workers = "all cores" if bench.workers is None else f"{bench.workers} workers"
    text = [
        f"# {report.title}",
        "",
        f"{now:%Y-%m-%d %H:%M} UTC. Budget {bench.budget:g} s for each whole command, seed {bench.seed}, ours with"
        f" {workers}. {machine()}.",
        "",
        *report.lines,
    ]
    if report.curves:
        picture = output / f"{stem}.svg"
        picture.write_text(svg(f"{report.title}: value and bound", report.curves, bench.budget), encoding="utf-8")
        text += ["", f"![Value and bound over time]({picture.name})"]
    path = output / f"{stem}.md"
    path.write_text("\n".join([*text, ""]), encoding="utf-8")
    return path


def main() -> int:
    """Make one table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.tables", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("name", choices=TABLES)
    parser.add_argument("--budget", type=float, metavar="S", help="seconds for each whole command")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the solvers")
    parser.add_argument("--workers", type=int, metavar="N", help="ours [default: all cores]")
    parser.add_argument("--instances", type=int, nargs="+", metavar="N", help="of Curtois and Qu [default: all]")
    parser.add_argument("--params", type=Path, metavar="FILE", help="tuning numbers of the engine, as TOML")
    parser.add_argument("--output", type=Path, default=Path("benchmark-results"), metavar="FOLDER")
    given = parser.parse_args()
    table = TABLES[given.name]
    numbers = given.instances or list(curtois.NUMBERS)
    run = curtois_and_qu(numbers) if given.name == "curtois" else table.run
    files = [curtois.CHECKER, *(curtois.FOLDER / f"Instance{n}.txt" for n in numbers)]
    if given.name == "curtois" and (missing := [str(path) for path in files if not path.is_file()]):
        parser.error(f"the benchmark's files are not there: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.budget or table.budget, given.seed, given.workers, Path(folder), given.params)
        path = publish(given.name, bench, run(bench), given.output)
    print(path.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
