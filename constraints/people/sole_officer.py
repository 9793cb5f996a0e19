"""The rule of who may be the only officer of a crew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import field_validator

from constraints.base import DutyRule
from constraints.facts import Facts
from constraints.facts.qualifications import qualification_gap
from models.base import Id
from models.duty import Duty
from models.problems import did_you_mean
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class SoleOfficer(DutyRule):
    """Nobody is the only one of `roles` in a crew, unless they have one of `alone_roles` or hold one of `alone`.

    Roles and qualifications that are not named may not be alone: a Special of directed patrol status is not the only
    police officer of a car until the book says so. A qualification must hold to the end of the duty. A crew with nobody
    of `roles` is no matter of this rule. Where the rule names people, only these may not be alone.

    Source: Kent Police training pages: directed patrol status is not full independence, and is used alone only in a
    supervised setting. Whether that covers a car shared with a paramedic is policy; not allowed is an unverified
    default.
    """

    kind: ClassVar[str] = "sole-officer"
    unit: ClassVar[str] = "officers"
    example: ClassVar[str] = "- {kind: sole-officer, roles: [constable, special], alone_roles: [constable]}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    roles: tuple[Id, ...]
    alone_roles: tuple[Id, ...] = ()
    alone: tuple[Id, ...] = ()

    @field_validator("roles")
    @classmethod
    def _some(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        if not roles:
            raise ValueError("name at least one role")
        return roles

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Qualifications and roles that the book does not know, and `alone_roles` that are not among `roles`."""
        known = {item.id for item in facts.book.qualifications}
        for parameter, roles in (("roles", self.roles), ("alone_roles", self.alone_roles)):
            for role in roles:
                if role not in facts.roles:
                    yield parameter, f"role '{role}' is unknown{did_you_mean(role, facts.roles)}"
                elif role not in self.roles:
                    yield parameter, f"role '{role}' is not among roles"
        for name in self.alone:
            if name not in known:
                yield "alone", f"qualification '{name}' is unknown{did_you_mean(name, known)}"

    def _may_be_alone(self, facts: Facts, person: str, duty: Duty) -> bool:
        found = facts.people[person]
        return (
            not self.concerns_person(found)
            or found.role in self.alone_roles
            or any(qualification_gap(found, duty, name) is None for name in self.alone)
        )

    def _always_has_one(self, duty: Duty) -> bool:
        """Whether the crew cannot run without a person of the roles."""
        return any(seat.minimum and set(seat.roles) <= set(self.roles) for seat in duty.crew.seats)

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """States that the crew has one officer who may be the only one, or two of the roles."""
        people = model.facts.people
        group = [
            (candidate.person, literal)
            for seat in duty.crew.seats
            for candidate, literal in model.in_seat(duty, seat.id)
            if people[candidate.person].role in self.roles
        ]
        may = {name: self._may_be_alone(model.facts, name, duty) for name in {name for name, _ in group}}
        if self._always_has_one(duty):
            # One row for the crew: who may be alone stands for two.
            terms = [(literal, 2 if may[name] else 1) for name, literal in group]
            model.at_least_if(self, terms, 2, model.runs(duty))
            return
        for person in sorted(name for name in may if not may[name]):
            model.at_most_as_many(
                self,
                [(literal, 1) for name, literal in group if name == person],
                [(literal, 1) for name, literal in group if name != person],
            )

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """A crew whose only officer may not be the only one."""
        group = [item.person for item in view.crew_of(duty) if view.facts.people[item.person].role in self.roles]
        if len(group) == 1 and not self._may_be_alone(view.facts, group[0], duty):
            yield self.breach(
                1,
                f"{group[0]} is the only {' or '.join(self.roles)} on {duty.spoken}, and may not be alone",
                person=group[0],
                duty=duty.id,
                date=duty.date,
            )
