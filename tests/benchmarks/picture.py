"""A picture of value and bound over time, as SVG: seconds and points both on logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 80, 20, 40, 50
LEAST_SECONDS, LEAST_VALUE = 0.1, 1.0  # where the axes begin at the lowest; less is drawn at their edge
COLOURS = ("#1f5fa8", "#c0504d", "#4f8a3c", "#7b5ea7")


@dataclass(frozen=True)
class Curve:
    """Value and bound of one solver over time: (seconds, value, bound), each None until there is one."""

    name: str
    points: Sequence[tuple[float, float | None, float | None]]


def svg(title: str, curves: Sequence[Curve], budget: float) -> str:
    """The picture; solid lines are values, dashed ones bounds."""
    low, high = _range(curves)

    def across(seconds: float) -> float:
        share = math.log(max(seconds, LEAST_SECONDS) / LEAST_SECONDS) / math.log(max(budget, 1) / LEAST_SECONDS)
        return LEFT + min(1.0, share) * (WIDTH - LEFT - RIGHT)

    def down(number: float) -> float:
        share = math.log(max(number, low) / low) / math.log(high / low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="20" font-size="14">{escape(title)}</text>',
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 10}" text-anchor="end">seconds (logarithmic)</text>',
    ]
    for seconds in _ticks(LEAST_SECONDS, budget, (1,)):
        parts.append(_grid(across(seconds), TOP, across(seconds), HEIGHT - BOTTOM))
        parts.append(f'<text x="{across(seconds):.1f}" y="{HEIGHT - 32}" text-anchor="middle">{seconds:g}</text>')
    for number in _ticks(low, high, (1, 2, 5) if high < 100 * low else (1,)):
        parts.append(_grid(LEFT, down(number), WIDTH - RIGHT, down(number)))
        parts.append(f'<text x="{LEFT - 6}" y="{down(number) + 4:.1f}" text-anchor="end">{number:,g}</text>')
    for index, curve in enumerate(curves):
        colour = COLOURS[index % len(COLOURS)]
        for column, dashes in ((1, ""), (2, ' stroke-dasharray="5 3"')):
            steps = list(_steps([(point[0], point[column]) for point in curve.points], budget))
            if steps:
                path = " ".join(f"{across(seconds):.1f},{down(number):.1f}" for seconds, number in steps)
                parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.8"{dashes}/>')
        where = LEFT + 150 * index
        parts.append(f'<line x1="{where}" y1="31" x2="{where + 20}" y2="31" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{where + 25}" y="35">{escape(curve.name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _range(curves: Sequence[Curve]) -> tuple[float, float]:
    """Where the axis of points begins and ends: bounds of the first moments, far below all others, are cut off."""
    values = [value for curve in curves for _, value, _ in curve.points if value is not None]
    bounds = [[bound for _, _, bound in curve.points if bound is not None] for curve in curves]
    low = max(LEAST_VALUE, 0.8 * min([*values, *(curve[-1] for curve in bounds if curve)], default=LEAST_VALUE))
    return low, max([*values, 1.1 * low])


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'


def _ticks(low: float, high: float, digits: Iterable[int]) -> Iterator[float]:
    """Round numbers from low to high."""
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for digit in digits:
            if low <= digit * 10.0**power <= high * 1.0001:
                yield digit * 10.0**power


def _steps(points: Iterable[tuple[float, float | None]], end: float) -> Iterator[tuple[float, float]]:
    """Points as a staircase that goes on to the end."""
    last: float | None = None
    for seconds, number in points:
        if number is None or number == last:
            continue
        if last is not None:
            yield seconds, last
        yield seconds, number
        last = number
    if last is not None:
        yield end, last
