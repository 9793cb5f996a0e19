"""What fair shares can count: weekends, late finishes, bank holidays, duties, hours."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta
from enum import StrEnum

SMALL_HOURS_END = 6  # a duty that ends after midnight and by 06:00 finishes late: WTR night time is 23:00-06:00


class Counted(StrEnum):
    """What is shared."""

    FRIDAY_SATURDAY = "friday-saturday"
    WEEKEND = "weekend"
    LATE_FINISH = "late-finish"
    BANK_HOLIDAY = "bank-holiday"
    DUTIES = "duties"
    HOURS = "hours"

    def counts(self, start: datetime, end: datetime, holidays: Container[date] = ()) -> bool:
        """Whether a duty with these naive local times counts."""
        if self is Counted.FRIDAY_SATURDAY:
            return start.weekday() in (4, 5)
        if self is Counted.WEEKEND:
            return start.weekday() in (5, 6)
        if self is Counted.LATE_FINISH:
            return end.date() > start.date() and 0 < end.hour * 60 + end.minute <= SMALL_HOURS_END * 60
        if self is Counted.BANK_HOLIDAY:
            return start.date() in holidays or (end - timedelta(minutes=1)).date() in holidays
        return True

    @property
    def words(self) -> str:
        """The duties in words."""
        return {
            Counted.FRIDAY_SATURDAY: "Friday and Saturday duties",
            Counted.WEEKEND: "Saturday and Sunday duties",
            Counted.LATE_FINISH: "late finishes",
            Counted.BANK_HOLIDAY: "bank holiday duties",
            Counted.DUTIES: "duties",
            Counted.HOURS: "on duty",
        }[self]
