"""The base class of rules about weekends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator

from constraints.facts import Facts
from constraints.shared.worked_dates_rule import WorkedDatesRule
from models.base import Weekday
from models.clock import days

ORDER = tuple(Weekday)


def _in_a_row(weekend: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    if len(set(weekend)) < len(weekend):
        raise ValueError("a day is named twice")
    firsts = [day for day in weekend if ORDER[ORDER.index(day) - 1] not in weekend]
    if len(firsts) != 1 or len(weekend) < 2:
        raise ValueError("name two to six days that follow each other, for example [fri, sat, sun]")
    return weekend


# Two to six days of the week in a row; the one that does not follow another is the first.
WeekendDays = Annotated[tuple[Weekday, ...], AfterValidator(_in_a_row)]


class WeekendRule(WorkedDatesRule):
    """A rule that looks at weekends, each known by its first date."""

    weekend: WeekendDays = (Weekday.SAT, Weekday.SUN)

    def dates_of_weekend(self, first: date) -> list[date]:
        """The dates of the weekend that begins on a date."""
        return days(first, first + timedelta(days=len(self.weekend) - 1))

    def weekend_of(self, day: date) -> date | None:
        """The first date of the weekend a date lies in; None on the other days of the week."""
        if Weekday.of(day) not in self.weekend:
            return None
        while Weekday.of(day - timedelta(days=1)) in self.weekend:
            day -= timedelta(days=1)
        return day

    def weekends(self, facts: Facts) -> list[date]:
        """The weekends that touch the period, in order."""
        found = {self.weekend_of(day) for day in facts.book.period.dates}
        return sorted(first for first in found if first is not None)
