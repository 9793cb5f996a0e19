"""Which options the first page of the board paper lists, in workbook and HTML page."""

from __future__ import annotations

from dataclasses import dataclass

from roster.planning.results.money import Case
from roster.planning.summary.base_comparison import PointsGained, points_gained
from roster.planning.summary.board.money_sentence import differences
from roster.planning.summary.board.recommendation import cover, most_duties, recommend
from roster.planning.summary.options import Option
from roster.planning.summary.report_data import ReportData

MAX_LINES = 5  # options on page one; the sheet Grid has the rest


@dataclass(frozen=True)
class BoardLine:
    """An option as page one shows it.

    Attributes:
        gained: how much more cover it has than the base; None for the base itself.
        saved: what it saves beside the base at worst, most likely and at best, GBP; empty where that is not known.
    """

    option: Option
    gained: PointsGained | None
    saved: tuple[float, ...]

    @property
    def cover(self) -> float:
        """The mean share of duties that run."""
        return cover(self.option)


def board_lines(data: ReportData) -> list[BoardLine]:
    """The options of page one with what is said of them."""
    base = data.options[0]
    lines = []
    for option in board_options(data):
        known = option.money is not None and base.money is not None
        saved = differences(option, base) if known else ()
        worst_to_best = (min(saved), option.more_net or 0.0, max(saved)) if saved else ()
        lines.append(
            BoardLine(option, points_gained(option.cell, base.cell) if option is not base else None, worst_to_best)
        )
    return lines


def board_options(data: ReportData) -> list[Option]:
    """The options of page one: all of them; of too many the base, and those that a board would choose from.

    First the recommended option and the one of most duties, then those not beaten, then the others, alike ones once.
    """
    if len(data.options) <= MAX_LINES:
        return data.options
    base, *others = data.options
    advice = recommend(data.options)
    first = [option for option in (advice.option if advice else None, most_duties(data.options)) if option is not None]
    done = [option for option in others if option.figures is not None]
    done.sort(key=lambda option: (option.beaten_by is not None, -(option.more_net or 0.0), -cover(option)))
    found: dict[tuple[float, float], Option] = {}
    for option in (*first, *done):
        money = option.money
        if option is not base and money is not None:
            found.setdefault((round(money.hours), round(money.at(Case.CENTRAL).cost)), option)
    return [base, *sorted(list(found.values())[: MAX_LINES - 1], key=lambda option: option.number)]


__all__ = ["MAX_LINES", "BoardLine", "board_lines", "board_options"]
