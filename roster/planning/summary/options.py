"""Options side by side: what each gains and costs beside the base, which are beaten, and what is proven of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from roster.planning.money.amounts import pounds, share
from roster.planning.money.assumptions import ASSUMPTIONS
from roster.planning.money.cell_money import money_of
from roster.planning.money.tally import Tally, tally
from roster.planning.results.cell import CellFigures, CellResult, Spread
from roster.planning.results.money import Assumption, Case, CellMoney
from roster.planning.results.sweep import Table
from roster.planning.summary.proven import most_cover, proven

_HAIR = 1e-9
TIED = 1e-6  # two amounts no further apart are the same
_DUTY = 0.5  # of a duty: less is no difference that anybody sees


@dataclass(frozen=True)
class Option:
    """One cell as a board looks at it.

    Attributes:
        number: from 1, the base; what the option is called in charts.
        figures: None where the cell failed, and then
        money: is None too.
        more_duties, more_cost, more_net: beside the base, for the days that amounts are for; None for the base itself.
        beaten_by: number of an option that is as long on the road for no more money, and better in one of the two.
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
        """What it is called."""
        return self.cell.name or self.cell.id

    @property
    def figures(self) -> CellFigures | None:
        """Its figures; none where it failed."""
        return self.cell.figures

    def spread(self, figure: str) -> Spread:
        """One of its figures over the draws; only for an option that has figures."""
        spread = getattr(self.figures, figure)
        assert isinstance(spread, Spread)
        return spread

    @property
    def most_cover(self) -> float:
        """The share that no rota goes beyond, as it is shown."""
        return most_cover(self.cell)

    @property
    def cost_of_a_duty(self) -> float | None:
        """What each further duty on the road costs beside the base; None where there is none, or it costs no more."""
        if self.more_duties is None or self.more_cost is None or self.more_duties < _DUTY:
            return None
        return self.more_cost / self.more_duties

    @property
    def proven(self) -> str:
        """What is proven of its cover, in words."""
        return proven(self.cell)


def options_of(table: Table, figures: Mapping[str, Assumption] = ASSUMPTIONS) -> list[Option]:
    """Every cell of a table as an option, in its order."""
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
            **_beside(money, base if number > 1 else None),
            beaten_by=_beaten(number - 1, moneys),
        )
        for number, (cell, counted, money) in enumerate(zip(table.cells, tallies, moneys, strict=True), start=1)
    ]


def _beside(money: CellMoney | None, base: CellMoney | None) -> dict[str, float]:
    if money is None or base is None:
        return {}
    ours, theirs = money.at(Case.CENTRAL), base.at(Case.CENTRAL)
    return {
        "more_duties": money.duties - base.duties,
        "more_cost": ours.cost - theirs.cost,
        "more_net": ours.net - theirs.net,
    }


def _beaten(index: int, moneys: Sequence[CellMoney | None]) -> int | None:
    own = moneys[index]
    if own is None:
        return None
    cost = own.at(Case.CENTRAL).cost
    best: tuple[float, float, int] | None = None
    for other, money in enumerate(moneys):
        if money is None or other == index:
            continue
        theirs = money.at(Case.CENTRAL).cost
        as_good = money.hours >= own.hours - _HAIR and theirs <= cost + _HAIR
        if as_good and (money.hours > own.hours + _DUTY or theirs < cost - _DUTY):
            best = max(best, (money.hours, -theirs, -other)) if best else (money.hours, -theirs, -other)
    return -best[2] + 1 if best else None


def highlights(table: Table, options: Sequence[Option]) -> list[tuple[str, str]]:
    """What page one says in words: (what is asked, the answer)."""
    done = [option for option in options if option.figures is not None and option.money is not None]
    if not done:
        return [("Result", "no option could be worked out")]
    found = []
    if len(done) > 1:
        found += [
            ("Highest cover", _best(done, _cover, _told)),
            ("Longest on the road", _best(done, lambda option: _money(option).hours, _on_the_road)),
            ("Least cost an hour on the road", _best(done, lambda option: -_hour_costs(option), _an_hour)),
            ("Most avoided beyond its costs", _best(done, lambda option: _money(option).at(Case.CENTRAL).net, _net)),
        ]
    else:
        found.append(("Cover", _told(done[0])))
    if table.fewest is not None:
        found.append(("Fewest people", table.fewest.sentence))
    failed = len(options) - len(done)
    if failed:
        found.append(("Not worked out", f"{failed} of {len(options)} options failed; each says why"))
    return found


def _best(options: Sequence[Option], value: Callable[[Option], float], told: Callable[[Option], str]) -> str:
    best = max(options, key=value)
    others = sum(value(option) > value(best) - TIED for option in options) - 1
    return told(best) + (f"; {others} more {'is' if others == 1 else 'are'} as good" if others else "")


def _cover(option: Option) -> float:
    return option.figures.cover.median if option.figures else 0


def _money(option: Option) -> CellMoney:
    assert option.money is not None  # only options that were worked out are told of
    return option.money


def _hour_costs(option: Option) -> float:
    money = _money(option)
    return money.at(Case.CENTRAL).cost / money.hours if money.hours else float("inf")


def _told(option: Option) -> str:
    return f"{option.name}: {share(_cover(option))} of duties; {option.proven}"


def _on_the_road(option: Option) -> str:
    money = _money(option)
    return f"{option.name}: {money.hours:,.0f} hours, {money.duties:,.0f} duties in {money.days:g} days"


def _an_hour(option: Option) -> str:
    return f"{option.name}: {pounds(_hour_costs(option))} (central)"


def _net(option: Option) -> str:
    money = _money(option)
    low, mid, high = (money.at(case).net for case in Case)
    return f"{option.name}: {pounds(mid)} in {money.days:g} days (from {pounds(low)} to {pounds(high)})"
