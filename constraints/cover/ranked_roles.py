"""The better role where a seat takes several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import DutyRule
from models.duty import Duty
from models.rota import Breach
from models.rules import Level

if TYPE_CHECKING:
    from constraints.context import RotaModel
    from constraints.view import RotaView


class RankedRoles(DutyRule):
    """Where a seat takes several roles, those named first are preferred; each rank further down costs.

    Source: the order of roles in the seat.
    """

    kind: ClassVar[str] = "ranked-roles"
    unit: ClassVar[str] = "ranks"
    example: ClassVar[str] = "- {kind: ranked-roles, weight: 1}"
    always: ClassVar[bool] = True

    level: Level = Level.WISHES

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Pay the rank of everyone who could sit in a seat."""
        for seat in duty.crew.seats:
            for candidate, literal in model.in_seat(duty, seat.id):
                rank = seat.roles.index(model.facts.people[candidate.person].role)
                if rank:
                    model.forbid(self, [literal], rank)

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """People in a seat that would rather have another role."""
        for assignment in view.crew_of(duty):
            seat = duty.crew.seat(assignment.seat)
            role = view.facts.people[assignment.person].role
            if role in seat.roles[1:]:
                yield self.breach(
                    seat.roles.index(role),
                    f"{assignment.person}, a {role}, is in the {seat.name or seat.id} seat of {duty.spoken},"
                    f" which would rather have a {seat.roles[0]}",
                    person=assignment.person,
                    duty=duty.id,
                    date=duty.date,
                )
