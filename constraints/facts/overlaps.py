"""Which of several spans of time overlap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


def cliques(spans: Sequence[tuple[datetime, datetime]]) -> list[list[int]]:
    """The largest groups of half-open spans that all overlap at one instant, as indices; groups of one are left out."""
    order = sorted(range(len(spans)), key=lambda index: spans[index])
    found: list[list[int]] = []
    open_now: list[int] = []
    grew = False
    for index in order:
        start = spans[index][0]
        still = [other for other in open_now if spans[other][1] > start]
        if grew and len(still) < len(open_now) and len(open_now) > 1:
            found.append(list(open_now))
        open_now, grew = [*still, index], True
    if len(open_now) > 1:
        found.append(open_now)
    return found
