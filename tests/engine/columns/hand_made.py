"""Programs written by hand, with the people, dates and definitions behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roster.engine.columns.graphs.people import People, compiled_people
from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE, VariableIndex
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers.integer_program import UNBOUNDED, Program
from tests.engine.solvers.programs import Plain, Row, ints

Terms = Mapping[int, int]  # variable -> factor
FOREVER = float("inf")


@dataclass
class HandMade:
    """A program that grows by one statement after another; variables are numbers from 0."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    fixing: list[bool] = field(default_factory=list)
    who: list[tuple[int, int, int]] = field(default_factory=list)
    definitions: list[tuple[list[tuple[int, int]], list[tuple[list[tuple[int, int]], int]]]] = field(
        default_factory=list
    )

    def decision(self, person: int, date: int, *, kind: int | None = None, cost: int = 0, fixed: int = -1) -> int:
        """A decision; its kind is its date where none is given."""
        self.who.append((person, date, date if kind is None else kind))
        self.bounds.append((0, 1) if fixed < 0 else (fixed, fixed))
        self.costs.append(cost)
        return len(self.costs) - 1

    def number(self, most: int, cost: int = 0) -> int:
        """A variable of nobody."""
        self.who.append((NOWHERE, NOWHERE, NOWHERE))
        self.bounds.append((0, most))
        self.costs.append(cost)
        return len(self.costs) - 1

    def row(self, terms: Terms, *, least: int = -UNBOUNDED, most: int = UNBOUNDED, fixes: bool = False) -> int:
        """A row."""
        self.rows.append((least, most, list(terms.items())))
        self.fixing.append(fixes)
        return len(self.rows) - 1

    def excess(self, *sums: tuple[Terms, int], sizes: Sequence[int] = (9,), costs: Sequence[int] = (1,)) -> list[int]:
        """Variables that follow: together at least each sum, with what is added to it."""
        made = [self.number(size, cost) for size, cost in zip(sizes, costs, strict=True)]
        for terms, offset in sums:
            self.row({**terms, **dict.fromkeys(made, -1)}, most=-offset)
        self.definitions.append(
            (
                list(zip(made, sizes, strict=True)),
                [(list(terms.items()), offset) for terms, offset in sums],
            )
        )
        return made

    @property
    def program(self) -> Program:
        """In matrix form."""
        return Plain(self.bounds, self.costs, 0, self.rows, self.fixing).program

    @property
    def structure(self) -> Structure:
        """The people behind it."""
        person, date, kind = (ints(numbers) for numbers in zip(*self.who, strict=True))
        return Structure(VariableIndex(person, date, ints([NOWHERE] * len(person)), kind), self.definitions)

    def people(self, **params: float) -> People:
        """The graphs of its people."""
        return compiled_people(self.program, self.structure, ColumnParams(**params), FOREVER)  # type: ignore[arg-type]


def week(people: int, dates: int, cover: int = 1, price: int = 10) -> tuple[HandMade, list[list[int]]]:
    """People who may work on each date, and what it costs when fewer than so many do; decisions by person and date."""
    made = HandMade()
    decisions = [[made.decision(person, date) for date in range(dates)] for person in range(people)]
    for date in range(dates):
        short = made.number(cover, price)
        made.row({**{row[date]: 1 for row in decisions}, short: 1}, least=cover)
    return made, decisions
