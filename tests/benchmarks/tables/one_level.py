"""Tables of synthetic books with one level, beside the greedy method and an independent scorer."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.benchmarks import greedy, synthetic, synthetic_score
from tests.benchmarks.picture import Curve
from tests.benchmarks.tables.outcomes import Bench, Book, Outcome
from tests.benchmarks.tables.report import NONE, Report, better, gap, legal_or_not, number
from tests.benchmarks.tables.running import all_solvers


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
        report.row(
            "greedy, as by hand", number(hand.objective), *[NONE] * 4, f"{taken:.1f}", NONE, legal_or_not(hand.legal)
        )
        outcomes = all_solvers(book, bench)
        for outcome in outcomes:
            report.row(*row_of(raw, outcome, hand.objective))
        pictured = [outcomes[0], better(outcomes[1:3])]
        report.curves = [_curve(outcome, problem.constant) for outcome in pictured]
        return report

    return run


def row_of(raw: Book, outcome: Outcome, by_hand: float) -> list[str]:
    level = outcome.level(synthetic.LEVEL)
    found = None if outcome.assignments is None else synthetic_score.score(raw, outcome.assignments)
    constant = synthetic_score.problem_of(raw).constant
    bound = None if level.bound is None else level.bound - constant
    checked = outcome.checks
    if found is not None:
        same = level.value is not None and abs(level.value - constant - found.objective) < 1e-6
        checked = f"{legal_or_not(found.legal)}, {'same score' if same else f'BUT WE SAY {number(level.value)}'}"
        checked += "" if outcome.checks == "legal" else f"; our checks: {outcome.checks}"
    value = None if found is None else float(found.objective)
    return [
        outcome.name,
        number(value),
        number(bound),
        gap(value, bound),
        number(outcome.first, 1),
        number(outcome.better_than(by_hand + constant, synthetic.LEVEL), 1),
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
