"""Weeks, months and periods over which hours and duties are counted. No rule, but what several rules count by."""

from datetime import date
from enum import StrEnum

from models.clock import monday_of, month_of, spoken_date


class Per(StrEnum):
    """A stretch of time over which something is counted; a date belongs to the one it lies in."""

    WEEK = "week"
    MONTH = "month"
    PERIOD = "period"

    def key(self, day: date) -> date | str:
        """Which stretch a date lies in: its Monday, its month, or the period."""
        if self is Per.WEEK:
            return monday_of(day)
        return month_of(day) if self is Per.MONTH else "period"

    def spoken(self, day: date) -> str:
        """The stretch of a date in words."""
        if self is Per.WEEK:
            return f"the week of {spoken_date(monday_of(day))}"
        return f"{day:%B %Y}" if self is Per.MONTH else "the period"
