"""The heat maps of a grid: which figures of the options are laid out by the axes, for workbook and page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from roster.planning.results.money import Case
from roster.planning.summary.options import Option
from roster.planning.summary.proven import is_best
from roster.planning.summary.report_data import ReportData


@dataclass(frozen=True)
class HeatMap:
    """A figure of the options that is laid out by the axes of the grid.

    Attributes:
        figure: `cover`, `bound` (of the cover, proven), `cost` or `net`.
        title: the heading above the table.
        look: how amounts are written: `share`, `proven` (a bound in words) or `GBP`.
        good: whether a large amount is good: the colours.
        value: the amount of an option.
    """

    figure: str
    title: str
    look: str
    good: bool
    value: Callable[[Option], float]


def _central(name: str) -> Callable[[Option], float]:
    def value(option: Option) -> float:
        assert option.money is not None  # only options with a result are shown
        found = getattr(option.money.at(Case.CENTRAL), name)
        assert isinstance(found, float)
        return found

    return value


_HEAT_MAPS = (
    HeatMap("cover", "Cover: duties that run (median)", "share", True, lambda option: option.spread("cover").median),
    HeatMap("bound", "What no rota goes beyond: proven (median)", "proven", True, lambda option: option.most_cover),
    HeatMap("cost", "Costs, GBP (central)", "GBP", False, _central("cost")),
    HeatMap("net", "Cost avoided less costs, GBP (central)", "GBP", True, _central("net")),
)


def heat_maps_of(data: ReportData) -> list[HeatMap]:
    """The heat maps of a grid; without the bounds where every cover is proven to be the best possible."""
    if not all(is_best(option.cell) for option in data.done if option.cell.axes):
        return list(_HEAT_MAPS)
    title = "Cover: duties that run (median); each is the best possible, proven"
    return [
        replace(heat_map, title=title) if heat_map.figure == "cover" else heat_map
        for heat_map in _HEAT_MAPS
        if heat_map.figure != "bound"
    ]
