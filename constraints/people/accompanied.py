"""The rule that new officers are with experienced ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import DutyRule
from constraints.facts import Facts
from models.base import Id
from models.duty import Duty
from models.problems import did_you_mean
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class Accompanied(DutyRule):
    """An accompanied officer has an experienced one beside them, so none is ever the only officer of a crew.

    Accompanied is who holds `status` on the day of the duty. Experienced is who has one of `experienced_roles`, or
    holds one of `experienced`, and is not accompanied. Each experienced officer can look after `each` others. Where the
    rule names people, it sees to it that these are accompanied; anybody may be the experienced one.

    Source: Kent Police and College of Policing: an officer of Accompanied Patrol Status patrols with an experienced
    one.
    """

    kind: ClassVar[str] = "accompanied"
    unit: ClassVar[str] = "officers"
    example: ClassVar[str] = (
        "- {kind: accompanied, status: accompanied-patrol, experienced: [directed-patrol],"
        " experienced_roles: [constable]}"
    )
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    status: Id
    experienced: tuple[Id, ...] = ()
    experienced_roles: tuple[Id, ...] = ()
    each: Annotated[int, Field(ge=1, le=20)] = 1

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Qualifications and roles the book does not know."""
        known = {item.id for item in facts.book.qualifications}
        for parameter, name in (("status", self.status), *(("experienced", name) for name in self.experienced)):
            if name not in known:
                yield parameter, f"qualification '{name}' is unknown{did_you_mean(name, known)}"
        for role in self.experienced_roles:
            if role not in facts.roles:
                yield "experienced_roles", f"role '{role}' is unknown{did_you_mean(role, facts.roles)}"

    def _is_accompanied(self, facts: Facts, person: str, duty: Duty) -> bool:
        return facts.people[person].holds(self.status, duty.date)

    def _is_experienced(self, facts: Facts, person: str, duty: Duty) -> bool:
        found = facts.people[person]
        return not self._is_accompanied(facts, person, duty) and (
            found.role in self.experienced_roles or any(found.holds(name, duty.date) for name in self.experienced)
        )

    def _needs_company(self, facts: Facts, person: str, duty: Duty) -> bool:
        return self.concerns_person(facts.people[person]) and self._is_accompanied(facts, person, duty)

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """States that there are no more accompanied officers than experienced ones can look after."""
        seated = [pair for seat in duty.crew.seats for pair in model.in_seat(duty, seat.id)]
        accompanied = [(literal, 1) for who, literal in seated if self._needs_company(model.facts, who.person, duty)]
        if accompanied:
            experienced = [pair for pair in seated if self._is_experienced(model.facts, pair[0].person, duty)]
            model.at_most_as_many(self, accompanied, [(literal, self.each) for _, literal in experienced])

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """A crew with too many accompanied officers."""
        crew = [assignment.person for assignment in view.crew_of(duty)]
        accompanied = [person for person in crew if self._needs_company(view.facts, person, duty)]
        experienced = sum(self._is_experienced(view.facts, person, duty) for person in crew)
        excess = len(accompanied) - self.each * experienced
        if excess > 0:
            yield self.breach(
                excess,
                f"{' and '.join(accompanied)} on {duty.spoken} must be accompanied,"
                f" and {f'only {experienced}' if experienced else 'nobody'} experienced is beside them",
                person=accompanied[0],
                duty=duty.id,
                date=duty.date,
            )
