"""The rule on a long rest in every week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.facts import Facts
from constraints.topics import Topic
from models.clock import monday_of, spoken_date, start_of_day
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class WeeklyRest(PersonRule):
    """In every stretch of `days` there is one unbroken rest of at least `hours`.

    Stretches follow each other from a Monday; with `rolling` one starts every day. Time outside the period is free but
    for what is known of it. Where even without this rota no such rest is left, nothing is held against it.

    Source: Working Time Regulations 1998, reg. 11: 24 hours in each 7 days or, the employer's choice, 48 in each 14.
    """

    kind: ClassVar[str] = "weekly-rest"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.WEEKLY_REST})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.WEEKLY_REST: ("hours", "days")}
    unit: ClassVar[str] = "stretches"
    example: ClassVar[str] = "- {kind: weekly-rest, hours: 24, days: 7}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE

    hours: Annotated[float, Field(gt=0, le=168)] = 24
    days: Annotated[int, Field(ge=2, le=28)] = 7
    rolling: bool = False

    def _stretches(self, facts: Facts) -> Iterator[tuple[date, datetime, datetime]]:
        """Yields each stretch of dates that touches the period: first date, and start and end as instants (UTC)."""
        period = facts.book.period
        first = monday_of(period.first)
        step = 1 if self.rolling else self.days
        if self.rolling:
            first = period.first - timedelta(days=self.days - 1)
        while first <= period.last:
            last = first + timedelta(days=self.days)
            yield first, start_of_day(first, period.zone), start_of_day(last, period.zone)
            first += timedelta(days=step)

    def _rests(
        self, facts: Facts, person: Person, duties: Sequence[Duty], start: datetime, end: datetime
    ) -> list[tuple[Duty, ...]]:
        """For each moment a rest may begin, the duties that would break it; left out where a commitment would.

        A rest can be moved back to the start of the stretch or to the end of the work before it, so these moments do.
        """
        length = timedelta(hours=self.hours)
        fixed = facts.commitments_within(person, start, end)
        inside = [duty for duty in duties if duty.start < end and start < duty.end]
        moments = {start, *(item.end for item in fixed), *(duty.end for duty in inside)}
        found = []
        for moment in sorted(moments):
            until = moment + length
            if moment < start or until > end or any(item.start < until and moment < item.end for item in fixed):
                continue
            found.append(tuple(duty for duty in inside if duty.start < until and moment < duty.end))
        return found

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States that not every possible rest of a stretch is broken."""
        duties = model.duties_of(person)
        for _, start, end in self._stretches(model.facts):
            breakers = {
                frozenset(duty.id for duty in rest): rest
                for rest in self._rests(model.facts, person, duties, start, end)
            }
            needed = [rest for names, rest in breakers.items() if not any(other < names for other in breakers)]
            if not needed or any(not rest for rest in needed):
                continue
            broken = [(literal, 1) for rest in needed for literal in model.any_of(person, rest)]
            model.at_most(self, broken, len(needed) - 1)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each stretch without a rest that would have one without this rota."""
        duties = view.duties_of(person)
        for first, start, end in self._stretches(view.facts):
            rests = self._rests(view.facts, person, duties, start, end)
            if any(not rest for rest in rests) or not self._rests(view.facts, person, (), start, end):
                continue
            yield self.breach(
                1,
                f"{person.id} has no rest of {self.hours:g} hours in the {self.days} days from {spoken_date(first)}",
                person=person.id,
                date=first,
            )
