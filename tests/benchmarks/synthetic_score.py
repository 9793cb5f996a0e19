"""Scores a rota of a synthetic book: `python -m tests.benchmarks.synthetic_score BOOK.json`.

Plain Python over the solved book's JSON, which knows nothing of the program. The rules are those of the benchmark,
written down here once more; of the book it reads the period, areas, call signs, shifts' times, people and wishes, and
the assignments.

The objective is 1000 a duty stood down, 300 a part-crewed one, 20 an hour that a Special has less than 16 in a month
that ends in the period (or less than the hours of the dates on which they are free, where those are fewer), 30 times
the largest number of duties of anyone of each area and role, minus wishes granted: a wish of 2 for a date on which one
works counts 2, one of -2 counts -2. A rota's own value at its level is more by `constant`, the sum of the wishes to
work.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

STOOD_DOWN, PART_CREWED, HOUR_SHORT, LARGEST = 1000, 300, 20, 30
PROMISE, MONTH, WEEK, REST = 16, 48, 40, 11
OFFICERS = ("constable", "special")
PAID = ("paramedic", "constable")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Worker:
    """A person as the benchmark sees them; `areas` begins with their home, `wishes` are by date."""

    name: str
    role: str
    areas: tuple[str, ...]
    free: frozenset[date]
    drives: bool
    accompanied: bool
    wishes: Mapping[date, int]


@dataclass(frozen=True)
class Turn:
    """A duty: a car's late turn or peak night."""

    name: str
    area: str
    date: date
    shift: str
    start: datetime
    end: datetime

    @property
    def hours(self) -> int:
        """By the clock on the wall."""
        return round((self.end - self.start).total_seconds()) // 3600

    @property
    def police(self) -> tuple[str, ...]:
        """The roles that crew its police seat."""
        return OFFICERS if self.shift == "late" else OFFICERS[1:]

    def takes(self, role: str, seat: str) -> bool:
        """Whether a role may sit in a seat."""
        return role == "paramedic" if seat == "paramedic" else seat == "police" and role in self.police


@dataclass(frozen=True)
class Problem:
    """What is to be rostered."""

    dates: tuple[date, ...]
    zone: ZoneInfo
    workers: Mapping[str, Worker]
    turns: Mapping[str, Turn]

    @property
    def constant(self) -> int:
        """What the book's own score is more than the objective: all wishes to work where there is work to be had."""
        takes = {(turn.date, role) for turn in self.turns.values() for role in ("paramedic", *turn.police)}
        return sum(
            wish
            for worker in self.workers.values()
            for day, wish in worker.wishes.items()
            if wish > 0 and (day, worker.role) in takes
        )

    @property
    def months(self) -> set[tuple[int, int]]:
        """Months that end in the period."""
        return {(day.year, day.month) for day in self.dates if (day + DAY).month != day.month}


@dataclass
class Score:
    """What a rota is worth; `parts` add up to the objective, and each violation makes the rota illegal."""

    objective: int
    constant: int
    parts: Mapping[str, int]
    violations: list[str] = field(default_factory=list)

    @property
    def legal(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.violations


def problem_of(book: Mapping[str, Any]) -> Problem:
    """The problem that a synthetic book states."""
    first, last = (date.fromisoformat(book["period"][end]) for end in ("first", "last"))
    dates = tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
    wishes: dict[str, dict[date, int]] = defaultdict(dict)
    for request in book["requests"]:
        for day in request["dates"]:
            sign = 1 if request["wish"] == "work" else -1
            wishes[request["person"]][date.fromisoformat(day)] = sign * request["weight"]
    workers = {}
    for person in book["people"]:
        held = {item["id"] for item in person["qualifications"]}
        workers[person["id"]] = Worker(
            person["id"],
            person["role"],
            tuple(person["areas"]),
            frozenset(date.fromisoformat(day) for offer in person["offers"] for day in offer["dates"]),
            "driver" in held,
            "accompanied" in held,
            wishes[person["id"]],
        )
    times = {item["id"]: (_clock(item["start"]), _clock(item["end"])) for item in book["shifts"]}
    turns = {}
    for day in dates:
        shift = "peak" if day.weekday() in (4, 5) else "late"
        start, end = times[shift]
        starts, ends = datetime.combine(day, start), datetime.combine(day if end > start else day + DAY, end)
        for line in book["call_signs"]:
            name = f"{line['id']}@{day}/{shift}"
            turns[name] = Turn(name, line["area"], day, shift, starts, ends)
    return Problem(dates, ZoneInfo(book["period"]["time_zone"]), workers, turns)


def _clock(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()


def score(book: Mapping[str, Any], assignments: Iterable[Mapping[str, str]] | None = None) -> Score:
    """The score of the book's own rota, or of other assignments (`person`, `duty`, `seat`)."""
    problem = problem_of(book)
    given = book["rota"]["assignments"] if assignments is None else list(assignments)
    violations: list[str] = []
    seats: dict[str, dict[str, list[Worker]]] = {name: {"paramedic": [], "police": []} for name in problem.turns}
    works: dict[str, list[Turn]] = {name: [] for name in problem.workers}
    for item in given:
        worker, turn = problem.workers.get(item["person"]), problem.turns.get(item["duty"])
        if worker is None or turn is None:
            violations.append(f"{item['person']} on {item['duty']}: one of the two is not in the book")
            continue
        violations += _unfit(worker, turn, item["seat"])
        seats[turn.name].setdefault(item["seat"], []).append(worker)
        works[worker.name].append(turn)
    for name, crew in seats.items():
        violations += _bad_crew(name, crew)
    for name, turns in works.items():
        violations += _bad_days(problem, problem.workers[name], turns)
    states = [len(crew["police"]) if crew["paramedic"] and crew["police"] else 0 for crew in seats.values()]
    parts = {
        "stood down": STOOD_DOWN * states.count(0),
        "part-crewed": PART_CREWED * states.count(1),
        "hours short": HOUR_SHORT * sum(_hours_short(problem, works)),
        "largest shares": LARGEST * sum(_largest(problem, works).values()),
        "wishes": -sum(
            problem.workers[name].wishes.get(day, 0)
            for name, turns in works.items()
            for day in {turn.date for turn in turns}
        ),
    }
    return Score(sum(parts.values()), problem.constant, parts, violations)


def _unfit(worker: Worker, turn: Turn, seat: str) -> Iterator[str]:
    """What speaks against one person on one duty."""
    if not turn.takes(worker.role, seat):
        yield f"{worker.name}, a {worker.role}, may not sit in the {seat} seat of {turn.name}"
    if turn.area not in worker.areas:
        yield f"{worker.name} does not work in {turn.area}, but is on {turn.name}"
    if turn.date not in worker.free:
        yield f"{worker.name} is not free on {turn.date}, but is on {turn.name}"


def _bad_crew(name: str, crew: Mapping[str, list[Worker]]) -> Iterator[str]:
    """What is wrong with a crew; nobody at all is a duty stood down."""
    police = crew["police"]
    if not crew["paramedic"] and not police:
        return
    if len(crew["paramedic"]) != 1 or not 1 <= len(police) <= 2:
        yield f"{name} has {len(crew['paramedic'])} paramedics and {len(police)} officers"
    if not any(officer.drives for officer in police):
        yield f"{name} has no driver"
    accompanied = sum(officer.accompanied for officer in police)
    if accompanied > len(police) - accompanied:
        yield f"{name} has {accompanied} accompanied of {len(police)} officers"


def _bad_days(problem: Problem, worker: Worker, turns: list[Turn]) -> Iterator[str]:
    """What is wrong with a person's days."""
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.name))
    for before, after in pairwise(ordered):
        if before.date == after.date:
            yield f"{worker.name} is on two duties on {after.date}"
            continue
        ended, starts = (when.replace(tzinfo=problem.zone).astimezone(UTC) for when in (before.end, after.start))
        if starts - ended < timedelta(hours=REST):
            yield f"{worker.name} rests less than {REST} hours before {after.name}"
    if worker.role not in PAID:
        months: dict[tuple[int, int], int] = defaultdict(int)
        for turn in turns:
            months[turn.date.year, turn.date.month] += turn.hours
        yield from (f"{worker.name} has {h} hours in {month}" for month, h in months.items() if h > MONTH)
        return
    weeks: dict[date, int] = defaultdict(int)
    for turn in turns:
        weeks[turn.date - turn.date.weekday() * DAY] += turn.hours
    yield from (f"{worker.name} has {h} hours in the week of {week}" for week, h in weeks.items() if h > WEEK)
    worked = {turn.date for turn in turns}
    for day in sorted(worked):
        if sum(day + number * DAY in worked for number in range(6)) > 5:
            yield f"{worker.name} works six days running from {day}"
        if day + DAY not in worked and day + 2 * DAY in worked:
            yield f"{worker.name} has a single rest day, {day + DAY}"


def _hours_short(problem: Problem, works: Mapping[str, list[Turn]]) -> Iterator[int]:
    """Hours short of the promise, Special by Special and month by month."""
    hours = {turn.date: turn.hours for turn in problem.turns.values()}
    for worker in problem.workers.values():
        if worker.role == "special":
            for month in problem.months:
                offered = sum(hours[day] for day in worker.free if (day.year, day.month) == month)
                has = sum(turn.hours for turn in works[worker.name] if (turn.date.year, turn.date.month) == month)
                yield max(0, min(PROMISE, offered) - has)


def _largest(problem: Problem, works: Mapping[str, list[Turn]]) -> dict[tuple[str, str], int]:
    """By home area and role, the largest number of duties of anyone."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for name, turns in works.items():
        key = problem.workers[name].areas[0], problem.workers[name].role
        found[key] = max(found[key], len(turns))
    return found


def main() -> int:
    """Print the score; 1 where the rota is illegal."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.synthetic_score", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("book", type=Path, metavar="BOOK.json")
    found = score(json.loads(parser.parse_args().book.read_text(encoding="utf-8")))
    told = {"legal": found.legal, "objective": found.objective, "constant": found.constant, "parts": found.parts}
    print(json.dumps({**told, "violations": found.violations}, indent=1))
    return not found.legal


if __name__ == "__main__":
    sys.exit(main())
