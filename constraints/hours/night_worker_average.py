"""The rule of the most hours of night workers on average."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Annotated, ClassVar

from pydantic import Field

from constraints.counting.nights import NightTime
from constraints.facts import Facts
from constraints.shared.average_rule import AverageRule
from models.clock import monday_of
from models.people import Person
from models.rules import PEOPLE


class NightWorkerAverage(NightTime, AverageRule):
    """Night workers have at most `hours` a day on average, over every `weeks` weeks running that end in the period.

    A week has `days_per_week` such days, whatever days are worked: 8 hours over six days of 17 weeks make 816 hours.
    All hours count, by night and by day, as in average-hours, and weeks that are not known (`since`) are left out as
    there.

    A night worker is one of those it applies to for whom nights are the normal course: at least `share` of the dates
    on which they were at work, or may be in this period (tours, rostered time, offers), hold a night duty: one with at
    least `night_hours` between `night_from` and `night_to`. So the rota cannot change who is one.

    Source: Working Time Regulations 1998, regs. 2 and 6 (8 hours in 24 on average, no opt-out; three hours of night
    time on most days worked); NHS terms and conditions handbook: the average is over a six-day week.
    """

    kind: ClassVar[str] = "night-worker-average"
    example: ClassVar[str] = "- {kind: night-worker-average, hours: 8, weeks: 17, since: 2026-08-03}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE

    hours: Annotated[float, Field(gt=0, le=24)] = 8
    days_per_week: Annotated[int, Field(ge=1, le=7)] = 6
    share: Annotated[float, Field(gt=0, le=1)] = 0.5

    @property
    def week_hours(self) -> float:
        """The most hours a week on average."""
        return self.hours * self.days_per_week

    @property
    def average(self) -> str:
        """The limit in words."""
        return f"{self.hours:g} a day on average, {self.days_per_week} days a week, for night workers"

    def speaks_of(self, facts: Facts, person: Person) -> bool:
        """Whether a person is a night worker."""
        return facts.once((self, person.id), lambda: self._is_night_worker(facts, person))

    def _is_night_worker(self, facts: Facts, person: Person) -> bool:
        nights: dict[date, bool] = defaultdict(bool)
        end = monday_of(facts.book.period.last) + timedelta(days=6)
        for item in facts.commitments(person):
            if self.known_from(facts, person) <= item.date <= end:
                nights[item.date] |= self.is_night(facts, item)
        for duty in facts.reachable(person):
            if facts.bases(person, duty):
                nights[duty.date] |= self.is_night(facts, duty)
        return any(nights.values()) and sum(nights.values()) >= self.share * len(nights)
