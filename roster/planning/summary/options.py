"""Compares the cells of a table as options for a board: gains and costs relative to the base, and which are beaten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roster.planning.money.assumptions import ASSUMPTIONS
from roster.planning.money.cell_money import money_of
from roster.planning.money.tally import Tally, tally
from roster.planning.results.cell import CellFigures, CellResult, Spread
from roster.planning.results.money import Assumption, Case, CellMoney
from roster.planning.results.sweep import Table
from roster.planning.summary.proven import most_cover, proven

_TOLERANCE = 1e-9
_VISIBLE = 0.5  # of a duty, an hour or a pound: a smaller difference is not seen


@dataclass(frozen=True)
class Option:
    """An option: one cell with its money, compared with the others.

    Attributes:
        number: from 1 for the base; it labels the option in charts.
        cell: the result of the cell.
        tally: its duties and hours.
        money: its costs and effects; None where the cell failed.
        more_duties, more_cost, more_net: the difference to the base, for the days that amounts are for; None for the
            base itself.
        beaten_by: the number of an option with at least as many hours on the road for no more money, and better in one
            of the two.
    """

    number: int
    cell: CellResult
    tally: Tally
    money: CellMoney | None
    more_duties: float | None = None
    more_cost: float | None = None
    more_net: float | None = None
    beaten_by: int | None = None

    @property
    def name(self) -> str:
        """The name for readers."""
        return self.cell.name or self.cell.id

    @property
    def figures(self) -> CellFigures | None:
        """The figures of the cell; None where it failed."""
        return self.cell.figures

    def spread(self, figure: str) -> Spread:
        """One of the figures; only for an option that has figures."""
        spread = getattr(self.figures, figure)
        assert isinstance(spread, Spread)
        return spread

    @property
    def most_cover(self) -> float:
        """The upper bound of the cover, as it is shown."""
        return most_cover(self.cell)

    @property
    def cost_of_a_duty(self) -> float | None:
        """The cost of each additional duty relative to the base; None where there are no additional duties."""
        if self.more_duties is None or self.more_cost is None or self.more_duties < _VISIBLE:
            return None
        return self.more_cost / self.more_duties

    @property
    def proven(self) -> str:
        """What is proven of the cover, in words."""
        return proven(self.cell)


def options_of(table: Table, figures: Mapping[str, Assumption] = ASSUMPTIONS) -> list[Option]:
    """Every cell of a table as an option, in the order of the table.

    Args:
        figures: the assumptions about money.
    """
    tallies = [tally(cell) for cell in table.cells]
    moneys = [
        money_of(counted, figures) if cell.figures is not None else None
        for cell, counted in zip(table.cells, tallies, strict=True)
    ]
    base = moneys[0] if moneys else None
    return [
        Option(
            number=number,
            cell=cell,
            tally=counted,
            money=money,
            **_difference(money, base if number > 1 else None),
            beaten_by=_beaten(number - 1, moneys),
        )
        for number, (cell, counted, money) in enumerate(zip(table.cells, tallies, moneys, strict=True), start=1)
    ]


def _difference(money: CellMoney | None, base: CellMoney | None) -> dict[str, float]:
    if money is None or base is None:
        return {}
    central, base_central = money.at(Case.CENTRAL), base.at(Case.CENTRAL)
    return {
        "more_duties": money.duties - base.duties,
        "more_cost": central.cost - base_central.cost,
        "more_net": central.net - base_central.net,
    }


def _beaten(index: int, moneys: Sequence[CellMoney | None]) -> int | None:
    """The number of the best option that beats an option; None where none does."""
    money_here = moneys[index]
    if money_here is None:
        return None
    cost = money_here.at(Case.CENTRAL).cost
    best: tuple[float, float, int] | None = None
    for other, money in enumerate(moneys):
        if money is None or other == index:
            continue
        other_cost = money.at(Case.CENTRAL).cost
        as_good = money.hours >= money_here.hours - _TOLERANCE and other_cost <= cost + _TOLERANCE
        if as_good and (money.hours > money_here.hours + _VISIBLE or other_cost < cost - _VISIBLE):
            candidate = (money.hours, -other_cost, -other)
            best = max(best, candidate) if best else candidate
    return -best[2] + 1 if best else None
