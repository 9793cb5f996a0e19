"""Tables of books with the levels of the examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import synthetic
from tests.benchmarks.tables.outcomes import Bench, Level, Outcome
from tests.benchmarks.tables.report import Report, number
from tests.benchmarks.tables.running import all_solvers


def in_levels(title: str, write: Callable[[Path], Path]) -> Callable[[Bench], Report]:
    """A book with the levels of the examples."""

    def run(bench: Bench) -> Report:
        book = write(bench.folder)
        outcomes = all_solvers(book, bench)
        levels = [level.name for level in outcomes[0].levels]
        report = Report(f"{title}, level by level")
        report.lines += ["Each level is a value and, where it is not proven best, its bound in brackets.", ""]
        report.head("solver", *(f">{level}" for level in levels), ">first rota s", ">seconds", ">MiB", "checked")
        for outcome in outcomes:
            report.row(
                outcome.name,
                *(_told(outcome.level(level)) for level in levels),
                number(outcome.first, 1),
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
    return number(level.value) + ("" if level.proven or level.value is None else f" ({number(level.bound)})")


def synthetic_in_levels(folder: Path) -> Path:
    path = folder / "book.json"
    synthetic.write(path, synthetic.raw_book(synthetic.size_of(3, 31, 345), levels=True))
    return path
