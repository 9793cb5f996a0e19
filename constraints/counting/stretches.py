"""Weeks, fortnights, months and periods over which hours and duties are counted."""

from datetime import date, timedelta
from enum import StrEnum

from models.clock import monday_of, month_of, spoken_date
from models.period import Period


class Per(StrEnum):
    """A stretch of time over which something is counted; a date belongs to the one it lies in.

    Fortnights follow each other from the Monday of the period's first week, backwards too.
    """

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    PERIOD = "period"

    def key(self, day: date, period: Period) -> date | str:
        """Which stretch a date lies in: the Monday it begins on, its month, or the period."""
        if self is Per.WEEK:
            return monday_of(day)
        if self is Per.FORTNIGHT:
            return _fortnight_of(day, period)
        return month_of(day) if self is Per.MONTH else "period"

    def spoken(self, day: date, period: Period) -> str:
        """The stretch of a date in words."""
        if self is Per.WEEK:
            return f"the week of {spoken_date(monday_of(day))}"
        if self is Per.FORTNIGHT:
            return f"the fortnight of {spoken_date(_fortnight_of(day, period))}"
        return f"{day:%B %Y}" if self is Per.MONTH else "the period"


def _fortnight_of(day: date, period: Period) -> date:
    """The Monday on which the fortnight of a date begins."""
    monday = monday_of(day)
    return monday - timedelta(days=(monday - monday_of(period.first)).days % 14)
