"""Time cut into spells in which the same things go on, for rules on cover at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.clock import minutes_between, spoken_date


class Spell(NamedTuple):
    """A stretch of real time in which the same things go on, as indices in the order they were given."""

    start: datetime
    end: datetime
    on: tuple[int, ...]

    @property
    def minutes(self) -> int:
        """How long it is."""
        return minutes_between(self.start, self.end)


def spells(times: Sequence[tuple[datetime, datetime]], within: tuple[datetime, datetime] | None = None) -> list[Spell]:
    """The time from the first start to the last end (or within two instants), cut where anything starts or ends."""
    if within is None:
        edges = {edge for pair in times for edge in pair}
    else:
        first, last = within
        edges = {first, last, *(edge for pair in times for edge in pair if first < edge < last)}
    order = sorted(range(len(times)), key=lambda index: times[index][0])
    found: list[Spell] = []
    on: list[int] = []
    upcoming = 0
    for start, end in pairwise(sorted(edges)):
        while upcoming < len(order) and times[order[upcoming]][0] <= start:
            on.append(order[upcoming])
            upcoming += 1
        on = [index for index in on if times[index][1] > start]
        found.append(Spell(start, end, tuple(sorted(on))))
    return found


def unbroken(amounts: Iterable[tuple[Spell, int]]) -> Iterator[list[tuple[Spell, int]]]:
    """The spells with an amount above 0, in runs that follow each other without a break."""
    run: list[tuple[Spell, int]] = []
    for spell, amount in amounts:
        if run and (amount <= 0 or run[-1][0].end != spell.start):
            yield run
            run = []
        if amount > 0:
            run.append((spell, amount))
    if run:
        yield run


def spoken_time(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Two instants as a coordinator says them: `Fri 25 Dec from 18:00 to 20:00`."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    return f"{spoken_date(first.date())} from {first:%H:%M} to {last:%H:%M}"
