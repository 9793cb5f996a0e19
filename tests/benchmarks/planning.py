"""The planner's grid beside arithmetic that no solver did, and how its cells share the machine.

    python -m tests.benchmarks.planning arithmetic   # two, three, six, seven paramedics; 8 and 10 hours; 5 and 7 days
    python -m tests.benchmarks.planning scale        # 24 cells of kent-2026-12: 1 job and 2, from the base and not
    python -m tests.benchmarks.planning warm         # cells of three cars and 345 people: from the base and not

The first and the last take a minute, `scale` takes seven, and means something where nothing else runs.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from models.book import Book
from roster import api
from roster.analysis.words import counted
from roster.engine.decomposition.local_processes import local
from roster.planning.results.sweep import Table
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.tasks import CellOptions
from roster.planning.sweep.cell_plan import plan_cells
from roster.planning.sweep.results_cache import ResultsCache
from roster.planning.sweep.run import SweepOptions, run_sweep
from tests.benchmarks import synthetic
from tests.planning.arithmetic import SETTINGS

MONTHS = 104  # times four weeks: 416 weeks
KENT = Path(__file__).resolve().parents[2] / "examples" / "kent-2026-12.yaml"
GRID = {"paramedics": "5..8", "late-turn": "8 h, 9 h, 10 h", "police seats": "1, 2"}


def arithmetic() -> None:
    """Ours beside the arithmetic, with what explains the difference."""
    print(f"{MONTHS * 4} seeded weeks; in brackets half the width of the 95 % confidence interval\n")
    print(f"{'':36} {'arithmetic':>10} {'ours':>16} {'same weeks':>11} {'whole duties':>13}")
    for name, setting in SETTINGS.items():
        result = setting.solved(MONTHS)
        assert result.figures is not None
        cover = result.figures.cover
        drawn = list(setting.by_hand(MONTHS))
        asked = 4 * setting.need * MONTHS
        hand = sum(min(setting.need, len(week) * setting.each) for month in drawn for week in month) / asked
        whole = sum(setting.most_whole(month) for month in drawn) / asked
        ours = f"{100 * cover.mean:.1f} % (+-{100 * (cover.error or 0):.1f})"
        print(f"{name:36} {100 * setting.expected:8.1f} % {ours:>16} {100 * hand:9.1f} % {100 * whole:11.1f} %")
    print(
        "\narithmetic: the chance of each number of people being there, and what of the week's duties they can do."
        "\nsame weeks: the same of the weeks that were drawn; that it differs is the luck of the draw."
        "\nwhole duties: the same in whole duties and over four weeks, counted without a solver. A week of 37.5 h holds"
        "\n5 duties of 8 h, and 3.9 of 10 h: then a month's contract is rounded down (15 of 15.8 duties, 11 of 11.8"
        "\nwith a week of leave), which costs a pool some 6 % of what it can do; and duties move from a week with"
        "\nenough people to one without (four in a week, though 3.9 are paid), which gives part back. Ours is this, to"
        "\nthe duty."
    )


def scale() -> None:
    """Seconds and CPU seconds of the same 24 cells, made in different ways."""
    tables = _made(api.open_book(KENT).book, GRID, CellOptions(), ((2, True), (1, True), (1, False)))
    print(f"\nthe same table with 1 job and with 2: {'yes' if tables[0] == tables[1] else 'NO'}")


def warm() -> None:
    """Months of three cars and 345 people from nothing and from the base's rota, with no other questions."""
    book = Book.model_validate(synthetic.raw_book(synthetic.size_of(3, 31, 345), levels=True))
    _made(book, {"paramedics": "21..28"}, CellOptions(gain_months=0), ((1, False), (1, True)))


def _made(book: Book, grid: dict[str, str], options: CellOptions, ways: Iterable[tuple[int, bool]]) -> list[Table]:
    """A grid's table made in several ways, each told as it ends: with so many jobs, from the base's rota or not."""
    scenarios = Scenarios.model_validate({"grid": grid})
    plan = plan_cells(scenarios, book, options, None)
    print(f"{len(plan.tasks)} cells of {book.name}, one month each\n")
    print(f"{'':32} {'wall':>8} {'CPU':>8}")
    tables = []
    for jobs, from_base in ways:
        began, before = time.monotonic(), _cpu()
        done = run_sweep(plan, SweepOptions(local(jobs), ResultsCache(Path("-")), jobs, warm=from_base))
        time.sleep(1)  # until the processes that were ended are counted
        name = f"{counted(jobs, 'jobs')}, {'from the base' if from_base else 'each from nothing'}"
        print(f"{name:32} {time.monotonic() - began - 1:6.1f} s {_cpu() - before:6.1f} s", flush=True)
        tables.append(done.table)
    return tables


def _cpu() -> float:
    """CPU seconds of processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    {"arithmetic": arithmetic, "scale": scale, "warm": warm}[sys.argv[1] if len(sys.argv) > 1 else "arithmetic"]()
