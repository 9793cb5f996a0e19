"""Public nurse rostering instances: `python -m tests.benchmarks.inrc2 n030w4_1_6-2-9-1 --time-limit 60 --plain cp-sat`.

Each instance of the Second International Nurse Rostering Competition (the whole horizon known) is solved by the whole
`roster solve` command, as a book with rules of the catalogue alone, and every roster is scored by the independent
check_inrc2.py. Beside it, in the same run, stand plain CP-SAT (2 and 8 workers) and plain HiGHS where --plain names
them. Prints Markdown: value, bound, seconds, processor seconds, memory, and how value and bound came about over time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.inrc2.evaluator import Evaluator, best_known, checker
from tests.benchmarks.inrc2.instance import FOLDER, Files, Instance, parse
from tests.benchmarks.inrc2.to_book import LEVEL, constant_of, roster_of, to_book
from tests.benchmarks.picture import Curve, svg
from tests.benchmarks.tables.outcomes import Bench, Outcome
from tests.benchmarks.tables.report import NONE, Report, legal_or_not, machine, number
from tests.benchmarks.tables.running import ours, plain

Solver = Callable[[Path, Bench], Outcome]
PLAIN: dict[str, Sequence[Solver]] = {
    "cp-sat": [lambda book, bench, workers=workers: plain(book, bench, "cp-sat", workers) for workers in (2, 8)],  # type: ignore[misc]
    "highs": [lambda book, bench: plain(book, bench, "highs")],
}
SAME = "same score"
STEPS = 12  # points of a curve that are printed


def report_on(name: str, folder: Path, solvers: Sequence[Solver], bench: Bench) -> tuple[Report, bool]:
    """What the solvers made of an instance, and whether every roster is legal and worth what its solver says."""
    files = Files.of(name, folder)
    instance = parse(name, *files.texts())
    book, best = bench.folder / "book.json", best_known(folder).get(name)
    book.write_text(to_book(instance).model_dump_json(), encoding="utf-8")
    report = Report(name)
    names = ["best known", "value", "bound", "over", "first rota s", "seconds", "CPU s", "MiB"]
    report.head("instance", "solver", *(f">{title}" for title in names), "check_inrc2.py")
    confirmed = True
    for solver in solvers:
        outcome = solver(book, bench)
        value, bound = _points(instance, outcome)
        words = _verdict(instance, Evaluator(files, folder), outcome, value)
        confirmed &= outcome.assignments is None or words == f"legal, {SAME}"
        figures = [
            number(best),
            number(value),
            number(bound),
            NONE if best is None or value is None else f"{value / best - 1:.1%}",
            number(outcome.first, 1),
            f"{outcome.seconds:.1f}",
            f"{outcome.cpu:.1f}",
            f"{outcome.memory:.0f}",
        ]
        report.row(name, outcome.name, *figures, words)
        report.curves.append(_curve(instance, outcome, value, bound))
    report.lines += ["", *(line for curve in report.curves for line in _told(curve))]
    return report, confirmed


def _points(instance: Instance, outcome: Outcome) -> tuple[float | None, float | None]:
    """Value and bound as the competition has them."""
    level, constant = outcome.level(LEVEL), constant_of(instance)
    return (
        None if level.value is None else level.value + constant,
        None if level.bound is None else level.bound + constant,
    )


def _verdict(instance: Instance, evaluator: Evaluator, outcome: Outcome, value: float | None) -> str:
    if outcome.assignments is None:
        return outcome.checks
    verdict = evaluator.verdict(roster_of(instance, outcome.assignments))
    told = (
        f"{legal_or_not(verdict.legal)}, {'same score' if verdict.value == value else f'BUT IT SAYS {verdict.value}'}"
    )
    return told if outcome.checks == "legal" else f"{told}; our checks: {outcome.checks}"


def _curve(instance: Instance, outcome: Outcome, value: float | None, bound: float | None) -> Curve:
    constant = constant_of(instance)
    points = [
        (
            point.seconds,
            None if point.value is None else point.value + constant,
            None if point.bound is None else point.bound + constant,
        )
        for point in outcome.trace
        if point.level == LEVEL
    ]
    return Curve(outcome.name, [*points, (outcome.seconds, value, bound)])


def _told(curve: Curve) -> Iterator[str]:
    """A curve in words: seconds, value and bound at some points, the last one among them."""
    points = [curve.points[0], *(after for before, after in pairwise(curve.points) if before[1:] != after[1:])]
    step = max(1, -(-len(points) // STEPS))
    shown = [*points[:-1:step], *points[-1:]]
    told = "; ".join(f"{seconds:.1f} s {number(value)} ({number(bound)})" for seconds, value, bound in shown)
    yield f"- {curve.name}, value (bound): {told}"


def main() -> int:
    """Print a table for each instance; 1 where the evaluator does not agree."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.inrc2", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("names", nargs="+", metavar="NAME", help="scenario, history and weeks, as n005w4_1_6-2-9-1")
    parser.add_argument("--time-limit", type=float, default=60, metavar="S", help="of each whole command")
    parser.add_argument("--workers", type=int, metavar="N", help="ours [default: all cores]")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the solvers")
    parser.add_argument("--params", type=Path, metavar="FILE", help="tuning numbers of the engine, as TOML")
    parser.add_argument(
        "--plain", action="append", choices=PLAIN, default=[], help="a solver to run beside ours, alone"
    )
    parser.add_argument("--instances", type=Path, default=FOLDER, metavar="FOLDER", help="where the instances lie")
    parser.add_argument("--book", type=Path, metavar="FILE", help="only write the first instance as a book")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="also write tables and pictures there")
    given = parser.parse_args()
    try:
        files = [Files.of(name, given.instances) for name in given.names]
    except ValueError as error:
        parser.error(str(error))
    if missing := [path for item in files for path in (checker(given.instances), *item.missing) if not path.is_file()]:
        parser.error(f"the benchmark's files are not there: {', '.join(map(str, dict.fromkeys(missing)))}")
    if given.book:
        instance = parse(given.names[0], *files[0].texts())
        given.book.write_text(to_book(instance).model_dump_json(), encoding="utf-8")
        return 0
    solvers = [ours, *(solver for name in dict.fromkeys(given.plain) for solver in PLAIN[name])]
    print(f"Budget {given.time_limit:g} s for each whole command, seed {given.seed}. {machine()}.\n", flush=True)
    status = 0
    for name in given.names:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(given.time_limit, given.seed, given.workers, Path(folder), given.params)
            report, confirmed = report_on(name, given.instances, solvers, bench)
        print("\n".join([*report.lines, ""]), flush=True)
        status |= not confirmed
        if given.output:
            given.output.mkdir(parents=True, exist_ok=True)
            stem = given.output / f"inrc2-{name}-{given.time_limit:g}s"
            picture = svg(f"{name}: value and bound", report.curves, given.time_limit)
            stem.with_suffix(".svg").write_text(picture, encoding="utf-8")
            text = [f"# {name}", "", f"Seed {given.seed}. {machine()}.", "", *report.lines, ""]
            stem.with_suffix(".md").write_text("\n".join(text), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
