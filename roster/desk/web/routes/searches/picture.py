"""The picture of a search: for each level, the value of the best rota and the proven bound over the seconds."""

from __future__ import annotations

from collections.abc import Sequence

from models.base import Model
from roster.desk.service.searching.searches import ProgressPoint

WIDTH, HEIGHT = 240, 40
_EDGE = 2.0  # so that lines at the border are not cut off
_SAME = 1e-9


class LevelPicture(Model):
    """How one level went.

    Attributes:
        value: points of the best rota so far; None while there is none.
        bound: what no rota can be below, as far as it is proven.
        seconds: of search that were spent on the level.
        proven: whether no rota is better.
        value_line, bound_line: points of SVG polylines in a box of `WIDTH` by `HEIGHT`.
        words: what the picture shows, for those who do not see it.
    """

    level: str
    value: float | None
    bound: float | None
    seconds: float
    proven: bool
    value_line: str
    bound_line: str
    words: str


def pictures(points: Sequence[ProgressPoint]) -> list[LevelPicture]:
    """The picture of each level, in the order in which they were solved."""
    found: dict[str, list[ProgressPoint]] = {}
    for point in points:
        if point.level:
            found.setdefault(point.level, []).append(point)
    began = 0.0
    made = []
    for level, of_level in found.items():
        made.append(_picture(level, of_level, began))
        began = of_level[-1].seconds
    return made


def _picture(level: str, points: Sequence[ProgressPoint], began: float) -> LevelPicture:
    last = points[-1]
    values = [(item.seconds, item.value) for item in points if item.value is not None]
    bounds = [(item.seconds, item.bound) for item in points if item.bound is not None]
    amounts = [amount for _, amount in (*values, *bounds)]
    low, high = (min(amounts), max(amounts)) if amounts else (0.0, 1.0)
    until = max(last.seconds, began + 1e-6)

    def line(steps: Sequence[tuple[float, float]]) -> str:
        """A staircase: an amount holds until the next one, the first since the level was begun."""
        places: list[str] = []
        before: float | None = None
        for second, amount in ((began, steps[0][1]), *steps, (until, steps[-1][1])) if steps else ():
            across = _EDGE + (WIDTH - 2 * _EDGE) * (second - began) / (until - began)
            if before is not None:
                places.append(f"{across:.1f},{before:.1f}")
            share = (amount - low) / (high - low) if high > low else 0.0
            before = HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * share
            places.append(f"{across:.1f},{before:.1f}")
        return " ".join(places)

    proven = last.value is not None and last.bound is not None and last.value - last.bound <= _SAME
    return LevelPicture(
        level=level,
        value=last.value,
        bound=last.bound,
        seconds=max(0.0, last.seconds - began),
        proven=proven,
        value_line=line(values),
        bound_line=line(bounds),
        words=_words([amount for _, amount in values], [amount for _, amount in bounds]),
    )


def _words(values: Sequence[float], bounds: Sequence[float]) -> str:
    parts = []
    if values:
        parts.append(f"value from {values[0]:g} down to {values[-1]:g}")
    if bounds:
        parts.append(f"bound from {bounds[0]:g} up to {bounds[-1]:g}")
    return ", ".join(parts) or "nothing found yet"


__all__ = ["HEIGHT", "WIDTH", "LevelPicture", "pictures"]
