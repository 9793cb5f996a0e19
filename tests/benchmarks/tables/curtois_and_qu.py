"""The table of Curtois and Qu's public instances."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks import curtois
from tests.benchmarks.tables.outcomes import Bench, Outcome
from tests.benchmarks.tables.report import NONE, Report, better, legal_or_not, number
from tests.benchmarks.tables.running import all_solvers


def curtois_and_qu(numbers: Sequence[int]) -> Callable[[Bench], Report]:
    """Public shift scheduling instances, scored by check_curtois.py."""

    def run(bench: Bench) -> Report:
        known = curtois.best_known()
        report = Report(f"Curtois and Qu's instances {', '.join(map(str, numbers))}")
        report.lines += ["CP-SAT: the better of 2 and 8 workers. Over: how far the value is above the best known.", ""]
        names = ["value", "bound", "over", "seconds", "MiB"]
        report.head("instance", ">best known", "solver", *(f">{name}" for name in names), "check_curtois.py")
        for instance_number in numbers:
            print(f"instance {instance_number}", file=sys.stderr, flush=True)
            path = curtois.FOLDER / f"Instance{instance_number}.txt"
            instance = curtois.parse(path.read_text(encoding="utf-8-sig"))
            book = bench.folder / "book.json"
            book.write_text(
                curtois.to_book(instance, f"Curtois and Qu {instance_number}").model_dump_json(), encoding="utf-8"
            )
            own, two, eight, linear = all_solvers(book, bench)
            for outcome in (own, better([two, eight]), linear):
                level, best = outcome.level(curtois.LEVEL), known.get(instance_number)
                over = NONE if best is None or level.value is None else f"{level.value / best - 1:.1%}"
                report.row(
                    str(instance_number),
                    number(best),
                    outcome.name,
                    number(level.value),
                    number(level.bound),
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
    return f"{legal_or_not(verdict['feasible'])}, {'same score' if same else f'BUT IT SAYS {objective}'}"
