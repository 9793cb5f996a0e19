"""The rule of how many days running a person may, and must, work one shift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from constraints.facts import Facts
from constraints.facts.fixed_work import is_of
from constraints.shared.run_lengths import post_fewest, post_most, spoken_run, too_long, too_short
from constraints.shared.worked_dates_rule import Known, WorkedDatesRule
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE, AppliesTo

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class SameShiftRuns(WorkedDatesRule):
    """Of each shift a person works at least `least` and at most `most` days running, each shift by itself.

    A day of another shift ends a run like a rest day: three early turns and three late ones are two runs of three.
    `applies_to` says which shifts are meant, where not all are; consecutive-duties and fewest-consecutive-duties count
    the shifts that they name together. Tours of one's team are of the shift the team works, and a duty carried in is of
    the shifts it kept the times of, so that runs reach out of the period; other work is of none. A run is never too
    short where it touches the period's last date, with nothing listed beyond, or the first date of which anything is
    known, or where this rota has no part in it. With `eve`, a run that ends on the eve of the period is too short as
    well, unless a duty on the first date goes on with it.

    Source: coordinators' practice; the consecutive assignments to one shift of the Second International Nurse Rostering
    Competition (2015), with `eve`.
    """

    kind: ClassVar[str] = "same-shift-runs"
    unit: ClassVar[str] = "days"
    example: ClassVar[str] = "- {kind: same-shift-runs, least: 2, most: 4, applies_to: {shifts: [late, night]}}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    least: Annotated[int, Field(ge=1, le=14)] = 1
    most: Annotated[int, Field(ge=1, le=60)] | None = None
    eve: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> SameShiftRuns:
        if self.most is None and self.least == 1:
            raise ValueError("give least (2 or more), most, or both")
        if self.most is not None and self.most < self.least:
            raise ValueError(f"least {self.least} and most {self.most} are not in order")
        return self

    def _known_by_shift(self, facts: Facts, person: Person) -> Iterator[tuple[str, Known]]:
        """Each shift that the rule looks at, with the dates that are known to be of it."""
        known, work = self.known(facts, person), self.commitments(facts, person)
        for shift in facts.shifts:
            if shift in (self.applies_to.shifts or facts.shifts):
                named = AppliesTo(shifts=(shift,))
                fixed: frozenset[date] = frozenset(item.date for item in work if is_of(facts, person, item, named))
                yield shift, Known(fixed, known.first, known.last)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States both limits for each shift."""
        for shift, known in self._known_by_shift(model.facts, person):
            free = {}
            for day in model.facts.book.period.dates:
                duties = [duty for duty in model.duties_on(person, day) if duty.shift.id == shift]
                if duties and day not in known.fixed:
                    free[day] = model.any_of(person, duties)
            if free and self.most is not None:
                post_most(model, self, self.most, known.fixed, free)
            if self.least > 1:
                post_fewest(model, self, self.least, known, free, eve=self.eve)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each run that is too long or too short."""
        for shift, known in self._known_by_shift(view.facts, person):
            chosen = {duty.date for duty in view.duties_of(person) if duty.shift.id == shift} - known.fixed
            name = view.facts.shifts[shift].name or shift
            if self.most is not None:
                for run in too_long(view.facts, self.most, known.fixed, chosen):
                    yield self.breach(
                        run.beyond,
                        f"{person.id} works {name} {run.spoken} (at most {self.most}){self.only}",
                        person=person.id,
                        date=run.first,
                    )
            for short in too_short(view.facts, self.least, known, chosen, eve=self.eve):
                yield self.breach(
                    self.least - len(short),
                    f"{person.id} works {name} only {spoken_run(short)} (at least {self.least} running){self.only}",
                    person=person.id,
                    date=short[0],
                )
