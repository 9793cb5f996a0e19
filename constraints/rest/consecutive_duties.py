"""The rule of how many days running a person may work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.facts import Facts
from constraints.topics import Topic
from models.clock import days, spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class ConsecutiveDuties(PersonRule):
    """At most `most` dates running on which a person starts a duty.

    Carried-in duties, work elsewhere and tours of one's team count. Where the rule names shifts, call signs, services
    or areas, only such duties make a run: `most: 3` for the shift `night` is three nights running.

    Source: Police Federation fatigue advice (6 shifts before rest days); GMP protocol (7).
    """

    kind: ClassVar[str] = "consecutive-duties"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.WEEKLY_REST})
    unit: ClassVar[str] = "days"
    example: ClassVar[str] = "- {kind: consecutive-duties, most: 6}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    most: Annotated[int, Field(ge=1, le=60)] = 6

    def _windows(self, facts: Facts, person: Person) -> Iterator[tuple[list[date], set[date]]]:
        """Every `most` + 1 dates running that touch the period, with those of them worked in any case."""
        period = facts.book.period
        committed = {item.date for item in self.commitments(facts, person)}
        for first in days(period.first - timedelta(days=self.most), period.last):
            window = days(first, first + timedelta(days=self.most))
            yield window, committed.intersection(window)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States that one of every `most` + 1 dates is free."""
        if not model.duties_of(person):
            return
        if self.hard:
            fixed_dates = {item.date for item in self.commitments(model.facts, person)}
            dates = [day for day in model.facts.book.period.dates if day not in fixed_dates]
            on = {day: model.any_of(person, model.duties_on(person, day)) for day in dates}
            model.run_limits.note(person, on, most=self.most)
        for window, fixed in self._windows(model.facts, person):
            free = [model.duties_on(person, day) for day in window if day not in fixed]
            if len(fixed) + sum(map(bool, free)) <= self.most:
                continue
            terms = [(literal, 1) for duties in free if duties for literal in model.any_of(person, duties)]
            model.at_most(self, terms, self.most - len(fixed))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each run that is too long, once."""
        worked = view.dates_of(person)
        if not worked:
            return
        run: list[date] = []
        beyond = 0
        for window, fixed in self._windows(view.facts, person):
            chosen = [day for day in window if day in worked and day not in fixed]
            excess = len(chosen) - max(0, self.most - len(fixed))
            if excess > 0:
                run = run or window
                beyond += excess
                last = window[-1]
            elif run:
                yield self._too_long(person, run[0], last, beyond)
                run, beyond = [], 0
        if run:
            yield self._too_long(person, run[0], last, beyond)

    def _too_long(self, person: Person, first: date, last: date, beyond: int) -> Breach:
        return self.breach(
            beyond,
            f"{person.id} works {(last - first).days + 1} days running, {spoken_date(first)} to {spoken_date(last)}"
            f" (at most {self.most}){self.only}",
            person=person.id,
            date=first,
        )
