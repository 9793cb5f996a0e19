"""The cells of a what-if as a DataFrame: a row for each, with figures, axes and money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from roster.planning.money.assumptions import with_planners_values
from roster.planning.results.cell import CellFigures, CellResult, Spread
from roster.planning.results.money import Case
from roster.planning.results.sweep import Sweep, Table
from roster.planning.summary.options import Option, options_of
from roster.planning.summary.proven import is_best, is_cut_short
from roster.tables.typed_columns import column, numbers, table, texts, whole, yes_no

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_MINUTES = 60
# Figure -> its column; hours become minutes.
_PLAIN = {
    "duties": "duties", "cover": "cover", "crewed": "crewed", "part_crewed": "part_crewed", "stood_down": "stood_down",
    "most_cover": "most_cover", "extra_duties": "extra_duties", "uneven": "uneven_duties",
}  # fmt: skip
_HOURS = {
    "promise_unmet": "promise_unmet_minutes", "contract_unmet": "contract_unmet_minutes",
    "overtime": "overtime_minutes", "extra": "extra_minutes",
}  # fmt: skip
_OF_DRAWS = {"": "median", "_p10": "p10", "_p90": "p90"}


def cells(plan: Sweep | Table) -> DataFrame:
    """The cells of a what-if side by side: a row for each, the base first.

    Beside the columns below there is `axis_NAME`, a string, for each axis of the grid, with the cell's value on it.
    Each figure from `duties` to `extra_minutes` is the median of the draws; `NAME_p10` and `NAME_p90`, of the same
    type, are its percentiles, the same where there is one draw.

    | column                 | dtype   | unit    | meaning
    |------------------------|---------|---------|---------
    | cell                   | string  | id      | `base`, a scenario's id, or its place in the grid
    | name                   | string  |         | the name for readers
    | changes                | string  |         | the changes, separated by semicolons
    | error                  | string  |         | why there is no result; the other columns are then empty
    | people                 | Int64   | people  | number of people
    | draws                  | Int64   |         | number of draws
    | duties                 | Float64 | duties  | asked for in the whole period
    | cover                  | Float64 | share   | of duties that run, 0 to 1
    | crewed                 | Float64 | share   | of duties with every preferred seat filled
    | part_crewed            | Float64 | share   | of duties at minimum
    | stood_down             | Float64 | share   | of duties below minimum
    | most_cover             | Float64 | share   | proven upper bound of the cover
    | extra_duties           | Float64 | duties  | turns of overtime and additional shifts
    | uneven_duties          | Float64 | duties  | largest difference between two people of one role in one month
    | promise_unmet_minutes  | Int64   | minutes | of promises that are not filled
    | contract_unmet_minutes | Int64   | minutes | paid time of contracts that is not used
    | overtime_minutes       | Int64   | minutes | paid time beyond contracts
    | extra_minutes          | Int64   | minutes | paid time of additional shifts
    | cover_mean             | Float64 | share   | mean of the draws
    | cover_error            | Float64 | share   | half the width of its 95 % confidence interval
    | proven_best            | boolean |         | whether the cover of every month is proven optimal
    | cut_short              | boolean |         | whether time ran out; more time may give more cover
    | converged              | boolean |         | whether the mean cover is known to within one point
    | beats_base             | Float64 | share   | of draws with more cover than the base, less those with less
    | held_back_by           | string  |         | the bottleneck: seat, qualification, vehicle, or none
    | held_back              | string  |         | the same in a sentence
    | sentence               | string  |         | the result in one sentence
    | money_days             | Float64 | days    | number of days that amounts of money are for
    | cost_cautious          | Float64 | GBP     | costs, with the cautious assumptions
    | cost_central           | Float64 | GBP     | costs, with the central assumptions
    | cost_favourable        | Float64 | GBP     | costs, with the favourable assumptions
    | avoided_cautious       | Float64 | GBP     | cost avoided, with the cautious assumptions
    | avoided_central        | Float64 | GBP     | cost avoided, with the central assumptions
    | avoided_favourable     | Float64 | GBP     | cost avoided, with the favourable assumptions
    """
    return table(_columns(plan.table if isinstance(plan, Sweep) else plan))


def _columns(answer: Table) -> dict[str, Series[Any]]:
    every = answer.cells
    options = options_of(answer, with_planners_values(answer.money))
    done = [cell if cell.error is None else None for cell in every]
    return {
        "cell": texts(column(every, "id")),
        "name": texts(column(every, "name")),
        **{f"axis_{axis}": texts(cell.axes.get(axis) for cell in every) for axis in answer.axes},
        "changes": texts("; ".join(cell.changes) for cell in every),
        "error": texts(column(every, "error")),
        "people": whole(sum(cell.people.values()) if cell else None for cell in done),
        "draws": whole(len({month.draw for month in cell.months}) or None for cell in every),
        **_figures(every),
        "proven_best": yes_no(is_best(cell) if cell else None for cell in done),
        "cut_short": yes_no(is_cut_short(cell) if cell else None for cell in done),
        "converged": yes_no(column(every, "converged")),
        "beats_base": numbers(column(every, "beats_base")),
        "held_back_by": texts(cell.bottleneck.kind if cell.bottleneck else None for cell in every),
        "held_back": texts(cell.bottleneck.sentence if cell.bottleneck else None for cell in every),
        "sentence": texts(column(every, "sentence")),
        **_money(options),
    }


def _figures(every: Sequence[CellResult]) -> dict[str, Series[Any]]:
    def spreads(figure: str) -> list[Spread | None]:
        return [_spread(cell.figures, figure) for cell in every]

    found: dict[str, Series[Any]] = {}
    for figure, name in _PLAIN.items():
        for end, part in _OF_DRAWS.items():
            found[name + end] = numbers(getattr(item, part) if item else None for item in spreads(figure))
    for figure, name in _HOURS.items():
        for end, part in _OF_DRAWS.items():
            found[name + end] = whole(
                round(getattr(item, part) * _MINUTES) if item else None for item in spreads(figure)
            )
    found["cover_mean"] = numbers(item.mean if item else None for item in spreads("cover"))
    found["cover_error"] = numbers(item.error if item else None for item in spreads("cover"))
    return found


def _spread(figures: CellFigures | None, figure: str) -> Spread | None:
    return getattr(figures, figure) if figures is not None else None


def _money(options: Sequence[Option]) -> dict[str, Series[Any]]:
    found = {"money_days": numbers(option.money.days if option.money else None for option in options)}
    for amount in ("cost", "avoided"):
        for case in Case:
            found[f"{amount}_{case}"] = numbers(
                getattr(option.money.at(case), amount) if option.money else None for option in options
            )
    return found
