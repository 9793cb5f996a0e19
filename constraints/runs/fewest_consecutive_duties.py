"""The rule that days of work come in runs of a least length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.shared.run_lengths import post_fewest, spoken_run, too_short
from constraints.shared.worked_dates_rule import WorkedDatesRule
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class FewestConsecutiveDuties(WorkedDatesRule):
    """A run of dates on which a person starts a duty is at least `least` dates long; 2 means no isolated duty.

    Carried-in duties, work elsewhere and tours of one's team count, so that runs reach out of the period. Before the
    first and after the last work that is known, nothing is: a run that touches that edge, or the period's where nothing
    is listed beyond, is never too short. A run in which this rota has no part is passed over; with `eve`, one that
    ends on the eve of the period counts as well, unless a duty on the first date goes on with it. Where the rule names
    shifts, call signs, services or areas, only such duties make a run, and other work ends it like a rest day.

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
        if free and self.hard:
            model.run_limits.note(person, self.undecided(model, known, free), fewest=self.least)
        post_fewest(model, self, self.least, known, free, eve=self.eve)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each run that is too short."""
        known = self.known(view.facts, person)
        for run in too_short(view.facts, self.least, known, self.chosen(view, person, known), eve=self.eve):
            yield self.breach(
                self.least - len(run),
                f"{person.id} works only {spoken_run(run)} (at least {self.least} running){self.only}",
                person=person.id,
                date=run[0],
            )
