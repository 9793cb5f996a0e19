"""The rule of how many people sit in each seat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import DutyRule
from constraints.facts import Facts
from models.duty import Duty
from models.rota import Breach

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class CrewSize(DutyRule):
    """Each seat of a duty that runs has between its minimum and its maximum; a duty that is stood down has nobody.

    Source: the crew as the book describes it.
    """

    kind: ClassVar[str] = "crew-size"
    unit: ClassVar[str] = "people"
    example: ClassVar[str] = "- kind: crew-size"
    always: ClassVar[bool] = True
    softenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    def looks_at(self, facts: Facts, duty: Duty) -> bool:
        """Always: a record never has more people in a seat than it takes."""
        return self.concerns_duty(facts, duty)

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Ties the number of people in each seat to whether the duty runs."""
        for seat in duty.crew.seats:
            literals = [literal for _, literal in model.in_seat(duty, seat.id)]
            model.between_if(literals, seat.minimum, seat.maximum, model.runs(duty))

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """People beyond a seat's maximum, or on a duty that is stood down."""
        for seat in duty.crew.seats:
            present = len(view.in_seat(duty, seat.id))
            name = seat.name or seat.id
            if not view.runs(duty):
                if present:
                    short = next(
                        other for other in duty.crew.seats if len(view.in_seat(duty, other.id)) < other.minimum
                    )
                    there = len(view.in_seat(duty, short.id))
                    yield self.breach(
                        present,
                        f"{duty.spoken} has {present} in its {name} seat, yet is stood down: its"
                        f" {short.name or short.id} seat has {there}, and needs {short.minimum}",
                        duty=duty.id,
                        date=duty.date,
                    )
            elif present > seat.maximum:
                yield self.breach(
                    present - seat.maximum,
                    f"{duty.spoken} has {present} in its {name} seat, which takes {seat.maximum}",
                    duty=duty.id,
                    date=duty.date,
                )
