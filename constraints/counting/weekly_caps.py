"""What a person's own caps on weeks and weekends leave of what they offered. No rule, but what targets stand on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from constraints.counting.nights import weekend_nights
from constraints.facts import Commitment, Facts
from models.clock import monday_of
from models.duty import Duty
from models.people import Caps
from models.records.history import Worked


class Takes(NamedTuple):
    """What one duty adds: to what is counted, in minutes by the clock on the wall, and its nights of a weekend."""

    amount: int
    minutes: int
    nights: tuple[date, ...] = ()


class WeeklyCaps:
    """A person's caps on the duties of a week and the nights of a weekend, after what they have worked already.

    Args:
        past: duties of the unit worked.
    """

    def __init__(self, facts: Facts, caps: Caps, past: Iterable[Commitment | Worked]) -> None:
        self._caps = caps
        self._weeks: Counter[date] = Counter()
        self._nights: set[date] = set()
        for item in past:
            self._weeks[monday_of(item.date)] += 1
            self._nights.update(nights_of(facts, item))

    def most(self, offered: Mapping[date, Sequence[Takes]]) -> list[tuple[date, Takes]]:
        """Of the duties of each date one at most, those that add most within the caps; most first.

        Args:
            offered: what each duty of a date takes.
        """
        if self._caps.duties_per_week is None and self._caps.nights_per_weekend is None:
            best = [(day, max(options)) for day, options in offered.items() if options]
            return sorted(best, key=lambda pair: (-pair[1].amount, pair[0]))
        by_week: dict[date, dict[date, Sequence[Takes]]] = defaultdict(dict)
        by_weekend: dict[date, set[date]] = defaultdict(set)
        for day, options in offered.items():
            by_week[monday_of(day)][day] = options
            for takes in options:
                for night in takes.nights:
                    by_weekend[monday_of(night)].add(night)
        used = set(self._nights)
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
        """The nights of a week's weekend that might be worked beside those that were."""
        free = sorted(nights - self._nights)
        room = len(free)
        if self._caps.nights_per_weekend is not None:
            past = sum(monday_of(night) == monday for night in self._nights)
            room = min(room, max(0, self._caps.nights_per_weekend - past))
        return combinations(free, room)

    def _best_of_week(
        self, monday: date, offered: Mapping[date, Sequence[Takes]], nights: set[date]
    ) -> list[tuple[date, Takes]]:
        """What adds most in a week where only some nights of weekends may be worked."""
        best = [
            (day, max(possible))
            for day, options in offered.items()
            if (possible := [takes for takes in options if nights.issuperset(takes.nights)])
        ]
        best.sort(key=lambda pair: (-pair[1].amount, pair[0]))
        if self._caps.duties_per_week is None:
            return best
        return best[: max(0, self._caps.duties_per_week - self._weeks[monday])]


def nights_of(facts: Facts, work: Duty | Commitment | Worked) -> tuple[date, ...]:
    """The nights of a weekend that a spell of work is a night duty of."""
    return weekend_nights(work.start, work.end, facts.book.period.zone)
