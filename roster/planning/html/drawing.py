"""Computes the charts of the page as shapes with coordinates, which a template draws as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from textwrap import shorten, wrap

from roster.planning.money.amounts import pounds, share
from roster.planning.results.money import Case
from roster.planning.summary.options import Option
from roster.planning.summary.proven import is_best

MAX_OPTIONS = 40  # in a chart; with more the names cannot be read
WIDTH = 960
LEFT, RIGHT, TOP, FOOT = 300, 880, 8, 44  # of the space for bars; names are left of it, values right of it
_LONGEST_LINE = 38  # letters that fit left of the bars, in wide letters too


@dataclass(frozen=True)
class Bar:
    """A bar.

    Attributes:
        x, width: where it begins, and how wide it is.
        y, height: the same downwards.
        kind: the class of its colour.
    """

    x: float
    width: float
    y: float
    height: float
    kind: str


@dataclass(frozen=True)
class Whisker:
    """A range: a line with two ends.

    Attributes:
        first, last: where it begins and ends.
        y: how far down it is.
    """

    first: float
    last: float
    y: float


@dataclass(frozen=True)
class Row:
    """The row of one option.

    Attributes:
        name: its name, on one line or two.
        y: how far down it is.
        mark: where the upper bound is; None where none is shown.
        value: the text at the right.
    """

    name: tuple[str, ...]
    y: float
    bars: tuple[Bar, ...]
    whiskers: tuple[Whisker, ...] = ()
    mark: float | None = None
    value: str = ""


@dataclass(frozen=True)
class Chart:
    """A bar chart: rows of bars over a scale.

    Attributes:
        ticks: (place, words) of each step of the scale.
        row: the height of one row.
        zero: where the scale begins.
    """

    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    row: float
    zero: float = LEFT

    @property
    def bottom(self) -> float:
        """Where the scale is, below the rows."""
        return TOP + self.row * len(self.rows)

    @property
    def height(self) -> float:
        """The height of the whole chart."""
        return self.bottom + FOOT


@dataclass(frozen=True)
class Point:
    """A point of a scatter chart: an option, or several with the same place."""

    label: str
    x: float
    y: float
    good: bool
    tooltip: str


@dataclass(frozen=True)
class ScatterChart:
    """A scatter chart: points over two scales.

    Attributes:
        across, upward: (place, words) of each step of the scales.
    """

    points: tuple[Point, ...]
    across: tuple[tuple[float, str], ...]
    upward: tuple[tuple[float, str], ...]
    height: float = 420


def name_lines(name: str) -> tuple[str, ...]:
    """A name on one line or two, shortened where it would need more."""
    lines = wrap(name, _LONGEST_LINE) or [""]
    if len(lines) > 2:
        return lines[0], shorten(" ".join(lines[1:]), _LONGEST_LINE, placeholder="…")
    return tuple(lines)


def _label(option: Option) -> tuple[str, ...]:
    return name_lines(f"{option.number} {option.name}")


def scale_of(low: float, high: float) -> tuple[float, float, list[float]]:
    """A scale from `low` to `high`: its ends as round numbers, and its steps."""
    if high <= low:
        high = low + 1
    step = 10 ** floor(log10((high - low) / 4))
    step *= next(times for times in (1, 2, 2.5, 5, 10) if (high - low) / (step * times) <= 6)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return first * step, last * step, [number * step for number in range(first, last + 1)]


def placed(value: float, low: float, high: float, start: float = LEFT, end: float = RIGHT) -> float:
    """Where a value is on a scale from `low` to `high`."""
    return round(start + (value - low) / (high - low) * (end - start), 1)


_SHARES = tuple((placed(tenth / 5, 0, 1), f"{tenth * 20} %") for tenth in range(6))


def cover_chart(options: Sequence[Option]) -> Chart:
    """The chart of the mean cover of each option, its 10th to 90th percentile, and its proven upper bound."""
    rows, height = [], 30.0
    for number, option in enumerate(options[:MAX_OPTIONS]):
        y = TOP + number * height
        if option.figures is None:
            rows.append(Row(_label(option), y, (), value="failed"))
            continue
        cover = option.figures.cover
        most = cover.mean if is_best(option.cell) else option.figures.most_cover.mean
        bar = Bar(LEFT, placed(cover.mean, 0, 1) - LEFT, y + 7, 16, "running")
        spread = (Whisker(placed(cover.p10, 0, 1), placed(cover.p90, 0, 1), y + 15),) if cover.p10 != cover.p90 else ()
        rows.append(Row(_label(option), y, (bar,), spread, placed(most, 0, 1), share(cover.mean)))
    return Chart(tuple(rows), _SHARES, height)


def crewing_chart(options: Sequence[Option]) -> Chart:
    """The chart of how the duties of each option are crewed, on average."""
    rows, height = [], 28.0
    for number, option in enumerate(options[:MAX_OPTIONS]):
        y, x, bars = TOP + number * height, 0.0, []
        figures = option.figures
        for kind, spread in (
            (("crewed", figures.crewed), ("part", figures.part_crewed), ("down", figures.stood_down)) if figures else ()
        ):
            start, x = x, x + spread.mean
            bars.append(Bar(placed(start, 0, 1), round(placed(x, 0, 1) - placed(start, 0, 1), 1), y + 5, 18, kind))
        value = share(figures.crewed.mean) if figures else "failed"
        rows.append(Row(_label(option), y, tuple(bars), value=value))
    return Chart(tuple(rows), _SHARES, height)


def money_chart(options: Sequence[Option]) -> Chart:
    """The chart of the costs of each option and the cost it avoids, each with its range."""
    shown = options[:MAX_OPTIONS]
    most = max((max(o.money.at(c).avoided, o.money.at(c).cost) for o in shown if o.money for c in Case), default=1.0)
    low, high, steps = scale_of(0, most)
    rows, height = [], 42.0
    for number, option in enumerate(shown):
        y = TOP + number * height
        if option.money is None:
            rows.append(Row(_label(option), y, (), value="failed"))
            continue
        cases = [option.money.at(case) for case in Case]
        bars, whiskers = [], []
        for offset, kind, amounts in (
            (6, "cost", [effects.cost for effects in cases]),
            (23, "avoided", [effects.avoided for effects in cases]),
        ):
            bars.append(Bar(LEFT, placed(amounts[1], low, high) - LEFT, y + offset, 13, kind))
            ends = sorted(placed(amount, low, high) for amount in amounts)
            whiskers.append(Whisker(ends[0], ends[-1], y + offset + 6.5))
        rows.append(
            Row(
                _label(option),
                y,
                tuple(bars),
                tuple(whiskers),
                value=pounds(cases[1].net).replace("GBP ", ""),
            )
        )
    return Chart(tuple(rows), tuple((placed(step, low, high), pounds(step)) for step in steps), height)


def road_chart(options: Sequence[Option]) -> ScatterChart | None:
    """The chart of hours on the road against costs; None with fewer than two options."""
    shown = [option for option in options if option.money is not None]
    if len(shown) < 2:
        return None
    costs = [option.money.at(Case.CENTRAL).cost for option in shown if option.money]
    hours = [option.money.hours for option in shown if option.money]
    (cheap, dear, across), (few, many, upward) = (scale_of(min(values), max(values)) for values in (costs, hours))
    left, right, top, bottom = 90.0, 920.0, 20.0, 360.0
    found: dict[tuple[float, float], Point] = {}
    for option, cost, hour in zip(shown, costs, hours, strict=True):
        place = (placed(cost, cheap, dear, left, right), placed(hour, few, many, bottom, top))
        tooltip = f"{option.number} {option.name}: {hour:,.0f} hours, {pounds(cost)}"
        if there := found.get(place):
            found[place] = Point(f"{there.label}, {option.number}", *place, there.good, f"{there.tooltip}; {tooltip}")
        else:
            found[place] = Point(str(option.number), *place, option.beaten_by is None, tooltip)
    return ScatterChart(
        tuple(found.values()),
        tuple((placed(step, cheap, dear, left, right), pounds(step)) for step in across),
        tuple((placed(step, few, many, bottom, top), f"{step:,.0f}") for step in upward),
    )
