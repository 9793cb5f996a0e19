"""Computes the chart of what each option saves beside the base: bars right of nought, or left where it costs more."""

from __future__ import annotations

from collections.abc import Sequence

from roster.planning.html.drawing import TOP, Bar, Chart, Row, Whisker, name_lines, placed, scale_of
from roster.planning.summary.board.board_options import BoardLine

_ROW = 38
_THICK = 20


def saving_chart(lines: Sequence[BoardLine]) -> Chart | None:
    """The chart of some options; None where there is nothing to compare."""
    shown = [line for line in lines if line.saved]
    if len(shown) < 2:
        return None
    amounts = [amount for line in shown for amount in line.saved]
    low, high, steps = scale_of(min(0.0, *amounts), max(0.0, *amounts))
    zero = placed(0.0, low, high)
    rows = []
    for number, line in enumerate(shown):
        worst, likely, best = line.saved
        y = TOP + number * _ROW
        end = placed(likely, low, high)
        bar = Bar(min(zero, end), abs(end - zero), y + (_ROW - _THICK) / 2, _THICK, "avoided")
        whisker = Whisker(placed(worst, low, high), placed(best, low, high), y + _ROW / 2)
        value = "0" if abs(likely) < 0.5 else f"{likely:+,.0f}"
        name = name_lines(f"{line.option.number} {line.option.name}")
        rows.append(Row(name, y, (bar,), (whisker,) if best > worst else (), None, value))
    ticks = tuple((placed(step, low, high), f"{step:,.0f}") for step in steps)
    return Chart(tuple(rows), ticks, _ROW)


__all__ = ["saving_chart"]
