"""The planner's grid beside arithmetic that no solver did, and how its cells share the machine.

    python -m tests.benchmarks.planning arithmetic   # two, three, six, seven paramedics; 8 and 10 hours; 5 and 7 days
    python -m tests.benchmarks.planning scale        # 24 cells of kent-2026-12: --jobs 1 and 2, from the base and cold

`arithmetic` takes a minute. `scale` takes some minutes, and means something on a machine that does nothing else.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from models.scenarios import Scenarios
from roster import api
from roster.whatif.cell import Ask
from roster.whatif.executor import local
from roster.whatif.keep import Kept
from roster.whatif.plan import plan
from roster.whatif.sweep import How, sweep
from tests.whatif.arithmetic import SETTINGS

MONTHS = 104  # times four weeks: 416 weeks
KENT = Path(__file__).resolve().parents[2] / "examples" / "kent-2026-12.yaml"
GRID = {"paramedics": "5..8", "late-turn": "8 h, 9 h, 10 h", "police seats": "1, 2"}


def arithmetic() -> None:
    """Ours beside the arithmetic, with what explains the difference."""
    print(f"{MONTHS * 4} seeded weeks; in brackets half the width of the 95 % confidence interval\n")
    print(f"{'':36} {'arithmetic':>10} {'ours':>16} {'same weeks by hand':>19}")
    for name, setting in SETTINGS.items():
        result = setting.solved(MONTHS)
        assert result.figures is not None
        cover = result.figures.cover
        hand = sum(min(setting.need, there * setting.each) for weeks in setting.by_hand(MONTHS) for there in weeks) / (
            4 * setting.need * MONTHS
        )
        ours = f"{100 * cover.mean:.1f} % (+-{100 * (cover.error or 0):.1f})"
        print(f"{name:36} {100 * setting.expected:8.1f} % {ours:>16} {100 * hand:17.1f} %")
    print(
        "\nArithmetic takes the chance of each number of people being there; `by hand` takes the weeks that were drawn:"
        "\nwhere the two differ, it is the luck of the draw. At 8 h ours is `by hand` to the duty. At 10 h a week of"
        "\n37.5 h holds 3.9 duties: ours is whole duties, 15 in four weeks and not 15.8, which costs some 5 % of what a"
        "\npool can do; hours that move from a week with two to a week with one, where arithmetic lets them lapse, give"
        "\npart of it back."
    )


def scale() -> None:
    """Seconds and CPU seconds of the same 24 cells, made in different ways."""
    opened = api.open_book(KENT)
    scenarios = Scenarios(grid=GRID)
    axes, tasks = plan(scenarios, opened.book, Ask(), None)
    print(f"{len(tasks)} cells of kent-2026-12, one month each\n")
    print(f"{'':28} {'wall':>8} {'CPU':>8}")
    tables = []
    for name, jobs, warm in (("2 jobs", 2, True), ("1 job", 1, True), ("1 job, each cell from nothing", 1, False)):
        began, before = time.monotonic(), _cpu()
        done = sweep(scenarios, opened.book, axes, tasks, How(local(jobs), Kept(Path("-")), jobs, warm=warm))
        time.sleep(1)  # until the processes that were ended are counted
        print(f"{name:28} {time.monotonic() - began - 1:6.1f} s {_cpu() - before:6.1f} s", flush=True)
        tables.append(done.table)
    print(f"\nthe same table with 1 job and with 2: {'yes' if tables[0] == tables[1] else 'NO'}")


def _cpu() -> float:
    """CPU seconds of processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    {"arithmetic": arithmetic, "scale": scale}[sys.argv[1] if len(sys.argv) > 1 else "arithmetic"]()
