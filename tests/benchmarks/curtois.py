"""Curtois and Qu's shift scheduling problems as books: `python -m tests.benchmarks.curtois 1 2 3 --time-limit 30`.

Prints a Markdown table of our rosters, each scored by the independent check_curtois.py. The instances are not part of
the project: they are read from `shared/benchmarks/curtois` beside the checkout.

A book made of an instance uses catalogue rules alone. All that the instance prices stands at one level, so that the
rota's score is the instance's objective. The files give no start times: every shift starts at midnight, in a time zone
without clock changes, so that shifts of one date overlap (nobody is on two) and never reach into the next.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import roster
from models.rules import Level

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "benchmarks" / "curtois"
CHECKER = FOLDER / "check_curtois.py"
NUMBERS = (1, 2, 3, 5, 6, 8, 10, 12, 14, 16, 18, 20)

FIRST = date(2024, 1, 1)  # any Monday
LEVEL = Level.WISHES  # where everything that is priced stands: the last level, so that no time is kept for others
LINE, SEAT, ROLE = "W", "staff", "employee"

Raw = dict[str, Any]


@dataclass(frozen=True)
class Employee:
    """Limits of one employee over the horizon.

    Attributes:
        most: by shift, how often at most.
        minutes: the least and the most of all shifts together.
        running: the fewest and the most consecutive days of work.
        rest: the fewest consecutive days off.
    """

    id: str
    most: Mapping[str, int]
    minutes: tuple[int, int]
    running: tuple[int, int]
    rest: int
    weekends: int


@dataclass
class Instance:
    """One problem, in the words of its file.

    Attributes:
        days: of the horizon, which starts on a Monday; days count from 0.
        shifts: minutes of each.
        never_next: by shift, those that may not follow on the next day.
        on, off: requests: employee, day, shift, weight.
        cover: by day and shift, how many are wanted and the weights of one under and one over.
    """

    days: int = 0
    shifts: dict[str, int] = field(default_factory=dict)
    never_next: dict[str, list[str]] = field(default_factory=dict)
    staff: list[Employee] = field(default_factory=list)
    days_off: dict[str, list[int]] = field(default_factory=dict)
    on: list[tuple[str, int, str, int]] = field(default_factory=list)
    off: list[tuple[str, int, str, int]] = field(default_factory=list)
    cover: dict[tuple[int, str], tuple[int, int, int]] = field(default_factory=dict)


def parse(text: str) -> Instance:
    """An instance from the text of its file."""
    found, section = Instance(), ""
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            section = line
            continue
        cells = [cell.strip() for cell in line.split(",")]
        if section == "SECTION_HORIZON":
            found.days = int(cells[0])
        elif section == "SECTION_SHIFTS":
            found.shifts[cells[0]] = int(cells[1])
            found.never_next[cells[0]] = [name for name in cells[2].split("|") if name]
        elif section == "SECTION_STAFF":
            found.staff.append(_employee(cells))
        elif section == "SECTION_DAYS_OFF":
            found.days_off.setdefault(cells[0], []).extend(int(cell) for cell in cells[1:] if cell)
        elif section in ("SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS"):
            requests = found.on if section == "SECTION_SHIFT_ON_REQUESTS" else found.off
            requests.append((cells[0], int(cells[1]), cells[2], int(cells[3])))
        elif section == "SECTION_COVER":
            found.cover[int(cells[0]), cells[1]] = (int(cells[2]), int(cells[3]), int(cells[4]))
    return found


def _employee(cells: Sequence[str]) -> Employee:
    most = dict(part.split("=") for part in cells[1].split("|"))
    most_minutes, least_minutes, most_running, fewest_running, rest, weekends = map(int, cells[2:8])
    return Employee(
        id=cells[0],
        most={shift: int(number) for shift, number in most.items()},
        minutes=(least_minutes, most_minutes),
        running=(fewest_running, most_running),
        rest=rest,
        weekends=weekends,
    )


# --- an instance as a book


def to_book(instance: Instance, name: str = "Curtois and Qu") -> roster.Book:
    """The book of an instance."""
    services = _services(instance)
    return roster.Book.model_validate(
        {
            "name": name,
            "period": {"first": _day(0), "last": _day(instance.days - 1), "time_zone": "UTC"},
            "organisations": [{"id": "hospital"}],
            "roles": [{"id": ROLE, "organisation": "hospital"}],
            "areas": [{"id": "ward"}],
            "call_signs": [{"id": LINE, "area": "ward"}],
            "shifts": [
                {"id": shift, "start": "00:00", "length": minutes} for shift, minutes in instance.shifts.items()
            ],
            # Wanted numbers stand in seat-cover: with a preferred number full-crew would price them a second time.
            "crews": [
                {"id": "crew", "seats": [{"id": SEAT, "roles": [ROLE], "minimum": 0, "maximum": len(instance.staff)}]}
            ],
            "services": [
                {"id": _service_id(*key), "call_signs": [LINE], "shift": key[0], "crew": "crew", "weekdays": []}
                | {"added_dates": [_day(number) for number in days]}
                for key, days in services.items()
            ],
            "people": [_person(employee, instance.days_off.get(employee.id, ())) for employee in instance.staff],
            "requests": [
                *_requests("work", instance.on),
                *_requests("off", instance.off),
            ],
            "rules": [*_rules_of_staff(instance), *_rules_of_cover(services)],
        }
    )


def _day(number: int) -> str:
    return str(FIRST + timedelta(days=number))


def _person(employee: Employee, days_off: Iterable[int]) -> Raw:
    return {
        "id": employee.id,
        "role": ROLE,
        "offers": [{"weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}],
        "absences": [{"kind": "rest day", "first": _day(number)} for number in sorted(set(days_off))],
    }


def _services(instance: Instance) -> dict[tuple[str, tuple[int, int, int] | None], list[int]]:
    """The days on which a shift is wanted alike: every shift takes place every day, wanted or not."""
    found: dict[tuple[str, tuple[int, int, int] | None], list[int]] = defaultdict(list)
    for day in range(instance.days):
        for shift in instance.shifts:
            found[shift, instance.cover.get((day, shift))].append(day)
    return found


def _service_id(shift: str, cover: tuple[int, int, int] | None) -> str:
    return f"{shift} {'-'.join(map(str, cover)) if cover else 'free'}"


def _requests(wish: str, requests: Iterable[tuple[str, int, str, int]]) -> Iterable[Raw]:
    for person, day, shift, weight in requests:
        if weight:
            yield {"person": person, "wish": wish, "dates": [_day(day)], "shift": shift, "weight": weight}


def _rules_of_staff(instance: Instance) -> list[Raw]:
    """Hard limits, each stated once for all the people it is the same for."""
    people: dict[tuple[tuple[str, Any], ...], list[str]] = defaultdict(list)
    for employee in instance.staff:
        fewest, most = employee.running
        least_minutes, most_minutes = employee.minutes
        limits: list[dict[str, Any]] = [
            {"kind": "total-hours", "least": least_minutes / 60, "most": most_minutes / 60, "per": "period"},
            {"kind": "consecutive-duties", "most": most},
            {"kind": "fewest-consecutive-duties", "least": fewest},
            {"kind": "fewest-consecutive-rest-days", "least": employee.rest},
            {"kind": "most-weekends", "most": employee.weekends},
            *(
                {"kind": "most-duties", "duties": number, "per": "period", "shift": shift}
                for shift, number in employee.most.items()
                if number < instance.days
            ),
        ]
        for limit in limits:
            if limit.get("least") != 1:  # a run has one day anyway
                people[tuple(limit.items())].append(employee.id)
    rules = []
    for given, names in people.items():
        entry = dict(given)
        shifts = {"shifts": [entry.pop("shift")]} if "shift" in entry else {}
        rules.append({**entry, "applies_to": {"people": names, **shifts}})
    after = {shift: names for shift, names in instance.never_next.items() if names}
    return [*rules, *([{"kind": "forbidden-successions", "after": after}] if after else [])]


def _rules_of_cover(services: Iterable[tuple[str, tuple[int, int, int] | None]]) -> list[Raw]:
    named: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for shift, cover in services:
        if cover is not None and (cover[1] or cover[2]):
            named[cover].append(_service_id(shift, cover))
    covers = [
        {"kind": "seat-cover", "level": LEVEL, "people": wanted, "under": under, "over": over}
        | {"applies_to": {"services": names}}
        for (wanted, under, over), names in named.items()
    ]
    return [*covers, {"kind": "requests", "level": LEVEL}]


# --- a rota as the evaluator reads it


def rows_of(instance: Instance, book: roster.Book) -> list[list[str]]:
    """The rota: by employee, their id and for each day the shift or nothing."""
    assert book.rota is not None
    rows = {employee.id: [employee.id, *[""] * instance.days] for employee in instance.staff}
    duties = {duty.id: duty for duty in book.duties}
    for assignment in book.rota.assignments:
        duty = duties[assignment.duty]
        rows[assignment.person][1 + (duty.date - FIRST).days] = duty.shift.id
    return list(rows.values())


def value_of(book: roster.Book) -> float:
    """What all levels come to."""
    assert book.rota is not None
    return sum(score.value for score in book.rota.scores)


@dataclass(frozen=True)
class Result:
    """What became of one instance.

    Attributes:
        value, bound: ours; None where there is no roster, or nothing proven.
        verdict: what check_curtois.py says of the roster; empty when there is none.
    """

    number: int
    seconds: float
    value: float | None = None
    bound: float | None = None
    verdict: Mapping[str, Any] = field(default_factory=dict)

    @property
    def confirmed(self) -> bool:
        """Whether the roster is legal and worth what we say."""
        return bool(self.verdict) and self.verdict["feasible"] and self.verdict["objective"] == self.value


def run(number: int, time_limit: float, workers: int | None = None, seed: int = 0) -> Result:
    """Solve an instance through the public API and have the roster scored."""
    path = FOLDER / f"Instance{number}.txt"
    instance = parse(path.read_text(encoding="utf-8-sig"))
    book = to_book(instance, f"Curtois and Qu {number}")
    began = time.monotonic()
    try:
        solved = roster.solve(book, roster.Options(time_limit=time_limit, workers=workers, seed=seed))
    except roster.NothingFoundError:
        return Result(number, time.monotonic() - began)
    seconds = time.monotonic() - began
    assert solved.rota is not None
    bounds = [score.bound for score in solved.rota.scores]
    bound = None if None in bounds else sum(filter(None, bounds))
    return Result(number, seconds, value_of(solved), bound, verdict_on(path, rows_of(instance, solved)))


def verdict_on(path: Path, rows: Iterable[Sequence[str]]) -> Mapping[str, Any]:
    """What the independent evaluator says of a roster: `feasible`, `objective`, `violations`, `parts`."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rota.csv"
        with table.open("w", newline="") as handle:
            csv.writer(handle).writerows(rows)
        done = subprocess.run(
            [sys.executable, str(CHECKER), str(path), str(table), "--json"], capture_output=True, text=True, check=False
        )
    if not done.stdout:
        raise RuntimeError(f"check_curtois.py: {done.stderr.strip()}")
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def best_known() -> dict[int, int]:
    """The best known values, from the table beside the instances."""
    found: dict[int, int] = {}
    for line in (FOLDER / "best_known.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].isdigit() and cells[1].isdigit():
            found[int(cells[0])] = int(cells[1])
    return found


def _row(result: Result, best: int | None) -> str:
    def told(number: float | None) -> str:
        return "-" if number is None else f"{number:g}"

    if result.value is None:
        verdict = "no roster"
    elif result.confirmed:
        verdict = "legal, same score"
    else:
        verdict = f"WRONG: {len(result.verdict['violations'])} violations, {result.verdict['objective']}"
    return (
        f"| {result.number} | {told(result.value)} | {told(result.bound)} | {told(best)} | {result.seconds:.1f} |"
        f" {verdict} |"
    )


def main() -> int:
    """Print the table; 1 where the evaluator does not agree."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.curtois", description=__doc__.splitlines()[0])
    parser.add_argument("numbers", nargs="*", type=int, default=NUMBERS, metavar="INSTANCE")
    parser.add_argument("--time-limit", type=float, default=60, metavar="S")
    parser.add_argument("--workers", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    given = parser.parse_args()
    missing = [path for path in (CHECKER, *(FOLDER / f"Instance{n}.txt" for n in given.numbers)) if not path.is_file()]
    if missing:
        parser.error(f"the benchmark's files are not there: {', '.join(map(str, missing))}")
    known = best_known()
    print("| instance | value | bound | best known | seconds | check_curtois.py |")
    print("|---:|---:|---:|---:|---:|---|")
    status = 0
    for number in given.numbers:
        result = run(number, given.time_limit, given.workers, given.seed)
        print(_row(result, known.get(number)), flush=True)
        status |= result.value is not None and not result.confirmed
    return status


if __name__ == "__main__":
    sys.exit(main())
