"""The rule of how long a duty may last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.counting.nights import NightTime
from constraints.facts import Facts
from models.base import format_minutes
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class LongestTour(NightTime, PersonRule):
    """Nobody is on a duty that lasts longer than `hours`, as they really pass.

    So 16:00-02:00 is a duty of eleven hours on the night the clocks go back. With `night_hours` it speaks only of
    duties that hold at least so many hours between `night_from` and `night_to`: the limit for night work with special
    hazards is `hours: 8, night_hours: 3`, each duty taken by itself.

    Source: GMP police protocol (longest rostered tour 10 hours); Working Time Regulations 1998, reg. 6(7) (8 hours in
    any 24 with night work, where it is of special hazard or strain).
    """

    kind: ClassVar[str] = "longest-tour"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: longest-tour, hours: 10}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    hours: Annotated[float, Field(gt=0, le=24)] = 10
    night_hours: Annotated[float, Field(ge=0, le=12)] = 0

    def _excess(self, facts: Facts, duty: Duty) -> int:
        """Minutes by which a duty is too long."""
        if self.night_hours and not self.is_night(facts, duty):
            return 0
        return max(0, duty.elapsed_minutes - round(self.hours * 60))

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Forbids the duties that are too long."""
        for duty in model.duties_of(person):
            if excess := self._excess(model.facts, duty):
                model.forbid(self, model.on(person, duty), excess)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each duty that is too long."""
        for duty in view.duties_of(person):
            if excess := self._excess(view.facts, duty):
                what = "night duty " if self.night_hours else ""
                yield self.breach(
                    excess,
                    f"{person.id} is on {what}{duty.spoken} for {format_minutes(duty.elapsed_minutes)}"
                    f" (at most {format_minutes(round(self.hours * 60))})",
                    person=person.id,
                    duty=duty.id,
                    date=duty.date,
                )
