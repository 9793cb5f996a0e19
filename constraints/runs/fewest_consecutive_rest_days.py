"""The rule that rest days come in runs of a least length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.shared.worked_dates_rule import WorkedDatesRule
from models.clock import spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class FewestConsecutiveRestDays(WorkedDatesRule):
    """Between two duties of a person there is no rest day, or at least `least` running; 2 means no isolated rest day.

    A rest day is a date on which they start no duty, work elsewhere or tour of their team, absent or not. Days before
    the first and after the last work that is known are never too few. Rest between two spells of work of which neither
    is this rota's is passed over. Where the rule names duties, only those are work, and days of other work are rest.

    Source: Police Federation fatigue advice (rest days in blocks of at least two); a hard rule of Curtois and Qu's
    shift scheduling problems (2014), edges included.
    """

    kind: ClassVar[str] = "fewest-consecutive-rest-days"
    unit: ClassVar[str] = "days"
    example: ClassVar[str] = "- {kind: fewest-consecutive-rest-days, least: 2}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    least: Annotated[int, Field(ge=2, le=14)] = 2

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Forbids a gap between two worked dates that are too close; where soft, prices each by its length."""
        known = self.known(model.facts, person)
        free = self.decided(model, person, known)
        if not free:
            return
        if self.hard:
            model.run_limits.note(person, self.undecided(model, known, free), rest=self.least)
        for before, inside, after in known.windows(model.facts, self.least):
            ends = [free.get(day, []) for day in (before, after) if day not in known.fixed]
            if not ends or not known.fixed.isdisjoint(inside):
                continue
            if self.hard:
                for day in sorted({inside[0], inside[-1]}):
                    model.not_each_of(self, ends, free.get(day, ()))
            else:
                between = [literal for day in inside for literal in free.get(day, ())]
                model.not_each_of(self, ends, between, self.least - len(inside))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each run of rest days that is too short."""
        known = self.known(view.facts, person)
        for before, after in pairwise(sorted(known.fixed | self.chosen(view, person, known))):
            rest = (after - before).days - 1
            if 0 < rest < self.least and not {before, after} <= known.fixed:
                first, last = before + timedelta(days=1), after - timedelta(days=1)
                dates = spoken_date(first) + (f" to {spoken_date(last)}" if rest > 1 else "")
                yield self.breach(
                    self.least - rest,
                    f"{person.id} rests only {rest} day{'s' if rest > 1 else ''} between duties, {dates}"
                    f" (at least {self.least}){self.only}",
                    person=person.id,
                    date=first,
                )
