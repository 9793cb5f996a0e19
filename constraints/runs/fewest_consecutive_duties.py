"""The rule that days of work come in runs of a least length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.shared.worked_dates_rule import Known, WorkedDatesRule
from models.clock import spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


class FewestConsecutiveDuties(WorkedDatesRule):
    """A run of dates on which a person starts a duty is at least `least` dates long; 2 means no isolated duty.

    Carried-in duties, work elsewhere and tours of one's team count, so that runs reach out of the period. Before the
    first and after the last work that is known, nothing is: a run that touches that edge, or the period's where nothing
    is listed beyond, is never too short. A run in which this rota has no part is passed over. With `eve`, one that ends
    on the eve of the period is not: a duty on the first date would have gone on with it. Where the rule names shifts,
    call signs, services or areas, only such duties make a run, and other work ends it like a rest day.

    Source: coordinators' practice; a hard rule of Curtois and Qu's shift scheduling problems (2014), edges included.
    """

    kind: ClassVar[str] = "fewest-consecutive-duties"
    unit: ClassVar[str] = "days"
    example: ClassVar[str] = "- {kind: fewest-consecutive-duties, least: 2}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    least: Annotated[int, Field(ge=2, le=14)] = 2
    eve: bool = False

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Forbids work between two free dates that are too close; where soft, prices each run by its length."""
        known = self.known(model.facts, person)
        free = self.decided(model, person, known)
        self._post_eve(model, known, free)
        if not free:
            return
        if self.hard:
            model.run_limits.note(person, self.undecided(model, known, free), fewest=self.least)
        for before, inside, after in known.windows(model.facts, self.least):
            if before in known.fixed or after in known.fixed:
                continue
            if not all(day in free or day in known.fixed for day in inside):
                continue
            around = [*free.get(before, ()), *free.get(after, ())]
            if not self.hard:
                chosen = [free[day] for day in inside if day in free]
                if chosen:
                    model.not_each_of(self, chosen, around, self.least - len(inside))
                continue
            # The first and last date speak for those between, but where both are fixed.
            speak = inside if inside[0] in known.fixed and inside[-1] in known.fixed else {inside[0], inside[-1]}
            for day in sorted(speak):
                if day in free:
                    model.not_each_of(self, [free[day]], around)

    def _post_eve(self, model: RotaModel, known: Known, free: Mapping[date, list[Literal]]) -> None:
        """Asks for a duty on the first date where the run before it is too short."""
        first = model.facts.book.period.first
        run = next((run for run in _runs(known.fixed) if run[-1] == first - timedelta(days=1)), None)
        if self.eve and run and run[0] != known.first and len(run) < self.least:
            model.not_each_of(self, [], free.get(first, ()), self.least - len(run))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each run that is too short."""
        known = self.known(view.facts, person)
        chosen = self.chosen(view, person, known)
        eve = view.facts.book.period.first - timedelta(days=1)
        for run in _runs(chosen | known.fixed):
            ours = not chosen.isdisjoint(run) or (self.eve and run[-1] == eve)
            if run[0] == known.first or run[-1] == known.last or not ours:
                continue
            if len(run) < self.least:
                length = "1 day" if len(run) == 1 else f"{len(run)} days running"
                dates = spoken_date(run[0]) + (f" to {spoken_date(run[-1])}" if len(run) > 1 else "")
                yield self.breach(
                    self.least - len(run),
                    f"{person.id} works only {length}, {dates} (at least {self.least} running){self.only}",
                    person=person.id,
                    date=run[0],
                )


def _runs(worked: set[date] | frozenset[date]) -> Iterator[list[date]]:
    """Dates grouped into those that follow each other."""
    run: list[date] = []
    for day in sorted(worked):
        if run and day - run[-1] > timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run
