"""What work already done leaves of the caps that people put on what they offer: by month, week and weekend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from constraints.counting.nights import nights_of
from constraints.facts import Commitment, Facts
from models.clock import monday_of, month_of
from models.people import Caps


class RemainingCaps:
    """The rest of each cap after some work; None where there is no such cap, 0 where it is used up.

    Args:
        past: duties of the unit that count to the caps.

    Attributes:
        nights: nights of weekends worked, each by the date in whose evening it begins.
    """

    def __init__(self, facts: Facts, caps: Caps, past: Iterable[Commitment]) -> None:
        self._caps = caps
        self._duties: Counter[str | date] = Counter()  # by month and by the Monday of the week
        self._minutes: Counter[str] = Counter()
        self.nights: set[date] = set()
        for item in past:
            self._duties[month_of(item.date)] += 1
            self._duties[monday_of(item.date)] += 1
            self._minutes[month_of(item.date)] += item.unit_minutes
            self.nights.update(nights_of(facts, item))

    def duties_in_month(self, month: str) -> int | None:
        """Duties that a month (`YYYY-MM`) may still take."""
        return _left(self._caps.duties_per_month, self._duties[month])

    def minutes_in_month(self, month: str) -> int | None:
        """Minutes by the clock on the wall that a month may still take."""
        hours = self._caps.hours_per_month
        return _left(None if hours is None else round(hours * 60), self._minutes[month])

    def duties_in_week(self, monday: date) -> int | None:
        """Duties that a week may still take."""
        return _left(self._caps.duties_per_week, self._duties[monday])

    def nights_in_weekend(self, monday: date) -> int | None:
        """Further nights that the weekend of a week may take."""
        return _left(self._caps.nights_per_weekend, sum(monday_of(night) == monday for night in self.nights))


def _left(cap: int | None, used: int) -> int | None:
    return None if cap is None else max(0, cap - used)
