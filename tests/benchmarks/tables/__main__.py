"""The engine's tables, one command each: `python -m tests.benchmarks.tables three-cars [--budget S] [--output FOLDER]`.

Ours is the whole `roster solve` command. Beside it stand plain CP-SAT, with 2 and with 8 workers, and plain HiGHS, on
the same model and levels, in the same run, one after another, each with the same budget (tests.benchmarks.plain).
Seconds are wall time of each whole command from outside, memory is the most that it and its children held together.
Every rota is scored by a checker that is not part of the program where there is one, and by the program's own checks.

Writes a dated Markdown table, and for books with one level a picture of value and bound over time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import curtois, synthetic
from tests.benchmarks.picture import svg
from tests.benchmarks.tables.curtois_and_qu import curtois_and_qu
from tests.benchmarks.tables.in_levels import in_levels, synthetic_in_levels
from tests.benchmarks.tables.one_level import one_level
from tests.benchmarks.tables.outcomes import Bench
from tests.benchmarks.tables.report import Report, machine
from tests.conftest import EXAMPLES


@dataclass(frozen=True)
class Table:
    """One of the issue's tables: how it is run, and the seconds that its targets allow."""

    budget: float
    run: Callable[[Bench], Report]


TABLES: dict[str, Table] = {
    "one-car": Table(30, one_level("One car", synthetic.size_of(1, 28))),
    "kent": Table(60, in_levels("kent-2026-12", lambda folder: EXAMPLES / "kent-2026-12.yaml")),
    "three-cars-345": Table(120, in_levels("3 cars, 345 people, 31 days", synthetic_in_levels)),
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
