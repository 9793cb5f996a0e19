"""Synthetic books of any size: `python -m tests.benchmarks.synthetic --cars 3 --days 31 [--people 345] -o BOOK.json`.

N cars, each its own area; paramedics, constables and Specials of each area, free on a date with probability 0.75, 0.70
and 0.35; 30 % may also work the next area (the last one's next is the first); half the officers drive; 30 % of the
Specials are accompanied; wishes of -2 to 2 for each date on which somebody is free. Late turns from Sunday to Thursday
are for constables or Specials, Friday and Saturday nights for Specials alone. The draws of a person depend on the seed
and on their id alone, so that a larger book holds the people of a smaller one.

By default everything that is priced stands at one level (`weights` below); `--levels` writes the levels of the examples
instead. Two readings, which `synthetic_score` shares:

- Who may work two areas belongs to the first of them for the largest share, wherever they work.
- A wish to work that is not granted costs its weight, where the objective as the issue states it deducts those that
  are granted: the rota's value is that objective and the sum of all wishes to work, a constant.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models.book import Book
from models.rules import Level

SEED = 0
LEVEL = Level.WISHES  # the last level, so that no time is kept for others

FREE = {"paramedic": 0.75, "constable": 0.70, "special": 0.35}
LETTERS = {"paramedic": "P", "constable": "PC", "special": "SC"}
OFFICERS = ("constable", "special")
PAID = ["paramedic", "constable"]
TWO_AREAS, DRIVES, ACCOMPANIED = 0.3, 0.5, 0.3
WISHES = (-2, -1, 0, 1, 2)
LATE_DAYS, PEAK_DAYS = ["sun", "mon", "tue", "wed", "thu"], ["fri", "sat"]
MANY_CARS = 50  # from so many cars on, an area has 30 Specials

Raw = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How large a book is; paramedics, constables and Specials are those of one area.

    Attributes:
        over: so many of the first areas have one more Special each.
    """

    cars: int
    days: int
    paramedics: int = 6
    constables: int = 10
    specials: int = 25
    over: int = 0

    @property
    def people(self) -> int:
        """Everybody."""
        return self.cars * (self.paramedics + self.constables + self.specials) + self.over

    def of_area(self, number: int) -> dict[str, int]:
        """How many of each role an area has, the first being 0."""
        specials = self.specials + (1 if number < self.over else 0)
        return {"paramedic": self.paramedics, "constable": self.constables, "special": specials}

    @property
    def dates(self) -> list[date]:
        """The period. Month rules are for months that end in it, so it ends with a month."""
        last = {28: date(2027, 2, 28), 365: date(2027, 12, 31)}.get(self.days, date(2026, 12, 31))
        return [last - timedelta(days=back) for back in reversed(range(self.days))]


def size_of(cars: int, days: int, people: int | None = None) -> Size:
    """The size with so many cars: with a number of people, each area has 8 paramedics, 10 constables, and Specials.

    Raises:
        ValueError: when an area would have no Special.
    """
    if people is None:
        return Size(cars, days, specials=30 if cars >= MANY_CARS else 25)
    each, over = divmod(people, cars)
    if each < 19:
        raise ValueError(f"{people} people are fewer than 19 for each of {cars} cars")
    return Size(cars, days, paramedics=8, constables=10, specials=each - 18, over=over)


def raw_book(size: Size, *, seed: int = SEED, levels: bool = False) -> Raw:
    """A book as raw data."""
    areas = [f"A{number:02}" for number in range(1, size.cars + 1)]
    lines = [f"JR-{number:02}" for number in range(1, size.cars + 1)]
    people: list[Raw] = []
    requests: list[Raw] = []
    for number, area in enumerate(areas):
        beyond = areas[(number + 1) % len(areas)]
        for role, many in size.of_area(number).items():
            for count in range(1, many + 1):
                name = f"{LETTERS[role]}{number + 1:02}-{count:02}"
                draws = random.Random(f"{seed} {name}")
                person = _person(draws, name, role, [area] if beyond == area else [area, beyond], size.dates)
                people.append(person)
                requests += _requests(draws, person)
    return {
        "name": f"Synthetic: {size.cars} cars, {size.people} people, {size.days} days, seed {seed}",
        "period": {"first": str(size.dates[0]), "last": str(size.dates[-1]), "time_zone": "Europe/London"},
        "organisations": [{"id": "ambulance"}, {"id": "police"}],
        "roles": [{"id": role, "organisation": "ambulance" if role == "paramedic" else "police"} for role in FREE],
        "areas": [{"id": area} for area in areas],
        "qualifications": [{"id": "driver"}, {"id": "accompanied"}],
        "call_signs": [{"id": line, "area": area} for line, area in zip(lines, areas, strict=True)],
        "shifts": [
            {"id": "late", "start": "16:00", "end": "02:00"},
            {"id": "peak", "start": "18:00", "end": "02:00"},
        ],
        "crews": [_crew("mixed", ["constable", "special"]), _crew("specials", ["special"])],
        "services": [
            {"id": "late", "call_signs": lines, "shift": "late", "crew": "mixed", "weekdays": LATE_DAYS},
            {"id": "peak", "call_signs": lines, "shift": "peak", "crew": "specials", "weekdays": PEAK_DAYS},
        ],
        "people": people,
        "requests": requests,
        "rules": [*_hard(), *(_levels() if levels else _one_level())],
    }


def _crew(name: str, police: list[str]) -> Raw:
    seats = [{"id": "paramedic", "roles": ["paramedic"]}, {"id": "police", "roles": police, "preferred": 2}]
    return {"id": name, "seats": seats}


def _person(draws: random.Random, name: str, role: str, areas: Sequence[str], dates: Sequence[date]) -> Raw:
    # Every draw is made for everybody: what one person is says nothing of the next draw.
    two_areas, drives, accompanied = (draws.random() for _ in range(3))
    held = []
    if role in OFFICERS and drives < DRIVES:
        held.append({"id": "driver"})
    if role == "special" and accompanied < ACCOMPANIED:
        held.append({"id": "accompanied"})
    free = [str(day) for day in dates if draws.random() < FREE[role]]
    return {
        "id": name,
        "role": role,
        "areas": list(areas) if two_areas < TWO_AREAS else list(areas[:1]),
        "qualifications": held,
        "offers": [{"dates": free}] if free else [],
    }


def _requests(draws: random.Random, person: Raw) -> Iterator[Raw]:
    """A wish for each date on which the person is free; 0 is none. Dates with the same wish are one request."""
    dates: dict[int, list[str]] = defaultdict(list)
    for offer in person["offers"]:
        for day in offer["dates"]:
            dates[draws.choice(WISHES)].append(day)
    for wish, days in sorted(dates.items()):
        if wish:
            kind = "work" if wish > 0 else "off"
            yield {"person": person["id"], "wish": kind, "dates": days, "weight": abs(wish)}


def _hard() -> list[Raw]:
    paid = {"applies_to": {"roles": PAID}}
    return [
        {"kind": "daily-rest", "hours": 11},
        {"kind": "maximum-hours", "hours": 40, "per": "week", **paid},
        {"kind": "consecutive-duties", "most": 5, **paid},
        {"kind": "fewest-consecutive-rest-days", "least": 2, **paid},
        {"kind": "maximum-hours", "hours": 48, "per": "month", "applies_to": {"roles": ["special"]}},
        {"kind": "crew-qualification", "qualification": "driver", "roles": list(OFFICERS)},
        {"kind": "accompanied", "status": "accompanied", "experienced_roles": list(OFFICERS)},
        # Always in force: without this a Special on a late turn would be second choice.
        {"kind": "ranked-roles", "alike": [list(OFFICERS)]},
    ]


def _one_level() -> list[Raw]:
    """1000 a stood-down duty (100 times its priority, 10), 300 a part-crewed one, 20 an hour short of 16, and so on."""
    specials = {"roles": ["special"]}
    return [
        {"kind": "crew-cover", "level": LEVEL, "weight": 100},
        {"kind": "full-crew", "level": LEVEL, "weight": 300},
        # One band of the whole promise, so that every hour short weighs alike.
        {"kind": "minimum-hours", "level": LEVEL, "weight": 20, "hours": 16, "band_hours": 16, "applies_to": specials},
        {"kind": "largest-share", "level": LEVEL, "weight": 30, "within": "area"},
        {"kind": "requests", "level": LEVEL, "weight": 1},
    ]


def _levels() -> list[Raw]:
    """The levels as the examples have them."""

    def share(counts: str, role: str, within: str = "role") -> Raw:
        return {"kind": "fair-share", "counts": counts, "within": within, "applies_to": {"roles": [role]}}

    return [
        {"kind": "minimum-hours", "hours": 16, "per": "month", "applies_to": {"roles": ["special"]}},
        share("friday-saturday", "special"),
        share("friday-saturday", "paramedic"),
        share("late-finish", "paramedic"),
        share("late-finish", "constable", "area"),
        {"kind": "even-stand-downs", "weight": 2},
        {"kind": "requests", "weight": 1},
    ]


def book_of(size: Size, *, seed: int = SEED, levels: bool = False) -> Book:
    """A book, validated once."""
    return Book.model_validate(raw_book(size, seed=seed, levels=levels))


def write(path: Path, raw: Raw) -> None:
    """Write a book's raw data as JSON; reading it validates it."""
    path.write_text(json.dumps(raw), encoding="utf-8")


def main() -> int:
    """Write a book."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.synthetic", description=__doc__.splitlines()[0])
    parser.add_argument("--cars", type=int, required=True, metavar="N")
    parser.add_argument("--days", type=int, default=31, metavar="N")
    parser.add_argument("--people", type=int, metavar="N", help="8 paramedics and 10 constables a car, and Specials")
    parser.add_argument("--levels", action="store_true", help="the levels of the examples, not one level")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="BOOK.json")
    given = parser.parse_args()
    if given.cars < 1 or not 1 <= given.days <= 800:
        parser.error("there is at least one car, and a period has 1 to 800 days")
    try:
        size = size_of(given.cars, given.days, given.people)
    except ValueError as error:
        parser.error(str(error))
    write(given.output, raw_book(size, seed=given.seed, levels=given.levels))
    print(f"{given.output}: {size.cars} cars, {size.people} people, {size.days} days")
    return 0


if __name__ == "__main__":
    sys.exit(main())
