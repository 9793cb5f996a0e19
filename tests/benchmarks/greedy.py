"""A rota of a synthetic book made as by hand: date by date, whoever has fewest hours of those who may.

Each duty in turn gets the paramedic with fewest hours, then the pair of officers with fewest (or the one, where no pair
may): Specials who have not had the hours they promised before everybody else, and among equals whoever has fewest free
dates left. Nothing is changed once it is written down. The rota is legal; it is what a solver has to beat.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from tests.benchmarks.synthetic_score import DAY, MONTH, PAID, PROMISE, WEEK, Problem, Turn, Worker, problem_of

FEW = 12  # officers looked at, fewest hours first, before going through them all


class Diary:
    """Who has worked what so far."""

    def __init__(self) -> None:
        self.hours: dict[str, int] = defaultdict(int)
        self._dates: dict[str, set[date]] = defaultdict(set)
        self._stretches: dict[tuple[str, object], int] = defaultdict(int)
        self._months: dict[tuple[str, int, int], int] = defaultdict(int)

    def turn_of(self, worker: Worker, day: date) -> tuple[bool, int, int, str]:
        """Whose turn it is: the least comes first."""
        promised = worker.role == "special" and self._months[worker.name, day.year, day.month] < PROMISE
        left = sum(other > day for other in worker.free)
        return not promised, self.hours[worker.name], left, worker.name

    @staticmethod
    def _stretch(worker: Worker, day: date) -> tuple[object, int]:
        """The week or month whose hours are limited, and its limit."""
        return (day - day.weekday() * DAY, WEEK) if worker.role in PAID else ((day.year, day.month), MONTH)

    def may(self, worker: Worker, turn: Turn) -> bool:
        """Whether a person may be on a duty after all that is in the diary, which holds nothing later."""
        worked, day = self._dates[worker.name], turn.date
        stretch, limit = self._stretch(worker, day)
        if day not in worker.free or day in worked or self._stretches[worker.name, stretch] + turn.hours > limit:
            return False
        if worker.role not in PAID:
            return True
        single_rest_day = day - DAY not in worked and day - 2 * DAY in worked
        return not single_rest_day and sum(day - number * DAY in worked for number in range(1, 6)) < 5

    def enter(self, worker: Worker, turn: Turn) -> None:
        """Put a duty down."""
        self.hours[worker.name] += turn.hours
        self._months[worker.name, turn.date.year, turn.date.month] += turn.hours
        self._dates[worker.name].add(turn.date)
        self._stretches[worker.name, self._stretch(worker, turn.date)[0]] += turn.hours


def rota(book: Mapping[str, Any]) -> list[dict[str, str]]:
    """The assignments of a rota of the book."""
    problem = problem_of(book)
    diary, local = Diary(), _by_area(problem)
    found: list[dict[str, str]] = []
    for turn in problem.turns.values():
        there = [worker for worker in local[turn.area] if diary.may(worker, turn)]
        there.sort(key=lambda worker, day=turn.date: diary.turn_of(worker, day))  # type: ignore[misc]
        paramedic = next((worker for worker in there if turn.takes(worker.role, "paramedic")), None)
        officers = [worker for worker in there if turn.takes(worker.role, "police")]
        police = next(_crews(officers[:FEW]), None) or next(_crews(officers), None)
        if paramedic is None or police is None:
            continue  # stood down
        for worker, seat in [(paramedic, "paramedic"), *((officer, "police") for officer in police)]:
            diary.enter(worker, turn)
            found.append({"person": worker.name, "duty": turn.name, "seat": seat, "basis": "offered"})
    return found


def _by_area(problem: Problem) -> dict[str, list[Worker]]:
    found: dict[str, list[Worker]] = defaultdict(list)
    for worker in problem.workers.values():
        for area in worker.areas:
            found[area].append(worker)
    return found


def _crews(officers: list[Worker]) -> Iterator[tuple[Worker, ...]]:
    """Police crews that are allowed, pairs before single officers, and those first in the list before others."""
    for crew in [*combinations(officers, 2), *((officer,) for officer in officers)]:
        accompanied = sum(officer.accompanied for officer in crew)
        if any(officer.drives for officer in crew) and 2 * accompanied <= len(crew):
            yield crew
