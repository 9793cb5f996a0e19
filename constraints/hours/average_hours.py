"""The rule of the most hours a week on average."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from constraints.shared.average_rule import AverageRule
from models.rules import DUTIES, PEOPLE


class AverageHours(AverageRule):
    """At most `hours` a week on average over every `weeks` weeks running that end with a week of the period.

    Weeks begin on Monday, and a duty counts to the one it starts in. Carried-in duties, work elsewhere and tours of
    one's team count; a rostered duty takes the place of its date's tour; where the rule names duties, only the hours of
    these count. The last week counts as it is planned, even if
    the period ends in the middle of it. Soft, an hour too many costs in each of the stretches it lies in.

    What was worked is known from the week of `since` on: the date from which the book holds all of a person's work, or
    the first week of the period when it is not given. Weeks before that are left out, so that the average is over those
    that are known, as the law has it for who is new. People of teams are known eight weeks back, as far as their team's
    tours are. Leave and sickness are not made up for.

    Source: Working Time Regulations 1998, reg. 4 (48 hours, 17 weeks; 26 for services that must go on, reg. 21; who is
    new: the weeks since they began); only an opt-out in writing lifts it. GMP police protocol: 200 hours in 5 weeks.
    """

    kind: ClassVar[str] = "average-hours"
    example: ClassVar[str] = "- {kind: average-hours, hours: 48, weeks: 17, since: 2026-08-03}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    hours: Annotated[float, Field(gt=0, le=168)] = 48

    @property
    def week_hours(self) -> float:
        """The most hours a week on average."""
        return self.hours

    @property
    def average(self) -> str:
        """The limit in words."""
        return f"{self.hours:g} a week on average"
