"""The rule that every duty that runs has a vehicle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import Rule
from constraints.facts import cliques
from models.duty import Duty
from models.rota import Breach

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


class VehicleRule(Rule):
    """A duty that runs has one vehicle that may carry it and is on the road; no vehicle is on two duties at once.

    Between two duties of one vehicle lies a handover. Books without vehicles, and crews that may be empty, need none.

    Source: call signs and vehicles are different things (a car is an asset, JR-04 a line of duties). The 30 minutes
    (15 for the vehicle check, 15 to turn round) are an unverified default.
    """

    kind: ClassVar[str] = "vehicle"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: vehicle, handover_minutes: 30}"
    always: ClassVar[bool] = True
    softenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    handover_minutes: Annotated[int, Field(ge=0, le=600)] = 30

    def post(self, model: RotaModel) -> None:
        """States one vehicle for each running duty, and one duty at a time for each vehicle."""
        uses: dict[str, list[tuple[Duty, Literal]]] = defaultdict(list)
        for duty in model.facts.duties:
            if not model.facts.needs_vehicle(duty):
                continue
            carriers = model.carriers(duty)
            model.exactly_one_if([literal for _, literal in carriers], model.runs(duty))
            for vehicle, literal in carriers:
                uses[vehicle].append((duty, literal))
        handover = timedelta(minutes=self.handover_minutes)
        for used in uses.values():
            for group in cliques([(duty.start, duty.end + handover) for duty, _ in used]):
                model.at_most(self, [(used[index][1], 1) for index in group], 1)

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Duties without a vehicle, in one that may not carry them, or in one that is on another duty."""
        handover = timedelta(minutes=self.handover_minutes)
        last_use: dict[str, Duty] = {}
        for duty in view.duties:
            if not view.facts.needs_vehicle(duty):
                continue
            vehicle = view.vehicles.get(duty.id)
            if what := self._wrong(view, duty, vehicle):
                yield self.breach(1, f"{duty.spoken} {what}", duty=duty.id, date=duty.date)
            if vehicle is None:
                continue
            before = last_use.get(vehicle)
            if before is not None and duty.start < before.end + handover:
                yield self.breach(
                    1,
                    f"{vehicle} is on {before.spoken} until {before.wall_end:%H:%M} and on {duty.spoken} from"
                    f" {duty.wall_start:%H:%M}, with less than {self.handover_minutes} minutes to hand over",
                    duty=duty.id,
                    date=duty.date,
                )
            if before is None or duty.end > before.end:
                last_use[vehicle] = duty

    @staticmethod
    def _wrong(view: RotaView, duty: Duty, vehicle: str | None) -> str | None:
        if not view.runs(duty):
            return f"is stood down, yet {vehicle} is given to it" if vehicle else None
        if vehicle is None:
            return "runs without a vehicle"
        if vehicle in {allowed.id for allowed in view.facts.vehicles_for(duty)}:
            return None
        known = next((item for item in view.facts.book.vehicles if item.id == vehicle), None)
        if known is not None and not view.facts.on_road(known, duty):
            return f"runs in {vehicle}, which is off the road"
        return f"runs in {vehicle}, which does not carry it"
