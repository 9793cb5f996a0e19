"""The rule that a duty goes out in a vehicle of its call sign rather than in a spare."""

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


class OwnVehicle(DutyRule):
    """A duty goes out in a vehicle of its call sign; each one in a spare costs.

    Source: practice: a spare is for when the call sign's own vehicle is off the road or elsewhere.
    """

    kind: ClassVar[str] = "own-vehicle"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: own-vehicle, weight: 1}"
    always: ClassVar[bool] = True
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    level: Level = Level.WISHES

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Prices every spare."""
        if model.facts.needs_vehicle(duty):
            own = {vehicle.id for vehicle in model.facts.book.vehicles if duty.call_sign.id in vehicle.call_signs}
            model.forbid(self, [literal for vehicle, literal in model.carriers(duty) if vehicle not in own])

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """A duty in a spare."""
        name = view.vehicles.get(duty.id)
        if name is None or not view.facts.needs_vehicle(duty):
            return
        used = next((vehicle for vehicle in view.facts.book.vehicles if vehicle.id == name), None)
        if used is not None and duty.call_sign.id not in used.call_signs:
            yield self.breach(1, f"{name}, a spare, carries {duty.spoken}", duty=duty.id, date=duty.date)
