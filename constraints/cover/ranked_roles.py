"""The rule that prefers the better role where a seat takes several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import DutyRule
from constraints.facts import Facts
from models.base import Id
from models.duty import Duty
from models.problems import did_you_mean
from models.rota import Breach
from models.rules import Level
from models.service import Seat

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class RankedRoles(DutyRule):
    """Where a seat takes several roles, those named first are preferred; each rank further down costs.

    Roles that a list of `alike` names are of one rank: a seat for constables or Specials then takes either as gladly.

    Source: the order of roles in the seat.
    """

    kind: ClassVar[str] = "ranked-roles"
    unit: ClassVar[str] = "ranks"
    example: ClassVar[str] = "- {kind: ranked-roles, weight: 1}"
    always: ClassVar[bool] = True
    holds_for: ClassVar[tuple[str, ...]] = ()

    level: Level = Level.WISHES
    alike: tuple[tuple[Id, ...], ...] = ()

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Roles that the book does not know, or that are in two lists."""
        listed = [role for roles in self.alike for role in roles]
        for role in dict.fromkeys(listed):
            if role not in facts.roles:
                yield "alike", f"role '{role}' is unknown{did_you_mean(role, facts.roles)}"
            elif listed.count(role) > 1:
                yield "alike", f"role '{role}' is named twice"

    def _rank(self, seat: Seat, role: str) -> int:
        """How far down a role is in a seat's list; roles that count as equal are one step."""

        def peers(name: str) -> tuple[str, ...]:
            return next((roles for roles in self.alike if name in roles), (name,))

        return list(dict.fromkeys(peers(name) for name in seat.roles)).index(peers(role))

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Prices everyone who could sit in a seat by the rank of their role."""
        for seat in duty.crew.seats:
            ranks = {role: self._rank(seat, role) for role in seat.roles}
            for candidate, literal in model.in_seat(duty, seat.id) if any(ranks.values()) else ():
                if rank := ranks[model.facts.people[candidate.person].role]:
                    model.forbid(self, [literal], rank)

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """People in a seat that prefers another role."""
        for assignment in view.crew_of(duty):
            seat = duty.crew.seat(assignment.seat)
            role = view.facts.people[assignment.person].role
            if role in seat.roles and (rank := self._rank(seat, role)):
                yield self.breach(
                    rank,
                    f"{assignment.person}, a {role}, is in the {seat.name or seat.id} seat of {duty.spoken},"
                    f" which would rather have a {seat.roles[0]}",
                    person=assignment.person,
                    duty=duty.id,
                    date=duty.date,
                )
