"""Which of the offered duties fit within a person's caps on weeks and weekends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from constraints.counting.remaining_caps import RemainingCaps
from constraints.facts import Commitment, Facts
from models.clock import monday_of
from models.people import Caps


class Takes(NamedTuple):
    """What one duty takes of a person's caps.

    Attributes:
        amount: what it adds to what is counted.
        minutes: by the clock on the wall.
        nights: the nights of a weekend that it is a night duty of.
    """

    amount: int
    minutes: int
    nights: tuple[date, ...] = ()


class WeeklyCaps:
    """A person's caps on the duties of a week and the nights of a weekend, after what they have worked already.

    Args:
        past: duties of the unit worked.
    """

    def __init__(self, facts: Facts, caps: Caps, past: Iterable[Commitment]) -> None:
        self._limited = caps.duties_per_week is not None or caps.nights_per_weekend is not None
        self._left = RemainingCaps(facts, caps, past)

    def most(self, offered: Mapping[date, Sequence[Takes]]) -> list[tuple[date, Takes]]:
        """At most one duty of each date, chosen so that they add most within the caps; the largest first.

        Args:
            offered: what each duty of a date takes.
        """
        if not self._limited:
            best = [(day, max(options)) for day, options in offered.items() if options]
            return sorted(best, key=lambda pair: (-pair[1].amount, pair[0]))
        by_week: dict[date, dict[date, Sequence[Takes]]] = defaultdict(dict)
        by_weekend: dict[date, set[date]] = defaultdict(set)
        for day, options in offered.items():
            by_week[monday_of(day)][day] = options
            for takes in options:
                for night in takes.nights:
                    by_weekend[monday_of(night)].add(night)
        used = set(self._left.nights)
        found: list[tuple[date, Takes]] = []
        for monday in sorted(by_week.keys() | by_weekend.keys()):
            ways = [
                (self._best_of_week(monday, by_week[monday], used | set(nights)), nights)
                for nights in self._ways_to_choose(monday, by_weekend[monday])
            ]
            best, nights = max(ways, key=lambda way: sum(takes.amount for _, takes in way[0]))
            found += best
            used.update(nights)
        return sorted(found, key=lambda pair: (-pair[1].amount, pair[0]))

    def _ways_to_choose(self, monday: date, nights: set[date]) -> Iterator[tuple[date, ...]]:
        """Each way to choose further nights of a weekend, as many as the cap leaves."""
        free = sorted(nights - self._left.nights)
        room = self._left.nights_in_weekend(monday)
        return combinations(free, len(free) if room is None else min(len(free), room))

    def _best_of_week(
        self, monday: date, offered: Mapping[date, Sequence[Takes]], nights: set[date]
    ) -> list[tuple[date, Takes]]:
        """The duties of a week that add most where only some nights of weekends may be worked."""
        best = [
            (day, max(possible))
            for day, options in offered.items()
            if (possible := [takes for takes in options if nights.issuperset(takes.nights)])
        ]
        best.sort(key=lambda pair: (-pair[1].amount, pair[0]))
        return best[: self._left.duties_in_week(monday)]
