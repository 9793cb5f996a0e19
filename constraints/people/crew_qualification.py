"""The rule that some people of a crew hold a qualification, such as a driver's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import DutyRule
from constraints.facts import Facts
from constraints.facts.qualifications import qualification_gap
from constraints.topics import Topic
from models.base import Id
from models.duty import Duty
from models.problems import did_you_mean
from models.rota import Breach
from models.rules import DUTIES

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class CrewQualification(DutyRule):
    """Every crew that runs has people who hold `qualification` to the end of the duty: at least `minimum`.

    Only people of `roles` count (all when none is named): whether a paramedic's or an officer's driving grade counts is
    a question of whose vehicle and permit it is.

    Source: no source says who may drive; response driving grades are College of Policing APP and ambulance CERAD L3.
    """

    kind: ClassVar[str] = "crew-qualification"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.QUALIFICATIONS})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.QUALIFICATIONS: ()}
    unit: ClassVar[str] = "people"
    example: ClassVar[str] = "- {kind: crew-qualification, qualification: response-driver, roles: [constable, special]}"
    holds_for: ClassVar[tuple[str, ...]] = DUTIES

    qualification: Id
    minimum: Annotated[int, Field(ge=1, le=20)] = 1
    roles: tuple[Id, ...] = ()

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Qualifications and roles the book does not know."""
        known = {item.id for item in facts.book.qualifications}
        if self.qualification not in known:
            yield (
                "qualification",
                f"qualification '{self.qualification}' is unknown{did_you_mean(self.qualification, known)}",
            )
        for role in self.roles:
            if role not in facts.roles:
                yield "roles", f"role '{role}' is unknown{did_you_mean(role, facts.roles)}"

    def _counts(self, facts: Facts, person: str, duty: Duty) -> bool:
        found = facts.people[person]
        return (not self.roles or found.role in self.roles) and qualification_gap(
            found, duty, self.qualification
        ) is None

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """States that enough people hold it where the duty runs."""
        holders = [
            (literal, 1)
            for seat in duty.crew.seats
            for candidate, literal in model.in_seat(duty, seat.id)
            if self._counts(model.facts, candidate.person, duty)
        ]
        model.at_least_if(self, holders, self.minimum, model.runs(duty))

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """A crew in which too few people hold it."""
        if not view.runs(duty):
            return
        holders = sum(self._counts(view.facts, assignment.person, duty) for assignment in view.crew_of(duty))
        if holders < self.minimum:
            wanted = f"a {self.qualification}" if self.minimum == 1 else f"{self.minimum} with {self.qualification}"
            yield self.breach(
                self.minimum - holders, f"{duty.spoken} runs without {wanted}", duty=duty.id, date=duty.date
            )
