"""The rule that rostered time does not go beyond the contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.facts import Facts
from constraints.shared.rostered_time import rostered_minutes, rostered_terms, worked_minutes
from models.base import format_minutes
from models.people import Person
from models.rota import Breach

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class ContractCap(PersonRule):
    """A posted person is rostered for no more paid hours than the contract holds in the period, less credited absence.

    With `tolerance_hours` it may be so many more, where hours are levelled out over later periods (`balance`). Beyond
    that they work only what they offered.

    Source: NHS terms and conditions, section 10 (37.5 hours a week without meal breaks, averaged over a period).
    """

    kind: ClassVar[str] = "contract-cap"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- kind: contract-cap"
    always: ClassVar[bool] = True
    softenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    tolerance_hours: Annotated[float, Field(ge=0, le=500)] = 0

    def _most(self, facts: Facts, person: Person) -> int:
        """The most paid minutes of rostered time, less what is on record as worked."""
        most = facts.contract_minutes(person) + round(self.tolerance_hours * 60)
        return max(0, most - worked_minutes(facts, person))

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the paid hours of rostered duties to the contract."""
        if person.posting is not None:
            terms = rostered_terms(model, person)
            model.at_most(self, terms, self._most(model.facts, person))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Hours rostered beyond the contract."""
        if person.posting is None:
            return
        excess = rostered_minutes(view, person) - self._most(view.facts, person)
        if excess > 0:
            allowed = f" and {self.tolerance_hours:g} hours" if self.tolerance_hours else ""
            yield self.breach(
                excess,
                f"{person.id} is rostered for {format_minutes(excess)} more than the contract{allowed} holds in the"
                " period",
                person=person.id,
            )
