"""The rule that start times move forward, not back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.facts import Facts
from constraints.shared.worked_dates_rule import WorkedDatesRule
from models.base import Duration, format_minutes
from models.clock import days, spoken_date
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from datetime import datetime

    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView

Starts = Mapping[date, tuple[int, int]]  # minutes after midnight of the first and the last start of a date


class ForwardRotation(WorkedDatesRule):
    """From one date worked to the next, the start time does not move back by more than `tolerance`.

    Times are by the clock on the wall: from 18:00 to 07:00 is 11 hours back. Of two duties on a date the last start
    counts against the next date worked, and the first against the one before. Where the next date worked is more than
    `within_days` later, the rotation starts afresh. Carried-in duties, work elsewhere and tours of one's team count,
    and on their dates they alone; two such dates are not compared. Where the rule names duties, it looks only at those.

    Source: Police Federation fatigue advice (forward rotation); the tolerance is an unverified default.
    """

    kind: ClassVar[str] = "forward-rotation"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: forward-rotation, tolerance: 1h, within_days: 3, level: fair}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    tolerance: Annotated[Duration, Field(le=1440)] = 0
    within_days: Annotated[int, Field(ge=1, le=14)] = 3

    def _fixed(self, facts: Facts, person: Person) -> Starts:
        zone = facts.book.period.zone
        found: dict[date, list[int]] = defaultdict(list)
        for item in self.commitments(facts, person):
            found[item.date].append(_minutes(item.start.astimezone(zone)))
        return {day: (min(starts), max(starts)) for day, starts in found.items()}

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Forbids a late start followed by an early one, unless work lies between."""
        fixed = self._fixed(model.facts, person)
        period = model.facts.book.period
        duties = {day: model.duties_on(person, day) for day in period.dates if day not in fixed}
        duties = {day: found for day, found in duties.items() if found}
        if not duties:
            return
        for day in days(period.first - timedelta(days=self.within_days), period.last):
            between: list[Literal] = []
            for number in range(1, self.within_days + 1):
                later = day + timedelta(days=number)
                if (day in duties or day in fixed) and (later in duties or (later in fixed and day not in fixed)):
                    post = self._post_hard if self.hard else self._post_soft
                    post(model, person, (day, later), fixed, duties, between)
                if later in fixed:
                    break
                between = [*between, *_literals(model, person, duties.get(later, ()))]

    def _post_hard(
        self,
        model: RotaModel,
        person: Person,
        dates: tuple[date, date],
        fixed: Starts,
        duties: Mapping[date, list[Duty]],
        between: list[Literal],
    ) -> None:
        """Posts a constraint for each start of the later date.

        That start, and all before it on its date, exclude the starts of the earlier date that are too late for it.
        """
        day, later = dates
        for start in _starts(later, fixed, duties, first=True):
            latest = start + self.tolerance
            groups = []
            if day not in fixed:
                groups.append(model.any_of(person, [duty for duty in duties[day] if _start(duty) > latest]))
            elif fixed[day][1] <= latest:
                continue
            if later not in fixed:
                groups.append(model.any_of(person, [duty for duty in duties[later] if _start(duty) <= start]))
            model.not_each_of(self, groups, between)

    def _post_soft(
        self,
        model: RotaModel,
        person: Person,
        dates: tuple[date, date],
        fixed: Starts,
        duties: Mapping[date, list[Duty]],
        between: list[Literal],
    ) -> None:
        """Prices each pair of the last start of a date and the first start of a later one."""
        day, later = dates
        for last in _starts(day, fixed, duties, first=False):
            for first in _starts(later, fixed, duties, first=True):
                if last - first <= self.tolerance:
                    continue
                groups, unless = [], list(between)
                if day not in fixed:
                    groups.append(_literals(model, person, (duty for duty in duties[day] if _start(duty) == last)))
                    unless += _literals(model, person, (duty for duty in duties[day] if _start(duty) > last))
                if later not in fixed:
                    groups.append(_literals(model, person, (duty for duty in duties[later] if _start(duty) == first)))
                    unless += _literals(model, person, (duty for duty in duties[later] if _start(duty) < first))
                model.not_each_of(self, groups, unless, last - first - self.tolerance)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each move back that is too far."""
        fixed = self._fixed(view.facts, person)
        starts = dict(fixed)
        for duty in view.duties_of(person):
            if duty.date not in fixed:
                first, last = starts.get(duty.date, (_start(duty), _start(duty)))
                starts[duty.date] = min(first, _start(duty)), max(last, _start(duty))
        worked = sorted(starts)
        for day, later in pairwise(worked):
            back = starts[day][1] - starts[later][0]
            if (later - day).days > self.within_days or back <= self.tolerance or (day in fixed and later in fixed):
                continue
            yield self.breach(
                back - self.tolerance,
                f"{person.id} starts at {_clock(starts[later][0])} on {spoken_date(later)}, {format_minutes(back)}"
                f" earlier than {_clock(starts[day][1])} on {spoken_date(day)}"
                f" ({f'at most {format_minutes(self.tolerance)}' if self.tolerance else 'never'} earlier){self.only}",
                person=person.id,
                date=later,
            )


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _start(duty: Duty) -> int:
    return _minutes(duty.wall_start)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _starts(day: date, fixed: Starts, duties: Mapping[date, list[Duty]], *, first: bool) -> list[int]:
    """The starts that may be the first, or the last, of a date."""
    if day in fixed:
        return [fixed[day][0 if first else 1]]
    return sorted({_start(duty) for duty in duties[day]})


def _literals(model: RotaModel, person: Person, duties: Iterable[Duty]) -> list[Literal]:
    return [literal for duty in duties for literal in model.on(person, duty)]
