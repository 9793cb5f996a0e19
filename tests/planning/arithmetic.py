"""Books of paramedics and cars alone, and the arithmetic of who is there: how much they cover without a solver.

So many full-time paramedics, each away for a whole week with the same chance, weeks apart; who is there works as
many duties in the week as 37.5 paid hours hold, and the police seat is always filled. Then of the duties of a week they
cover as many as there are, or as they can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, comb, floor
from typing import Any

from models.book import Book
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.results.cell import CellResult
from roster.planning.scenarios.sampling import Sampling
from roster.planning.solving.cell import solve_cell
from roster.planning.solving.sampling.random_numbers import RandomNumbers
from roster.planning.solving.sampling.sample import sample_book
from roster.planning.solving.tasks import CellAnswer, CellOptions, CellTask

AWAY = 0.215  # 29 + 8 days of leave, 6 of training, 5 % sick: of 261 weekdays
WEEK = 37.5  # paid hours
BREAK = 0.5  # hours of a duty that are not paid
DAYS = {7: ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 5: ("mon", "tue", "wed", "thu", "sun"), 2: ("fri", "sat")}


@dataclass(frozen=True)
class Setting:
    """Paramedics, cars, days a week, and the length of a duty in hours."""

    people: int
    cars: int = 1
    days: int = 7
    hours: int = 8

    @property
    def need(self) -> int:
        """Duties a week."""
        return self.cars * self.days

    @property
    def each(self) -> float:
        """Duties a week that one person can do, on average."""
        return min(self.days, WEEK / (self.hours - BREAK))

    @property
    def expected(self) -> float:
        """The share of duties covered, by arithmetic: who is there is a matter of chance, and nothing else is."""
        return sum(
            comb(self.people, there)
            * (1 - AWAY) ** there
            * AWAY ** (self.people - there)
            * min(1.0, there * self.each / self.need)
            for there in range(self.people + 1)
        )

    def raw(self) -> dict[str, Any]:
        """Four weeks of it as a book. Nobody works more duties in a week than their contract holds, rounded up."""
        signs = [f"C{number}" for number in range(1, self.cars + 1)]
        return {
            "name": "Paramedics and cars",
            "period": {"first": "2027-01-04", "last": "2027-01-31"},
            "organisations": [{"id": "trust"}],
            "roles": [{"id": "paramedic", "organisation": "trust", "unpaid_break": "30m"}],
            "areas": [{"id": "area"}],
            "call_signs": [{"id": sign, "area": "area"} for sign in signs],
            "shifts": [{"id": "duty", "start": "14:00", "length": f"{self.hours}h"}],
            "crews": [{"id": "crew", "seats": [{"id": "paramedic", "roles": ["paramedic"]}]}],
            "services": [
                {"id": "late", "call_signs": signs, "shift": "duty", "crew": "crew", "weekdays": DAYS[self.days]}
            ],
            "people": [
                {"id": f"P{number}", "role": "paramedic", "posting": {"hours_per_week": WEEK}}
                for number in range(1, self.people + 1)
            ],
            "rules": [
                {"kind": "most-duties", "duties": ceil(self.each), "per": "week"},
                {"kind": "daily-rest", "hours": 11},
            ],
        }

    def draws(self, months: int) -> Sampling:
        """Weeks away by chance, each person's for themselves."""
        return Sampling.model_validate(
            {"months": months, "away": [{"kind": "annual leave", "rate": AWAY, "lasting": "week"}]}
        )

    def solved(self, months: int, seed: int = 0) -> CellResult:
        """What the planner's grid says of it, over so many times four weeks."""
        book = Book.model_validate(self.raw())
        options = CellOptions(seed=seed, last="cover", gain_months=0)  # type: ignore[arg-type]
        task = CellTask("setting", "Setting", book, draws=self.draws(months), options=options)
        result = CellAnswer.model_validate_json(solve_cell(task)).result
        assert result.error is None, result.error
        return result

    def most_whole(self, there: Sequence[Collection[str]]) -> int:
        """The most whole duties of four weeks, by counting, of who is there in which week.

        Nobody does more in a week than a contract holds, rounded up, nor in all weeks more than the contract of those
        they are there, rounded down; no week has more than it needs. That is a flow from people to weeks, and as large
        as its narrowest cut: some weeks are cut at their need, of the others each person at the less of their limits.
        """
        a_week = ceil(self.each)
        people = {name for week in there for name in week}
        weeks = {name: sum(name in week for week in there) for name in people}
        allowed = {name: floor(weeks[name] * self.each + 1e-9) for name in people}

        def through(cut: Sequence[bool]) -> int:
            """What flows at most where some weeks are cut."""
            others = [week for week, full in zip(there, cut, strict=True) if not full]
            of_people = (min(allowed[name], a_week * sum(name in week for week in others)) for name in people)
            return self.need * sum(cut) + sum(of_people)

        return min(through(cut) for cut in product((False, True), repeat=len(there)))

    def by_hand(self, months: int, seed: int = 0) -> Iterator[list[list[str]]]:
        """Of each drawn four weeks, who is there in each week, by what was drawn."""
        book = Book.model_validate(self.raw())
        case = ChangedBook(book, book.period, self.draws(months))
        mondays = book.period.dates[::7]
        for draw in range(1, months + 1):
            people = sample_book(case, book, RandomNumbers(seed, draw)).people
            yield [
                [
                    person.id
                    for person in people
                    if not any(item.first <= monday <= item.last for item in person.absences)
                ]
                for monday in mondays
            ]


SETTINGS: dict[str, Setting] = {
    "2 paramedics, 1 car, 8 h, 7 days": Setting(2),
    "2 paramedics, 1 car, 8 h, 5 days": Setting(2, days=5),
    "2 paramedics, 1 car, 10 h, 7 days": Setting(2, hours=10),
    "3 paramedics, 1 car, 8 h, 7 days": Setting(3),
    "6 paramedics, 3 cars, 8 h, 7 days": Setting(6, cars=3),
    "7 paramedics, 3 cars, 8 h, 7 days": Setting(7, cars=3),
    "6 paramedics, 3 cars, 10 h, 7 days": Setting(6, cars=3, hours=10),
}
