"""The rule that a duty has its preferred crew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import DutyRule
from models.duty import Duty
from models.rota import Breach
from models.rules import Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class FullCrew(DutyRule):
    """A duty that runs has its preferred crew; each place short of that costs.

    Source: the sources disagree on one or two officers a car, so minimum and preferred are told apart.
    """

    kind: ClassVar[str] = "full-crew"
    unit: ClassVar[str] = "seats"
    example: ClassVar[str] = "- {kind: full-crew, weight: 1}"
    always: ClassVar[bool] = True
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    level: Level = Level.FULL

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Prices places short of the preferred crew where the duty runs."""
        for seat in duty.crew.seats:
            places = [(literal, 1) for _, literal in model.in_seat(duty, seat.id)]
            if seat.maximum == seat.preferred:  # then nobody can be too many, and the shortfall needs no variable
                model.price(
                    self, [(model.runs(duty), seat.preferred), *((literal, -factor) for literal, factor in places)]
                )
            else:
                model.at_least_if(self, places, seat.preferred, model.runs(duty))

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """Each seat below its preferred number."""
        if not view.runs(duty):
            return
        for seat in duty.crew.seats:
            present = len(view.in_seat(duty, seat.id))
            if present < seat.preferred:
                yield self.breach(
                    seat.preferred - present,
                    f"{duty.spoken} is part-crewed: {present} of {seat.preferred} in its {seat.name or seat.id} seat",
                    duty=duty.id,
                    date=duty.date,
                )
